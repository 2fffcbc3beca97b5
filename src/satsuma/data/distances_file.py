"""Distances as files.

A .npz holds `ids` and the square matrix `distances`, the table that the distances speak of (its
arrays are called `table.NAME`), and in `satsuma` the metric: it comes back as it was. It is written
row by row, since the square takes twice the memory of the distances themselves.

A .csv or .tsv is the square with the ids above and at the left. It keeps every digit and the ids;
the metric, the name and the type of the numbers stand in a second file, see `side_file`. The table
that comes back has no columns.

A square that another program wrote is taken when it is symmetric with zeros on its diagonal; its
metric is "" then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.flat import header
from satsuma.data.npz_file import Blocks, NpzFile, write_arrays
from satsuma.data.prototypes import condensed_place
from satsuma.data.side_file import check_side, read_side, write_side
from satsuma.data.table import Table
from satsuma.data.table_csv import read_square, write_square
from satsuma.data.table_npz import RECORD, named, packed, unpacked
from satsuma.data.table_record import TableRecord, from_json, rebuilt, to_json
from satsuma.problem import Problem
from satsuma.run import Run

_ROWS = 256


def write_npz_distances(distances: Distances, file: Path) -> None:
    n = len(distances)
    arrays, record = packed(distances.table, file, start="table.")
    square = Blocks((n, n), distances.condensed.dtype, _blocks(distances))
    record = replace(record, metric=distances.metric, dtype=distances.condensed.dtype.name)
    write_arrays({"ids": arrays.pop("ids"), "distances": square, **arrays,
                  RECORD: np.array(to_json(record))}, file)


def write_text_distances(distances: Distances, file: Path) -> None:
    check_side(file)
    write_square(distances.table.ids, distances.condensed.dtype, _blocks(distances), file)
    write_side(TableRecord(distances.table.name, (), metric=distances.metric,
                           dtype=distances.condensed.dtype.name), file)


def _blocks(distances: Distances) -> Iterator[np.ndarray]:
    """The square matrix from above to below, some rows at a time."""
    for start in range(0, len(distances), _ROWS):
        rows = range(start, min(start + _ROWS, len(distances)))
        yield np.stack([row_of(distances, i) for i in rows])


def row_of(distances: Distances, i: int) -> np.ndarray:
    """The distances of row i to all n rows."""
    others = np.delete(np.arange(len(distances)), i)
    low, high = np.minimum(others, i), np.maximum(others, i)
    row = np.zeros(len(distances), distances.condensed.dtype)
    row[others] = distances.condensed[condensed_place(len(distances), low, high)]
    return row


def read_npz_distances(file: Path, run: Run = Run()) -> Distances:
    with NpzFile(file) as arrays:
        if "distances" not in arrays:
            raise Problem(f"“{file}” cannot be read: it holds no distances.")
        try:
            table, metric = _table(arrays)
            return from_square(arrays["distances"], table, metric)
        except Problem as error:
            raise named(error, file) from error


def _table(arrays: NpzFile) -> tuple[Table, str]:
    if RECORD in arrays:
        record = from_json(arrays.text(RECORD))
        return unpacked(arrays, record), record.metric or ""
    rows = arrays.shape("distances")[:1]
    ids = map(str, arrays["ids"].tolist() if "ids" in arrays else range(1, sum(rows) + 1))
    return rebuilt(tuple(ids), {}, arrays.file.stem), ""


def read_text_distances(file: Path, run: Run = Run()) -> Distances:
    record = read_side(file, run)
    ids, square = read_square(file, run, () if record is None else header(record))
    if record is None or record.metric is None:
        record = TableRecord(file.stem, (), metric="")
    if record.dtype == "float32":
        square = square.astype(np.float32)
    try:
        return from_square(square, rebuilt(ids, {}, record.name), record.metric or "")
    except Problem as error:
        raise named(error, file) from error


def from_square(square: np.ndarray, table: Table, metric: str) -> Distances:
    """Distances from an n × n matrix. Raises Problem when it is no matrix of distances."""
    n = len(table)
    if square.shape != (n, n) or square.dtype.kind not in "iuf":
        raise Problem(f"It holds no square of distances between its {n:,} rows.")
    if square.dtype not in (np.float32, np.float64):
        square = square.astype(np.float64)
    if np.diagonal(square).any():
        raise Problem("The distance of a row to itself must be 0; on this diagonal it is not.")
    for i in range(n):
        if not np.allclose(square[i, :i], square[:i, i], rtol=1e-6, atol=1e-9, equal_nan=True):
            raise Problem(f"The matrix is not symmetric: see row “{table.ids[i]}”.")
    rows = [square[i, i + 1:] for i in range(n)]
    condensed = np.concatenate(rows) if rows else np.empty(0, square.dtype)
    return Distances(condensed, table, metric)
