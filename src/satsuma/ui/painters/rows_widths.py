"""Rows, widths: how wide columns are, until somebody pulls at them.

A column has a width at which all of it is easily read, and a tight one, at which its name and its
numbers still are. Where the easy ones together are wider than the view, all give way alike, so
that the last column is not out of sight as long as that can be helped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PyQt6.QtGui import QFontMetrics

from satsuma.data.column import Kind
from satsuma.ui.painters.rows_cells import EDGE, SIDES
from satsuma.ui.painters.rows_columns import ShownColumn, shown_name
from satsuma.ui.painters.rows_head import NARROWEST, ColumnHead
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.theme import font, px

WIDEST = 320
VECTOR = 132
_TIGHT, _TIGHT_VECTOR = 88, 112
"""What texts and lines are narrowed to at most."""
_MOST = 4_000
_LOOKED_AT = 3_000
"""Values that are measured in all; measuring every one would take too long."""
_FEW = 10
_LONGEST = 200
_WIDEST_HEAD = 480


@dataclass(frozen=True)
class Room:
    """What a column needs, and what it would like."""

    tight: int
    easy: int

    def at(self, ease: float) -> int:
        """Its width when each gets this part of what it would like beyond its need."""
        return self.tight + int((self.easy - self.tight) * ease)


def ease(rooms: list[Room], room: int) -> float:
    """How much of what they would like columns can have, 0 to 1."""
    tight, easy = sum(one.tight for one in rooms), sum(one.easy for one in rooms)
    return 1.0 if easy <= max(room, tight) else max(0.0, (room - tight) / (easy - tight))


class Measure:
    """Measures texts in the fonts of heads and cells; made once for many of them."""

    def __init__(self) -> None:
        self._name = QFontMetrics(font(13, bold=True))
        self._cell, self._small = QFontMetrics(font()), QFontMetrics(font(11))
        self._details: dict[str, int] = {}
        self._sign, self._order, self._edges = px(16), px(18), px(2 * EDGE + 4)

    def cell(self, text: str) -> int:
        return self._cell.horizontalAdvance(text) + self._edges

    def head(self, column: ShownColumn) -> Room:
        """The name, the words below it and the sign of the order; the words shorter if need be."""
        name = self._name.horizontalAdvance(shown_name(column.name[:_LONGEST]))
        sign = self._sign if column.kind is Kind.VECTOR else 0
        tight = max(name + (0 if sign else self._order // 2), self._detail(column.short))
        easy = max(name, self._detail(column.detail)) + self._order
        around, most = sign + self._edges, px(_WIDEST_HEAD)
        return Room(min(tight + around, most), min(easy + around, most))

    def _detail(self, words: str) -> int:
        if words not in self._details:
            self._details[words] = self._small.horizontalAdvance(words)
        return self._details[words]


class Widths:
    """The widths of the columns of one table; those that were pulled at keep theirs."""

    def __init__(self, head: ColumnHead, model: TableModel) -> None:
        self._head, self._model = head, model
        self._rooms: list[Room] = []
        self._kept: dict[str, int] = {}
        self._ease = 1.0

    @property
    def known(self) -> bool:
        """Whether the columns that are shown are those that were measured."""
        return bool(self._rooms) and len(self._rooms) == len(self._model.columns)

    def measure(self, pictures: str) -> None:
        """Other columns are shown, or others values in them."""
        own = sum(column.part.number is None for column in self._model.columns)
        samples = min(30, _LOOKED_AT // max(1, own))
        alike: dict[object, Room] = {}  # the numbers of a vector are thousands, all alike
        self._rooms, measure = [], Measure()
        for column in self._model.columns:
            vector = None if column.part.number is None else column.part.column
            if vector not in alike or vector is None:
                alike[vector] = room_for(measure, self._model, column,
                                         30 if vector else samples, pictures)
            self._rooms.append(alike[vector])

    def keep(self, stored: tuple[str, ...]) -> None:
        """These are the widths of those that somebody pulled at."""
        self._kept = {name: px(width) for name, width in read_widths(stored).items()}

    def share(self, room: int) -> None:
        """Let the columns have so much room together, where they can do with it."""
        own = [self._room(column, one) for column, one in
               zip(self._model.columns, self._rooms, strict=True) if column.part.number is None]
        self._ease = ease(own, room)

    def _room(self, column: ShownColumn, room: Room) -> Room:
        kept = self._kept.get(column.name)
        return room if kept is None else Room(kept, kept)

    def set(self) -> None:
        """Give every column its width."""
        narrowest = px(NARROWEST)
        widths = [max(narrowest, self._room(column, room).at(self._ease)) for column, room in
                  zip(self._model.columns, self._rooms, strict=True)]
        if widths and widths != self._head.widths():
            _resize(self._head, widths)


def _resize(head: ColumnHead, widths: list[int]) -> None:
    """Qt gives the most frequent width to all at once; one by one takes long for thousands."""
    usual = Counter(widths).most_common(1)[0][0]
    head.setDefaultSectionSize(usual)
    for place, width in enumerate(widths):
        if width != usual:
            head.resizeSection(place, width)


def read_widths(stored: tuple[str, ...]) -> dict[str, int]:
    """Design pixels by the names of columns, from texts such as `120 size`; others are nothing."""
    parts = (text.partition(" ") for text in stored)
    return {name: min(int(width), _MOST) for width, _, name in parts
            if width.isascii() and width.isdigit() and len(width) < 9}


def room_for(measure: Measure, model: TableModel, column: ShownColumn, samples: int,
             pictures: str) -> Room:
    """Wide enough for the head and for the first values."""
    head = measure.head(column)
    if column.kind is Kind.VECTOR:
        return Room(max(head.tight, px(_TIGHT_VECTOR)), max(head.easy, px(VECTOR)))
    if column.is_number and samples < _FEW:  # its numbers are not even looked at
        wide = measure.cell("−0.000000")
        return Room(max(head.tight, wide), max(head.easy, wide))
    beside = px(SIDES[pictures] + EDGE) if column.kind is Kind.IMAGE and pictures != "none" else 0
    # Of the table as it came: a filter must not make columns narrower.
    wide = max((measure.cell(column.text(row)[:_LONGEST]) + beside
                for row in range(min(len(model.table), max(2, samples)))), default=0)
    easy = min(max(head.easy, wide), px(WIDEST))
    tight = wide if column.is_number else min(wide, px(_TIGHT) + beside)
    return Room(min(max(head.tight, tight), easy), easy)


def pulled(head: ColumnHead, model: TableModel, stored: tuple[str, ...],
           sections: set[int], scale: float) -> tuple[str, ...]:
    """What is to be stored after somebody changed the widths of these columns."""
    kept = read_widths(stored)
    for place in sorted(sections):
        kept[model.columns[place].name] = round(head.sectionSize(place) / scale)
    return tuple(f"{width} {name}" for name, width in kept.items())
