"""Hierarchical Clustering: what is selected, and how it leaves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsuma.algorithms.distance import distances
from satsuma.data.branch import Branch
from satsuma.data.column import categorical, times, vectors
from satsuma.data.table import Table
from satsuma.gestures import Changed, Clicked, Dragged, Folded
from satsuma.run import Run
from satsuma.widget import WidgetError, result_settings, settings_fingerprint
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering


class Listening(Run):
    def __init__(self):
        self.warnings = []

    def warn(self, text):
        self.warnings.append(text)


def points(*values, names=None):
    ids = names or tuple(f"p{i}" for i in range(len(values)))
    table = Table(tuple(ids), {"point": vectors(np.array(values, np.float32).reshape(-1, 1)),
                               "letter": categorical([i[0] for i in ids])})
    return distances(table, "euclidean")


@pytest.fixture
def three_groups():
    return points(0, 1, 100, 101, 50, 51.5, names=("a1", "a2", "c1", "c2", "b1", "b2"))


def clustered(far, **settings):
    return HierarchicalClustering(**settings).compute(far)


def members(outputs):
    column = outputs.data["Cluster"]
    found = {}
    for row, row_id in enumerate(outputs.data.ids):
        found.setdefault(column.shown(row), set()).add(row_id)
    return found


def test_top_n_cuts_into_n_clusters_called_from_the_top(three_groups):
    outputs = clustered(three_groups, selection="top", top=3)
    groups = members(outputs)
    assert set(groups) == {"C1", "C2", "C3"}
    assert sorted(map(sorted, groups.values())) == [["a1", "a2"], ["b1", "b2"], ["c1", "c2"]]
    first_leaf = outputs.tree.table.ids[outputs.tree.order[0]]
    assert first_leaf in groups["C1"]


def test_more_clusters_than_rows_gives_one_for_each(three_groups):
    assert len(members(clustered(three_groups, selection="top", top=50))) == 6


def test_a_height_cuts_there(three_groups):
    outputs = clustered(three_groups, selection="height", height=10.0)
    assert len(members(outputs)) == 3
    whole = clustered(three_groups, selection="height", height=100.0)
    assert len(members(whole)) == 1


def test_nothing_picked_sends_nothing_and_all_rows_marked_no(three_groups):
    outputs = clustered(three_groups)
    assert outputs.selected is None
    assert "Cluster" not in outputs.data
    assert [outputs.data["Selected"].shown(i) for i in range(6)] == ["No"] * 6


def test_a_picked_branch_leaves_in_input_order_and_the_others_are_other(three_groups):
    tree = clustered(three_groups).tree
    branch = next(tree.branch(6 + m) for m in range(5)
                  if {tree.table.ids[r] for r in tree.members(6 + m)} == {"c1", "c2"})
    outputs = clustered(three_groups, branches=(branch,))
    assert outputs.selected.ids == ("c1", "c2")
    assert outputs.selected["Cluster"].categories == ("C1",)
    assert members(outputs) == {"C1": {"c1", "c2"}, "Other": {"a1", "a2", "b1", "b2"}}
    assert outputs.data.ids == three_groups.table.ids


def test_a_branch_survives_a_newcomer(three_groups):
    tree = clustered(three_groups).tree
    branch = next(tree.branch(6 + m) for m in range(5)
                  if {tree.table.ids[r] for r in tree.members(6 + m)} == {"c1", "c2"})
    more = points(0, 1, 100, 101, 50, 51.5, 100.4,
                  names=("a1", "a2", "c1", "c2", "b1", "b2", "c3"))
    run = Listening()
    outputs = HierarchicalClustering(branches=(branch,)).compute(more, run)
    assert set(outputs.selected.ids) == {"c1", "c2", "c3"}
    assert len(run.warnings) == 1


def test_ward_on_other_distances_is_said(three_groups):
    run = Listening()
    far = distances(three_groups.table.with_column("more", vectors(np.eye(6, 3))), "cosine")
    HierarchicalClustering(linkage="ward").compute(far, run)
    assert "Ward is meant for Euclidean" in run.warnings[0]
    silent = Listening()
    HierarchicalClustering(linkage="ward").compute(three_groups, silent)
    assert silent.warnings == []


def test_one_row_is_no_tree():
    with pytest.raises(WidgetError, match="at least two rows"):
        clustered(points(1))


def test_gestures_pick_branches_and_move_the_cut(three_groups):
    widget = HierarchicalClustering(selection="top")
    branch = clustered(three_groups).tree.branch(7)
    picked = widget.edits(Clicked(branch))
    assert (picked.selection, picked.branches) == ("branches", (branch,))
    cut = picked.edits(Dragged(140.0))
    assert (cut.selection, cut.height) == ("height", 100.0)


def test_the_view_packs_what_is_there(three_groups):
    widget = HierarchicalClustering(selection="height", height=10.0)
    outputs = widget.compute(three_groups)
    view = widget.view(outputs)
    assert view.tree is outputs.tree
    assert view.cut == pytest.approx(outputs.tree.heights[-1] / 10)
    assert view.labels == "letter"


def test_how_it_is_drawn_never_changes_a_result(three_groups):
    widget = HierarchicalClustering()
    branch = clustered(three_groups).tree.branch(7)
    for gesture in (Changed("zoom", 2.0), Changed("stretch", 3.0), Folded(branch, True),
                    Folded(branch, False)):
        assert result_settings(widget.edits(gesture)) == result_settings(widget)
    assert widget.edits(Changed("zoom", 99.0)).zoom == 4.0
    assert widget.edits(Changed("stretch", 0.1)).stretch == 1.0
    assert widget.edits(Changed("linkage", "ward")) == widget


def test_folding_and_opening_undo_each_other(three_groups):
    branch = clustered(three_groups).tree.branch(7)
    folded = HierarchicalClustering().edits(Folded(branch, True))
    assert folded.folded == (branch,)
    assert folded.edits(Folded(branch, True)) == folded
    assert folded.edits(Folded(branch, False)) == HierarchicalClustering()
    opened = HierarchicalClustering(depth=2).edits(Folded(branch, False))
    assert (opened.opened, opened.folded) == ((branch,), ())
    shut = opened.edits(Folded(branch, True))
    assert (shut.opened, shut.folded) == ((), (branch,))


def test_the_view_knows_medoids_pictures_and_colors(three_groups):
    widget = HierarchicalClustering(color_by="letter", depth=2)
    outputs = widget.compute(three_groups)
    view = widget.view(outputs)
    assert (view.color_by, view.image, view.depth) == ("letter", None, 2)
    for merge, medoid in enumerate(view.medoids.tolist()):
        assert medoid in outputs.tree.members(6 + merge)
    assert HierarchicalClustering(color_by="point").view(outputs).color_by is None
    assert HierarchicalClustering(color_by="gone").view(outputs).color_by is None


def test_leaves_may_stand_as_in_the_table(three_groups):
    plain = clustered(three_groups, side_by_side=False).tree
    assert plain.order.tolist() == [0, 1, 2, 3, 4, 5], "of two branches the earlier one on top"
    turned = clustered(three_groups).tree
    assert {frozenset(plain.members(n).tolist()) for n in range(6, 11)} == \
        {frozenset(turned.members(n).tolist()) for n in range(6, 11)}


def test_a_click_beside_the_tree_clears_branches_but_keeps_a_cut():
    picked = HierarchicalClustering(branches=(Branch(("a",)),))
    assert picked.edits(Clicked(None)).branches == ()
    for selection in ("height", "top"):
        cut = HierarchicalClustering(selection=selection)
        assert cut.edits(Clicked(None)) == cut


def test_settings_of_another_way_to_select_change_no_result(three_groups):
    def same(first, second):
        return settings_fingerprint(HierarchicalClustering(**first)) == \
            settings_fingerprint(HierarchicalClustering(**second))

    assert same({"height": 10.0, "top": 2}, {"height": 90.0, "top": 7})
    assert same({"selection": "top", "height": 10.0}, {"selection": "top", "height": 20.0})
    assert not same({"selection": "top", "top": 2}, {"selection": "top", "top": 3})
    assert not same({"selection": "height", "height": 2.0}, {"selection": "height", "height": 3.0})


def test_times_may_give_the_colors(three_groups):
    days = times([np.datetime64("2026-01-01", "us")] * 6)
    far = replace(three_groups, table=three_groups.table.with_column("taken", days))
    widget = HierarchicalClustering(color_by="taken", labels="taken")
    view = widget.view(widget.compute(far))
    assert (view.color_by, view.labels) == ("taken", "taken")
