"""Distances as .dst, the text files in which Orange keeps them.

The first line says how many rows there are, and whether they have labels; each line below is a row:
its label, then its distances to the rows before it and to itself, with tabs between them. The ids
become the labels. The metric and the columns of the table have no place there.

What others write is read, too: whole squares (`asymmetric`, where they are symmetric all the same),
labels above, rows that end early, which stands for zeros. Labels that repeat become a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from satsuma.data.column import texts
from satsuma.data.csv_text import csv_text
from satsuma.data.distances import Distances
from satsuma.data.distances_file import row_of
from satsuma.data.number_text import any_numbers_from, vector_texts
from satsuma.data.table import Table
from satsuma.data.text_file import text_written
from satsuma.problem import Problem
from satsuma.run import Run

_LABELED = ("row_labels", "labelled", "labeled")
_KNOWN = (*_LABELED, "col_labels", "symmetric", "asymmetric")
_SURELY_FINE = 4000
_LARGEST_RATIO = 100


def write_dst(distances: Distances, file: Path) -> None:
    """Write it, atomically. Raises Problem for ids that cannot be labels."""
    ids = distances.table.ids
    odd = next((one for one in ids if not _can_be_label(one)), None)
    if odd is not None:
        raise Problem(f"The row id “{' '.join(odd.split())}” is empty, begins or ends with a "
                      "blank, or holds a tab or the end of a line, which .dst cannot hold. Save "
                      "the distances as .npz.")
    with text_written(file) as opened:
        opened.write(f"{len(ids)}\taxis=1\trow_labels\n".encode())
        for row, name in enumerate(ids):
            line = vector_texts(row_of(distances, row)[None, :row + 1], "\t")[0]
            cells = [name, *(cell or "nan" for cell in line.split("\t"))]
            opened.write(("\t".join(cells) + "\n").encode())


def _can_be_label(word: str) -> bool:
    return word.strip() == word and "\t" not in word and word.splitlines() == [word]


@dataclass(frozen=True)
class _Head:
    count: int
    has_labels: bool
    has_labels_above: bool
    is_square: bool


def read_dst(file: Path, run: Run = Run()) -> Distances:
    """Read it. Raises Problem, naming file and line, for everything that is wrong."""
    text = csv_text(file, run)
    lines = text.lines()
    head = _head(next(lines, ""), file)
    if head.count > _SURELY_FINE and head.count ** 2 > _LARGEST_RATIO * len(text.data):
        raise Problem(f"“{file}” cannot be read: it claims {head.count:,} rows, far more than it "
                      "can hold.")
    above = [cell.strip() for cell in next(lines, "").strip().split("\t")] \
        if head.has_labels_above else []
    labels, matrix = _rows(lines, head, file, run)
    return _made(labels or above, matrix, head, file, run)


def _head(line: str, file: Path) -> _Head:
    words = line.split()
    if not words or not (words[0].isascii() and words[0].isdecimal()) or len(words[0]) > 9:
        raise Problem(f"“{file}” cannot be read: the first line of a .dst says how many rows there "
                      "are.")
    odd = next((word for word in words[1:] if word not in _KNOWN
                and not word.startswith("axis=")), None)
    if odd is not None:
        raise Problem(f"“{file}” cannot be read: “{odd[:40]}” in its first line is not known.")
    return _Head(int(words[0]), any(word in words for word in _LABELED), "col_labels" in words,
                 "asymmetric" in words)


def _rows(lines: Iterator[str], head: _Head, file: Path,
          run: Run) -> tuple[list[str], np.ndarray]:
    matrix, labels = np.zeros((head.count, head.count)), []
    first = 3 if head.has_labels_above else 2
    for row, line in enumerate(lines):
        run.check()
        cells = line.strip().split("\t")
        if row >= head.count:
            if line.strip():
                raise Problem(f"“{file}” cannot be read: it has more than {head.count:,} rows.")
            continue
        if head.has_labels:
            labels.append(cells.pop(0).strip())
        values = _values(cells[:None if head.is_square else row + 1])
        if values is None or len(values) > head.count:
            raise Problem(f"“{file}” cannot be read: line {row + first:,} holds something else "
                          "than distances, or too many.")
        matrix[row, :len(values)] = values
    if head.has_labels and len(labels) != head.count:
        raise Problem(f"“{file}” cannot be read: it has {len(labels):,} rows, but its first line "
                      f"says {head.count:,}.")
    return labels, matrix


def _values(cells: Sequence[str]) -> np.ndarray | None:
    return any_numbers_from(cells) if any(cells) else np.zeros(0)


def _made(labels: Sequence[str], matrix: np.ndarray, head: _Head, file: Path,
          run: Run) -> Distances:
    if not head.is_square:
        matrix = matrix + np.tril(matrix, -1).T
    elif not np.allclose(matrix, matrix.T, rtol=1e-6, atol=1e-9, equal_nan=True):
        raise Problem(f"“{file}” cannot be read: from one row to another it is not as far as back.")
    numbered = tuple(str(row) for row in range(1, head.count + 1))
    table = Table(numbered, {}, file.stem)
    if len(labels) == head.count:
        if len(set(labels)) == head.count:
            table = Table(tuple(labels), {}, file.stem)
        else:
            run.warn("The labels repeat, so the rows are numbered; they are kept as a column.")
            table = Table(numbered, {"label": texts(labels)}, file.stem)
    if np.diagonal(matrix).any():
        raise Problem(f"“{file}” cannot be read: the distance of a row to itself must be 0.")
    return Distances(matrix[np.triu_indices(head.count, 1)], table, "")
