"""Columns of one kind as columns of another, by way of what a person reads in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind, Role, categorical, images, numbers, texts, times
from satsuma.data.number_text import MISSING, lenient_numbers_from, number_texts, time_texts
from satsuma.data.number_text import times_from as all_times_from
from satsuma.data.picture_folder import folder_of
from satsuma.run import Run


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
        one_by_one = [lenient_numbers_from([cell]) for cell in cells]
        values = np.array([np.nan if one is None else one[0] for one in one_by_one], np.float64)
        _warn(cells, np.array([one is None for one in one_by_one], bool), "numbers", name, run)
    return values


def _times(cells: Sequence[str], name: str, run: Run) -> np.ndarray:
    values = all_times_from(cells)
    if values is None:
        nothing = np.datetime64("NaT", "us")
        one_by_one = [all_times_from([cell]) for cell in cells]
        values = np.array([nothing if one is None else one[0] for one in one_by_one],
                          "datetime64[us]")
        _warn(cells, np.array([one is None for one in one_by_one], bool), "times", name, run)
    return values


def _warn(cells: Sequence[str], bad: np.ndarray, what: str, name: str, run: Run) -> None:
    rows = [row for row in np.flatnonzero(bad).tolist() if cells[row] not in MISSING]
    if rows:
        more = "1 value" if len(rows) == 1 else f"{len(rows):,} values"
        run.warn(f"“{name}” is read as {what}: {more} such as “{cells[rows[0]][:40]}” "
                 f"{'is' if len(rows) == 1 else 'are'} none and missing now.")
