"""A page of a gallery that scrolls: where its pictures are, and keeping one's place on it."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractScrollArea

from satsuma.ui.painters.gallery_arrangement import Arrangement
from satsuma.ui.painters.gallery_layout import Layout
from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.gallery_tile import fitting, grip_of, measures
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px


class GalleryScroll(QAbstractScrollArea):
    """Rows in an arrangement. `current` is the row that the keys start from.

    While the keys are on a heading, `heading` is the number of its group.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.wanted = self.side = 128  # what is asked for, and what there is room for
        self.rows = Rows(thumbnails)
        self.layout_ = Layout(Arrangement(np.zeros(0, np.intp)), measures(128, 1, False), 400)
        self.current: int | None = None
        self.heading: int | None = None
        self.folded: frozenset[str] = frozenset()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def arrangement(self) -> Arrangement:
        return self.layout_.arrangement

    def lay_out(self) -> None:
        """The room or the scale is another."""
        self.lay_out_as(self.arrangement, self.held())

    def fold(self, index: int) -> None:
        """Close a group, or open it; the keys are on its heading then."""
        self.folded ^= {self.layout_.groups[index].title}
        self.lay_out_as(self.arrangement, None)
        self.go_to_heading(index)

    def fold_all(self, closed: bool) -> None:
        """Close all groups, or open them."""
        titles = {group.title for group in self.layout_.groups}
        self.folded = self.folded | titles if closed else self.folded - titles
        self.lay_out_as(self.arrangement, None)
        if self.heading is not None:
            self.go_to_heading(self.heading)

    def go_to_heading(self, index: int) -> None:
        """The keys are on a heading from now on; who cannot see it is told of it."""
        self.heading = index
        group, closed = self.layout_.groups[index], bool(self.layout_.closed[index])
        noun = "picture" if group.count == 1 else "pictures"
        self.setAccessibleDescription(f"{group.title}, {group.count:,} {noun}, "
                                      f"{'closed' if closed else 'open'}")
        self._reveal(self.layout_.heading_rect(index).translated(
            0, -self.verticalScrollBar().value()))
        self.viewport().update()

    def lay_out_as(self, arrangement: Arrangement, held: tuple[int, int] | None) -> None:
        """Lay these out; `held` is what stays where it is, as `held()` told it."""
        self.side = fitting(self.wanted, self.viewport().width())
        room = measures(self.side, len(self.rows.captions), self.rows.colors is not None)
        if arrangement is not self.arrangement:
            self.heading = None
        self.layout_ = Layout(arrangement, room, self.viewport().width(), self.folded)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(px(24), room.height // 3))
        bar.setRange(0, max(0, self.layout_.height - self.viewport().height()))
        if held is not None:
            self._hold(*held)
        self.viewport().update()

    def held(self) -> tuple[int, int] | None:
        """A row that is in view, and how far below the upper edge it is."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        places = self.layout_.places(top, top + height)
        if not places or top == 0:
            return None
        rows = self.arrangement.rows
        seen = {int(rows[place]): place for place in places}
        row = self.current if self.current in seen else next(iter(seen))
        rect = self.layout_.rect(seen[row])
        return (row, rect.top() - top) if rect is not None else None

    def _hold(self, row: int, below: int) -> None:
        if row < len(self.arrangement.places) and (place := self.arrangement.places[row]) >= 0:
            rect = self.layout_.rect(int(place))
            if rect is not None:
                self.verticalScrollBar().setValue(rect.top() - below)

    # Where things are

    def point(self, at: QPoint) -> QPoint:
        """A point of the viewport as a point of the page."""
        return QPoint(at.x(), at.y() + self.verticalScrollBar().value())

    def row_at(self, at: QPoint) -> int | None:
        """The row under a point of the viewport."""
        point = self.point(at)
        place = self.layout_.place_at(point.x(), point.y())
        return None if place is None else int(self.arrangement.rows[place])

    def picture_at(self, at: QPoint) -> int | None:
        """The row whose picture itself, not its caption, is under a point of the viewport."""
        row = self.row_at(at)
        if row is None or self.rows.file(row) is None:
            return None
        length = px(self.side) * self.viewport().devicePixelRatioF()
        grip = grip_of(self.visual_rect(row), self.side, self.rows.thumbnail(row, length))
        return row if grip.contains(at) else None

    def visual_rect(self, row: int) -> QRect:
        """Where a row is in the viewport; empty where it is not shown."""
        place = int(self.arrangement.places[row])
        rect = self.layout_.rect(place) if place >= 0 else None
        return QRect() if rect is None else rect.translated(0, -self.verticalScrollBar().value())

    def reveal(self, row: int) -> None:
        """Scroll as little as it takes to see the row."""
        self._reveal(self.visual_rect(row))

    def _reveal(self, rect: QRect) -> None:
        height, bar = self.viewport().height(), self.verticalScrollBar()
        if rect.top() < 0 or rect.height() > height:
            bar.setValue(bar.value() + rect.top() - px(8))
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height + px(8))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.lay_out()
