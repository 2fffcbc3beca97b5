"""Fuzzing of tables: damaged files are read, or told of in words; see `test_fuzzing`."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from satsuma.algorithms.distance import distances
from satsuma.data.column import categorical, images, numbers, texts, times, vectors
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.data.tables import read_distances, read_table, write_distances, write_table
from tests.trust.edits import edited, edited_archive, edits
from tests.trust.fuzzing import or_told, sizes, tried


def _table() -> Table:
    names = [f"cow {row}" for row in range(12)]
    random = np.random.default_rng(0)
    return Table(tuple(names), {
        "name": texts(names), "kind": categorical(["a", "b"] * 6), "legs": numbers(range(12)),
        "born": times(["2024-05-01", "NaT"] * 6), "image": images(names, Path("/pictures")),
        "embedding": vectors(random.normal(size=(12, 5)))}, "cows")


def _distances() -> Distances:
    return distances(_table(), "euclidean")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("seeds")
    made = {}
    for suffix in (".csv", ".tsv", ".tab", ".xlsx", ".npz", ".parquet"):
        write_table(_table(), folder / f"table{suffix}")
        made[suffix] = (folder / f"table{suffix}").read_bytes()
    made[".csv.gz"] = made[".csv"]
    write_distances(_distances(), folder / "distances.npz")
    made["distances.npz"] = (folder / "distances.npz").read_bytes()
    write_distances(_distances(), folder / "distances.dst")
    made[".dst"] = (folder / "distances.dst").read_bytes()
    np.savez(folder / "foreign.npz", a=np.arange(6.0), b=np.eye(6), words=np.array(list("abcdef")))
    made["foreign.npz"] = (folder / "foreign.npz").read_bytes()
    return made


def _read(file: Path) -> None:
    for reader in (read_table, read_distances):
        or_told(partial(reader, file))


@sizes
@pytest.mark.parametrize("kind", [".csv", ".tsv", ".tab", ".csv.gz", ".xlsx", ".npz", ".parquet",
                                  ".dst", "distances.npz", "foreign.npz"])
def test_damaged_tables(seeds, tmp_path, kind, count):
    file = tmp_path / f"any{kind if kind.startswith('.') else Path(kind).suffix}"
    packed = kind.endswith((".xlsx", ".npz"))

    def trying(drawn: Any) -> None:
        changes, which, inside = drawn
        content = seeds[kind]
        data = edited_archive(content, changes, which) if packed and inside else \
            edited(content, changes)
        file.write_bytes(gzip.compress(data, 1) if kind.endswith(".gz") else data)
        _read(file)

    tried(st.tuples(edits, st.floats(0, 1), st.integers(0, 9).map(bool)), count, trying)


@sizes
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_damaged_second_files_of_tables(tmp_path, suffix, count):
    """The file beside a text table, which holds kinds and roles."""
    file = tmp_path / f"table{suffix}"
    write_table(_table(), file)
    beside = next(path for path in tmp_path.iterdir() if path != file)
    content = beside.read_bytes()

    def trying(changes: Any) -> None:
        beside.write_bytes(edited(content, changes))
        _read(file)

    tried(edits, count, trying)
