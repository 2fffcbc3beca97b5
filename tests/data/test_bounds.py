"""Small files that unpack to far too much: told, before the memory is taken."""

from __future__ import annotations

import gzip
from dataclasses import replace

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from satsuma.data import budget, text_file
from satsuma.data.tables import read_table, write_table
from satsuma.problem import Problem
from tests.trust.hostile_packed import claiming
from tests.trust.test_fuzzed_pictures import peak_megabytes


def coded(values, codes):
    return pyarrow.DictionaryArray.from_arrays(pyarrow.array(codes, pyarrow.int32()), values)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cows.parquet"


def test_a_parquet_of_more_rows_than_it_can_mean_is_refused(file, monkeypatch):
    monkeypatch.setattr(budget, "_SURELY_FINE", 10_000)
    parquet.write_table(pyarrow.table({"a": pyarrow.nulls(100_000)}), file)
    with pytest.raises(Problem, match="would unpack to 200,000 cells, far more than a file of its"):
        read_table(file)


def test_one_text_that_comes_again_and_again_is_counted_by_its_length(file):
    parquet.write_table(pyarrow.table({"a": coded(["x" * 1_000_000, "y"], [0] * 900)}), file,
                        store_schema=False)
    with pytest.raises(Problem, match="would unpack to 900,000,000 letters"):
        read_table(file)
    parquet.write_table(pyarrow.table({"a": coded(["x" * 1_000_000, "y"], [0] + [1] * 899)}), file,
                        store_schema=False)
    assert [len(text) for text in read_table(file)["a"].values[:3]] == [1_000_000, 1, 1]


def test_texts_that_may_repeat_come_back_as_they_are(file):
    words = [f"cow {'x' * 4_000}", None, "hen", ""] * 300
    number = list(range(1_200))
    parquet.write_table(pyarrow.table({"word": words, "number": number}), file)
    table = read_table(file)
    assert [table["word"].shown(row) for row in range(4)] == [words[0], "", "hen", ""]
    assert table["number"].values.tolist() == number


def test_a_long_category_is_kept_once(file):
    parquet.write_table(pyarrow.table({"a": coded(["x" * 1_000_000], [0] * 2_000)}), file)
    before = peak_megabytes()
    column = read_table(file)["a"]
    assert (len(column), len(column.categories[0])) == (2_000, 1_000_000)
    assert peak_megabytes() - before < 500  # and not two gigabytes


@pytest.mark.parametrize("ends", [[3, 0, 3], [4], [2], [-1, 3], [0.5, 3]])
def test_texts_that_are_cut_out_of_one_another_are_damaged(tmp_path, ends):
    (tmp_path / "a.npz").write_bytes(claiming([0, 1, 3], b"cow"))
    assert read_table(tmp_path / "a.npz")["a"].values.tolist() == ["", "c", "ow"]
    (tmp_path / "a.npz").write_bytes(claiming(ends, b"cow"))
    with pytest.raises(Problem, match="damaged"):
        read_table(tmp_path / "a.npz")


def test_a_packed_text_of_nothing_but_lines_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(budget, "_SURELY_FINE", 10_000)
    file = tmp_path / "cows.csv.gz"
    file.write_bytes(gzip.compress(b"1\n" * 100_000))
    with pytest.raises(Problem, match="would unpack to 100,000 lines"):
        read_table(file)


def test_packed_texts_in_an_npz_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(budget, "_SURELY_FINE", 10_000)
    np.savez_compressed(tmp_path / "a.npz", a=np.zeros(100_000, "U2"))
    with pytest.raises(Problem, match="would unpack to 100,000 texts"):
        read_table(tmp_path / "a.npz")


def test_an_ordinary_packed_table_is_within_bounds(tmp_path):
    """All rows equal packs best of all that somebody may mean."""
    from tests import odd_tables

    table = odd_tables.plain(20_000, tmp_path)
    first = np.zeros(20_000, int)
    table = replace(table, columns={name: one.rows(first) for name, one in table.columns.items()})
    for suffix in (".parquet", ".npz", ".csv.gz"):
        write_table(table, tmp_path / f"cows{suffix}")
        assert len(read_table(tmp_path / f"cows{suffix}")) == 20_000
    assert text_file._SURELY_FINE >= 100e6
