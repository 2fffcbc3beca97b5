"""Neighbors: what is searched from, what is found, what is shown and sent on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from satsuma.data.column import Passport, Role, categorical, images, numbers, texts, vectors
from satsuma.data.look import Look
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.views import Gallery, Rows
from satsuma.widgets.images.image_embedding import ImageEmbedding
from satsuma.widgets.images.import_images import ImportImages
from satsuma.widgets.unsupervised.neighbors import Neighbors

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


class Listening(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def data(tmp_path) -> Table:
    """Points on a circle, one after the other; b-0 is a copy of a-0."""
    turns = np.array([0.0, 0.1, 0.21, 0.33, 0.46, 0.6, 0.75, 0.0])
    points = np.column_stack([np.cos(turns), np.sin(turns)])
    ids = (*(f"a-{i}" for i in range(7)), "b-0")
    return Table(ids, {
        "e": vectors(points),
        "kind": categorical(["cow", "cow", "frog", "frog", "cow", "frog", None, "cow"]),
        "image name": texts(ids),
        "image": images([f"{one}.png" for one in ids], tmp_path),
        "weight": numbers(np.arange(8.0), Role.META),
    }, "animals")


def of(table: Table, name: str) -> list[str]:
    return [table[name].shown(row) for row in range(len(table))]


def test_without_a_reference_all_pictures_wait_for_a_click(data):
    widget = Neighbors()
    outputs = widget.compute(data)
    assert outputs.neighbors is None
    assert of(outputs.data, "Selected") == ["No"] * 8
    view = widget.view(outputs)
    assert isinstance(view, Gallery)
    assert (view.table.ids, view.selected) == (data.ids, ())
    assert view.table[view.group].categories == ("Click a picture to find those most like it",)
    assert widget.summary(outputs) == "8 rows · click one to search from it"


def test_a_click_searches_and_a_click_on_a_result_searches_from_there(data):
    widget = Neighbors(count=3).edits(Clicked("a-0"))
    found = widget.compute(data).neighbors
    assert found.ids == ("b-0", "a-1", "a-2")
    assert found["similarity"].values == pytest.approx([1, np.cos(0.1), np.cos(0.21)], abs=1e-7)
    assert found["similarity"].values[0] == 1
    assert of(found, "rank") == ["1", "2", "3"]
    assert "of" not in found
    further = widget.edits(Clicked("a-2"))
    assert further.chosen == ("a-2",)
    assert further.compute(data).neighbors.ids == ("a-1", "a-3", "a-0")
    assert further.edits(Clicked(None)) == replace(widget, chosen=())
    assert widget.edits(Boxed("all")) is widget


def test_the_reference_is_shown_first_with_the_similarity_below_each(data):
    widget = Neighbors(count=2, chosen=("a-1",))
    view = widget.view(widget.compute(data))
    assert view.table.ids[0] == "a-1"
    assert view.selected == ("a-1",)
    assert view.captions == ("image name", "similarity")
    assert of(view.table, "similarity")[0] == "Reference"
    assert of(view.table, "similarity")[1:] == ["0.995", "0.995"]
    assert view.table[view.group].categories == ("Reference", "Most similar")
    assert "e" not in view.table


def test_only_what_is_the_same_is_told_as_1(data):
    close = np.array([[1, 0], [1, 0.001], [1, 0]], np.float32)
    table = data.rows([0, 1, 7]).with_column("e", vectors(close))
    widget = Neighbors(chosen=("a-0",))
    assert of(widget.compute(table).seen, "similarity") == ["Reference", "1", "over 0.999"]


def test_all_rows_leave_marked_with_their_similarity(data):
    rows = Neighbors(count=2, chosen=("a-6",)).compute(data).data
    assert rows.ids == data.ids
    assert of(rows, "Selected") == ["No"] * 4 + ["Yes", "Yes", "No", "No"]
    assert rows["similarity"].values == pytest.approx(np.cos(
        0.75 - np.array([0, 0.1, 0.21, 0.33, 0.46, 0.6, 0.75, 0])), abs=1e-6)


def test_the_reference_itself_is_found_where_it_is_asked_for(data):
    outputs = Neighbors(count=2, chosen=("a-0",), hide=False).compute(data)
    assert outputs.neighbors.ids == ("a-0", "b-0")
    assert outputs.seen.ids == ("a-0", "b-0")  # once, as the reference


def test_a_reference_of_another_table_counts_until_something_is_clicked(data):
    other = Table(("new",), {"e": vectors(np.array([[np.cos(0.58), np.sin(0.58)]]))})
    widget = Neighbors(count=1)
    assert widget.compute(data, other).neighbors.ids == ("a-5",)
    assert replace(widget, chosen=("a-3",)).compute(data, other).neighbors.ids == ("a-2",)
    gone = Listening()
    assert replace(widget, chosen=("gone",)).compute(data, other, gone).neighbors.ids == ("a-5",)
    lost = Listening()
    assert replace(widget, chosen=("gone",)).compute(data, None, lost).neighbors is None
    assert lost.warnings == ["What was clicked is not in the data now. Click another picture."]


def test_another_row_of_the_same_id_is_not_taken_for_the_reference(data):
    other = Table(("a-0",), {**data.rows([4]).columns})
    outputs = Neighbors(count=2).compute(data, other)
    assert outputs.neighbors.ids[0] == "a-4"
    every = Neighbors(count=8).compute(data, other)
    assert "a-0" in every.neighbors.ids
    assert len(every.seen) == 9


def test_several_references_say_which_one_is_nearest(data):
    widget = Neighbors(count=3, chosen=("a-0", "a-6"))
    found = widget.compute(data).neighbors
    assert list(zip(found.ids, of(found, "of"), strict=True)) == [
        ("b-0", "a-0"), ("a-1", "a-0"), ("a-5", "a-6")]
    each = replace(widget, several="each", count=2).compute(data).neighbors
    assert set(each.ids) == {"b-0", "a-1", "a-5", "a-4"}


def test_so_many_of_each_category_below_their_headings(data):
    widget = Neighbors(count=2, chosen=("a-0",), category="kind")
    outputs = widget.compute(data)
    assert outputs.neighbors.ids == ("b-0", "a-1", "a-2", "a-3", "a-6")
    view = widget.view(outputs)
    parts = view.table[view.group]
    assert parts.categories == ("Reference", "cow", "frog", "No category")
    assert of(view.table, view.group) == ["Reference", "cow", "cow", "frog", "frog", "No category"]
    told = Listening()
    replace(widget, category="gone").compute(data, None, told)
    assert "There is no column of categories “gone”" in told.warnings[0]


def test_only_rows_that_the_filter_keeps_are_found(data):
    widget = Neighbors(chosen=("a-0",), filter="kind = frog and weight < 5")
    told = Listening()
    assert widget.compute(data, None, told).neighbors.ids == ("a-2", "a-3")
    assert told.warnings == ["Only 2 rows can be found, so there are no more results."]
    nothing = Listening()
    outputs = replace(widget, filter="weight > 99").compute(data, None, nothing)
    assert outputs.neighbors is None
    assert nothing.warnings[0].startswith("There is no row left to be found")
    assert outputs.seen.ids == ("a-0",)


def test_other_metrics_tell_the_distance(data):
    widget = Neighbors(metric="euclidean", count=2, chosen=("a-0",))
    outputs = widget.compute(data)
    assert "similarity" not in outputs.neighbors
    assert outputs.neighbors["distance"].values == pytest.approx([0, 2 * np.sin(0.05)], rel=1e-6)
    assert widget.view(outputs).captions == ("image name", "distance")


def test_names_that_are_there_already_are_kept(data):
    table = data.with_column("similarity", texts(["mine"] * 8))
    widget = Neighbors(count=1, chosen=("a-0",))
    outputs = widget.compute(table)
    assert of(outputs.neighbors, "similarity") == ["mine"]
    assert of(outputs.neighbors, "similarity (2)") == ["1"]
    assert widget.summary(outputs) == "1 of 8 rows · similarity of the nearest 1"


def test_tables_without_pictures_are_shown_as_rows(data):
    widget = Neighbors(count=1, chosen=("a-0",))
    view = widget.view(widget.compute(data.without("image")))
    assert isinstance(view, Rows)
    assert view.table.ids == ("a-0", "b-0")
    assert view.selected == ("a-0",)


def test_what_is_arranged_in_the_view_is_kept(data):
    widget = Neighbors().edits(Changed("captions", ("kind",))).edits(Changed("sort", "weight"))
    assert (widget.captions, widget.sort) == (("kind",), "weight")
    assert widget.edits(Changed("sort", ("weight",))).look == Look(sort=("weight",))
    view = widget.view(widget.compute(data))
    assert (view.captions, view.sort) == (("kind",), "weight")


def test_pictures_that_were_not_embedded_say_what_to_do(data):
    with pytest.raises(Problem, match="Connect Image Embedding"):
        Neighbors().compute(data.without("e"))


@pytest.fixture
def animals(cache) -> Table:
    """Cows and frogs, as the small network sees them."""
    places = tuple(str(ANIMALS / kind) for kind in ("cow", "frog"))
    return ImageEmbedding().compute(ImportImages(sources=places).compute().data).embeddings


def test_a_picture_file_is_searched_by_with_the_network_of_the_data(animals, tmp_path):
    file = tmp_path / "new.png"
    file.write_bytes((ANIMALS / "frog" / "frog-2.png").read_bytes())
    widget = Neighbors(count=2, files=(str(file),))
    outputs = widget.compute(animals)
    assert [one.rpartition("/")[2] for one in outputs.neighbors.ids][0] == "frog-2.png"
    assert outputs.neighbors["similarity"].values[0] == 1
    view = widget.view(outputs)
    assert view.table.ids[0] == "new.png"
    assert view.table[view.image].shown(0).endswith("new.png")
    told = Listening()
    clicked = replace(widget, chosen=(animals.ids[0],))
    assert clicked.compute(animals, None, told).seen.ids[0] == animals.ids[0]
    assert "Press Esc to search by the file" in told.warnings[0]
    again = replace(widget, chosen=("new.png",))  # a click on the file itself
    assert again.compute(animals).seen.ids == outputs.seen.ids


def test_a_file_that_changes_is_looked_at_again(tmp_path):
    file = tmp_path / "new.png"
    file.write_bytes((ANIMALS / "cow" / "cow-1.png").read_bytes())
    widget = Neighbors(files=(str(file),))
    before = widget.stamp()
    file.write_bytes((ANIMALS / "cow" / "cow-2.png").read_bytes())
    assert widget.stamp() != before
    assert Neighbors().stamp() == Neighbors(count=3).stamp()


def test_a_file_cannot_be_compared_with_vectors_of_nobody_knows_which_network(data, tmp_path):
    widget = Neighbors(files=(str(ANIMALS / "cow" / "cow-1.png"),))
    with pytest.raises(Problem, match="does not say which network"):
        widget.compute(data)
    with pytest.raises(Problem, match="Make them meta in Select Columns"):
        widget.compute(data.with_column("more", numbers(np.arange(8.0))))
    other = data.with_column("e", vectors(data["e"].values, Passport("gone", "", "", "", 2)))
    with pytest.raises(Problem, match="“gone”"):
        widget.compute(other)


def test_a_file_that_is_no_picture_says_so(animals, tmp_path):
    file = tmp_path / "new.png"
    file.write_text("no picture")
    with pytest.raises(Problem, match="could not be embedded: new.png"):
        Neighbors(files=(str(file),)).compute(animals)
