"""Faults that nobody expected are told, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path, PureWindowsPath

import pytest

pytestmark = pytest.mark.window


@pytest.fixture
def shown(qtbot):
    """What would be shown to the person."""
    from satsuma.ui import faults, log

    hooks = sys.excepthook, threading.excepthook
    handlers = list(logging.getLogger().handlers)
    told: list[str] = []
    log.log().clear()
    faults.install(told.append)
    yield told
    faults.remove()
    sys.excepthook, threading.excepthook = hooks
    logging.getLogger().handlers[:] = handlers


def fail(text: str = "no such thing") -> None:
    raise LookupError(text)


def test_a_fault_in_a_slot_is_told_and_the_program_goes_on(qtbot, shown, capsys):
    from PyQt6.QtCore import Qt, QTimer
    from PyQt6.QtWidgets import QPushButton

    pressed = QPushButton("Press")
    qtbot.addWidget(pressed)
    pressed.clicked.connect(lambda: fail("in a slot"))
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "LookupError: in a slot" in shown[0]
    assert "in a slot" in capsys.readouterr().err
    ticked = []
    QTimer.singleShot(0, lambda: ticked.append(1))
    qtbot.waitUntil(lambda: ticked == [1])


def test_a_fault_in_a_thread_is_told_in_the_thread_of_qt(qtbot, shown):
    from satsuma.ui import faults

    where = []
    faults.watch()._show = lambda text: where.append((text, threading.current_thread()))
    thread = threading.Thread(target=fail, args=("in a thread",))
    thread.start()
    thread.join()
    assert not where
    qtbot.waitUntil(lambda: len(where) == 1)
    assert "in a thread" in where[0][0]
    assert where[0][1] is threading.main_thread()


def test_work_in_the_background_that_fails_is_told(qtbot, shown):
    from satsuma.ui.background import background

    background().submit(fail, lambda _: None)
    qtbot.waitUntil(lambda: len(shown) == 1)


def test_the_same_fault_is_shown_once(qtbot, shown):
    for number in range(5):
        try:
            fail(str(number))
        except LookupError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    try:
        raise LookupError("elsewhere")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert "LookupError: 0" in shown[0]
    assert "elsewhere" in shown[1]


def test_control_c_is_no_fault(qtbot, shown, monkeypatch):
    codes = []
    # The real one would end every event loop of the tests that follow, too.
    monkeypatch.setattr("satsuma.ui.faults.QApplication.exit", codes.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(300)
    assert (shown, codes) == ([], [130])


def test_messages_of_qt_go_to_the_log(shown):
    from PyQt6.QtCore import qWarning

    from satsuma.ui import log

    qWarning(b"a pixmap is null")
    line = log.log().lines()[-1]
    assert (line.level, line.source) == (logging.WARNING, "qt")
    assert "a pixmap is null" in line.text


def test_the_report_holds_what_is_needed_and_no_home_folder(shown):
    from satsuma.ui import faults
    from satsuma.version import VERSION

    logging.getLogger("satsuma.test").warning("%s/secret could not be read", Path.home())
    try:
        fail(f"nothing in “{Path.home()}/secret”")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = faults.report()
    for part in (f"Satsuma {VERSION}", "Python 3.", "Qt 6.", "PyQt6 6.", "numpy ", "torch ",
                 "onnxruntime ", "pillow ", "scale 100%", "LookupError: nothing in “~/secret”",
                 "~/secret could not be read"):
        assert part in text
    assert f"{Path.home()}/" not in text


def test_the_report_ends_with_the_last_lines_of_the_log(shown):
    from satsuma.ui import faults

    for number in range(80):
        logging.getLogger("satsuma.test").info("line %d", number)
    text = faults.report()
    assert "line 79" in text
    assert "line 30\n" in text
    assert "line 29\n" not in text


def test_a_report_asks_no_library_for_its_version(shown):
    import subprocess

    code = ("import sys; from satsuma.ui.fault_report import report; report('');"
            "print(sorted({'torch', 'scipy', 'onnxruntime', 'torchvision'} & sys.modules.keys()))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("home", "text", "wanted"), [
    (Path("/home/ada"), "/home/ada/a, '/home/ada' /home/ada2 /home/ada.b", "~/a, '~' /home/ada2 "
     "/home/ada.b"),
    (PureWindowsPath(r"C:\Users\Ada"), r"C:\Users\Ada\a 'c:\\users\\ada\\b' C:/Users/Ada/c",
     r"~\a '~\\b' ~/c"),
    (Path("/"), "/usr/lib", "/usr/lib"),
])
def test_the_home_folder_is_a_tilde(home, text, wanted):
    from satsuma.ui.fault_report import without_home

    assert without_home(text, home) == wanted


def test_the_dialog_folds_its_details_and_copies_them(qtbot, qapp):
    from PyQt6.QtCore import Qt

    from satsuma.ui.background import background
    from satsuma.ui.fault_dialog import FaultDialog

    dialog = FaultDialog("Traceback: LookupError")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.text.isVisible()
    assert background().wait()
    folded = dialog.height()
    qtbot.mouseClick(dialog.details, Qt.MouseButton.LeftButton)
    assert dialog.text.isVisible()
    assert dialog.height() > folded
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "Traceback: LookupError" in qapp.clipboard().text()
    assert "Satsuma" in qapp.clipboard().text()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_one_dialog_at_a_time_and_the_next_after_it(qtbot, shown):
    from satsuma.ui import faults

    watch = faults.watch()
    watch._show = watch._open
    for raised in (LookupError, ArithmeticError):
        watch.note(raised, raised("x"), None)
    watch.look()
    first = watch._dialog
    assert first is not None
    assert first.isVisible()
    watch.look()
    assert watch._dialog is first
    first.proceed.click()
    assert watch._dialog is None
    watch.look()
    assert watch._dialog not in (None, first)
    watch._dialog.proceed.click()


def test_removing_puts_the_hooks_back(shown):
    from satsuma.ui import faults

    faults.remove()
    assert sys.excepthook is sys.__excepthook__
    assert faults.watch() is None
