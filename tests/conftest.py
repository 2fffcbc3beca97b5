"""What holds for every test: nothing of the person's own is touched, and no test is lost quietly.

Tests of windows carry the mark `window`; they are skipped, with one loud line, where Qt cannot
start. With `SATSUMA_TEST_ALL=1` every skip is a failure.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ready_network import ReadyNetwork

QT_PACKAGES = ("libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 "
               "libfontconfig1 fonts-dejavu-core libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
               "libxcb-shape0")

LONGEST = ("test_lesson.py", "test_style.py", "test_seed_workflow.py")
"""These begin, so that no process works on one of them when all others are done."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test needs a screen of its own
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads of torch that wait take no processor

pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "window: needs Qt and its system libraries")
    config.addinivalue_line("markers", "long: an attack in its full size, minutes; "
                                       "pytest -m long runs these")
    settings.register_profile("the same every time", derandomize=True, deadline=None,
                              suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("the same every time")


def why_no_window() -> str:
    """Why windows cannot be tested here; "" when they can."""
    try:
        import PyQt6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if reason := why_no_window():
        for item in items:
            if item.get_closest_marker("window"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Neighbors stay in one process, which share fixtures; whoever is done takes from others."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was not tried is told loudly; the process that tells may be another than tested."""
    told = [report for reports in terminalreporter.stats.values() for report in reports
            if isinstance(report, pytest.TestReport)]
    windows = {report.nodeid for report in told if "window" in report.keywords}
    if windows and (reason := why_no_window()):
        terminalreporter.write_line(
            f"{len(windows)} TESTS OF WINDOWS ARE SKIPPED ({reason}). "
            f"On Debian install: {QT_PACKAGES}", yellow=True, bold=True)
    if any("end_to_end" in report.nodeid for report in told):
        _tell_of_missing_tools(terminalreporter)


def _tell_of_missing_tools(terminalreporter: Any) -> None:
    from tests.end_to_end.desktop import missing_tools

    if missing := missing_tools():
        terminalreporter.write_line(
            f"NOTHING WAS TRIED WITH A REAL MOUSE AND KEYBOARD: {', '.join(missing)} missing. "
            "On Debian install: xvfb xdotool", yellow=True, bold=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.skipped and os.environ.get("SATSUMA_TEST_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and SATSUMA_TEST_ALL=1 allows no skips"
    return report


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever tests and their subprocesses keep lies in a folder of its own, which goes with them.

    So do the temporary files of programs that tests kill.
    """
    home = tmp_path_factory.mktemp("home")
    (home / "temp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(home / "temp"))
        patch.setattr(tempfile, "tempdir", None)  # asked for anew
        patch.setenv("SATSUMA_CACHE", str(home / "cache"))
        patch.setenv("SATSUMA_DATA", str(home / "data"))
        patch.setenv("SATSUMA_CONFIG", str(home / "config"))
        patch.setenv("TORCH_HOME", str(home / "torch"))
        patch.delenv("SATSUMA_WEIGHTS", raising=False)
        patch.delenv("SATSUMA_DEVICE", raising=False)
        patch.delenv("SATSUMA_WIDGETS", raising=False)
        yield


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest) -> QtBot:
    """Drives windows, and is as patient as a busy computer needs."""
    from tests.patience import PatientBot

    return PatientBot(request)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test alone."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SATSUMA_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def ready_network(own_places: None) -> ReadyNetwork:
    """The bundled network made ready once, for caches that would have to do it anew."""
    from tests.ready_network import ReadyNetwork

    return ReadyNetwork()


@pytest.fixture
def ready_cache(cache: Path, ready_network: ReadyNetwork) -> Path:
    """A cache folder of this test alone, where the bundled network is ready."""
    ready_network.put_into(cache)
    return cache
