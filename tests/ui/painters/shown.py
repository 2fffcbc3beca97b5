"""What tests of painters share: a painter on the screen, and what it told."""

from __future__ import annotations

from typing import Any

from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.painters.painter import Painter


def shown(qtbot: Any, painter: Painter, view: Any, size: tuple[int, int] = (700, 500)) -> list[Any]:
    """Put the painter on the screen with a view; the list fills with gestures."""
    qtbot.addWidget(painter)
    told: list[Any] = []
    painter.gesture.connect(told.append)
    painter.resize(*size)
    painter.show_view(view)
    painter.show()
    QApplication.processEvents()
    assert background().wait(30)
    QApplication.processEvents()
    return told
