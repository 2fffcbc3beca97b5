"""Odd tables: each widget's answer to them in so many words, and its view painted.

That every widget has some sane answer stands in tests/test_every_widget.py; here stands which.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms import embed as embed_module
from satsuma.algorithms.distance import distances
from satsuma.catalog import discover
from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.view_picture import draw
from satsuma.widgets.data.data_table import DataTable
from satsuma.widgets.images.image_embedding import ImageEmbedding
from satsuma.widgets.images.image_viewer import ImageViewer
from satsuma.widgets.images.import_images import ImportImages
from satsuma.widgets.unsupervised.distances import DistancesWidget
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering
from tests import odd_tables
from tests.answers import Answer, answer
from tests.trust.watching_model import Watching

pytestmark = [pytest.mark.window, pytest.mark.timeout(1_800)]

WIDGETS = discover(entry_points=False).widgets
MANY = 400
NO_PICTURES = ("There are no pictures in this table. Connect Import Images, or a table with a "
               "column of pictures.")
sizes = pytest.mark.parametrize("many", [MANY, pytest.param(200_000, marks=pytest.mark.long)])


@pytest.fixture
def place(tmp_path, cache, monkeypatch) -> Path:
    odd_tables.write_picture(tmp_path)
    monkeypatch.setattr(embed_module, "open_model", lambda *_, **__: Watching())
    return tmp_path


def answers(widget: Any, port: str, place: Path, many: int = MANY) -> dict[str, Answer]:
    """What the widget makes of every odd input by that port, by the input's name."""
    kind = type(widget).spec.inputs[port].type
    return {name: answer(widget, {port: value})
            for name, value in odd_tables.inputs(kind, place, many)}


def errors(found: dict[str, Answer]) -> dict[str, str]:
    """How the errors begin."""
    return {name: one.result.error.split(".")[0] for name, one in found.items()
            if one.result.error}


@sizes
def test_a_table_is_shown_and_sent_on_as_it_came(place, many):
    found = answers(DataTable(selected="all"), "data", place, many)
    assert errors(found) == {}
    for name, table in odd_tables.tables(place, many):
        result = found[name].result
        sent = result.values["data"]
        assert sent.ids == table.ids
        assert sent.only(table.columns).equals(table), name
        assert len(sent.columns) == len(table.columns) + 1, "no column takes the place of another"
        assert (result.values["selected"] is None) == (len(table) == 0)
        assert found[name].seconds < 5


@sizes
def test_the_viewer_asks_for_pictures_and_shows_any_number(place, many):
    found = answers(ImageViewer(selected="all"), "data", place, many)
    without = {name for name, one in found.items() if one.result.error == NO_PICTURES}
    assert without == set(errors(found)) == {"no columns", "nothing at all"}
    for name, table in odd_tables.tables(place, many):
        if name not in without:
            assert found[name].result.values["data"].ids == table.ids
            assert found[name].seconds < 5


def test_distances_say_what_they_cannot_compare(place):
    assert errors(answers(DistancesWidget(), "data", place)) == {
        "no rows": "There are no rows to compare",
        "nothing at all": "There are no rows to compare",
        "no columns": "There are no numbers to compare in this table",
        "infinite values": "Some numbers are infinite or beyond 1e100, so they cannot be compared",
        "numbers at the ends":
            "Some numbers are infinite or beyond 1e100, so they cannot be compared",
    }


def test_rows_without_any_value_are_no_distance_apart(place):
    for name in ("all values missing", "rows all equal"):
        found = answers(DistancesWidget("euclidean"), "data", place)[name].result
        assert found.ok, found.error
        assert not found.values["distances"].condensed.any()


def test_distances_of_too_many_rows_are_refused_with_the_price(place):
    huge = Table(tuple(map(str, range(1_000_000))), {
        "size": odd_tables.numbers(np.zeros(1_000_000))})
    found = answer(DistancesWidget(), {"data": huge})
    assert "6,000.0 GB of memory, more than can be used" in found.result.error
    assert "take a sample" in found.result.error
    assert [remedy.value for remedy in found.result.remedies] == ["prototypes"]
    assert found.seconds < 5


def test_a_tree_needs_two_rows_and_numbers_and_stands_whatever_they_are(place):
    found = answers(HierarchicalClustering(), "distances", place)
    unclear = "Some distances are missing or infinite, so the rows cannot be clustered"
    assert errors(found) == {
        "one row, cosine": "A tree needs at least two rows",
        "one row, euclidean": "A tree needs at least two rows",
        "all inf apart": unclear, "all nan apart": unclear,
    }
    for name, one in found.items():
        if one.result.ok:
            tree = one.result.values["tree"]
            assert sorted(tree.order.tolist()) == list(range(len(tree)))
            assert np.isfinite(tree.heights).all(), name


@pytest.mark.parametrize("many", [1_000, pytest.param(8_000, marks=pytest.mark.long)])
def test_every_leaf_or_every_branch_may_be_picked(place, many):
    apart = distances(odd_tables.plain(many, place), "euclidean")
    tree = answer(HierarchicalClustering(), {"distances": apart}).result.values["tree"]
    for nodes, clusters in ((range(many), many), (range(2 * many - 1), 1),
                            (reversed(range(2 * many - 1)), many)):
        picked = tuple(tree.branch(node) for node in nodes)
        found = answer(HierarchicalClustering(branches=picked), {"distances": apart})
        assert len(found.result.values["selected"]) == many
        assert found.result.values["clusters"].max() + 1 == clusters
        assert found.seconds < 20


@pytest.mark.parametrize("many", [5_000, pytest.param(200_000, marks=pytest.mark.long)])
def test_large_selections_go_on_as_they_are(place, many):
    table = odd_tables.plain(many, place)
    ids = (*table.ids[::2], *(f"gone {number}" for number in range(many)))
    for widget in (DataTable(selected=ids), ImageViewer(selected=ids),
                   ImageViewer(selected=ids[::-1], order="picking")):
        found = answer(widget, {"data": table})
        sent = found.result.values["selected"]
        assert set(sent.ids) == set(table.ids[::2])
        assert sent.ids[0] == (table.ids[0] if getattr(widget, "order", "") != "picking"
                               else ids[many // 2 - 1])
        assert found.seconds < 5


def test_an_embedding_leaves_out_what_is_no_picture(place):
    found = answers(ImageEmbedding(), "images", place)
    assert {name for name, text in errors(found).items() if text + "." in NO_PICTURES} == {
        "no columns", "nothing at all"}
    for name, table in odd_tables.tables(place, MANY):
        result = found[name].result
        if result.ok:
            made, left = result.values["embeddings"], result.values["skipped"]
            assert (len(made) if made else 0) + len(left) == len(table), name
            assert not made or set(table.columns) <= set(made.columns)


def test_embedding_columns_never_take_the_place_of_others(place):
    table = dict(odd_tables.tables(place, MANY))["columns named alike"]
    made = answer(ImageEmbedding(), {"images": table}).result.values["embeddings"]
    assert made.only(table.columns).equals(table.rows_with(made.ids))
    assert [name for name in made.columns if name not in table] == ["embedding (3)"]


def test_an_import_says_what_it_found_none_of(tmp_path):
    asked = answer(ImportImages(), {}).result
    assert asked.asks == "sources"
    (tmp_path / "empty").mkdir()
    nothing = answer(ImportImages(sources=(str(tmp_path / "empty"),)), {}).result
    assert nothing.error.startswith("There are no pictures in “empty”")


def views() -> list[Any]:
    return [pytest.param(cls, id=name) for name, cls in WIDGETS.items() if hasattr(cls, "view")]


@pytest.mark.parametrize("cls", views())
@sizes
def test_every_view_of_an_odd_input_is_painted(qtbot, place, cls, many):
    """On the screen and as a picture for a report, in one painter after the other."""
    for told, values in odd_tables.given(cls.spec, place, many):
        table = odd_tables.table_in(values)
        for chosen, widget in odd_tables.settings(cls, table):
            if len(table or ()) > MANY and "as placed" not in chosen:
                continue
            found = answer(widget, values)
            if found.view is not None:
                try:
                    paint(qtbot, found.view)
                except Exception as error:
                    raise AssertionError(f"{cls.spec.title}, {told}, {chosen}") from error


def paint(qtbot: Any, view: Any) -> None:
    painter = painter_for(view)()
    painter.resize(700, 500)
    painter.show_view(view)
    painter.show()
    for _ in range(3):
        QApplication.processEvents()
        assert background().wait(60)
    assert not painter.grab().isNull()
    if not painter.picture_size().isEmpty():
        assert not draw(painter, ".png", most_pixels=1_000_000).image.isNull()
    painter.close()
    painter.deleteLater()
    QApplication.processEvents()


def test_these_tables_are_odd(place):
    """What the generator promises by its names."""
    made = dict(odd_tables.tables(place, 10))
    assert len(made) == 14
    assert len(made["thousands of categories"]["kind"].categories) == 5_000
    assert np.isinf(made["infinite values"]["size"].values).any()
    assert all(column.missing().all() for column in made["all values missing"].columns.values())
    assert {column.kind for column in made["no rows"].columns.values()} == set(Kind)
