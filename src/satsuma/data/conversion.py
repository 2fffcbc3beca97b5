"""Columns of one kind as columns of another, by way of what a person reads in their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind, Role, categorical, images, numbers, texts, times
from satsuma.data.number_text import (
    MISSING,
    any_numbers_from,
    lenient_numbers_from,
    number_texts,
    numbers_from,
    time_texts,
    times_from,
)
from satsuma.data.picture_folder import folder_of
from satsuma.data.written_dates import ALLOWED, Order, is_open, order_of
from satsuma.run import Run

_DIGITS = re.compile(r"[ \t]*[+-]?[0-9.,]*[0-9][0-9.,]*[ \t]*")


def cells_of_column(column: Column) -> Sequence[str]:
    """The values as texts, "" where missing. Not for vectors."""
    match column.kind:
        case Kind.NUMBER:
            return number_texts(column.values)
        case Kind.TIME:
            return time_texts(column.values)
        case Kind.CATEGORY:
            names = [*column.categories, ""]  # code -1 picks the last
            return [names[code] for code in column.values.tolist()]
        case Kind.VECTOR:
            return [""] * len(column)
        case _:
            return list(column.values.tolist())


def converted(column: Column, kind: Kind, name: str, home: Path, run: Run) -> Column:
    """The column as another kind, in the same role; vectors stay, and nothing becomes one."""
    if kind is column.kind or Kind.VECTOR in (kind, column.kind):
        return column
    return column_of(cells_of_column(column), kind, name, home, run, column.role)


def column_of(cells: Sequence[str], kind: Kind, name: str, home: Path, run: Run,
              role: Role = Role.META) -> Column:
    """A column of this kind from texts. What is none becomes missing, with a warning."""
    match kind:
        case Kind.NUMBER:
            return numbers(_numbers(cells, name, run), role)
        case Kind.TIME:
            return times(_times(cells, name, run), role)
        case Kind.CATEGORY:
            from natsort import natsorted

            return categorical(cells, role, natsorted({cell for cell in cells if cell}))
        case Kind.IMAGE:
            return images(cells, folder_of("", cells, home), role)
        case _:
            return texts(cells, role)


def _numbers(cells: Sequence[str], name: str, run: Run) -> np.ndarray:
    values = lenient_numbers_from(cells)
    if values is None:
        values, bad = _some_numbers(cells)
        _warn(cells, bad, "numbers", name, run)
    return values


def _some_numbers(cells: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """What are numbers, and which are none. Those of digits say together what their marks mean."""
    values, known = np.full(len(cells), np.nan), np.zeros(len(cells), bool)
    rows = [row for row, cell in enumerate(cells) if _DIGITS.fullmatch(cell)]
    together = lenient_numbers_from([cells[row] for row in rows])
    if together is not None:
        values[rows], known[rows] = together, True
    for row in np.flatnonzero(~known).tolist():
        one = numbers_from([cells[row]], decimal_comma=True)
        one = any_numbers_from([cells[row]]) if one is None else one
        if one is not None:
            values[row], known[row] = one[0], True
    return values, ~known


def _times(cells: Sequence[str], name: str, run: Run) -> np.ndarray:
    values = times_from(cells)
    if values is None:
        order, nothing = order_of(cells), np.datetime64("NaT", "us")
        alone: Order = "open" if order == "contrary" else order
        one_by_one = [times_from([cell], alone) for cell in cells]
        values = np.array([nothing if one is None else one[0] for one in one_by_one],
                          "datetime64[us]")
        bad = np.array([one is None for one in one_by_one], bool)
        two_ways = bad & np.array([is_open(cell) for cell in cells], bool)
        _warn_of_two_ways(cells, two_ways, name, run)
        _warn(cells, bad & ~two_ways, "times", name, run, f" {ALLOWED}")
    return values


def _warn_of_two_ways(cells: Sequence[str], rows: np.ndarray, name: str, run: Run) -> None:
    if rows.any():
        count, first = int(rows.sum()), cells[int(np.argmax(rows))]
        more, gone = ("1 value", "it is") if count == 1 else (f"{count:,} values", "they are")
        run.warn(f"“{name}” is read as times: in {more} such as “{first[:40]}” the day or the "
                 f"month could be first, so {gone} missing now. {ALLOWED} With slashes, one date "
                 "whose day is above 12 settles the order of all.")


def _warn(cells: Sequence[str], bad: np.ndarray, what: str, name: str, run: Run,
          advice: str = "") -> None:
    rows = [row for row in np.flatnonzero(bad).tolist() if cells[row] not in MISSING]
    if rows:
        more = "1 value" if len(rows) == 1 else f"{len(rows):,} values"
        run.warn(f"“{name}” is read as {what}: {more} such as “{cells[rows[0]][:40]}” "
                 f"{'is' if len(rows) == 1 else 'are'} none and missing now.{advice}")
