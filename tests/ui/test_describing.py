"""Describing: whatever flows, it is told in a few words, and nothing is opened for it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given

from satsuma.data.column import categorical, images, numbers, texts, vectors
from satsuma.data.distances import Distances
from satsuma.data.learner import Learner, Model
from satsuma.data.table import Table
from satsuma.data.tree import Tree
from satsuma.engine.result import State
from satsuma.ui.describing import (
    COLUMNS,
    PICTURES,
    ColumnLine,
    describe,
    first_pictures,
    why_nothing,
)
from tests.strategies import tables

FOLDER = Path("/pictures")


def pictures(*names: str) -> Table:
    return Table(tuple(f"row {i}" for i in range(len(names))), {"image": images(names, FOLDER)})


def test_a_table_of_pictures_is_told_with_its_columns_and_first_pictures():
    table = pictures("a.png", "", "b/c.png").with_columns({
        "kind": categorical(["cow", "cow", "hen"]), "name": texts(["a", "b", "c"]),
        "x": numbers([1, 2, 3]), "y": numbers([1, 2, 3]),
        "embedding": vectors(np.zeros((3, 1280)))})
    told = describe(table)
    assert told.title == "3 pictures × 1,285"
    assert told.columns == (
        ColumnLine("image", "picture"), ColumnLine("kind", "2 categories"),
        ColumnLine("name", "text"), ColumnLine("x", "number"), ColumnLine("y", "number"))
    assert told.more == 1
    assert told.pictures == (FOLDER / "a.png", FOLDER / "b/c.png")


def test_rows_without_pictures_are_rows():
    assert describe(Table(("a",), {"x": numbers([1.0])})).title == "1 row × 1"


def test_distances_tell_their_metric_and_size():
    table = pictures("a.png", "b.png", "c.png")
    told = describe(Distances(np.zeros(3), table, "euclidean-normalized"))
    assert told.title == "euclidean (normalized) · 3 × 3"
    assert len(told.pictures) == 3
    assert describe(Distances(np.zeros(3), table, "own")).title == "own · 3 × 3"


def test_a_tree_shows_its_pictures_from_the_top():
    merges = np.array([[2, 0], [3, 1]], np.int32)
    tree = Tree(merges, np.array([1.0, 2.0]), np.array([2, 0, 1], np.intp),
                pictures("a.png", "b.png", "c.png"), "average")
    told = describe(tree)
    assert told.title == "average · 3 leaves"
    assert [file.name for file in told.pictures] == ["c.png", "a.png", "b.png"]


def test_what_is_not_known_is_told_by_its_kind():
    assert describe(None).title == "nothing"
    assert describe(3).title == "an int"


@given(table=tables(most_rows=9, most_columns=8))
def test_any_table_is_told(table):
    told = describe(table)
    assert len(told.columns) + told.more == len(table.columns)
    assert len(told.columns) <= COLUMNS
    assert len(first_pictures(table)) <= PICTURES


@pytest.mark.parametrize("state", get_args(State))
def test_why_nothing_flows_is_a_sentence_in_every_state(state):
    assert why_nothing(state)[0].isupper()
    assert why_nothing(state).endswith((".", "…"))


def test_nothing_selected_and_a_link_that_is_off_have_their_own_words():
    assert why_nothing("done", "selected") == "Nothing is selected."
    assert why_nothing("done", "skipped") == "Nothing to send."
    assert "off" in why_nothing("done", enabled=False)


def test_a_learner_and_a_model_tell_what_they_are():
    learner = Learner("knn", "kNN")
    model = Model(learner, "kind", ("cow", "hen"), (), 9, None, (4, 5))
    assert describe(learner).title == "kNN"
    assert describe(model).title == "kNN · 2 classes"
    assert describe(Model(learner, "size", (), (), 9, None)).title == "kNN · numbers"
