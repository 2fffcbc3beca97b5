"""Distances as .dst are read by Orange, and what Orange writes is read here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.data.tables import read_distances, write_distances
from satsuma.problem import Problem
from satsuma.run import Run

ORANGE = Path(__file__).parents[1] / "fixtures" / "orange" / "tables"
CONDENSED = np.array([.1, .25, 3, np.float32(1 / 3), 1e-7, 5])
IDS = ("cow 1", "kühe", "a, b", "d")


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def read(tmp_path):
    def read(text, run=Run()):  # noqa: B008 - it does nothing
        (tmp_path / "d.dst").write_text(text)
        return read_distances(tmp_path / "d.dst", run)

    return read


def test_what_orange_wrote_is_what_we_write(tmp_path):
    """labeled.dst was written by Orange 3.40, after it had read ours."""
    write_distances(Distances(CONDENSED, Table(IDS), "euclidean"), tmp_path / "d.dst")
    assert (tmp_path / "d.dst").read_bytes() == (ORANGE / "labeled.dst").read_bytes()
    back = read_distances(ORANGE / "labeled.dst")
    assert np.array_equal(back.condensed, CONDENSED)
    assert back.table.equals(Table(IDS, {}, "labeled"))
    bare = read_distances(ORANGE / "bare.dst")
    assert bare.table.ids == ("1", "2")
    assert bare.condensed.tolist() == [1.5]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 1, 2, 300])
def test_every_bit_comes_back(tmp_path, n, dtype):
    condensed = np.random.default_rng(n).random(n * (n - 1) // 2).astype(dtype)
    condensed[3:4] = np.nan
    table = Table(tuple(f"cow {i}" for i in range(n)), {}, "d")
    write_distances(Distances(condensed.copy(), table, "cosine"), tmp_path / "d.dst")
    back = read_distances(tmp_path / "d.dst")
    assert np.array_equal(back.condensed.astype(dtype), condensed, equal_nan=True)
    assert back.table.equals(table)


def test_what_others_write_is_read(read):
    assert read("3 labelled\na\nb\t1\nc\t2\t3\n").condensed.tolist() == [1, 2, 3]
    assert read("2 asymmetric col_labels\nx\ty\n0\t7\n7\t0\n").table.ids == ("x", "y")
    assert read("2\taxis=0\n0\t9\n4\t0\n\n").condensed.tolist() == [4]
    run = Warnings()
    found = read("2\trow_labels\nx\t0\nx\t4\t0\n", run)
    assert found.table.ids == ("1", "2")
    assert found.table["label"].values.tolist() == ["x", "x"]
    assert "repeat" in run.texts[0]


@pytest.mark.parametrize(("text", "what"), [
    ("", "first line"), ("x\n", "first line"), ("-1\n", "first line"), ("2 odd\n", "“odd”"),
    ("2\n0\nx\t0\n", "line 3"), ("2\n0\n1_0\t0\n", "line 3"), ("1\n0\n0\n", "more than 1"),
    ("2 labelled\na\t0\n", "it has 1 rows"), ("2 asymmetric\n0\t1\n2\t0\n", "not as far"),
    ("2 asymmetric\n0\t1\t2\n1\t0\n", "too many"), ("2\n1\n1\t0\n", "must be 0"),
    ("99999999\n", "it claims"), ("99999\n0\n", "it claims")])
def test_what_is_wrong_is_said(read, text, what):
    with pytest.raises(Problem, match=what):
        read(text)


@pytest.mark.parametrize("name", ["", " a", "a\tb", "a\nb", "a\u2028b"])
def test_ids_that_would_not_come_back_are_refused(tmp_path, name):
    with pytest.raises(Problem, match=r"Save the distances as \.npz"):
        write_distances(Distances(np.array([1.0]), Table((name, "x")), "cosine"),
                        tmp_path / "d.dst")
    assert not (tmp_path / "d.dst").exists()
