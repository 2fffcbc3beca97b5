"""Painter: what everything that shows a view has in common."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget


class Painter(QWidget):
    """Shows one kind of view, and turns mouse and keys into gestures.

    It keeps nothing but what is under the mouse; what is selected stands in the view.
    """

    gesture = pyqtSignal(object)

    step = "Select"
    """What the undo step of a gesture is called."""

    def show_view(self, view: Any) -> None:
        """Show another view of the same kind, scrolled as before."""
        raise NotImplementedError
