"""Renaming a node right where its title stands."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit

from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.theme import px

_FOR_A_WHILE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.MenuBarFocusReason)
"""Its own menu, or another window: the person comes back."""


class TitleEditor(QLineEdit):
    """Enter or going elsewhere keeps the new title, Esc the old one."""

    def __init__(self, view: CanvasView, node_id: str) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._is_over = False
        self._node_id = node_id
        item = view.canvas_scene.node_items[node_id]
        self.setText(item.node.title)
        self.setAccessibleName("New title")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        at = view.mapFromScene(item.title_rect().center())
        width, height = px(190), px(30)
        self.setGeometry(QRect(at.x() - width // 2, at.y() - height // 2, width, height))
        self.returnPressed.connect(self._enter)
        self.show()
        self.setFocus()
        self.selectAll()

    def keep(self) -> None:
        """Take the new title."""
        if self._is_over:
            return
        self._is_over = True
        document, title = self._view.canvas_scene.document, self.text().strip()
        node = document.workflow.nodes.get(self._node_id)
        if node is not None and title and title != node.title:
            document.edit(document.workflow.with_title(self._node_id, title), "Rename")
        self._leave()

    def _enter(self) -> None:
        self._view.setFocus()
        self.keep()

    def _leave(self) -> None:
        self._is_over = True
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self._leave()
            self._view.setFocus()
            return
        super().keyPressEvent(event)
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # else it goes on to the canvas, and opens the widget

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        if event is not None and event.reason() not in _FOR_A_WHILE:
            self.keep()
