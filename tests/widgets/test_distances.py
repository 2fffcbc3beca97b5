"""Distances: what is done with many rows, and what is asked first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms import memory
from satsuma.catalog import discover
from satsuma.commands import Choose
from satsuma.data.column import vectors
from satsuma.data.table import Table
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.unsupervised.distances import DistancesWidget
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering
from satsuma.workflow.ows import read_ows

FIXTURES = Path(__file__).parents[1] / "fixtures"


class Listening(Run):
    def __init__(self):
        self.warnings = []

    def warn(self, text):
        self.warnings.append(text)


@pytest.fixture
def table() -> Table:
    rng = np.random.default_rng(0)
    values = np.abs(rng.normal(size=(9, 30)).repeat(40, axis=0) + 0.3 * rng.normal(size=(360, 30)))
    return Table(tuple(f"r{i}" for i in range(360)), {"e": vectors(values.astype(np.float32))})


@pytest.fixture
def little_memory(monkeypatch):
    """So little that all pairs of 360 rows fit, and take more than a quarter of it."""
    monkeypatch.setattr(memory, "available", lambda: 60_000_000)
    monkeypatch.setattr("satsuma.algorithms.price_of_all.available", lambda: 60_000_000)


def test_all_pairs_are_compared_while_that_costs_little(table):
    found = DistancesWidget().compute(table)
    assert not found.approximate
    assert DistancesWidget().summary(found) == "cosine · 360 × 360"


def test_what_costs_much_is_asked_first_with_both_prices(table, little_memory):
    with pytest.raises(WidgetError) as refusal:
        DistancesWidget(prototypes=50).compute(table)
    text, remedies = str(refusal.value), refusal.value.remedies
    assert "360 rows are 64,620 pairs" in text
    assert text.count("of memory") == 2
    assert "With 50 prototypes" in text
    assert refusal.value.asks == "many"
    assert not refusal.value.lasting
    assert remedies == (Choose("many", "prototypes", "Use prototypes"),
                        Choose("many", "pairs", "Compare all pairs"))


def test_who_has_chosen_is_not_asked(table, little_memory):
    assert not DistancesWidget(many="pairs", prototypes=50).compute(table).approximate
    assert DistancesWidget(many="prototypes", prototypes=50).compute(table).approximate


def test_no_more_rows_than_prototypes_are_always_compared_pair_by_pair(table, little_memory):
    for many in ("ask", "prototypes"):
        assert not DistancesWidget(many=many, prototypes=360).compute(table).approximate


@pytest.mark.parametrize(("many", "free"), [("ask", 30_000_000), ("pairs", 400_000)])
def test_what_does_not_fit_at_all_offers_prototypes_only(table, many, free, monkeypatch):
    for place in ("price_of_all", "memory"):
        monkeypatch.setattr(f"satsuma.algorithms.{place}.available", lambda: free)
    with pytest.raises(WidgetError, match="or take a sample") as refusal:
        DistancesWidget(many=many, prototypes=50).compute(table)
    assert refusal.value.remedies == (Choose("many", "prototypes", "Use prototypes"),)


def test_columns_are_not_asked_about(table, little_memory):
    assert not DistancesWidget(compare="columns", prototypes=10).compute(table).approximate


def test_an_approximate_result_says_so_and_how_well_it_agrees(table):
    run, widget = Listening(), DistancesWidget(many="prototypes", prototypes=50)
    found = widget.compute(table, run)
    assert widget.summary(found) == "cosine · 360 × 360 · approximate"
    (text,) = run.warnings
    assert text.startswith("Approximate: 360 rows are in ")
    share = float(text.rpartition("correlation of ")[2].partition(";")[0])
    assert 0.8 < share <= 1


@pytest.mark.parametrize(("settings", "clusters"), [
    ({"selection": "top", "top": 9}, "9 clusters"), ({"selection": "branches"}, "10 clusters"),
    ({"selection": "height", "height": 100.0}, "1 cluster"),
])
def test_a_tree_of_prototypes_says_how_well_it_agrees_with_the_exact_one(table, settings,
                                                                         clusters):
    far = DistancesWidget(many="prototypes", prototypes=50).compute(table)
    run = Listening()
    outputs = HierarchicalClustering(**settings).compute(far, run)
    (text,) = run.warnings
    assert f"of {clusters} is" in text
    assert len(outputs.data) == 360
    numbers = [float(part.split(";")[0].split(",")[0]) for part in
               (text.partition("cluster")[2].partition(" is ")[2], text.rpartition(" ")[2])
               if part[0].isdigit() and "." in part[:4]]
    assert all(0.8 < number <= 1 for number in numbers)


def test_clusters_of_prototypes_are_of_all_rows(table):
    far = DistancesWidget(many="prototypes", prototypes=50).compute(table)
    outputs = HierarchicalClustering(selection="top", top=9).compute(far)
    codes = outputs.data["Cluster"].values.reshape(9, 40)
    assert (codes == codes[:, :1]).all()
    assert len(outputs.selected) == 360
    branch = outputs.tree.branch(outputs.tree.cut_into(9)[0])
    picked = HierarchicalClustering(branches=(branch,)).compute(far)
    assert len(picked.selected) == 40


def test_files_of_before_compare_all_pairs_as_they_did(little_memory, table):
    found = read_ows(FIXTURES / "animals-1.ows", discover())
    widget = found.workflow.node("distances").widget
    assert widget.many == "pairs"
    assert not widget.compute(table).approximate
