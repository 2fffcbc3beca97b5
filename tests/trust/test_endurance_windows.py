"""For hours, the windows that are none of the lesson's six: opened and closed a thousand times.

Those of the other widgets, a whole main window, preferences, help, log, report, dialogs and the
menus that search. Each kind alone has to leave nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.own_time import own_time
from tests.trust.children import pictures
from tests.trust.programs import SIX, opened, the_six
from tests.trust.telling import report

pytestmark = [pytest.mark.window, pytest.mark.timeout(3600)]

OTHERS = ("preferences", "help", "log", "about", "report", "main window", "about workflow",
          "commands", "fault")


def widgets_beyond(catalog) -> list[str]:
    return [name for name in catalog.widgets
            if name.rpartition(".")[2].replace("_", "-") not in SIX]


def open_other(program, window, kind: str):
    """Open one of the windows there are beside those of widgets."""
    from PyQt6.QtWidgets import QApplication

    from satsuma.ui.about_workflow import AboutWorkflow
    from satsuma.ui.fault_dialog import FaultDialog
    from satsuma.ui.report.desk import desk, show_report

    others = program.others
    match kind:
        case "preferences":
            others.open_preferences(program.store, list)
            return others._open[kind]
        case "help" | "log" | "about":
            getattr(others, f"open_{kind}")()
            return others._open[kind]
        case "report":
            show_report(program)
            return desk().window
        case "main window":
            return program.new_window()
        case "commands":
            window.open_palette()
            return window._palette
        case "about workflow":
            made = AboutWorkflow(window.document, window)
        case "fault":
            made = FaultDialog("Traceback: LookupError", QApplication.activeWindow())
    made.open()
    return made


def close(shown) -> None:
    from PyQt6.QtCore import QCoreApplication, QEvent

    from satsuma.ui.background import background

    QCoreApplication.processEvents()
    assert background().wait(30)
    QCoreApplication.processEvents()
    assert shown.isVisible()
    if hasattr(shown, "closing"):
        shown.closing._for_good = True
    shown.close()
    background().wait(30)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def repeat(name: str, times: int, open_one: Callable[[], object]) -> None:
    """Open and close, and see what is left."""
    from tests.trust.watching import memory, settle, slope, threads, widgets

    held, longest = [], 0.0
    for round_ in range(times + 2):
        if round_ == 2:  # the first two make what is kept for good
            settle()
            longest, before, running = 0.0, widgets(), threads()
        began = own_time()
        shown = open_one()
        longest = max(longest, own_time() - began)
        close(shown)
        del shown
        if round_ % 10 == 9:
            settle(1)
        if round_ >= 2 and round_ % max(1, times // 100) == 0:
            held.append(memory())
    settle()
    each = slope(held[len(held) // 3:]) / max(1, times // 100)
    report(f"windows of {name}", opened=times, bytes_each=round(each),
           longest_ms=round(1000 * longest), from_MB=round(held[0] / 1e6),
           to_MB=round(held[-1] / 1e6))
    assert widgets() < before + 12
    assert threads() <= running
    if times >= 100:
        assert each < 5_000
    else:
        assert held[-1] - held[0] < 30e6


sizes = pytest.mark.parametrize("times", [2, pytest.param(1000, marks=pytest.mark.long)])


@sizes
def test_other_windows_leave_nothing(program, catalog, tmp_path, times):
    pictures(tmp_path / "p", 4)
    window = opened(program, the_six(catalog, tmp_path / "p"))
    for kind in OTHERS:
        repeat(kind, times, lambda kind=kind: open_other(program, window, kind))


@sizes
def test_windows_of_the_other_widgets_leave_nothing(program, catalog, times):
    window = program.new_window()
    window.start.dismiss()
    for name in widgets_beyond(catalog):
        workflow, node = window.document.workflow.with_new_node(catalog.widgets[name](), name)
        window.document.edit(workflow, "Add")
        repeat(name, times, lambda node=node: window.widget_windows.open(node))
