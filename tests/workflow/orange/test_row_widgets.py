"""Select Rows, Merge Data, Concatenate and Data Sampler as Orange saved them, and back."""

from __future__ import annotations

import ast
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from satsuma.catalog import Catalog, discover
from satsuma.data.condition import Condition
from satsuma.data.keys import KeyPair
from satsuma.workflow.model import Node, Workflow
from satsuma.workflow.orange.counterparts import from_there
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.records import Record
from satsuma.workflow.ows import read_ows

SHAPING = Path(__file__).parents[2] / "fixtures" / "orange" / "shaping.ows"
FRONT = "Orange.widgets.data"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


@pytest.fixture(scope="module")
def shaped(catalog: Catalog) -> Workflow:
    return read_ows(SHAPING, catalog).workflow


def widget_of(workflow: Workflow, name: str) -> Any:
    return next(node.widget for node in workflow.nodes.values()
                if node.widget.spec.id == f"satsuma.{name}")


def taken(name: str, values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    pair = from_there(f"{FRONT}.{name}")
    assert pair is not None
    settings = ForeignSettings(values)
    return dict(pair.take(settings)), settings.notes


def in_context(**values: Any) -> dict[str, Any]:
    return {"context_settings": [Record("orangewidget.settings.Context",
                                        state={"values": values})]}


def exported(widget: Any) -> tuple[dict[str, Any], list[str]]:
    found = orange_text(Workflow({"it": Node(widget, "It")}))
    body = re.search(r'format="literal">(.*?)</properties>', found.text, re.DOTALL)
    assert body is not None
    return ast.literal_eval(unescape(body[1])), [note.text for note in found.notes]


def test_what_orange_saved_is_taken_over(shaped: Workflow) -> None:
    rows = widget_of(shaped, "select_rows")
    assert rows.conditions == (Condition("height", "greater than", ("2.5",)),
                               Condition("kind", "is one of", ("herb",)))
    merge = widget_of(shaped, "merge_data")
    assert (merge.keys, merge.keep) == ((KeyPair("plant", "plant"),), "matches")
    below = widget_of(shaped, "concatenate")
    assert (below.columns, below.source, below.source_name, below.source_role) \
        == ("all", True, "Origin", "meta")  # with a primary table what is set has no effect
    sampler = widget_of(shaped, "data_sampler")
    assert (sampler.method, sampler.number) == ("number", 5)
    assert {(link.output, link.input) for link in shaped.links} >= {
        ("data", "extra"), ("data", "data"), ("unmatched", "data"), ("sample", "data")}


WHEN = Record("PyQt5.QtCore.QDateTime", (2024, 5, 31, 14, 0, 0, 0))


@pytest.mark.parametrize(("encoded", "ours"), [
    (("x", 2, 7, [1.0, 2.5]), Condition("x", "not between", ("1", "2.5"))),
    (("x", 2, 8, []), Condition("x", "is not missing")),
    (("k", 1, 1, ["cow"]), Condition("k", "is none of", ("cow",))),
    (("k", 1, 2, ["cow", "pig"]), Condition("k", "is one of", ("cow", "pig"))),
    (("t", 3, 8, ["ow"]), Condition("t", "contains", ("ow",))),
    (("t", 3, 15, []), Condition("t", "is missing")),
    (("s", 4, 4, [WHEN]), Condition("s", "after", ("2024-05-31 14:00:00",))),
    (("s", 4, 3, [Record("x.QDate", (2024, 5, 1))]),
     Condition("s", "between", ("2024-05-01", "0001")))])
def test_every_kind_of_condition(encoded: Any, ours: Condition) -> None:
    found, _ = taken("owselectrows.OWSelectRows", in_context(conditions=[encoded]))
    assert [Condition(one["column"], one["operator"], tuple(one["values"]))
            for one in found["conditions"]] == [ours]


@pytest.mark.parametrize("encoded", [
    ("t", 3, 4, ["m"]), ("x", 2, 99, [1.0]), ("All variables", None, 0, []), 7, ("x",),
    ("x", 2, 0, [True]), ("s", 4, 0, [Record("x.QTime", (1, 2))]), ("x", 9, 0, []),
    ("s", 4, 0, [Record("x.QDate", ("2024", 5, 1))])])
def test_what_cannot_be_asked_here_is_told(encoded: Any) -> None:
    found, notes = taken("owselectrows.OWSelectRows", in_context(conditions=[encoded]))
    assert found["conditions"] == []
    assert len(notes) == 1


def test_rows_matched_by_place_are_told() -> None:
    found, notes = taken("owmergedata.OWMergeData", in_context(
        attr_pairs=[[("Row index", 100), ("Row index", 100)]]))
    assert found["keys"] == [{"data": None, "extra": None}]
    assert "by their ids" in notes[0]
    found, notes = taken("owmergedata.OWMergeData", in_context(attr_pairs=[[("a", 1)], 5]))
    assert found["keys"] == []
    assert "could not be read" in notes[0]


def test_sampling_is_taken_over_as_far_as_it_goes() -> None:
    found, notes = taken("owdatasampler.OWDataSampler", {
        "sampling_type": 2, "number_of_folds": 5, "selectedFold": 9, "use_seed": False,
        "compatibility_mode": True, "stratify": True})
    assert (found["method"], found["folds"], found["fold"]) == ("folds", 5, 5)
    assert len(notes) == 4


def test_it_goes_back(catalog: Catalog) -> None:
    settings, notes = exported(catalog.named("merge_data")(
        keys=(KeyPair("plant", "name"),), keep="both"))
    assert settings["attr_pairs"] == (True, True, [("plant", "name")])
    assert (settings["merging"], settings["__version__"], notes) == (2, 1, [])
    settings, notes = exported(catalog.named("merge_data")(keys=(KeyPair(),), repeated="refuse"))
    assert "attr_pairs" not in settings
    assert len(notes) == 2
    settings, notes = exported(catalog.named("concatenate")(source=True, leave_out=True, name="x"))
    assert (settings["source_column_role"], len(notes)) == (2, 2)
    settings, notes = exported(catalog.named("data_sampler")(method="bootstrap", by="kind"))
    assert (settings["sampling_type"], settings["stratify"], len(notes)) == (3, True, 2)
    _, notes = exported(catalog.named("select_rows")(
        conditions=(Condition("x", "is", ("1",)),) * 2, join="any"))
    assert "Set there again: “x is 1”, “x is 1”." in notes[0]
    assert len(notes) == 2
