"""Merged tables are what pandas makes of them, and rows that share no key stay apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import (
    Column,
    Passport,
    Role,
    categorical,
    images,
    numbers,
    texts,
    times,
    vectors,
)
from satsuma.data.keys import KeyPair, are_counted, automatic_pairs, matched, pairs_in_words
from satsuma.data.merge import Keep, Merged, check_no_repeats, merge, taken
from satsuma.data.table import Table
from satsuma.problem import Problem
from tests.strategies import columns_of, tables

PASSPORT = Passport("net", "w", "p", "d", 2)
HOWS: dict[Keep, str] = {"data": "left", "matches": "inner", "both": "outer"}


@pytest.fixture
def animals() -> Table:
    return Table(tuple("abcd"), {
        "name": texts(["cow", "pig", "", "cow"]), "size": numbers([1, 2, 3, np.nan]),
        "kind": categorical(["big", "small", "big", None], Role.TARGET)}, "animals")


@pytest.fixture
def legs() -> Table:
    return Table(tuple("xyzw"), {
        "animal": categorical(["pig", "cow", None, "hen"]), "legs": numbers([4, 4, 9, 2]),
        "size": numbers([20, 10, 90, 5]),
        "seen": times(["2024-01-01", "2024-01-02", "NaT", "2024-01-04"]),
        "picture": images(["p.png", "c.png", "", "h.png"], Path("/pics")),
        "vector": vectors(np.arange(8).reshape(4, 2), PASSPORT)}, "legs")


BY_NAME = (KeyPair("name", "animal"),)


def shown(table: Table, name: str) -> list[str]:
    return [table[name].shown(row) for row in range(len(table))]


def test_columns_are_added_where_keys_are_equal(animals: Table, legs: Table) -> None:
    found = merge(animals, legs, BY_NAME)
    assert found.table.ids == animals.ids
    assert shown(found.table, "legs") == ["4", "4", "", "4"]
    assert shown(found.table, "size (2)") == ["10", "20", "", "10"]
    assert list(found.table.columns) == ["name", "size", "kind", "legs", "size (2)", "seen",
                                         "picture", "vector"]
    assert (found.found, found.rows, found.repeated, found.left) == (3, 4, 0, 2)
    assert found.table["vector"].passport == PASSPORT
    assert found.table["vector"].missing().tolist() == [False, False, True, False]
    assert found.table["picture"].folder == Path("/pics")
    assert found.table["name"] is animals["name"]


def test_only_what_matches(animals: Table, legs: Table) -> None:
    found = merge(animals, legs, BY_NAME, "matches").table
    assert found.ids == ("a", "b", "d")
    assert shown(found, "legs") == ["4", "4", "4"]
    assert found["kind"].categories == animals["kind"].categories
    assert found["kind"].role is Role.TARGET


def test_all_rows_of_both(animals: Table, legs: Table) -> None:
    found = merge(animals, legs, BY_NAME, "both").table
    assert found.ids == ("a", "b", "c", "d", "z", "w")
    assert shown(found, "name") == ["cow", "pig", "", "cow", "", "hen"]
    assert shown(found, "legs") == ["4", "4", "", "4", "9", "2"]
    assert shown(found, "size") == ["1", "2", "3", "", "", ""]


def test_ids_that_clash_in_an_outer_merge_get_a_name(animals: Table) -> None:
    other = Table(("a", "new"), {"name": texts(["hen", "ant"])}, "more")
    found = merge(animals, other, (KeyPair("name", "name"),), "both").table
    assert found.ids == (*"abcd", "more/a", "new")


def test_rows_by_their_ids(animals: Table) -> None:
    extra = Table(("d", "b", "q"), {"x": numbers([4, 2, 9])})
    found = merge(animals, extra, (KeyPair(),))
    assert shown(found.table, "x") == ["", "2", "", "4"]
    assert merge(animals, extra, (KeyPair(),), "both").table.ids == (*"abcd", "q")


def test_ids_against_a_column(animals: Table) -> None:
    extra = Table(("1", "2"), {"row": texts(["c", "q"]), "x": numbers([3, 9])})
    found = merge(animals, extra, (KeyPair(None, "row"),), "both").table
    assert shown(found, "row") == ["", "", "c", "", "q"]
    back = merge(extra, animals, (KeyPair("row", None),), "both").table
    assert shown(back, "row") == ["c", "q", "a", "b", "d"]


def test_of_repeated_keys_the_first_counts_and_it_is_told(animals: Table) -> None:
    extra = Table(("1", "2"), {"name": texts(["cow", "cow"]), "x": numbers([1, 2])})
    found = merge(animals, extra, (KeyPair("name", "name"),))
    assert shown(found.table, "x") == ["1", "", "", "1"]
    assert found.repeated == 1
    with pytest.raises(Problem, match="1 row of extra"):
        check_no_repeats(found)


@pytest.mark.parametrize(("pair", "told"), [
    (KeyPair("size", "animal"), "“size” in data holds number values and “animal” in extra"),
    (KeyPair("size", None), "“row id” in extra text values"),
    (KeyPair("name", "seen"), "never equal"), (KeyPair("name", "vector"), "holds vectors"),
    (KeyPair("gone", "animal"), "“data” has no column “gone”"),
    (KeyPair("name", "gone"), "“extra” has no column “gone”")])
def test_keys_that_do_not_fit_are_named(animals: Table, legs: Table, pair: KeyPair,
                                        told: str) -> None:
    with pytest.raises(Problem, match=told):
        merge(animals, legs, (pair,))


def test_what_is_matched_by_itself(animals: Table, legs: Table) -> None:
    assert automatic_pairs(animals, Table(("d", "z"))) == (KeyPair(),)
    assert automatic_pairs(animals, legs) == (KeyPair("size", "size"),)
    named = Table(("1", "2"), {"size": numbers([1, 1]), "name": texts(["x", "y"])})
    assert automatic_pairs(animals, named) == (KeyPair("name", "name"),)
    twice = Table(("1", "2"), {"size": numbers([1, 1]), "name": texts(["x", "x"])})
    assert automatic_pairs(animals, twice) == (KeyPair("name", "name"), KeyPair("size", "size"))
    assert automatic_pairs(animals, Table(("1",), {"size": texts(["1"])})) == ()
    assert pairs_in_words((KeyPair(), KeyPair("a", "b"))) == "row id and a = b"


def counted(*rows: int, **columns: Column) -> Table:
    return Table(tuple(map(str, rows)), columns)


def test_rows_that_are_only_counted_share_no_ids() -> None:
    legs = counted(1, 2, 3, legs=numbers([4, 2, 4]))
    assert automatic_pairs(counted(1, 2, 3, year=numbers([1899, 1900, 1901])), legs) == ()
    assert automatic_pairs(counted(7, 2, 30, year=numbers([1899, 1900, 1901])), legs) == ()
    named = counted(1, 2, 3, name=texts(["pig", "hen", "cow"]), legs=numbers([4, 2, 5]))
    more = counted(1, 2, name=categorical(["cow", "pig"]), legs=numbers([4, 6]))
    assert automatic_pairs(named, more) == (KeyPair("name", "name"),)


def test_of_several_columns_words_that_match_most_are_keys() -> None:
    data = counted(1, 2, 3, place=texts("xyz"), name=texts("abc"), size=numbers([1, 2, 3]))
    extra = counted(1, 2, place=texts("zw"), name=texts("ab"), size=numbers([1, 2]))
    assert automatic_pairs(data, extra) == (KeyPair("name", "name"),)
    without = extra.without("name").with_columns({"place": texts("vw")})
    assert automatic_pairs(data, without) == (KeyPair("size", "size"),)


def test_counted_rows_of_one_table_find_each_other() -> None:
    kinds = ["cow", "cow", "pig", "pig"]
    data = counted(1, 2, 3, 4, kind=categorical(kinds), size=numbers([1, 2, 3, 4]))
    part = counted(2, 4, 3, kind=categorical(["cow", "pig", "pig"]), legs=numbers([4, 4, 3]))
    assert automatic_pairs(data, part) == (KeyPair(),)
    other = counted(2, 4, 3, kind=categorical(["pig", "cow", "pig"]), legs=numbers([4, 4, 3]))
    assert automatic_pairs(data, other) == (KeyPair("kind", "kind"),)


@pytest.mark.parametrize(("ids", "are"), [
    ("1 2 3", True), ("3 17 40", True), ("01 02", False), ("a 1", False), ("", False),
    ("1043 20771", False), ("0 1", False)])
def test_what_counting_is(ids: str, are: bool) -> None:
    assert are_counted(ids.split()) is are


KEYS = st.sampled_from(["cow", "pig", "hen", ""])
FLOATS = st.sampled_from([0.0, -0.0, 1.5, np.nan, np.inf])


@st.composite
def keyed(draw: st.DrawFn, front: str, *, unique: bool) -> Table:
    keys = draw(st.lists(st.tuples(KEYS, FLOATS), max_size=6,
                         unique_by=(lambda key: (key[0], repr(abs(key[1])))) if unique else None))
    n = len(keys)
    return Table(tuple(f"{front}{i}" for i in range(n)), {
        "word": texts(word for word, _ in keys), "number": numbers(number for _, number in keys),
        front: numbers(range(n)), "odd": draw(columns_of(n))})


@pytest.mark.parametrize("keep", HOWS)
@given(data=keyed("d", unique=False), extra=keyed("e", unique=True))
def test_pandas_merges_the_same(keep: Keep, data: Table, extra: Table) -> None:
    pairs = (KeyPair("word", "word"), KeyPair("number", "number"))
    ours = merge(data, extra.without("odd"), pairs, keep).table
    theirs = pandas_merge(data, extra, HOWS[keep])
    assert key_rows(ours.to_pandas()) == key_rows(theirs)
    if keep != "both":
        assert ours["d"].values.tolist() == theirs["d"].tolist()


def pandas_merge(data: Table, extra: Table, how: str) -> pd.DataFrame:
    """pandas lets missing keys match each other; so each gets a value of its own first."""
    frames = []
    for front, table in (("d", data), ("e", extra)):
        frame = table.only(["word", "number", front]).to_pandas()
        lonely = frame["word"].eq("") | frame["number"].isna()
        frame["lonely"] = [f"{front}{i}" if alone else "" for i, alone in enumerate(lonely)]
        frame["same"] = frame["number"].map(lambda number: f"{number + 0.0:g}")
        frames.append(frame)
    left, right = frames
    return left.merge(right.drop(columns="number"), how=how, on=["word", "same", "lonely"])


def key_rows(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    return sorted((word, str(d), str(e)) for word, d, e in
                  zip(frame["word"], frame["d"], frame["e"], strict=True))


@given(tables(), tables(), st.sampled_from(list(HOWS)))
def test_no_row_is_lost_and_columns_keep_what_they_are(data: Table, extra: Table,
                                                       keep: Keep) -> None:
    pairs = automatic_pairs(data, extra)
    if not pairs:
        return
    found = merge(data, extra, pairs, keep)
    check(data, extra, found, keep)


def check(data: Table, extra: Table, found: Merged, keep: Keep) -> None:
    ids = found.table.ids
    assert [row_id for row_id in data.ids if row_id in ids or keep != "matches"] \
        == list(ids[:len(data) if keep != "matches" else found.found])
    assert len(ids) == {"data": len(data), "matches": found.found,
                        "both": len(data) + found.left}[keep]
    for name, column in data.columns.items():
        same_kind(column, found.table[name], grows=keep == "both")
    added = list(found.table.columns)[len(data.columns):]
    for column in (found.table[name] for name in added):
        assert any(about(column) == about(other) for other in extra.columns.values())


def about(column: Column) -> tuple[object, ...]:
    return (column.kind, column.role, column.passport, column.categories, column.folder,
            column.width)


def same_kind(before: Column, after: Column, *, grows: bool) -> None:
    if grows:
        assert (before.kind, before.role, before.passport) == (after.kind, after.role,
                                                               after.passport)
        assert after.categories[:len(before.categories)] == before.categories
    else:
        assert about(before) == about(after)


def test_vectors_that_stay_in_their_rows_are_not_copied() -> None:
    block = vectors(np.zeros((3, 4)))
    data = Table(tuple("abc"), {"x": numbers([1, 2, 3])})
    extra = Table(tuple("abc"), {"v": block})
    assert merge(data, extra, (KeyPair(),)).table["v"] is block
    part = merge(data.rows([1, 2]), extra, (KeyPair(),)).table["v"]
    assert part.values.shape == (2, 4)
    assert taken(block, np.array([-1, -1])).missing().all()


def test_empty_ids_match_and_empty_words_do_not() -> None:
    one, other = Table(("",), {"w": texts([""])}), Table(("",), {"w": texts([""])})
    assert [c.tolist() for c in matched(one, other, (KeyPair(),))] == [[0], [0]]
    assert [c.tolist() for c in matched(one, other, (KeyPair("w", "w"),))] == [[-1], [-1]]
