"""Tree pictures: the files behind the leaves, and small pictures of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PyQt6.QtCore import QObject, QRectF, Qt
from PyQt6.QtGui import QPainter, QPen, QPixmap

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
        _draw_pixmap(painter, area, found.pixmap)


def _draw_pixmap(painter: QPainter, area: QRectF, pixmap: QPixmap) -> None:
    size = pixmap.size()
    if size.width() > area.width() or size.height() > area.height():
        size.scale(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = _centered(area, size.width(), size.height()).toRect()
    painter.drawPixmap(place, pixmap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.restore()


def _centered(area: QRectF, width: float, height: float) -> QRectF:
    made = QRectF(0, 0, width, height)
    made.moveCenter(area.center())
    return made


class TreePictures(QObject):
    """The thumbnails of one tree. `changed` is called when one has come."""

    def __init__(self, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails(self)
        self._changed = changed
        self.thumbnails.arrived.connect(self._tell)

    def of(self, file: Path, side: float) -> Thumbnail | None:
        """The thumbnail, meanwhile one of another size; None where there is none yet."""
        found = self.thumbnails.get(file, side)
        return found if found is not None else self.thumbnails.near(file, side)

    def gather(self, files: Iterable[Path], side: float, then: Callable[[], None]) -> None:
        """Call `then` when all these are there."""
        self.thumbnails.when_all([(file, side) for file in files], then)

    def _tell(self, _file: Path) -> None:
        self._changed()
