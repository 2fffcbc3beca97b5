"""Invitation: what an empty canvas says. It is gone with the first thing on it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.document import Document
from satsuma.ui.theme import px, theme

WORDS = ("Drop a folder of pictures here,\ndrag a widget from the left,\n"
         "or double-click to add one.")


class Invitation(QLabel):
    """In the middle of the view; the mouse goes through it."""

    def __init__(self, view: CanvasView, document: Document) -> None:
        super().__init__(WORDS, view.viewport())
        self._view = view
        self._document = document
        self.setProperty("role", "secondary")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.looked.connect(self._center)
        document.changed.connect(self._show)
        theme().changed.connect(self._fit)
        self._fit()
        self._show()

    def _show(self) -> None:
        workflow = self._document.workflow
        self.setVisible(not workflow.nodes and not workflow.annotations)
        self._center()

    def _fit(self) -> None:
        self.setStyleSheet(f"font-size: {px(15)}px; background: transparent")
        self._center()

    def _center(self) -> None:
        if self.isHidden():
            return
        self.adjustSize()
        room = self._view.viewport().rect()
        self.move(room.center() - self.rect().center())
