"""What Orange computes of small tables: run by `benchmarks.orange_interop`, kept for the tests.

    QT_QPA_PLATFORM=offscreen python benchmarks/orange_numbers.py FILE.npz

(with the Python that has Orange). Writes numbers and texts only: three tables, their distances by
the twelve metrics of the widget Distances, the linkage of the five ways of Hierarchical Clustering,
and what that widget sends on, by number of clusters and by height.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import numpy as np
from AnyQt.QtWidgets import QApplication
from Orange.clustering import hierarchical
from Orange.data import ContinuousVariable, DiscreteVariable, Domain, Table
from Orange.distance import impute
from Orange.widgets.unsupervised.owdistances import MetricDefs
from Orange.widgets.unsupervised.owhierarchicalclustering import LINKAGE, OWHierarchicalClustering

ROWS, COLUMNS = 24, 6
ORDER = ("euclidean", "euclidean-normalized", "manhattan", "manhattan-normalized", "cosine",
         "mahalanobis", "hamming", "pearson", "pearson-absolute", "spearman", "spearman-absolute",
         "jaccard")


def tables() -> dict[str, np.ndarray]:
    """Whole numbers of three groups, the same with gaps, and zeros and ones."""
    rng = np.random.default_rng(11)
    whole = rng.normal(size=(ROWS, COLUMNS)) + 4 * rng.normal(size=(3, COLUMNS))[
        np.arange(ROWS) % 3]
    gaps = whole.copy()
    gaps[rng.random(gaps.shape) < 0.08] = np.nan
    return {"whole": whole, "gaps": gaps, "ones": (rng.random((ROWS, 9)) < 0.4).astype(float)}


def as_table(values: np.ndarray, binary: bool) -> Table:
    columns = [DiscreteVariable(f"c{i}", ("no", "yes")) if binary else ContinuousVariable(f"c{i}")
               for i in range(values.shape[1])]
    return Table.from_numpy(Domain(columns), values)


def distances(table: Table, place: int) -> Any:
    """As the widget Distances calls it: of missing values, most metrics are given means."""
    known = MetricDefs[place]
    if not known.metric.supports_missing and np.isnan(table.X).any():
        table = impute(table)
    more = {"normalize": True} if known.metric.supports_normalization and known.normalize else {}
    return known.metric(table, axis=1, impute=True, **more)


class Catcher:
    """Stands for the program around a widget, and keeps what it sends."""

    def __init__(self) -> None:
        self.sent: dict[str, Any] = {}

    def send(self, _widget: Any, channel: str, value: Any, *_args: Any, **_more: Any) -> None:
        self.sent[channel] = value.get_value() if hasattr(value, "get_value") else value

    def __getattr__(self, _name: str) -> Any:
        return lambda *args, **more: None


def clustered(matrix: Any, linkage: int, way: int) -> Table:
    """What the widget sends on: a branch picked by hand, cut at 40 % of the height, 3 clusters."""
    catcher = Catcher()
    widget = OWHierarchicalClustering()
    widget.signalManager = catcher
    widget.linkage, widget.selection_method, widget.top_n, widget.cut_ratio = linkage, way, 3, 40.0
    widget.set_distances(matrix)
    widget.handleNewSignals()
    if way == 0:
        widget.dendrogram.set_selected_clusters([widget.root.branches[1]])
    widget.commit.now()
    return catcher.sent["Data"]


def words(table: Table, name: str) -> np.ndarray:
    variable = table.domain[name]
    return np.array([variable.values[int(code)] for code in table.get_column(name)])


def main() -> None:
    """Compute and write."""
    _app = QApplication([])
    found: dict[str, np.ndarray] = {}
    for name, values in tables().items():
        found[f"table/{name}"] = values
        table = as_table(values, binary=name == "ones")
        for place, metric in enumerate(ORDER):
            if (metric == "jaccard") != (name == "ones"):
                continue
            square = np.asarray(distances(table, place))
            found[f"distances/{name}/{metric}"] = square[np.triu_indices(ROWS, 1)]
    matrix = distances(as_table(found["table/whole"], binary=False), 0)
    for place, linkage in enumerate(LINKAGE):
        word = linkage.lower()
        tree = hierarchical.dist_matrix_linkage(matrix, linkage=word)
        found[f"linkage/{word}"] = np.asarray(tree)[:, :3]
        root = hierarchical.tree_from_linkage(tree)
        found[f"order/{word}"] = np.array([leaf.value.index for leaf in hierarchical.leaves(root)])
        for way, kind in enumerate(("branches", "height", "top")):
            sent = clustered(matrix, place, way)
            found[f"cluster/{word}/{kind}"] = words(sent, "Cluster")
            found[f"selected/{word}/{kind}"] = words(sent, "Selected")
            found[f"selected-is-target/{word}/{kind}"] = np.array(
                sent.domain["Selected"] in sent.domain.class_vars)
    np.savez_compressed(sys.argv[1], **found)
    print(f"{len(found)} arrays", flush=True)
    os._exit(0)  # Orange's widgets do not all end well without their window


if __name__ == "__main__":
    main()
