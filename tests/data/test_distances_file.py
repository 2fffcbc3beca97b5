"""Distances that are written and read again are the same."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

from satsuma.data.column import Passport, categorical, vectors
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.data.tables import read_distances, read_table, write_distances, write_table
from satsuma.problem import Problem


def distances_of(n, dtype=np.float32):
    random = np.random.default_rng(n)
    table = Table(tuple(f"cow {i}" for i in range(n)), {
        "embedding": vectors(random.normal(size=(n, 4)).astype(np.float32),
                             Passport("n", "w", "p", "d", 4)),
        "kind": categorical(["x"] * n)}, "cows")
    return Distances(random.random(n * (n - 1) // 2).astype(dtype), table, "cosine")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 600])
def test_npz_gives_back_everything(n, dtype, tmp_path):
    distances = distances_of(n, dtype)
    write_distances(distances, tmp_path / "d.npz")
    assert read_distances(tmp_path / "d.npz").equals(distances)
    with np.load(tmp_path / "d.npz") as file:
        assert np.array_equal(file["distances"], distances.square())
        assert file["distances"].dtype == dtype
        assert file["ids"].tolist() == list(distances.table.ids)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_text_gives_back_ids_metric_and_every_bit(suffix, dtype, tmp_path):
    distances = distances_of(5, dtype)
    write_distances(distances, tmp_path / f"d{suffix}")
    back = read_distances(tmp_path / f"d{suffix}")
    assert (back.table.ids, back.metric, back.table.name) == (
        distances.table.ids, "cosine", "cows")
    assert back.condensed.dtype == dtype
    assert np.array_equal(back.condensed, distances.condensed)


def test_ids_with_separators_do_not_mislead(tmp_path):
    table = Table(("a;b;c", "d;e;f"))
    write_distances(Distances(np.array([0.5]), table, "cosine"), tmp_path / "d.csv")
    assert read_distances(tmp_path / "d.csv").table.ids == table.ids


def test_a_square_of_another_program_is_read(tmp_path):
    square = distances_of(4).square().astype(float)
    frame = pandas.DataFrame(square, index=list("abcd"), columns=list("abcd"))
    frame.to_csv(tmp_path / "d.csv")
    np.savez(tmp_path / "d.npz", distances=square)
    for name, ids in (("d.csv", "abcd"), ("d.npz", "1234")):
        back = read_distances(tmp_path / name)
        assert (back.table.ids, back.metric) == (tuple(ids), "")
        assert np.array_equal(back.square(), square)


@pytest.mark.parametrize(("square", "told"), [
    ([[0, 1], [2, 0]], "not symmetric: see row “2”"), ([[1, 1], [1, 0]], "to itself must be 0"),
    ([[0, 1, 2], [1, 0, 3]], "no square")])
def test_what_is_no_matrix_of_distances_is_refused(square, told, tmp_path):
    np.savez(tmp_path / "d.npz", distances=np.array(square, float))
    with pytest.raises(Problem, match=rf"d\.npz.*{told}"):
        read_distances(tmp_path / "d.npz")


@pytest.mark.parametrize(("text", "told"), [
    ("id,a,b\na,0,1\nc,1,0\n", "ids above and at the left differ"),
    ("id,a,b\na,0,x\nb,x,0\n", "something else than numbers"),
    ("id,a,b\na,0\n", "line 2 has 2 cells"), ("id,a,b\na,0,1\nb,2,0\n", "not symmetric")])
def test_a_text_that_is_no_square_is_refused(text, told, tmp_path):
    (tmp_path / "d.csv").write_text(text)
    with pytest.raises(Problem, match=rf"d\.csv.*{told}"):
        read_distances(tmp_path / "d.csv")


@pytest.mark.parametrize("suffix", [".npz", ".csv"])
def test_tables_and_distances_are_not_taken_for_each_other(suffix, tmp_path):
    file = tmp_path / f"file{suffix}"
    write_distances(distances_of(3), file)
    with pytest.raises(Problem, match="holds distances, not a table"):
        read_table(file)
    write_table(distances_of(3).table, file)
    with pytest.raises(Problem, match=f"file{suffix}"):
        read_distances(file)


def test_a_spreadsheet_of_distances_is_refused_with_what_is_possible(tmp_path):
    with pytest.raises(Problem, match=r"must end in \.csv, \.tsv, \.npz or \.dst"):
        write_distances(distances_of(2), tmp_path / "d.xlsx")
