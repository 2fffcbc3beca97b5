"""What holds for every test: nothing of the person's own is touched, and no test is lost quietly.

Tests of windows carry the mark `window`; they are skipped, with one loud line, where Qt cannot
start. With `SATSUMA_TEST_ALL=1` every skip is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

QT_PACKAGES = ("libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 "
               "libfontconfig1 fonts-dejavu-core libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
               "libxcb-shape0")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test needs a screen of its own

pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "window: needs Qt and its system libraries")
    config.addinivalue_line("markers", "long: an attack in its full size, minutes; "
                                       "pytest -m long runs these")


def why_no_window() -> str:
    """Why windows cannot be tested here; "" when they can."""
    try:
        import PyQt6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    windows = [item for item in items if item.get_closest_marker("window")]
    if not windows or not (reason := why_no_window()):
        return
    for item in windows:
        item.add_marker(pytest.mark.skip(reason=reason))
    config.stash[_LOUD] = (
        f"{len(windows)} TESTS OF WINDOWS ARE SKIPPED ({reason}). "
        f"On Debian install: {QT_PACKAGES}")


_LOUD = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter,
                            config: pytest.Config) -> None:
    if line := config.stash.get(_LOUD, ""):
        terminalreporter.write_line(line, yellow=True, bold=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.skipped and os.environ.get("SATSUMA_TEST_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and SATSUMA_TEST_ALL=1 allows no skips"
    return report


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches and weights of the tests lie in a folder of their own, also those of subprocesses."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SATSUMA_CACHE", str(home / "cache"))
        patch.setenv("SATSUMA_DATA", str(home / "data"))
        patch.setenv("SATSUMA_CONFIG", str(home / "config"))
        patch.setenv("TORCH_HOME", str(home / "torch"))
        patch.delenv("SATSUMA_WEIGHTS", raising=False)
        patch.delenv("SATSUMA_DEVICE", raising=False)
        patch.delenv("SATSUMA_WIDGETS", raising=False)
        yield


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test alone."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SATSUMA_CACHE", str(folder))
    return folder
