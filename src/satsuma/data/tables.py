"""Reading and writing tables and distances; the file's suffix says how.

- `.npz`: lossless, quick, for any size; plain numpy reads it (see `table_npz`).
- `.csv`, `.tsv`: for every other program; kinds and roles in a second file (see `table_csv`).
- `.xlsx`: for spreadsheets; kinds and roles in a hidden sheet (see `table_xlsx`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from satsuma.data.distances import Distances
from satsuma.data.distances_file import (
    read_npz_distances,
    read_text_distances,
    write_npz_distances,
    write_text_distances,
)
from satsuma.data.table import Table
from satsuma.data.table_csv import read_csv, write_csv
from satsuma.data.table_npz import read_npz, write_npz
from satsuma.data.table_xlsx import read_xlsx, write_xlsx
from satsuma.problem import Problem
from satsuma.run import Run

T = TypeVar("T")

_READERS: Mapping[str, Callable[[Path, Run], Table]] = {
    ".csv": read_csv, ".tsv": read_csv, ".xlsx": read_xlsx, ".npz": read_npz}
_WRITERS: Mapping[str, Callable[[Table, Path], None]] = {
    ".csv": write_csv, ".tsv": write_csv, ".xlsx": write_xlsx, ".npz": write_npz}
_DISTANCE_READERS: Mapping[str, Callable[[Path, Run], Distances]] = {
    ".csv": read_text_distances, ".tsv": read_text_distances, ".npz": read_npz_distances}
_DISTANCE_WRITERS: Mapping[str, Callable[[Distances, Path], None]] = {
    ".csv": write_text_distances, ".tsv": write_text_distances, ".npz": write_npz_distances}

SUFFIXES = tuple(_READERS)
"""The suffixes of the tables that can be read and written."""


def read_table(file: Path, run: Run = Run()) -> Table:
    """The table in a .csv, .tsv, .xlsx or .npz file.

    What had to be guessed or dropped is warned about through `run`. Raises Problem, naming the
    file and where possible the line or column, when it is not such a table.
    """
    return _by_suffix(_READERS, file, "read as a table")(Path(file), run)


def write_table(table: Table, file: Path) -> None:
    """Write a table to a .csv, .tsv, .xlsx or .npz file, replacing the one that is there.

    Writing is atomic: on any error the file is as it was. Raises Problem for another suffix, for
    what does not fit into such a file, and when the folder cannot be written to.
    """
    _by_suffix(_WRITERS, file, "written as a table")(table, Path(file))


def read_distances(file: Path, run: Run = Run()) -> Distances:
    """The distances in a .npz, .csv or .tsv file; raises Problem as `read_table` does."""
    return _by_suffix(_DISTANCE_READERS, file, "read as distances")(Path(file), run)


def write_distances(distances: Distances, file: Path) -> None:
    """Write distances to a .npz file, lossless, or as a square of numbers to .csv or .tsv.

    Atomic, and raises Problem, as `write_table` does.
    """
    _by_suffix(_DISTANCE_WRITERS, file, "written as distances")(distances, Path(file))


def _by_suffix(known: Mapping[str, T], file: Path, what: str) -> T:
    found = known.get(Path(file).suffix.lower())
    if found is None:
        *most, last = known
        raise Problem(f"“{file}” cannot be {what}: its name must end in {', '.join(most)} or "
                      f"{last}.")
    return found
