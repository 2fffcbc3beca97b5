"""Rows, widths: how wide columns are, until somebody pulls at them."""

from __future__ import annotations

from PyQt6.QtGui import QFontMetrics

from satsuma.data.column import Kind
from satsuma.ui.painters.rows_cells import EDGE, SIDES
from satsuma.ui.painters.rows_columns import ShownColumn
from satsuma.ui.painters.rows_head import NARROWEST, ColumnHead
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.theme import font, px

WIDEST = 320
VECTOR = 132
_MOST = 4_000
_LOOKED_AT = 3_000
"""Values that are measured in all; measuring every one would take too long."""
_FEW = 10


def set_widths(head: ColumnHead, model: TableModel, stored: tuple[str, ...],
               pictures: str) -> None:
    """Give every column its width: the stored one, else one that fits its first values."""
    kept = read_widths(stored)
    own = sum(column.part.number is None for column in model.columns)
    samples = min(30, _LOOKED_AT // max(1, own))
    alike: dict[str, int] = {}
    for place, column in enumerate(model.columns):
        if column.name in kept:
            width = px(kept[column.name])
        elif column.part.number is not None:  # thousands, all alike
            if column.part.column not in alike:
                alike[column.part.column] = fitting(head, model, column, 30, pictures)
            width = alike[column.part.column]
        else:
            width = fitting(head, model, column, samples, pictures)
        if head.sectionSize(place) != width:
            head.resizeSection(place, max(px(NARROWEST), width))


def read_widths(stored: tuple[str, ...]) -> dict[str, int]:
    """Design pixels by the names of columns, from texts such as `120 size`; others are nothing."""
    parts = (text.partition(" ") for text in stored)
    return {name: min(int(width), _MOST) for width, _, name in parts
            if width.isascii() and width.isdigit() and len(width) < 9}


def fitting(head: ColumnHead, model: TableModel, column: ShownColumn, samples: int,
            pictures: str) -> int:
    """Wide enough for the head and for the first values."""
    widest = head.fitting_width(column)
    if column.kind is Kind.VECTOR:
        return max(widest, px(VECTOR))
    metrics = QFontMetrics(font())
    beside = px(SIDES[pictures] + EDGE) if column.kind is Kind.IMAGE and pictures != "none" else 0
    if column.is_number and samples < _FEW:  # its numbers are not even looked at
        return max(widest, metrics.horizontalAdvance("−0.000000") + px(2 * EDGE + 4))
    # Of the table as it came: a filter must not make columns narrower.
    for row in range(min(len(model.table), max(2, samples))):
        text = column.text(row)[:200]
        widest = max(widest, metrics.horizontalAdvance(text) + px(2 * EDGE + 4) + beside)
    return min(widest, px(WIDEST))


def pulled(head: ColumnHead, model: TableModel, stored: tuple[str, ...],
           before: list[int], scale: float) -> tuple[str, ...]:
    """What is to be stored after somebody changed the width of a column."""
    kept = read_widths(stored)
    for place, (column, old) in enumerate(zip(model.columns, before, strict=False)):
        now = head.sectionSize(place)
        if now != old:
            kept[column.name] = round(now / scale)
    return tuple(f"{width} {name}" for name, width in kept.items())
