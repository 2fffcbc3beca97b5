"""Lasting signal: of something that lives as long as the program, heard by what comes and goes.

PyQt keeps its connection to a method of a window that is gone until the signal is sent again. One
that is hardly ever sent, such as the theme's, would gather thousands of them in a long day.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any
from weakref import WeakMethod

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot


class LastingSignal(QObject):
    """Used as a signal without arguments. Who listens with a method is forgotten when it dies."""

    _sent = pyqtSignal()

    def connect(self, slot: Callable[[], Any]) -> None:
        """Call the slot at each `emit`."""
        owner = getattr(slot, "__self__", None)
        if isinstance(slot, MethodType) and isinstance(owner, QObject):
            self._sent.connect(_Ear(owner, slot).hear)
        else:
            self._sent.connect(slot)

    def emit(self) -> None:
        self._sent.emit()

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return self.receivers(self._sent)


class _Ear(QObject):
    """A part of the listener, so that Qt itself ends the connection when that is deleted."""

    def __init__(self, listener: QObject, method: MethodType) -> None:
        super().__init__(listener)
        self._method = WeakMethod(method)

    @pyqtSlot()
    def hear(self) -> None:
        method = self._method()
        if method is not None:
            method()
