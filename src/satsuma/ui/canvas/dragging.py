"""Drag: something that is done with the mouse button held down."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PyQt6.QtCore import QPointF, Qt


class Drag(ABC):
    """`moved` becomes True when it is more than a click. Nothing is changed before the drop."""

    moved = False

    @abstractmethod
    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        """The mouse is there now."""

    @abstractmethod
    def drop(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        """The button was let go."""

    @abstractmethod
    def cancel(self) -> None:
        """Leave everything as it was."""
