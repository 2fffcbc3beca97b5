"""Column facts: what is shown of a column before anybody looks at the table itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.found_table import FoundTable, Guess

_SAMPLES = 4
_LOOKED_AT = 200
_LONGEST = 60
_NUMBERS = 3


@dataclass(frozen=True)
class ColumnFacts:
    """One column of a file: what it was taken for, its first values, and the share of missing
    ones. `kind` is that with which it was read; `width` counts the numbers of a vector."""

    name: str
    guess: Guess
    kind: Kind
    samples: str
    missing: float
    width: int = 1


def facts_of_columns(found: FoundTable) -> tuple[ColumnFacts, ...]:
    """The facts of all columns, in the order of the file."""
    return tuple(_facts(name, column, found.guesses[name])
                 for name, column in found.table.columns.items())


def _facts(name: str, column: Column, guess: Guess) -> ColumnFacts:
    missing = float(column.missing().mean()) if len(column) and column.width else 0.0
    return ColumnFacts(name, guess, column.kind, _samples(column), missing, column.width)


def _samples(column: Column) -> str:
    """The first different values, as a person reads them."""
    if column.kind is Kind.VECTOR:
        return _vector_sample(column)
    found: dict[str, None] = {}
    for row in range(min(len(column), _LOOKED_AT)):
        text = " ".join(column.shown(row).split())
        if text:
            found[text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"] = None
        if len(found) == _SAMPLES:
            break
    return " · ".join(found)


def _vector_sample(column: Column) -> str:
    if not len(column) or not column.width:
        return ""
    values = column.values[0, :_NUMBERS]
    shown = ", ".join("" if np.isnan(one) else f"{one:.4g}" for one in values.tolist())
    return shown + (", …" if column.width > _NUMBERS else "")
