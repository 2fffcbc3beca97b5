"""Paper: the gallery as a picture to be saved or put into a report: as much as fits a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect, QRectF, QSize
from PyQt6.QtGui import QPainter

from satsuma.ui.painters.gallery_layout import Layout
from satsuma.ui.painters.gallery_legend import draw_legend, entries_of
from satsuma.ui.painters.gallery_page import Page
from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.gallery_tile import HEADING, fitting, measures
from satsuma.ui.theme import px, theme

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea

WIDTH, HEIGHT = 1000, 1400
"""Design pixels: about the proportions of a sheet of paper."""

FINE = 2.0
"""Pixels of the saved image for each design pixel, whatever the scale of the screen."""

_LEGEND = 32


class Paper:
    """Draws the pictures of an area from the first on, whatever is scrolled to."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area

    def prepare(self, then: Callable[[], None]) -> None:
        """Call `then` when the thumbnails that are needed are there."""
        rows, layout = self._area.rows, self._layout()
        if rows.view is None:
            then()
            return
        files = (rows.file(int(layout.arrangement.rows[place])) for place in self._places(layout))
        rows.thumbnails.when_all(
            [(file, self._side * FINE) for file in files if file is not None], then)

    def size(self) -> QSize:
        return QSize(px(WIDTH), self._end(self._layout()) + self._legend())

    def steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        """Draw the page tile by tile, as it was at the beginning."""
        area, layout = self._area, self._layout()
        if area.view is None:
            return
        rows, end = Rows(area.rows.thumbnails), self._end(layout)
        rows.show(area.view)
        painter.save()
        painter.translate(rect.topLeft())
        if self._legend() and rows.colors is not None:
            room = QRect(px(16), end, px(WIDTH - 32), px(_LEGEND))
            draw_legend(painter, room, entries_of(rows.colors))
        painter.setClipRect(QRectF(0, 0, rect.width(), end))
        page = Page(layout, rows, self._side, area.picking.mask, FINE / theme().scale)
        try:
            yield from page.steps(painter, 0, end - 1)
        finally:
            painter.restore()

    def remark(self) -> str:
        """How much of it is shown."""
        layout = self._layout()
        shown, total = len(self._places(layout)), len(layout.arrangement.rows)
        hidden = layout.closed.any()
        return "" if shown == total or hidden else \
            f"It shows the first {shown:,} of {total:,} pictures."

    @property
    def _side(self) -> int:
        return fitting(self._area.wanted, px(WIDTH))

    def _layout(self) -> Layout:
        area = self._area
        room = measures(self._side, len(area.rows.captions), area.rows.colors is not None)
        return Layout(area.arrangement, room, px(WIDTH), area.folded)

    def _legend(self) -> int:
        return px(_LEGEND) if self._area.rows.colors is not None else 0

    def _end(self, layout: Layout) -> int:
        """Where the page ends: before a line that does not fit, and before its heading."""
        most = px(HEIGHT)
        if layout.height <= most:
            return max(layout.height, px(64))
        cut = layout.places(most, most + px(HEADING))
        rect = layout.rect(cut[0]) if cut else None
        if rect is None:
            return most
        group = layout.group_of(cut[0])
        is_first = cut[0] - layout.groups[group].first < layout.columns
        end = layout.heading_rect(group).top() if is_first else rect.top()
        return end if end > most // 2 else most

    def _places(self, layout: Layout) -> list[int]:
        return layout.places(0, self._end(layout) - 1)
