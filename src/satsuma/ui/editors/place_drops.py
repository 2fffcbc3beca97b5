"""Drops of files and folders, on a list and anywhere on the window that it is in."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtWidgets import QWidget

from satsuma.ui.editors.place_list import dropped_paths


class PlaceDrops(QObject):
    """`dropped` carries the paths; `hovering` says whether something is held over the window."""

    dropped = pyqtSignal(object)
    hovering = pyqtSignal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: list[QWidget] = []

    def watch(self, place: QWidget) -> None:
        """Take what is dropped here, too."""
        if place not in self._watched:
            self._watched.append(place)
            place.setAcceptDrops(True)
            place.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        """Whether the event was meant for this."""
        match event:
            case QDragEnterEvent() if dropped_paths(event):
                event.acceptProposedAction()
                self.hovering.emit(True)
            case QDragMoveEvent() if dropped_paths(event):
                event.acceptProposedAction()
            case QDragLeaveEvent():
                self.hovering.emit(False)
            case QDropEvent() if paths := dropped_paths(event):
                self.hovering.emit(False)
                event.acceptProposedAction()
                self.dropped.emit(paths)
            case _:
                return False
        return True
