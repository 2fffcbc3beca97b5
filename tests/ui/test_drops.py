"""Drops: what a person means who drops files, folders or a widget on the canvas."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from satsuma.catalog import Catalog
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.ui.drops import (
    AddPictures,
    AddTable,
    NewWidget,
    OpenWorkflow,
    Refused,
    look_at,
    meaning,
    placed,
    placed_table,
    takes_sources,
    widget_dropped,
    with_sources,
    with_table,
)
from satsuma.widget import setting, widget
from satsuma.workflow.model import Workflow

READER = "satsuma.import_images"


@widget("Read a Table", icon="M4 4h16v16H4z")
class ReadTable:
    """Stands for a widget that there is not yet."""

    file: str = setting("", "File", path="file")

    def compute(self) -> Table:
        return Table(())


@widget("Save a Table", icon="M4 4h16v16H4z")
class SaveTable:
    """Names a file too, but reads none."""

    file: str = setting("", "File", path="file")

    def compute(self, data: Table) -> None:
        return None


@pytest.fixture
def things(tmp_path):
    """One of each, by name."""
    (tmp_path / "cows").mkdir()
    (tmp_path / "animals.ows").write_text("<scheme/>")
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    (tmp_path / "notes.txt").write_text("moo")
    for name in ("cow-10.png", "cow-2.PNG"):
        Image.new("RGB", (3, 2)).save(tmp_path / name)
    Image.new("RGB", (3, 2)).save(tmp_path / "nameless", "PNG")
    return tmp_path


def dropped(catalog, folder, *names):
    paths = [folder / name for name in names]
    return meaning(paths, look_at(paths), catalog)


def test_every_path_is_seen_for_what_it_is(things):
    paths = [*sorted(things.iterdir()), things / "gone.png"]
    assert {path.name: kind for path, kind in look_at(paths).items()} == {
        "animals.ows": "workflow", "cow-10.png": "picture", "cow-2.PNG": "picture",
        "cows": "folder", "nameless": "picture", "notes.txt": "other", "rows.csv": "table",
        "gone.png": "missing"}


def test_folders_and_pictures_are_added_in_natural_order_and_the_rest_left_out(catalog, things):
    drop = dropped(catalog, things, "notes.txt", "cow-10.png", "cows", "cow-2.PNG", "rows.csv")
    assert drop == AddPictures(
        READER, tuple(str(things / name) for name in ("cow-2.PNG", "cow-10.png", "cows")),
        ("notes.txt", "rows.csv"))


def test_workflows_are_opened(catalog, things):
    drop = dropped(catalog, things, "animals.ows", "notes.txt")
    assert drop == OpenWorkflow((things / "animals.ows",))


@pytest.mark.parametrize(("names", "told"), [
    (["animals.ows", "cows"], "one after the other"),
    (["notes.txt"], "“notes.txt” is neither a picture, a table nor a workflow. Drop"),
    (["gone.png"], "“gone.png” cannot be found"),
    ([], "Only files and folders on this computer"),
])
def test_what_cannot_be_used_is_refused_with_a_reason(catalog, things, names, told):
    drop = dropped(catalog, things, *names)
    assert isinstance(drop, Refused)
    assert told in drop.reason


def test_a_table_goes_to_a_widget_that_reads_tables(catalog, things):
    more = Catalog({SaveTable.spec.id + "1": SaveTable, ReadTable.spec.id: ReadTable})
    assert dropped(more, things, "rows.csv") == AddTable(ReadTable.spec.id, things / "rows.csv")
    (things / "more.tsv").write_text("a\n1\n")
    assert isinstance(dropped(more, things, "rows.csv", "more.tsv"), Refused)


def test_file_is_placed_for_a_table_and_reads_it(catalog, things):
    assert dropped(catalog, things, "rows.csv") == AddTable("satsuma.file", things / "rows.csv")
    workflow, node_id = placed_table(Workflow(), catalog, things / "rows.csv", (8.0, 16.0))
    node = workflow.nodes[node_id]
    assert (node.widget.spec.id, node.position) == ("satsuma.file", (8.0, 16.0))
    assert node.widget.path == str(things / "rows.csv")
    other = with_table(workflow, node_id, things / "other.tab")
    assert other.nodes[node_id].widget.path == str(things / "other.tab")
    with pytest.raises(Problem, match="no widget that reads tables"):
        placed_table(Workflow(), Catalog(), things / "rows.csv", (0.0, 0.0))
    workflow, node_id = Workflow().with_new_node(catalog.named("data-table")())
    with pytest.raises(Problem, match="Data Table takes no tables"):
        with_table(workflow, node_id, things / "rows.csv")


def test_without_a_reader_pictures_are_refused(things):
    assert dropped(Catalog(), things, "cows") == Refused(
        "There is no widget that reads pictures yet.")


def test_a_widget_from_the_toolbox_is_a_new_widget(catalog):
    assert widget_dropped("satsuma.data_table", catalog) == NewWidget("satsuma.data_table")
    assert isinstance(widget_dropped("satsuma.nothing", catalog), Refused)


def test_a_new_node_reads_what_was_dropped(catalog):
    workflow, node_id = placed(Workflow(), catalog, ["/a", "/b", "/a/"], (8.0, 16.0))
    node = workflow.nodes[node_id]
    assert (node.widget.spec.id, node.position) == (READER, (8.0, 16.0))
    assert node.widget.sources == ("/a", "/b")
    with pytest.raises(Problem, match="no widget that reads pictures"):
        placed(Workflow(), Catalog(), ["/a"], (0.0, 0.0))


def test_more_is_added_to_a_node_and_nothing_twice(catalog):
    workflow, node_id = placed(Workflow(), catalog, ["/a"], (0.0, 0.0))
    more = with_sources(workflow, node_id, ["/b", "/a", "/a/../a"])
    assert more.nodes[node_id].widget.sources == ("/a", "/b")
    assert with_sources(more, node_id, ["/b"]) is more


def test_a_node_that_takes_no_folders_says_so(catalog):
    table = catalog.named("data-table")
    workflow, node_id = Workflow().with_new_node(table())
    assert not takes_sources(table)
    assert takes_sources(catalog.named("import-images"))
    with pytest.raises(Problem, match="Data Table takes no folders"):
        with_sources(workflow, node_id, ["/a"])


names = st.sampled_from(["/a", "/a/", "/b", "/a/b", "/c", "/a/../c", "/ü"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.lists(names), min_size=1, max_size=4))
def test_however_things_are_dropped_none_is_there_twice_or_lost(catalog, steps):
    import os.path

    workflow, node_id = placed(Workflow(), catalog, steps[0], (0.0, 0.0))
    for step in steps[1:]:
        before = workflow.nodes[node_id].widget.sources
        workflow = with_sources(workflow, node_id, step)
        assert workflow.nodes[node_id].widget.sources[:len(before)] == before
    there = [os.path.normpath(one) for one in workflow.nodes[node_id].widget.sources]
    assert len(there) == len(set(there))
    assert set(there) == {os.path.normpath(one) for step in steps for one in step}


def test_a_place_that_may_not_be_read_is_missing(monkeypatch, tmp_path):
    def refuse(self):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert look_at([tmp_path]) == {tmp_path: "missing"}


def test_a_second_one_has_a_title_of_its_own(catalog):
    workflow, first = placed(Workflow(), catalog, ["/a"], (0.0, 0.0))
    workflow, second = placed(workflow, catalog, ["/b"], (0.0, 100.0))
    titles = [workflow.nodes[n].title or workflow.nodes[n].widget.spec.title
              for n in (first, second)]
    assert titles[1] == f"{titles[0]} (2)"
