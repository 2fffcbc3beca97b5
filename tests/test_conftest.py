"""The rules of the test suite itself."""

from pathlib import Path

import pytest

CONFTEST = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")

WINDOW_TEST = """
import pytest

@pytest.mark.window
def test_a_window(): pass

def test_another(): pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST.replace('pytest_plugins = ["pytester"]', "").replace(
        "import PyQt6.QtWidgets", "raise ImportError('libEGL.so.1 is missing')"))
    pytester.makepyfile(WINDOW_TEST)
    return pytester


def test_window_tests_are_skipped_with_one_loud_line(suite, monkeypatch):
    monkeypatch.delenv("SATSUMA_TEST_ALL", raising=False)
    result = suite.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["1 TESTS OF WINDOWS ARE SKIPPED*libEGL.so.1*libxcb-cursor0*"])


def test_no_skip_passes_where_all_are_wanted(suite, monkeypatch):
    monkeypatch.setenv("SATSUMA_TEST_ALL", "1")
    result = suite.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
