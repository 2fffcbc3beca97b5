"""The shape of a tree: nodes are where they are drawn, folded branches are one line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.data.column import texts
from satsuma.ui.painters.tree_folding import Folding, shut_nodes
from satsuma.ui.painters.tree_lines import Scale, lines_of, path_lines, seen_merges
from satsuma.ui.painters.tree_shape import frame_of, shape_of, ticks
from satsuma.ui.painters.tree_words import label_of, told, told_path
from tests.ui.painters.trees import chain, tree_view


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000), st.integers(0, 5))
def test_every_node_is_where_it_is_drawn(n, seed, depth):
    shape = shape_of(tree_view(n, 0, seed=seed, depth=depth))
    frame = shape.frame
    for node in (frame.merges + n).tolist():
        # Just within its height, on one of the lines in it.
        found = shape.node_at(float(shape.across[node]), frame.rows(node)[0] + 0.5)
        assert frame.rows(found)[0] <= frame.rows(node)[0] < frame.rows(found)[1]
        assert shape.across[found] == shape.across[node]
    for row, node in enumerate(frame.ends.tolist()):
        assert shape.node_at(0.0, row + 0.5) == node
    assert shape.node_at(0.5, -0.1) is None
    assert shape.node_at(0.5, len(frame.ends) + 0.1) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000), st.integers(1, 6))
def test_every_leaf_is_in_one_line(n, seed, depth):
    view = tree_view(n, 0, seed=seed)
    frame = frame_of(view.tree, Folding(depth))
    sizes = [view.tree.size(node) for node in frame.ends.tolist()]
    assert sum(sizes) == n
    assert len(frame.ends) <= 2 ** depth
    for row in range(n):
        seen = frame.seen(row)
        assert row in view.tree.members(seen)
        assert seen in frame.ends
    # What is drawn as a join is neither folded nor within something folded.
    assert len(frame.merges) == len(frame.ends) - 1


def test_depth_counts_joins_and_opening_counts_anew():
    tree = tree_view(40, 0).tree
    assert shut_nodes(tree, Folding()).tolist() == []
    first = shut_nodes(tree, Folding(1)).tolist()
    assert sorted(first) == sorted(c for c in tree.merges[-1].tolist() if c >= 40)
    node = first[0]
    opened = shut_nodes(tree, Folding(1, opened=(tree.branch(node),))).tolist()
    assert node not in opened
    assert {c for c in tree.merges[node - 40].tolist() if c >= 40} <= set(opened)


def test_a_branch_folded_by_hand_is_one_line_without_depth():
    view = tree_view(30, 3)
    node = int(view.tree.merges[-1].max())
    frame = frame_of(view.tree, Folding(0, (), (view.tree.branch(node),)))
    assert frame.is_folded(node)
    assert len(frame.ends) == 30 - view.tree.size(node) + 1
    gone = Folding(0, (), (view.tree.branch(node)._replace(ids=("other",)),))
    assert len(frame_of(view.tree, gone).ends) == 30


@given(st.integers(2, 30), st.integers(1, 30))
def test_clusters_stand_from_the_top_down(n, count):
    view = tree_view(n, min(count, n))
    clusters = shape_of(view).clusters()
    assert [code for code, _ in clusters] == list(range(min(count, n)))
    assert [node for _, node in clusters] == view.tree.cut_into(min(count, n))


def test_what_has_not_changed_is_kept():
    view = tree_view(20, 3)
    first = shape_of(view)
    assert shape_of(tree_view(20, 3), first).frame is not first.frame, "another tree"
    from dataclasses import replace

    assert shape_of(replace(view, clusters=np.full(20, -1)), first).frame is first.frame
    assert shape_of(replace(view, depth=2), first).frame is not first.frame


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 60), st.integers(0, 10_000), st.floats(0.02, 20))
def test_lines_cover_the_same_pixels_as_all_of_them_drawn_one_by_one(n, seed, row):
    shape = shape_of(tree_view(n, 0, seed=seed))
    high = 200
    scale = Scale(180.0, 160.0, 5.0, row, (0, high))
    merges = seen_merges(shape, scale)
    drawn = lines_of(shape, scale, merges, np.zeros(len(merges), np.intp))
    assert pixels(drawn.get(0, np.empty((0, 4))), high) == pixels(one_by_one(shape, scale), high)


def one_by_one(shape, scale) -> np.ndarray:
    lines = []
    for merge in range(len(shape.tree) - 1):
        node = len(shape.tree) + merge
        x = scale.x(shape.across[[node]])[0]
        children = shape.tree.merges[merge]
        ys = [round(float(np.rint(scale.top + shape.down[c] * scale.row))) for c in children]
        lines.append((x, min(ys), x, max(ys)))
        lines += [(x, y, scale.x(shape.across[[c]])[0], y)
                  for y, c in zip(ys, children, strict=True)]
    return np.array(lines, float)


def pixels(lines: np.ndarray, high: int) -> set[tuple[int, int]]:
    found = set()
    for x, y, right, bottom in lines.astype(int).tolist():
        found |= {(a, b) for a in range(x, right + 1)
                  for b in range(max(y, 0), min(bottom, high) + 1)}
    return found


def test_the_largest_chain_leaves_few_lines():
    shape = shape_of(chain(20_000))
    scale = Scale(1000.0, 960.0, 50.0, 700 / 20_000, (0, 800))
    merges = seen_merges(shape, scale)
    drawn = lines_of(shape, scale, merges, np.zeros(len(merges), np.intp))
    assert len(drawn[0]) < 4_000
    path = shape.frame.path(0)
    assert path[-1] == shape.tree.root
    assert len(path_lines(shape, scale, path)) < 4_000


def test_a_path_goes_from_the_leaf_to_the_top():
    view = tree_view(23, 4)
    frame = shape_of(view).frame
    path = frame.path(7).tolist()
    assert (path[0], path[-1]) == (7, view.tree.root)
    assert all(view.tree.parents[a] == b for a, b in zip(path, path[1:], strict=False))


def test_words_say_how_much_and_where():
    view = tree_view(23, 4)
    shape = shape_of(view)
    root = view.tree.root
    assert told(view, shape, root) == f"23 leaves, joined at {view.tree.heights[-1]:.3g}"
    assert told(view, shape, None) == ""
    row = max(range(23), key=lambda one: len(shape.frame.path(one)))
    way = told_path(view, row)
    assert way.startswith("joins ")
    assert way.endswith("…")
    parent = int(view.tree.parents[row])
    assert f"at {view.tree.heights[parent - 23]:.3g}" in way


@given(st.floats(1e-6, 1e6))
def test_ticks_are_few_and_within(tallest):
    found = ticks(tallest)
    assert found[0] == 0
    assert 2 <= len(found) <= 10
    assert found[-1] <= tallest * 1.001


@pytest.mark.parametrize("depth", [0, 1])
def test_one_leaf_is_a_tree(depth):
    from satsuma.data.table import Table
    from satsuma.data.tree import Tree
    from satsuma.views import Dendrogram

    tree = Tree(np.empty((0, 2), np.int32), np.empty(0), np.zeros(1, np.intp), Table(("a",)))
    shape = shape_of(Dendrogram(tree, np.array([0]), depth=depth))
    assert shape.clusters() == [(0, 0)]
    assert shape.node_at(0.5, 0.5) == 0


def test_a_leaf_without_a_name_says_that_it_is_missing():
    view = tree_view(5, 0)
    table = view.tree.table.with_column("label", texts(["a", "", "c", "d", "e"]))
    view = replace(view, tree=replace(view.tree, table=table), labels="label")
    assert [label_of(view, row) for row in (0, 1)] == ["a", "(missing)"]
