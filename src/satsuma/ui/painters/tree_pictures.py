"""Tree pictures: the files behind the leaves, and small pictures of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QObject, QRectF, QSize, QSizeF, Qt, QTimer
from PyQt6.QtGui import QImage, QPainter, QPen, QPixmap, QPixmapCache
from PyQt6.QtWidgets import QWidget

from satsuma.data.names import file_of
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.thumbnails import Thumbnail, Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Dendrogram


def file_of_row(view: Dendrogram, row: int) -> Path | None:
    """The picture of a row of the tree's table."""
    if view.image is None:
        return None
    column = view.tree.table[view.image]
    value = column.values[row]
    return file_of(column.folder, value) if value else None


def row_of_node(view: Dendrogram, node: int) -> int:
    """The row whose picture stands for a node: its own, or the medoid of the branch."""
    n = len(view.tree)
    if node < n:
        return node
    if view.medoids is not None:
        return int(view.medoids[node - n])
    start, stop = view.tree.span(node)
    return int(view.tree.order[(start + stop) // 2])


def draw_picture(painter: QPainter, area: QRectF, found: Thumbnail | None) -> None:
    """A small picture in a square, in its own proportions with a hairline around it.

    A quiet ground where it is still to come, a sign where it cannot be read.
    """
    colors = theme().colors
    if found is None:
        painter.fillRect(area, colors.panel)
    elif found.pixmap is None:
        side = min(px(20), area.width())
        draw_path(painter, path_of("broken"), _centered(area, side, side), colors.warning)
    else:
        _draw_pixmap(painter, area, found.pixmap, whole=found.whole)


def _draw_pixmap(painter: QPainter, area: QRectF, pixmap: QPixmap, *, whole: bool) -> None:
    """Pictures that are no larger stay as they are; stand-ins are as large as what comes."""
    size = pixmap.size()
    if not whole or size.width() > area.width() or size.height() > area.height():
        size.scale(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = _centered(area, size.width(), size.height()).toRect()
    painter.drawPixmap(place, _averaged(painter, pixmap, size))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.restore()


def _averaged(painter: QPainter, pixmap: QPixmap, size: QSize) -> QPixmap:
    """The pixmap at the size of the screen, where it is much larger.

    Painters take four points of a picture for one of the screen; line drawings lose lines so.
    """
    device = painter.device()
    if not isinstance(device, QWidget | QPixmap | QImage):
        return pixmap  # on paper it stays as sharp as it is
    ratio = painter.transform().m11() * device.devicePixelRatioF()
    wanted = QSizeF(size) * ratio
    if pixmap.width() < 1.6 * wanted.width():
        return pixmap
    name = f"{pixmap.cacheKey()} {wanted.width():.0f}"
    if (kept := QPixmapCache.find(name)) is None:
        kept = pixmap.scaled(wanted.toSize(), Qt.AspectRatioMode.IgnoreAspectRatio,
                             Qt.TransformationMode.SmoothTransformation)
        QPixmapCache.insert(name, kept)
    return kept


def _centered(area: QRectF, width: float, height: float) -> QRectF:
    made = QRectF(0, 0, width, height)
    made.moveCenter(area.center())
    return made


RESTING = 80
"""Milliseconds for which the mouse rests on a branch before its pictures are made ready."""

AHEAD, AHEAD_SIDE = 24, 128
"""So many of them, and how large: as a viewer shows them at first."""


class TreePictures(QObject):
    """The thumbnails of one tree. `changed` is called when one has come.

    Who rests on a branch may click on it next: its first pictures are made ready for the viewer.
    """

    def __init__(self, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails(self)
        self._changed = changed
        self.thumbnails.arrived.connect(self._tell)
        self._ahead: tuple[Dendrogram, int] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTING)
        self._rest.timeout.connect(self._look_ahead)

    def expect(self, view: Dendrogram | None, node: int | None) -> None:
        """The mouse or the keys came to a branch, or left it."""
        self._ahead = None
        self._rest.stop()
        if view is not None and view.image is not None and node is not None:
            self._ahead = view, node
            self._rest.start()

    def _look_ahead(self) -> None:
        if self._ahead is not None:
            view, node = self._ahead
            for row in np.sort(view.tree.members(node))[:AHEAD].tolist():
                if (file := file_of_row(view, row)) is not None:
                    self.thumbnails.get(file, AHEAD_SIDE)

    def of(self, file: Path, side: float) -> Thumbnail | None:
        """The thumbnail, meanwhile one of another size; None where there is none yet."""
        found = self.thumbnails.get(file, side)
        return found or self.thumbnails.near(file, side) or self.thumbnails.any(file)

    def gather(self, files: Iterable[Path], side: float, then: Callable[[], None]) -> None:
        """Call `then` when all these are there."""
        self.thumbnails.when_all([(file, side) for file in files], then)

    def _tell(self, _file: Path) -> None:
        self._changed()
