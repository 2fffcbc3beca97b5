"""Reading and writing tables and distances; the file's suffix says how.

- `.npz`: lossless, quick, for any size; plain numpy reads it (see `table_npz`).
- `.csv`, `.tsv`: for every other program; kinds and roles in a second file (see `table_csv`).
- `.tab`: for Orange too; kinds and roles in three header rows (see `annotations`).
- `.csv.gz`, `.tsv.gz`, `.tab.gz`: the same, packed.
- `.xlsx`: for spreadsheets; kinds and roles in a hidden sheet (see `table_xlsx`).
- `.parquet`: for other programs, small and quick (see `table_parquet`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from satsuma.data.csv_reading import read_csv
from satsuma.data.distances import Distances
from satsuma.data.distances_dst import read_dst, write_dst
from satsuma.data.distances_file import (
    read_npz_distances,
    read_text_distances,
    write_npz_distances,
    write_text_distances,
)
from satsuma.data.found_table import FoundTable, Wish, found_as_written
from satsuma.data.table import Table
from satsuma.data.table_csv import write_csv
from satsuma.data.table_npz import read_npz, write_npz
from satsuma.data.table_parquet import read_parquet, write_parquet
from satsuma.data.table_suffix import plain_suffix, table_suffix
from satsuma.data.table_xlsx import write_xlsx
from satsuma.data.xlsx_reading import read_xlsx
from satsuma.problem import Problem
from satsuma.run import Run

T = TypeVar("T")


def _read_npz(file: Path, run: Run, wish: Wish) -> FoundTable:
    return found_as_written(read_npz(file, run), wish, file, run,
                            ("Kinds and roles stand in the file.",))


_TEXT = (".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz", ".tab.gz")

_WITH_CHOICE = (".csv", ".tsv", ".xlsx")
"""Files whose header says names, and kinds and roles where that is wished; a .tab always does."""

_READERS: Mapping[str, Callable[[Path, Run, Wish], FoundTable]] = {
    **dict.fromkeys(_TEXT[:3], read_csv), ".xlsx": read_xlsx, ".npz": _read_npz,
    ".parquet": read_parquet, **dict.fromkeys(_TEXT[3:], read_csv)}
_WRITERS: Mapping[str, Callable[..., None]] = {
    **dict.fromkeys(_TEXT[:3], write_csv), ".xlsx": write_xlsx, ".npz": write_npz,
    ".parquet": write_parquet, **dict.fromkeys(_TEXT[3:], write_csv)}
_DISTANCE_READERS: Mapping[str, Callable[[Path, Run], Distances]] = {
    ".csv": read_text_distances, ".tsv": read_text_distances, ".npz": read_npz_distances,
    ".dst": read_dst}
_DISTANCE_WRITERS: Mapping[str, Callable[[Distances, Path], None]] = {
    ".csv": write_text_distances, ".tsv": write_text_distances, ".npz": write_npz_distances,
    ".dst": write_dst}

SUFFIXES = tuple(_READERS)
"""The suffixes of the tables that can be read and written."""


def is_table_file(name: str) -> bool:
    """Whether a file of this name is a table that can be read."""
    return table_suffix(name) in _READERS


def find_table(file: Path, run: Run = Run(), wish: Wish = Wish()) -> FoundTable:
    """The table in a file, with what was guessed of its columns; raises as `read_table` does."""
    return _by_suffix(_READERS, file, "read as a table")(Path(file), run, wish)


def read_table(file: Path, run: Run = Run()) -> Table:
    """The table in a .csv, .tsv, .tab, .xlsx, .npz or .parquet file; text also packed (.gz).

    What had to be guessed or dropped is warned about through `run`. Raises Problem, naming the
    file and where possible the line or column, when it is not such a table.
    """
    return find_table(file, run).kept()


def write_table(table: Table, file: Path, *, for_orange: bool = False) -> None:
    """Write a table to such a file, replacing the one that is there.

    `for_orange` puts kinds and roles into the header of text files and spreadsheets.

    Writing is atomic: on any error the file is as it was. Raises Problem for another suffix, for
    what does not fit into such a file, and when the folder cannot be written to.
    """
    writer = _by_suffix(_WRITERS, file, "written as a table")
    if for_orange and can_have_annotations(file):
        writer = partial(writer, for_orange=True)
    writer(table, Path(file))


def can_have_annotations(file: str | Path) -> bool:
    """Whether a file of this name has kinds and roles in its header where that is wished."""
    return plain_suffix(file) in _WITH_CHOICE


def check_table_name(file: Path) -> None:
    """Raise the Problem of `write_table` where no table can be written to a file of this name."""
    _by_suffix(_WRITERS, file, "written as a table")


def check_distances_name(file: Path) -> None:
    """Raise the Problem of `write_distances` where none can be written to a file of this name."""
    _by_suffix(_DISTANCE_WRITERS, file, "written as distances")


def read_distances(file: Path, run: Run = Run()) -> Distances:
    """The distances in a .npz, .csv, .tsv or .dst file; raises Problem as `read_table` does."""
    return _by_suffix(_DISTANCE_READERS, file, "read as distances")(Path(file), run)


def write_distances(distances: Distances, file: Path) -> None:
    """Write distances to a .npz file, lossless, as a square of numbers to .csv or .tsv, or for
    Orange to .dst.

    Atomic, and raises Problem, as `write_table` does, and for approximate distances.
    """
    if distances.approximate:
        raise Problem("Approximate distances cannot be written to a file: not all pairs are known. "
                      "Choose “All pairs” in Distances, or take a sample of the rows.")
    _by_suffix(_DISTANCE_WRITERS, file, "written as distances")(distances, Path(file))


def _by_suffix(known: Mapping[str, T], file: Path, what: str) -> T:
    found = known.get(table_suffix(file))
    if found is None:
        *most, last = known
        raise Problem(f"“{file}” cannot be {what}: its name must end in {', '.join(most)} or "
                      f"{last}.")
    return found
