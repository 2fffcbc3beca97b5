"""Pair picture: one of the two pictures that are held side by side."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme


class PictureBox(QWidget):
    """One picture in its own proportions; a quiet ground while there is none."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.file: Path | None = None
        thumbnails.arrived.connect(self._arrived)

    def show_file(self, file: Path | None) -> None:
        self.file = file
        self.update()

    def _arrived(self, file: Path) -> None:
        if file == self.file:
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(112), px(112))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter, colors, area = QPainter(self), theme().colors, self.rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        found = self._thumbnails.get(self.file, 256) if self.file is not None else None
        if self.file is None or found is None:
            painter.fillRect(area, colors.hover if self.file is not None else colors.panel)
        elif found.pixmap is None:
            side = px(28)
            place = QRectF(0, 0, side, side)
            place.moveCenter(QRectF(area).center())
            draw_path(painter, path_of("broken"), place, colors.warning)
        else:
            size = found.pixmap.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place, found.pixmap)
            painter.setPen(QPen(colors.line, 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
