"""PCA: what leaves by its ports, and the cut."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.catalog import discover
from satsuma.data.column import Kind, Role, categorical, numbers, vectors
from satsuma.data.table import Table
from satsuma.gestures import Dragged
from satsuma.run import Run
from satsuma.text_views import as_text
from satsuma.views import Scree

PCA = discover(entry_points=False).widgets["satsuma.pca"]


class Listening(Run):
    def __init__(self) -> None:
        self.told: list[str] = []

    def warn(self, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def data() -> Table:
    random = np.random.default_rng(1)
    return Table(tuple(f"r{row}" for row in range(30)), {
        "v": vectors(random.normal(size=(30, 6)).astype(np.float32)),
        "size": numbers(random.normal(size=30)),
        "kind": categorical(["cow", "frog", "pig"] * 10, Role.TARGET),
        "PC1": numbers(range(30), Role.META)})


def test_its_three_tables(data: Table) -> None:
    found = PCA(components=2).compute(data)
    assert list(found.transformed.columns) == ["kind", "PC1", "PC1 (2)", "PC2"]
    assert found.transformed.feature_names() == ["PC1 (2)", "PC2"]
    assert list(found.data.columns) == [*data.columns, "PC1 (2)", "PC2"]
    assert found.data["PC2"].role is Role.META
    assert found.data.ids == found.transformed.ids == data.ids
    assert found.components.ids == ("PC1", "PC2")
    assert found.components["v"].kind is Kind.VECTOR
    assert found.components["v"].width == 6


def test_the_share_decides_where_it_is_asked_to(data: Table) -> None:
    found = PCA(keep="share", share=75.0).compute(data)
    kept = len(found.components)
    assert found.shares[:kept].sum() >= 0.75 > found.shares[:kept - 1].sum()


def test_more_than_there_are_is_told(data: Table) -> None:
    run = Listening()
    found = PCA(components=50).compute(data, run)
    assert len(found.components) == 7
    assert run.told == ["These rows have only 7 components, and all are kept."]


def test_the_cut_is_dragged_to_a_number() -> None:
    assert PCA(keep="share").edits(Dragged(5.0)) == PCA(keep="number", components=5)
    assert PCA().edits(Dragged(-3.0)).components == 1


def test_what_is_shown_and_said(data: Table) -> None:
    widget = PCA(components=7)
    found = widget.compute(data)
    view = widget.view(found)
    assert isinstance(view, Scree)
    assert view.kept == 7
    assert as_text(view).splitlines()[-1].endswith("100.0% together")
    assert widget.summary(found) == "7 components · 100 % of variance"
