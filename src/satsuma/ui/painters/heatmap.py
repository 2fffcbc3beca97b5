"""Heatmap: distances as a square of colors, dark where two rows are far apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout

from satsuma.algorithms.metrics import METRICS
from satsuma.data.distances import Distances
from satsuma.ui.background import background
from satsuma.ui.painters.heatmap_image import LARGEST, Drawn, colored, drawn
from satsuma.ui.painters.heatmap_legend import HIGH, LOW, draw_legend
from satsuma.ui.painters.heatmap_square import (
    Cell,
    Square,
    draw_names,
    room_for_names,
    square_steps,
)
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.pair_panel import BELOW, PairPanel, name_of
from satsuma.ui.painters.pairs import Ends, Pair, ends
from satsuma.ui.theme import font, px, theme
from satsuma.views import Heatmap

_NAMED = 60
"""Rows up to which they are named."""


class HeatmapPainter(Painter):
    """The size in words, the square, and beside it the pair that one points at.

    The mouse over the square shows a pair for a moment; a click, an arrow key or a line of a list
    keeps it. While there is none, the nearest pair is shown. Nothing of this is a setting: it is
    only for looking.
    """

    def __init__(self) -> None:
        super().__init__()
        self._distances: Distances | None = None
        self._kept: Pair | None = None
        self._nearest: Pair | None = None
        self._pair: Pair | None = None
        self._waiting: list[Callable[[], None]] = []
        self.size_text = QLabel()
        self.size_text.setProperty("role", "secondary")
        self.size_text.setTextFormat(Qt.TextFormat.PlainText)
        self.size_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.size_text.setWordWrap(True)
        self.size_text.setMinimumWidth(1)
        self.square, self.panel = Square(), PairPanel()
        self.square.pointed.connect(self._point)
        self.square.picked.connect(self._pick)
        self.panel.picked.connect(self._keep)
        self.setFocusProxy(self.square)
        left = QVBoxLayout()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        left.addWidget(self.size_text)
        left.addWidget(self.square, 1)
        self._layout.addLayout(left, 1)
        self._layout.addWidget(self.panel)
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self._layout.setSpacing(px(8))
        self._give_room()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The square first; the pair takes what it cannot use, beside it or below. In a small
        window the square is worth more than the lists."""
        beside = self.width() >= px(520)
        below = px(300) <= self.width() < px(520) and self.height() >= self.width() + px(BELOW)
        self.panel.setVisible(beside or below)
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if below
                                  else QBoxLayout.Direction.LeftToRight)
        self._layout.setStretchFactor(self.panel, 1 if below else 0)
        self._layout.setContentsMargins(px(16), px(16), 0 if beside else px(16), px(8))
        if below:
            self.panel.stand(self.width() - px(32), below=True)
        else:
            side = self.height() - px(LOW + 48)
            spare = self.width() - side - int(self._name_room(side)) - px(32)
            self.panel.stand(spare, below=False)
        self._tell_pair()

    def show_view(self, view: Heatmap) -> None:
        distances = view.distances
        if distances is self._distances:
            return
        self._distances, self._kept, self._nearest = distances, None, None
        self.size_text.setText(_size_words(distances))
        self.square.show_drawn(None, [])
        self.panel.show_table(distances.table)
        background().submit(partial(drawn, distances), partial(self._show, distances))
        background().submit(partial(ends, distances), partial(self._show_ends, distances))

    def _show(self, distances: Distances, found: Drawn) -> None:
        if distances is not self._distances:
            return
        rows = found.rows.tolist() if len(found.rows) <= _NAMED else []
        names = [name_of(distances.table, row) for row in rows]
        self.square.show_drawn(found, names, distance_title(distances.metric))
        self._give_room()
        self._mark(self._shown)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _show_ends(self, distances: Distances, found: Ends) -> None:
        if distances is self._distances:
            self.panel.show_ends(found)
            self._nearest = next(iter(found.nearest), None)
            self._show_pair(self._shown)
            self._mark(self._shown)

    @property
    def _shown(self) -> Pair | None:
        """What is shown while the mouse is elsewhere."""
        return self._kept or self._nearest

    # The pair

    def pair_of(self, cell: Cell | None) -> Pair | None:
        """The rows of a cell of the square."""
        if cell is None or self._distances is None or self.square.drawn is None:
            return None
        first, second = (int(self.square.drawn.rows[place]) for place in cell)
        return Pair(first, second, self._distances.between(first, second))

    def _point(self, cell: Cell | None) -> None:
        self._show_pair(self.pair_of(cell) or self._shown)

    def _pick(self, cell: Cell | None) -> None:
        self.panel.let_go()
        self._kept = self.pair_of(cell)
        self._show_pair(self._shown)
        if cell is None:
            self._mark(self._shown)

    def _keep(self, pair: Pair) -> None:
        """A pair of a list."""
        self._kept = pair
        self._mark(pair)
        self._show_pair(pair)

    def _mark(self, pair: Pair | None) -> None:
        """Mark it on the square where both of its rows are drawn."""
        found = self.square.drawn
        down = found.place_of(pair.first) if found is not None and pair is not None else None
        along = found.place_of(pair.second) if found is not None and pair is not None else None
        self.square.mark(None if down is None or along is None else (down, along))

    def _show_pair(self, pair: Pair | None) -> None:
        is_nearest = pair is not None and pair is self._nearest and self._kept is None
        self.panel.show_pair(pair, is_nearest=is_nearest)
        self.square.show_pair(pair)
        self._pair = pair
        self._tell_pair()

    def _tell_pair(self) -> None:
        """In words: for those who hear the window, and where there is no room for the pictures."""
        if self._distances is None:
            return
        ids, pair = self._distances.table.ids, self._pair
        told = "" if pair is None else f"{ids[pair.first]} – {ids[pair.second]}: " \
            f"{pair.distance:.4g}"
        self.square.setAccessibleDescription(told)
        ordered = self.square.drawn is not None and self.square.drawn.ordered
        more = " · alike rows side by side" if ordered else ""
        words = f"{_size_words(self._distances)}{more}"
        hidden = self.panel.isHidden() and told
        self.size_text.setText(f"{words}\n{told}" if hidden else words)

    # The picture

    def prepare_picture(self, then: Callable[[], None]) -> None:
        if self.square.drawn is None and self._distances is not None:
            self._waiting.append(then)
        else:
            then()

    def picture_size(self) -> QSize:
        side = px(max(640, 14 * len(self.square.names)))
        return QSize(side + px(32) + int(self._name_room(side)), side + px(48 + LOW + HIGH))

    def _name_room(self, side: float) -> float:
        return room_for_names(self.square.names, side)

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        found = self.square.drawn
        if found is None or not len(found.rows):
            return
        side = rect.height() - px(48 + LOW + HIGH)
        area = QRectF(rect.right() - px(16) - side, rect.top() + px(40), side, side)
        painter.setFont(font(11))
        painter.setPen(theme().colors.secondary)
        painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), px(40)),
                         Qt.AlignmentFlag.AlignCenter, self.size_text.text())
        image = colored(found, 1200)
        yield
        yield from square_steps(painter, area, image)
        if room := self._name_room(side):
            draw_names(painter, area, self.square.names, room)
        if len(found.rows) > 1:
            below = QRectF(area.left(), area.bottom(), side, px(LOW + HIGH))
            draw_legend(painter, below, found, self.square.title)


def distance_title(metric: str) -> str:
    """What the numbers are: “Euclidean distance (normalized)”."""
    known = METRICS.get(metric)  # type: ignore[call-overload]
    first, bracket, rest = (known.title if known is not None else metric).partition(" (")
    return f"{first} distance{bracket}{rest}" if first else "Distance"


def _size_words(distances: Distances) -> str:
    n = len(distances)
    known = METRICS.get(distances.metric)  # type: ignore[call-overload]
    title = known.title if known is not None else distances.metric
    if distances.prototypes is not None:
        m = len(distances.prototypes.sample)
        return f"{title} · {n:,} × {n:,}, approximate · {min(m, LARGEST):,} of them drawn, exactly"
    more = f" · {LARGEST:,} of them drawn, evenly chosen" if n > LARGEST else ""
    return f"{title} · {n:,} × {n:,}{more}"
