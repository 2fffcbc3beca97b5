"""Ticking several columns."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from satsuma.data.column import Role, numbers, texts  # noqa: E402
from satsuma.data.table import Table  # noqa: E402
from satsuma.ui.editors.column_list import ColumnListEditor  # noqa: E402
from satsuma.ui.editors.facts import Facts, facts_of  # noqa: E402

pytestmark = pytest.mark.window

TABLE = Table(("a", "b"), {"name": texts(["x", "y"]), "size": numbers([1, 2], Role.META)}, "t")


@pytest.fixture
def captions(catalog) -> Facts:
    viewer = catalog.widgets["satsuma.image_viewer"]()
    return next(facts for facts in facts_of(viewer) if facts.name == "captions")


@pytest.fixture
def editor(captions, qtbot):
    made = ColumnListEditor(captions)
    qtbot.addWidget(made)
    made.show_inputs({captions.choices.port: TABLE})
    made.show()
    return made


def test_columns_are_ticked_in_the_order_of_ticking(editor):
    told = []
    editor.edited.connect(told.append)
    editor.show_value(())
    editor.menu.aboutToShow.emit()
    by_name = {action.text(): action for action in editor.menu.actions()}
    by_name["size"].trigger()
    by_name["name"].trigger()

    assert told == [("size",), ("size", "name")]
    assert editor.button.toolTip() == "size, name"


def test_ticking_again_takes_out(editor):
    told = []
    editor.show_value(("name", "size"))
    editor.edited.connect(told.append)
    editor.toggle("name")

    assert told == [("size",)]


def test_a_column_that_the_table_lacks_stays_and_is_said(editor):
    notes = []
    editor.noted.connect(notes.append)
    editor.show_value(("gone",))

    assert editor.names() == ["name", "size", "gone"]
    assert notes[-1] == "Not in this table: gone."
