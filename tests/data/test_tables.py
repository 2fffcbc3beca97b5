"""A table that is written and read again is the same, in every kind of file."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from satsuma.data.column import Passport, Role, categorical, images, numbers, texts, times, vectors
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.tables import read_table, write_table
from satsuma.problem import Problem
from satsuma.run import Run
from tests.strategies import tables

SUFFIXES = [".npz", ".csv", ".tsv", ".tab", ".csv.gz", ".parquet", ".xlsx"]
IN_ONE_FOLDER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


class NoWarnings(Run):
    """A run that takes every warning for a failure."""

    def warn(self, text):
        raise AssertionError(text)


def animals(folder):
    """A table with a column of every kind, as the widgets make them."""
    return Table(
        ("frog/1.png", "frog/2.png", "kühe/3.png"),
        {"category": categorical(["frog", "frog", "kühe"], Role.TARGET, ["kühe", "horse", "frog"]),
         "image name": texts(["1", "=2+3", "3"]), "size": numbers([1, np.nan, 0.1], Role.META),
         "image": images(["frog/1.png", "frog/2.png", "kühe/3.png"], folder),
         "taken": times(["2026-03-01T12:30:00.000123", "NaT", "2026-03-02"]),
         "embedding": vectors(np.array([[0.1, -0.0, 3e-39], [1, np.nan, np.inf], [7, 8, 9]],
                                       np.float32), Passport("resnet50", "0f", "p", "d", 3))},
        "animals")


def there_and_back(table, file):
    write_table(table, file)
    back = read_table(file, NoWarnings())
    assert back.equals(table)
    return back


@pytest.mark.parametrize("suffix", [one for one in SUFFIXES if one != ".xlsx"])
def test_every_table_comes_back_as_it_was(suffix, tmp_path):
    @settings(max_examples=120, deadline=None, suppress_health_check=IN_ONE_FOLDER)
    @given(tables())
    def check(table):
        there_and_back(table, tmp_path / f"table{suffix}")

    check()


def test_every_table_comes_back_from_a_spreadsheet(tmp_path):
    @settings(max_examples=50, deadline=None, suppress_health_check=IN_ONE_FOLDER)
    @given(tables())
    def check(table):
        file = tmp_path / "table.xlsx"
        if "" in table.ids:
            with pytest.raises(Problem, match=r"id is empty.*\.npz"):
                write_table(table, file)
        else:
            there_and_back(table, file)

    check()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_usual_table_comes_back_bit_by_bit(suffix, tmp_path):
    table = animals(tmp_path / "pictures")
    back = there_and_back(table, tmp_path / f"table{suffix}")
    assert back["embedding"].values.tobytes() == table["embedding"].values.tobytes()
    assert back["size"].values.tobytes() == table["size"].values.tobytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("table", [
    Table(()), Table((), {"x": numbers([]), "v": vectors(np.empty((0, 3), np.float32))}),
    Table(("ünï", "two\nlines", "🐄")),
    Table(("a;b;c", "d;e;f"), {"x;y;z": texts(["1;2;3", ""])}),
    Table(("a",), {"v": vectors(np.empty((1, 0), np.float32))}),
    Table(("a",), {"": numbers([1]), "id": texts(["x"]), "ids": texts(["y"]),
                   "satsuma": texts(["z"]), "n0": numbers([2]), "embedding.n0": numbers([3]),
                   "embedding": vectors(np.ones((1, 2), np.float32)), "a/../b\0": texts(["w"])})],
    ids=["nothing", "no rows", "only ids", "semicolons", "empty vectors", "odd names"])
def test_odd_tables_come_back(table, suffix, tmp_path):
    there_and_back(table, tmp_path / f"table{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tables_and_pictures_that_are_moved_together_find_each_other(suffix, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "pictures").mkdir(parents=True)
    write_table(animals(here / "pictures"), here / f"table{suffix}")
    here.rename(there)
    assert read_table(there / f"table{suffix}")["image"].folder == there / "pictures"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_that_is_moved_alone_finds_the_pictures_where_they_were(suffix, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / "c").mkdir(parents=True)
    write_table(animals(tmp_path / "pictures"), tmp_path / "a" / f"table{suffix}")
    for file in (tmp_path / "a").iterdir():
        file.rename(tmp_path / "b" / "c" / file.name)
    back = read_table(tmp_path / "b" / "c" / f"table{suffix}")
    assert back["image"].folder == tmp_path / "pictures"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_path_of_this_machine_is_stored_when_the_pictures_lie_below_the_table(suffix, tmp_path):
    file = tmp_path / f"table{suffix}"
    write_table(animals(tmp_path / "pictures"), file)
    assert str(tmp_path).encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir())


def test_other_suffixes_are_refused_with_those_that_are_known(tmp_path):
    for act in (lambda: write_table(Table(()), tmp_path / "t.pkl"),
                lambda: read_table(tmp_path / "t.xls")):
        with pytest.raises(Problem, match=r"must end in \.csv, \.tsv, \.tab, \.xlsx, \.npz, "
                           r"\.parquet, \.csv\.gz, \.tsv\.gz or \.tab\.gz"):
            act()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_capital_suffixes_are_the_same(suffix, tmp_path):
    there_and_back(animals(tmp_path), tmp_path / f"TABLE{suffix.upper()}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_missing_or_no_table_is_a_problem_that_names_the_file(suffix, tmp_path):
    file = tmp_path / f"table{suffix}"
    with pytest.raises(Problem, match=f"table{suffix}.*no such file"):
        read_table(file)
    for content in (b"", bytes(range(256)) * 20, b"PK\x03\x04\xff" + bytes(500)):
        file.write_bytes(content)
        with pytest.raises(Problem, match=f"table{suffix}"):
            read_table(file)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_files_that_were_cut_off_or_changed_never_end_in_a_traceback(suffix, tmp_path):
    write_table(animals(tmp_path), file := tmp_path / f"table{suffix}")
    content, random = file.read_bytes(), np.random.default_rng(0)
    told = []
    for _ in range(60):
        changed = bytearray(content)
        changed[random.integers(len(changed))] = random.integers(256)
        file.write_bytes(changed[:random.integers(1, len(changed) + 1)])
        try:
            read_table(file)
        except Problem as error:
            told.append(str(error))
    assert told
    assert all(f"table{suffix}” cannot be read" in text for text in told)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_is_missing_is_a_problem(suffix, tmp_path):
    with pytest.raises(Problem, match="cannot be written.*Choose another folder"):
        write_table(animals(tmp_path), tmp_path / "nowhere" / f"table{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_cannot_be_finished_stays_as_it_was(suffix, tmp_path, monkeypatch):
    file = tmp_path / f"table{suffix}"
    write_table(animals(tmp_path), file)
    before = {one: one.read_bytes() for one in tmp_path.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="no space left"):
        write_table(Table(("a",)), file)
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_only_the_named_file_and_its_own_second_file_are_replaced(tmp_path):
    file = tmp_path / "table.csv"
    side_file(file).write_text("my shopping list")
    with pytest.raises(Problem, match="Move it, or choose another name"):
        write_table(Table(("a",)), file)
    assert not file.exists()
    assert side_file(file).read_text() == "my shopping list"


def test_a_text_that_no_text_file_can_hold_is_refused(tmp_path):
    table = Table(("a",), {"t": texts(["b\udc80"])})
    there_and_back(table, tmp_path / "table.npz")
    for suffix in (".csv", ".xlsx"):
        file = tmp_path / f"table{suffix}"
        with pytest.raises(Problem, match=r"hold.*Save the table as \.npz"):
            write_table(table, file)
        assert not file.exists()
