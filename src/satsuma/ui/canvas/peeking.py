"""Peeking: opens the peek when the mouse rests on a link, and closes it when anything happens."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QTimer
from PyQt6.QtGui import QCursor

from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.peek import Peek
from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.document import Document
from satsuma.workflow.model import Link

AFTER = 350
"""Milliseconds over a link until its peek opens."""

_CLOSING = (QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress,
            QEvent.Type.DragEnter, QEvent.Type.Hide)


class Peeking(QObject):
    """Knows the link under the mouse."""

    def __init__(self, view: CanvasView, document: Document) -> None:
        super().__init__(view)
        self._view = view
        self._document = document
        self._link: Link | None = None
        self.peek = Peek(view.viewport())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self._show)
        view.canvas_scene.hover_link.connect(self._hover)
        view.looked.connect(self.close)
        document.changed.connect(self._follow)
        document.bridge.news.connect(self._renew)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def _hover(self, item: LinkItem | None) -> None:
        link = item.link if item is not None else None
        if link == self._link:
            if self.peek.isVisible():
                self.peek.move_to(self._pointer())
            return
        self.close()
        self._link = link
        if link is not None:
            self._timer.start()

    def close(self) -> None:
        """Until the mouse comes to a link again."""
        self._timer.stop()
        self.peek.hide()

    def _follow(self) -> None:
        if self._link not in self._document.workflow.links:
            self.close()

    def _renew(self, node_id: str) -> None:
        if self.peek.isVisible() and self._link is not None and self._link.source == node_id:
            self._show()

    def _show(self) -> None:
        link, workflow = self._link, self._document.workflow
        if link is None or link not in workflow.links or self._view.canvas_scene.is_dragging:
            return
        bridge = self._document.bridge
        result = bridge.last(link.source)
        value = result.values.get(link.output) if result is not None else None
        self.peek.show_link(link, workflow, value, self._pointer(),
                            bridge.status(link.source).state)

    def _pointer(self) -> QPoint:
        return self._view.viewport().mapFromGlobal(QCursor.pos())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() in _CLOSING:
            self.close()
        return False
