"""Editor: what all controls of a form have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from satsuma.ui.editors.facts import Facts


class Editor(QWidget):
    """The control of one setting. It shows a value, and tells when a person gave another one.

    `edited` carries the new value, `refused` a sentence on what cannot be used, `noted` one on
    what should be known ("" when all is well again), `asked` a command. Showing a value never
    emits `edited`.
    """

    edited = pyqtSignal(object)
    refused = pyqtSignal(str)
    noted = pyqtSignal(str)
    asked = pyqtSignal(object)

    head: QHBoxLayout | None = None
    """The line with the label, where the editor writes that itself."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def show_value(self, value: Any) -> None:
        """Show what the setting holds now."""
        raise NotImplementedError

    def show_inputs(self, inputs: Mapping[str, Any]) -> None:
        """What came in at the widget's ports, as far as it is known."""

    def refresh(self) -> None:
        """Look at the outside world again."""


class WheelGuard(QObject):
    """Gives the wheel to the form, unless the control under the mouse has the focus.

    Who scrolls a form must not turn its numbers by accident.
    """

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event is not None and event.type() == QEvent.Type.Wheel \
                and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


_guard: list[WheelGuard] = []


def guard_wheel(control: QWidget) -> None:
    """Let the wheel pass a control by until it is clicked or reached by Tab."""
    if not _guard:
        _guard.append(WheelGuard())
    control.installEventFilter(_guard[0])
