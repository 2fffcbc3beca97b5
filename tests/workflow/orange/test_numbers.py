"""Our numbers and Orange's: the same table gives the same distances, trees and clusters.

`numbers.npz` was computed by Orange 3.40 (`benchmarks/orange_numbers.py`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.cluster import cluster
from satsuma.algorithms.distance import distances
from satsuma.algorithms.metrics import METRICS
from satsuma.data.branch import branch_of
from satsuma.data.column import Role, numbers
from satsuma.data.table import Table
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering
from satsuma.workflow.orange.clustering_widgets import LINKAGES, SELECTIONS

with np.load(Path(__file__).parents[2] / "fixtures" / "orange" / "numbers.npz") as _file:
    ORANGE = dict(_file)

DISTANCES = [name.split("/")[1:] for name in ORANGE if name.startswith("distances/")]


def table(name: str) -> Table:
    values = ORANGE[f"table/{name}"]
    columns = {f"c{i}": numbers(column, Role.FEATURE) for i, column in enumerate(values.T)}
    return Table(tuple(str(row + 1) for row in range(len(values))), columns)


def test_all_metrics_are_compared() -> None:
    assert {metric for _, metric in DISTANCES} == set(METRICS)


@pytest.mark.parametrize(("name", "metric"), DISTANCES)
def test_distances_are_the_same(name: str, metric: str) -> None:
    """Also of tables with missing values."""
    ours = distances(table(name), metric).condensed  # type: ignore[arg-type]
    assert np.allclose(ours, ORANGE[f"distances/{name}/{metric}"], rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("linkage", LINKAGES)
def test_trees_are_the_same(linkage: str) -> None:
    """Each join of the same two nodes at the same height; which one is drawn above differs."""
    tree = cluster(distances(table("whole"), "euclidean"), linkage)  # type: ignore[arg-type]
    theirs = ORANGE[f"linkage/{linkage}"]
    assert np.array_equal(np.sort(tree.merges, axis=1), np.sort(theirs[:, :2], axis=1))
    assert np.allclose(tree.heights, theirs[:, 2], rtol=1e-6)


@pytest.mark.parametrize("side_by_side", [True, False])
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("linkage", LINKAGES)
def test_clusters_and_selected_are_the_same(linkage: str, selection: str,
                                            side_by_side: bool) -> None:
    """The same rows in each cluster; the clusters' names follow the drawing, which differs."""
    theirs = ORANGE[f"cluster/{linkage}/{selection}"]
    marked = ORANGE[f"selected/{linkage}/{selection}"]
    source = distances(table("whole"), "euclidean")
    picked = [source.table.ids[row] for row in np.flatnonzero(marked == "Yes")]
    widget = HierarchicalClustering(
        linkage=linkage, selection=selection, height=40.0, top=3, side_by_side=side_by_side,
        branches=(branch_of(picked),))
    data = widget.compute(source).data
    ours = words(data, "Cluster")
    assert np.array_equal(words(data, "Selected"), marked)
    pairs = set(zip(ours.tolist(), theirs.tolist(), strict=True))
    assert len(pairs) == len(set(ours)) == len(set(theirs))
    assert set(ours) == set(theirs)
    assert all((one == "Other") == (other == "Other") for one, other in pairs)


def words(data: Table, name: str) -> np.ndarray:
    column = data[name]
    return np.array(column.categories)[column.values]


def test_orange_makes_selected_the_class_where_there_is_none() -> None:
    """Ours is a meta always; docs/orange.md says so."""
    assert all(ORANGE[name] for name in ORANGE if name.startswith("selected-is-target/"))
    data = HierarchicalClustering().compute(distances(table("whole"), "euclidean")).data
    assert data["Selected"].role is Role.META
