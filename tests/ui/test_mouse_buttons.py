"""A button that one test holds is not held in the next."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget

from tests.ui.mouse_buttons import BUTTONS, let_go_of_all

pytestmark = pytest.mark.window


class Pane(QWidget):
    held: list[Qt.MouseButton]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.held.append(event.buttons())


@pytest.mark.parametrize("button", BUTTONS)
def test_what_was_pressed_is_let_go(qtbot, button):
    pane = Pane()
    qtbot.addWidget(pane)
    pane.held = []
    QTest.mousePress(pane, button)
    let_go_of_all()
    other = next(one for one in BUTTONS if one != button)
    QTest.mousePress(pane, other)
    assert pane.held == [button, other]
