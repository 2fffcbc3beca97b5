"""The rows above the values of a text table: names, and maybe what Orange writes below them."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.data.annotations import Annotation, one_row, three_rows
from satsuma.data.csv_text import CsvText, allow_long_cells
from satsuma.data.number_text import any_numbers_from


@dataclass(frozen=True)
class Heading:
    """The names of the columns, what is said of them, and how many rows that takes up."""

    names: tuple[str, ...]
    notes: tuple[Annotation, ...] = ()
    rows: int = 1
    told: str = ""


def heading_of(text: CsvText, *, plain: bool) -> Heading:
    """What stands above the values; of a `plain` table only the names."""
    first = _first_rows(text)
    names = first[0] if first else []
    return Heading(tuple(names)) if plain else heading(first)


def heading(first: Sequence[Sequence[str]]) -> Heading:
    """What the first rows say: three rows of Orange's, one with prefixes, or just names."""
    names = tuple(first[0]) if first else ()
    if len(first) >= 3 and (notes := three_rows(first[1], first[2])) is not None \
            and len(notes) <= len(names):
        return Heading(names, notes, 3,
                       "Three header rows say the kinds and roles, as Orange writes them.")
    if (found := one_row(names)) is not None:
        return Heading(tuple(found[0]), found[1], 1,
                       "Letters before the names, such as “mS#”, say the kinds and roles.")
    return Heading(names, told=_odd_names(names))


def _odd_names(names: Sequence[str]) -> str:
    if names and any_numbers_from(names) is not None and any(names):
        return "The first row holds numbers; it was taken for the names of the columns."
    return ""


def _first_rows(text: CsvText) -> list[list[str]]:
    """The first three rows, from the first one that is not empty."""
    allow_long_cells()
    lines = csv.reader(text.lines(), delimiter=text.separator)
    try:
        return list(itertools.islice(itertools.dropwhile(lambda row: not row, lines), 3))
    except csv.Error:
        return []
