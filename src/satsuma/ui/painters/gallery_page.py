"""The page of a gallery, drawn between two heights: for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PyQt6.QtGui import QPainter

from satsuma.ui.painters.gallery_layout import Layout
from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.gallery_tile import draw_heading, draw_tile
from satsuma.ui.theme import px


@dataclass(frozen=True)
class Page:
    """What is drawn: `side` in design pixels, `ratio` pixels of the device for one of Qt's."""

    layout: Layout
    rows: Rows
    side: int
    picked: np.ndarray
    ratio: float = 1.0
    current: int | None = None
    heading: int | None = None

    def draw(self, painter: QPainter, top: int, bottom: int) -> None:
        """Draw what touches these heights, at its place on the page."""
        for _ in self.steps(painter, top, bottom):
            pass

    def steps(self, painter: QPainter, top: int, bottom: int) -> Iterator[None]:
        """The same, tile by tile."""
        layout, colored = self.layout, self.rows.colors is not None
        for index, rect in layout.headings(top, bottom):
            group = layout.groups[index]
            draw_heading(painter, rect, group.title, f"{group.count:,}",
                         closed=bool(layout.closed[index]),
                         color=self.rows.color_of_group(group.code),
                         focused=index == self.heading)
        for place in layout.places(top, bottom):
            row = int(layout.arrangement.rows[place])
            cell = layout.rect(place)
            if cell is not None:
                tile = self.rows.tile(row, px(self.side) * self.ratio, bool(self.picked[row]),
                                      row == self.current)
                draw_tile(painter, cell, self.side, tile, colored)
                yield
