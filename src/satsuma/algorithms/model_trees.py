"""The trees of a forest as arrays: all nodes, one tree after the other.

A tree walks from node to node by their numbers, and looks at no bounds: so every number is checked
here, and each child stands behind its parent, so that every walk ends.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.algorithms.model_parts import Parts, Unsound

_NO_CHILD = -1
_FIELDS = {"left": "left_child", "right": "right_child", "feature": "feature",
           "threshold": "threshold"}


def forest_arrays(forest: Any) -> dict[str, np.ndarray]:
    """All nodes of all trees: their children within the tree, what they ask, and what they say."""
    states = [tree.tree_.__getstate__() for tree in forest.estimators_]
    found = {"counts": np.array([state["node_count"] for state in states])}
    for name, field in _FIELDS.items():
        found[name] = np.concatenate([state["nodes"][field] for state in states])
    found["says"] = np.concatenate([state["values"][:, 0, :] for state in states])
    return found


def forest_from(forest: Any, parts: Parts) -> Any:
    """The forest with the trees of a file. Raises Unsound."""
    counts = parts.codes("learn.counts", forest.n_estimators, 2 ** 40)
    nodes = int(counts.sum())
    left, right = (_children(parts, f"learn.{side}", nodes) for side in ("left", "right"))
    feature = _children(parts, "learn.feature", nodes, lowest=-2)
    asks = left != _NO_CHILD
    if ((right != _NO_CHILD) != asks).any() or (feature[asks] < 0).any() \
            or (feature >= parts.width).any() or (counts < 1).any():
        raise Unsound("its trees are not trees")
    threshold = parts.numbers("learn.threshold", nodes)
    says = parts.numbers("learn.says", nodes, max(1, len(parts.classes)))
    forest.n_outputs_, forest.n_jobs, forest.estimators_ = 1, None, []
    if len(parts.classes):
        forest.n_classes_ = len(parts.classes)
    start = 0
    for count in counts.tolist():
        rows = slice(start, start + count)
        _check_order(left[rows], right[rows])
        forest.estimators_.append(_tree(
            forest, parts, left[rows], right[rows], feature[rows], threshold[rows], says[rows]))
        start += count
    return forest


def _children(parts: Parts, name: str, nodes: int, lowest: int = _NO_CHILD) -> np.ndarray:
    array = parts.arrays.get(name)
    if array is None or array.shape != (nodes,) or array.dtype.kind != "i" \
            or (nodes and array.min() < lowest):
        raise Unsound("its trees are not trees")
    return array.astype(np.int64)


def _check_order(left: np.ndarray, right: np.ndarray) -> None:
    numbers, asks = np.arange(len(left)), left != _NO_CHILD
    for side in (left, right):
        if (side[asks] <= numbers[asks]).any() or (side[asks] >= len(left)).any():
            raise Unsound("its trees are not trees")


def _depth(left: np.ndarray, right: np.ndarray) -> int:
    depth = np.zeros(len(left), np.int64)
    for node, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if one != _NO_CHILD:
            depth[one] = depth[other] = depth[node] + 1
    return int(depth.max())


def _tree(forest: Any, parts: Parts, left: np.ndarray, right: np.ndarray, feature: np.ndarray,
          threshold: np.ndarray, says: np.ndarray) -> Any:
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
    from sklearn.tree._tree import NODE_DTYPE, Tree

    nodes = np.zeros(len(left), NODE_DTYPE)
    nodes["left_child"], nodes["right_child"] = left, right
    nodes["feature"], nodes["threshold"] = feature, threshold
    kinds = len(parts.classes)
    inner = Tree(parts.width, np.array([max(1, kinds)], np.intp), 1)
    inner.__setstate__({"max_depth": _depth(left, right), "node_count": len(left), "nodes": nodes,
                        "values": np.ascontiguousarray(says[:, None, :])})
    tree = DecisionTreeClassifier() if kinds else DecisionTreeRegressor()
    tree.n_features_in_, tree.n_outputs_, tree.tree_ = parts.width, 1, inner
    if kinds:
        tree.classes_, tree.n_classes_ = np.arange(kinds, dtype=np.float64), kinds
    return tree
