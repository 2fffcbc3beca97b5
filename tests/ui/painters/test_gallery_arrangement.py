"""Arrangement and layout of a gallery: pure, and right for any table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import categorical, images, numbers, texts
from satsuma.data.names import natural_key
from satsuma.data.table import Table
from satsuma.ui.painters.gallery_arrangement import NOTHING, Arrangement, Searched, arranged, plain
from satsuma.ui.painters.gallery_layout import Layout, Measures
from satsuma.views import Gallery
from tests.own_time import own_time

pytestmark = pytest.mark.window

NAN = float("nan")
MEASURES = Measures(100, 120, 40, 8)


def view_of(**columns) -> Gallery:
    n = len(next(iter(columns.values())))
    return Gallery(Table(tuple(str(i) for i in range(n)), columns), "image")


def order(view: Gallery, words: str = "", **more) -> list[int]:
    from dataclasses import replace

    view = replace(view, **more)
    return arranged(view, words, Searched(view.table)).rows.tolist()


def test_nothing_has_to_be_computed_without_sort_and_group():
    view = view_of(x=numbers([3, 1, 2]))
    assert plain(view).rows.tolist() == [0, 1, 2]
    assert plain(Gallery(view.table, "image", sort="x")) is None
    assert plain(Gallery(view.table, "image", sort="gone")).rows.tolist() == [0, 1, 2]


def test_numbers_and_missing_ones_come_last_either_way():
    view = view_of(x=numbers([3, NAN, 1, 3, 2]))
    assert order(view, sort="x") == [2, 4, 0, 3, 1]
    assert order(view, sort="x", descending=True) == [0, 3, 4, 2, 1]


def test_texts_sort_as_people_do():
    view = view_of(x=texts(["b/cow10", "b/Cow2", "", "a/zebra", "b/cow2"]))
    assert order(view, sort="x") == [3, 1, 4, 0, 2]


@given(st.lists(st.text("abcAB019/ -_é", max_size=8), min_size=1, max_size=12))
def test_texts_sort_like_files_do_everywhere_else(names):
    rows = [row for row in order(view_of(x=texts(names)), sort="x") if names[row]]
    keys = [tuple(part[0] for part in natural_key(names[row].casefold())) for row in rows]
    if all(name.replace("/", "").isalnum() and name.isascii() for name in names):
        assert keys == sorted(keys)


def test_groups_follow_the_order_of_categories_and_keep_the_sort():
    kind = categorical(["dog", "cow", None, "dog", "cow"], categories=["dog", "cow", "yak"])
    view = view_of(kind=kind, x=numbers([1, 5, 2, 0, 4]))
    found = arranged(Gallery(view.table, "image", group="kind", sort="x"), "",
                     Searched(view.table))
    assert found.rows.tolist() == [3, 0, 4, 1, 2]
    assert [(one.title, one.code, one.first, one.count) for one in found.groups] == [
        ("dog", 0, 0, 2), ("cow", 1, 2, 2), (NOTHING, -1, 4, 1)]
    assert found.places.tolist() == [1, 3, 4, 0, 2]


def test_texts_and_numbers_can_be_groups():
    view = view_of(x=texts(["b", "a10", "", "a2"]), y=numbers([10, 9, NAN, 10]))
    searched = Searched(view.table)
    titles = [one.title for one in arranged(Gallery(view.table, "image", group="x"), "",
                                            searched).groups]
    assert titles == ["a2", "a10", "b", NOTHING]
    titles = [one.title for one in arranged(Gallery(view.table, "image", group="y"), "",
                                            searched).groups]
    assert titles == ["9", "10", NOTHING]


def test_every_word_is_looked_for_in_every_text():
    view = view_of(image=images(["a/cow-1.png", "b/cow-2.png", "c/dog.png"], None),
                   kind=categorical(["Milk", None, "milk"]))
    assert order(view, "cow") == [0, 1]
    assert order(view, " MILK  cow ") == [0]
    assert order(view, "zebra") == []
    assert order(view, "milk", group="kind") == [0, 2]


def test_an_empty_table():
    view = view_of(x=texts([]))
    assert order(view, "a", sort="x", group="x") == []


def test_a_hundred_thousand_rows():
    n = 100_000
    view = view_of(x=texts([f"folder/picture {i * 7919 % n}.jpg" for i in range(n)]))
    begun = own_time()
    found = order(view, sort="x")
    assert own_time() - begun < 5.0
    assert view.table["x"].values[found[1]] == "folder/picture 1.jpg"


# Layout


def arrangement(*counts: int) -> Arrangement:
    from satsuma.ui.painters.gallery_arrangement import Group

    firsts = np.concatenate(([0], np.cumsum(counts)))[:-1].tolist()
    groups = tuple(Group(f"g{number}", number, first, count)
                   for number, (first, count) in enumerate(zip(firsts, counts, strict=True)))
    total = sum(counts)
    return Arrangement(np.arange(total), groups, total)


@given(st.lists(st.integers(1, 12), max_size=5), st.integers(0, 900), st.data())
def test_every_picture_has_one_place_and_is_found_there(counts, width, data):
    folded = frozenset(data.draw(st.sets(st.sampled_from([f"g{i}" for i in range(5)]))))
    layout = Layout(arrangement(*counts), MEASURES, width, folded)
    seen = set()
    for place in range(sum(counts)):
        rect = layout.rect(place)
        if rect is None:
            assert f"g{layout.group_of(place)}" in folded
            continue
        assert layout.place_at(rect.center().x(), rect.center().y()) == place
        assert rect.top() >= 0
        assert rect.bottom() <= layout.height
        assert (rect.left(), rect.top()) not in seen
        seen.add((rect.left(), rect.top()))
    assert layout.places(0, layout.height) == [
        place for place in range(sum(counts)) if layout.rect(place) is not None]
    for index, rect in layout.headings(0, layout.height):
        assert layout.heading_at(rect.center().x(), rect.center().y()) == index
        assert layout.place_at(rect.center().x(), rect.center().y()) is None


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(120, 700), st.data())
def test_the_arrows_reach_every_open_picture_and_none_that_is_folded(counts, width, data):
    folded = frozenset(data.draw(st.sets(st.sampled_from([f"g{i}" for i in range(4)]))))
    layout = Layout(arrangement(*counts), MEASURES, width, folded)
    open_ones = layout.places(0, layout.height)
    for place in open_ones:
        for step in (-1, 1):
            for other in (layout.beside(place, step), layout.above_or_below(place, step)):
                assert other in open_ones
        assert layout.above_or_below(place, 1) >= place >= layout.above_or_below(place, -1)
    reached, at = [], open_ones[0] if open_ones else None
    while at is not None:
        reached.append(at)
        following = layout.beside(at, 1)
        at = following if following != at else None
    assert reached == open_ones


def test_without_groups_there_are_no_headings():
    layout = Layout(Arrangement(np.arange(10), (), 10), MEASURES, 416)
    assert layout.columns == 4
    assert list(layout.headings(0, layout.height)) == []
    assert layout.height == 8 + 3 * 120 + 8
