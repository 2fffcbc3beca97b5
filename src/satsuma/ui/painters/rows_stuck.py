"""Rows, stuck: the columns that say whose values a row holds stay in view while others scroll.

They keep their place among the others as long as that is in view, and stick to the left edge
beyond it. Nothing is doubled: there is one table, and these columns are drawn over the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtWidgets import QHeaderView

from satsuma.data.column import Kind
from satsuma.ui.painters.rows_columns import ShownColumn

_SHARE = 0.5
"""The part of the view that they may take; the rest is for what one scrolls to."""


@dataclass(frozen=True)
class Stuck:
    """A column that is drawn elsewhere than where it lies: at `left` in the view."""

    section: int
    left: int
    width: int

    @property
    def end(self) -> int:
        return self.left + self.width


def naming(columns: Sequence[ShownColumn]) -> tuple[int, ...]:
    """The columns that a row is known by, the most telling first: a picture, then a text.

    Without them it is the first column, unless that holds numbers.
    """
    found = [next((at for at, one in enumerate(columns) if one.kind is kind), None)
             for kind in (Kind.IMAGE, Kind.TEXT)]
    told = tuple(at for at in found if at is not None)
    if told or not columns or columns[0].kind in (Kind.NUMBER, Kind.VECTOR):
        return told
    return (0,)


def stuck(head: QHeaderView, keeps: Sequence[int]) -> list[Stuck]:
    """Those that stick to the edge now, from left to right."""
    if not keeps or not head.offset():
        return []
    room, taken = _SHARE * head.viewport().width(), []
    for section in keeps:
        if head.sectionSize(section) <= room:
            room -= head.sectionSize(section)
            taken.append(section)
    found, left = [], 0
    for section in sorted(taken):
        if head.sectionViewportPosition(section) < left:
            found.append(Stuck(section, left, head.sectionSize(section)))
            left = found[-1].end
    return found
