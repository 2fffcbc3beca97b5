"""Picture strip: a row of small pictures, each in its own proportions on a white ground."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from satsuma.data.images import open_picture
from satsuma.data.outcome import Refused
from satsuma.ui.background import Task, background
from satsuma.ui.describing import PICTURES
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import px, theme

SIDE = 40.0
_GAP = 8.0
_KEPT = 64

Shown = QImage | None
"""A picture; None when there is none to be had."""


class PictureStrip(QWidget):
    """Shows the pictures in these files. They are decoded in the background."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.files: tuple[Path, ...] = ()
        self.images: dict[tuple[Path, int], Shown] = {}
        self._asked: dict[tuple[Path, int], Task] = {}

    def show_pictures(self, files: Sequence[Path]) -> None:
        """Show these in the place of those before. The place of each is there at once."""
        self.files = tuple(files)
        wanted = {(file, self._pixels()) for file in self.files}
        for key in self._asked.keys() - wanted:
            self._asked.pop(key).cancel()
        if len(self.images) > _KEPT:
            self.images = {key: image for key, image in self.images.items() if key in wanted}
        for key in sorted(wanted - self.images.keys() - self._asked.keys()):
            self._asked[key] = background().submit(partial(thumbnail, *key),
                                                   partial(self._take, key))
        self.update()

    def fit(self) -> None:
        """The sizes of the present scale."""
        self.setFixedHeight(px(SIDE))
        self.show_pictures(self.files)

    def _pixels(self) -> int:
        """The side of a cell in the pixels of the screen."""
        return round(px(SIDE) * self.devicePixelRatioF())

    def _take(self, key: tuple[Path, int], image: Shown) -> None:
        self._asked.pop(key, None)
        self.images[key] = image
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = px(SIDE)
        step = (self.width() - side) / (PICTURES - 1)  # six fill the width to the pixel
        for place, file in enumerate(self.files):
            cell = QRect(round(place * step), 0, side, side)
            key = (file, self._pixels())
            _draw_cell(painter, QRectF(cell), self.images.get(key), key in self.images)
        painter.end()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(SIDE + _GAP) * PICTURES, px(SIDE))


def thumbnail(file: Path, side: int) -> Shown:
    """The picture of a file, as large as fits into a square; None when it cannot be read."""
    try:
        picture = open_picture(file, short_side=max(1, side // 2))
    except Refused:
        return None
    small = picture.upright()
    small.thumbnail((side, side))
    image = QImage(small.tobytes(), small.width, small.height, 3 * small.width,
                   QImage.Format.Format_RGB888)
    return image.copy()  # the bytes above die with this function


def _draw_cell(painter: QPainter, cell: QRectF, image: Shown, is_there: bool) -> None:
    colors = theme().colors
    ground = QColor(Qt.GlobalColor.white) if is_there and image is not None else colors.panel
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(ground)
    frame = cell.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, px(4), px(4))
    if image is not None:
        inner = cell.adjusted(px(2), px(2), -px(2), -px(2))
        painter.drawImage(_inside(inner, image.size()), image)
    elif is_there:
        third = cell.width() / 3
        draw_path(painter, path_of("broken"), cell.adjusted(third, third, -third, -third),
                  colors.secondary)


def _inside(cell: QRectF, size: QSize) -> QRectF:
    """Where a picture of that size goes: in the middle, in its own proportions."""
    fitted = QSizeF(size).scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(cell.center().x() - fitted.width() / 2, cell.center().y() - fitted.height() / 2,
                  fitted.width(), fitted.height())
