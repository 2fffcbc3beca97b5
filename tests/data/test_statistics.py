"""What is told of columns is what pandas counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from satsuma.data.column import Kind, Passport, categorical, images, numbers, texts, times, vectors
from satsuma.data.statistics import bytes_of, missing_in, statistics, statistics_of
from satsuma.data.table import Table
from satsuma.data.table_facts import facts_of, in_bytes
from tests.strategies import tables


@pytest.fixture
def table() -> Table:
    return Table(tuple("abcd"), {
        "size": numbers([3, 1, np.nan, 1]), "kind": categorical(["cow", "cow", "pig", None]),
        "name": texts(["b", "a", "", "two\nlines"]),
        "seen": times(["2024-05-02", "NaT", "2024-05-01", "2024-05-09"]),
        "image": images(["a.png", "", "c.png", "d.png"], Path("/pics")),
        "v": vectors(np.array([[1, 2], [np.nan, 3], [np.nan, np.nan], [0, 0]]),
                     Passport("net", "abc", "whole", "exact", 2))}, "animals")


def test_it_is_what_pandas_describes(table: Table) -> None:
    found, frame = statistics(table), table.to_pandas()
    row = found.row_of
    described = frame["size"].describe()
    assert [found[name].values[row["size"]] for name in ("least", "mean", "greatest")] \
        == pytest.approx([described[name] for name in ("min", "mean", "max")])
    for name in ("size", "kind", "seen"):
        assert found["missing"].values[row[name]] == frame[name].isna().sum()
        assert found["distinct"].values[row[name]] == frame[name].nunique()
    assert found["missing"].values[[row["name"], row["image"], row["v"]]].tolist() == [1, 1, 1]
    assert found["distinct"].values[row["name"]] == 3


def test_values_and_details_are_told_in_words(table: Table) -> None:
    found = statistics(table)
    told = {name: found["details"].shown(row) for row, name in enumerate(found.ids)}
    assert told["kind"] == "cow (2 rows), pig (1 row)"
    assert told["seen"] == "from 2024-05-01 to 2024-05-09"
    assert told["image"] == "in /pics"
    assert told["v"] == "2 numbers each, by net, weights abc, whole, exact, fp32"
    assert found["first values"].shown(2) == "b, a, two lines"
    assert found["kind"].shown(0) == "number"
    assert found["role"].shown(5) == "feature"


def test_the_table_as_a_whole(table: Table) -> None:
    facts = dict(facts_of(table))
    assert facts["Rows"] == "4"
    assert facts["Columns"] == "6: 2 features, 4 meta"
    assert facts["Kinds"] == "1 number, 1 category, 1 text, 1 time, 1 picture, 1 vector"
    assert facts["Missing"] == "6 values in 6 columns"
    assert facts["image"] == "3 pictures, in /pics"
    assert dict(facts_of(Table(("a",))))["Missing"] == "nothing"


def test_numbers_at_the_ends_have_a_mean() -> None:
    most = np.finfo(float).max
    assert statistics_of(numbers([most, most])).mean == most
    found = statistics_of(numbers([1, np.inf, 3]))
    assert (found.mean, found.high) == (2, np.inf)
    assert np.isnan(statistics_of(numbers([np.inf])).mean)


@pytest.mark.parametrize(("count", "text"), [
    (0, "0 bytes"), (999, "999 bytes"), (1_500, "1.5 kB"), (819_200_000, "819 MB"),
    (2 * 10**12, "2 TB")])
def test_bytes_in_words(count: int, text: str) -> None:
    assert in_bytes(count) == text


@given(tables())
def test_every_table_has_statistics(table: Table) -> None:
    found = statistics(table)
    assert found.ids == tuple(table.columns)
    assert bytes_of(table) >= 0
    assert facts_of(table)
    for row, column in enumerate(table.columns.values()):
        assert found["missing"].values[row] == column.missing().sum() == missing_in(column)
        assert found["kind"].shown(row) == column.kind.word
        if column.kind is Kind.NUMBER:
            present = column.values[~column.missing()].tolist()
            assert found["distinct"].values[row] == len(set(present))
