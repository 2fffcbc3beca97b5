"""Drawing a large picture of a scene strip by strip, so that the window lives on meanwhile.

It must be drawn in Qt's thread: the scene and its pixmaps belong there.
"""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QRectF, QSize, QTimer
from PyQt6.QtGui import QImage, QPainter

from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.theme import theme

STRIP = 160
"""Pixels of height that are drawn at once."""


class StripDrawing(QObject):
    """One picture being drawn; `then` gets it."""

    def __init__(self, scene: CanvasScene, source: QRectF, size: QSize,
                 then: Callable[[QImage], None]) -> None:
        super().__init__(scene)
        self._scene, self._source, self._then = scene, source, then
        self._next = 0
        self.image = QImage(size, QImage.Format.Format_RGB32)
        self.image.fill(theme().colors.canvas)

    def begin(self) -> None:
        """Draw on whenever nothing else is to be done."""
        if self.step():
            QTimer.singleShot(0, self.begin)
        else:
            self._then(self.image)
            self.deleteLater()

    def step(self) -> bool:
        """Draw the next strip; False after the last one."""
        whole = self.image.size()
        height = min(STRIP, whole.height() - self._next)
        if height <= 0:
            return False
        share = self._source.height() / whole.height()
        part = QRectF(self._source.left(), self._source.top() + self._next * share,
                      self._source.width(), height * share)
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        with self._scene.plain():
            self._scene.render(painter, QRectF(0, self._next, whole.width(), height), part)
        painter.end()
        self._next += height
        return True
