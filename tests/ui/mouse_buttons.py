"""Mouse buttons that a test pressed and did not let go.

QTest remembers them from one test to the next, and as long as one is held Qt takes no slider and
sees no end of a click on a canvas: tests that come later fail, or not, by the order they have.
"""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget

BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)


class _Floor(QWidget):
    """Where a button can be let go without anything coming of it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()


def let_go_of_all() -> None:
    """From now on no button is held."""
    floor = _Floor()
    for button in BUTTONS:
        QTest.mouseRelease(floor, button)
    floor.deleteLater()
