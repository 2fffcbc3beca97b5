"""Part: a column of a table as it is spoken of in a sort or a filter.

That is a column, or one number of all vectors of a column, which is called as in `vector_names`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table, vector_names


@dataclass(frozen=True)
class Part:
    """A column, or with a `number` that number of its vectors."""

    column: str
    number: int | None = None


def part_named(table: Table, name: str) -> Part | None:
    """What a name means; None when the table has nothing of that name."""
    if name in table:
        return Part(name)
    for column in table.named((Kind.VECTOR,)):
        digits = name.rpartition("n")[2]  # a quick look before all the names are made
        if digits.isascii() and digits.isdigit() and len(digits) < 8 \
                and int(digits) < table[column].width:
            number = int(digits)
            if vector_names(table, column)[number] == name:
                return Part(column, number)
    return None


def values_of(table: Table, part: Part) -> Column:
    """The values as a column of their own; one number of vectors copies nothing but these."""
    column = table[part.column]
    if part.number is None:
        return column
    return replace(column, values=column.values[:, part.number].astype(np.float64),
                   kind=Kind.NUMBER, passport=None)
