"""Satsuma: explore picture collections with machine learning, on your own computer.

The names below are all that a notebook needs: the widgets, and what flows between them. They are
imported when they are first used, so that `import satsuma` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

from satsuma.version import VERSION as __version__

TYPE_CHECKING = False  # as in `typing`, which is not imported before `__main__` has looked around
if TYPE_CHECKING:
    from typing import Any

    from satsuma.algorithms.cluster import cluster
    from satsuma.algorithms.distance import distances
    from satsuma.algorithms.embed import embed
    from satsuma.data.distances import Distances
    from satsuma.data.images import open_picture
    from satsuma.data.table import Table, concatenate
    from satsuma.data.tables import read_table, write_table
    from satsuma.data.tree import Tree
    from satsuma.problem import Problem
    from satsuma.widgets.data.data_table import DataTable
    from satsuma.widgets.images.image_embedding import ImageEmbedding
    from satsuma.widgets.images.image_viewer import ImageViewer
    from satsuma.widgets.images.import_images import ImportImages
    from satsuma.widgets.unsupervised.distances import DistancesWidget
    from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering

_WHERE = {
    "DataTable": "widgets.data.data_table",
    "Distances": "data.distances",
    "DistancesWidget": "widgets.unsupervised.distances",
    "HierarchicalClustering": "widgets.unsupervised.hierarchical_clustering",
    "ImageEmbedding": "widgets.images.image_embedding",
    "ImageViewer": "widgets.images.image_viewer",
    "ImportImages": "widgets.images.import_images",
    "Problem": "problem",
    "Table": "data.table",
    "Tree": "data.tree",
    "cluster": "algorithms.cluster",
    "concatenate": "data.table",
    "distances": "algorithms.distance",
    "embed": "algorithms.embed",
    "open_picture": "data.images",
    "read_table": "data.tables",
    "write_table": "data.tables",
}

__all__ = [
    "DataTable", "Distances", "DistancesWidget", "HierarchicalClustering", "ImageEmbedding",
    "ImageViewer", "ImportImages", "Problem", "Table", "Tree", "__version__", "cluster",
    "concatenate", "distances", "embed", "open_picture", "read_table", "write_table",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'satsuma' has no attribute {name!r}")
    return getattr(import_module(f"satsuma.{_WHERE[name]}"), name)
