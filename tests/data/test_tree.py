from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster

from satsuma.data.branch import Branch, branch_of
from satsuma.data.table import Table
from satsuma.data.tree import Tree


def tree_of(merges: list[tuple[int, int]], heights: list[float] | None = None,
            ids: list[str] | None = None) -> Tree:
    """A tree with the leaf order that follows from its merges."""
    n = len(merges) + 1
    order: list[int] = []
    waiting = [2 * n - 2]
    while waiting:
        node = waiting.pop()
        if node < n:
            order.append(node)
        else:
            waiting.extend(reversed(merges[node - n]))
    return Tree(np.array(merges, np.int32).reshape(-1, 2),
                np.arange(1.0, n) if heights is None else np.array(heights, np.float64),
                np.array(order, np.intp),
                Table(tuple(ids or (f"r{i}" for i in range(n)))), "average", "cosine")


@st.composite
def trees(draw, smallest: int = 1, largest: int = 30) -> Tree:
    n = draw(st.integers(smallest, largest))
    nodes, merges = list(range(n)), []
    for new in range(n, 2 * n - 1):
        pair = [nodes.pop(draw(st.integers(0, len(nodes) - 1))) for _ in range(2)]
        merges.append((pair[0], pair[1]))
        nodes.append(new)
    heights = sorted(draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5]),
                                   min_size=n - 1, max_size=n - 1)))
    return tree_of(merges, heights)


def chain(n: int) -> Tree:
    return tree_of([(0, 1)] + [(n + i - 1, i + 1) for i in range(1, n - 1)])


def balanced(n: int) -> Tree:
    return tree_of([(2 * i, 2 * i + 1) for i in range(n - 1)])


def leaves_below(tree: Tree, node: int) -> set[int]:
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        if one < len(tree):
            found.add(one)
        else:
            waiting.extend(tree.merges[one - len(tree)].tolist())
    return found


def is_partition(tree: Tree, nodes: list[int]) -> bool:
    rows = [row for node in nodes for row in tree.members(node).tolist()]
    return sorted(rows) == list(range(len(tree)))


def is_top_down(tree: Tree, nodes: list[int]) -> bool:
    starts = [tree.span(node)[0] for node in nodes]
    return starts == sorted(starts)


@given(trees())
def test_members_are_the_leaves_below_in_one_piece_of_the_order(tree):
    for node in range(tree.root + 1):
        assert set(tree.members(node).tolist()) == leaves_below(tree, node)
        assert tree.size(node) == len(tree.members(node))
    assert tree.sizes.tolist() == [tree.size(len(tree) + i) for i in range(len(tree) - 1)]


@given(trees(smallest=2))
def test_parents_hold_their_children(tree):
    for node in range(tree.root):
        start, stop = tree.span(node)
        outer_start, outer_stop = tree.span(int(tree.parents[node]))
        assert outer_start <= start < stop <= outer_stop
        assert stop - start < outer_stop - outer_start


@given(trees())
def test_the_tree_can_be_cut_into_every_number_of_clusters(tree):
    for count in range(1, len(tree) + 1):
        nodes = tree.cut_into(count)
        assert len(nodes) == count
        assert is_partition(tree, nodes)
        assert is_top_down(tree, nodes)


@given(trees(smallest=2))
def test_finer_cuts_lie_within_coarser_ones(tree):
    coarse = tree.cut_into(1)
    for count in range(2, len(tree) + 1):
        fine = tree.cut_into(count)
        assert len(set(fine) - set(coarse)) == 2  # one cluster fell into two
        coarse = fine


@given(trees(smallest=2), st.sampled_from([-1.0, 0.0, 0.3, 0.5, 1.0, 2.5, 3.5, 9.0]))
def test_a_cut_at_a_height_is_that_of_scipy(tree, height):
    nodes = tree.cut_at_height(height)
    assert is_partition(tree, nodes)
    assert is_top_down(tree, nodes)
    ours = np.empty(len(tree), int)
    for code, node in enumerate(nodes):
        ours[tree.members(node)] = code
    linkage = np.column_stack([tree.merges, tree.heights, tree.sizes]).astype(float)
    theirs = fcluster(linkage, height, "distance")
    assert len(set(zip(ours.tolist(), theirs.tolist(), strict=True))) == len(nodes)
    assert len(set(theirs.tolist())) == len(nodes)


@pytest.mark.parametrize("count", [0, -1, 6])
def test_it_cannot_be_cut_into_no_cluster_or_more_than_there_are_rows(count):
    with pytest.raises(ValueError, match="5 rows cannot be cut"):
        chain(5).cut_into(count)


@given(trees())
def test_every_branch_is_found_again(tree):
    for node in range(tree.root + 1):
        assert tree.find(tree.branch(node)) == (node, "")


def test_small_branches_are_lists_of_ids_and_large_ones_are_not():
    tree = chain(400)
    small, large = tree.branch(400 + 198), tree.branch(400 + 199)
    assert len(small.ids) == small.rows == 200
    assert (large.ids, large.size, large.rows) == ((), 201, 201)
    assert {large.first, large.last} == {"r0", "r200"}
    assert tree.find(large) == (400 + 199, "")


def test_branches_with_the_same_rows_are_equal_however_they_are_drawn():
    ids = [f"r{i}" for i in range(300)]
    drawn = branch_of(ids)
    turned = branch_of([*ids[100:], *ids[:100]])
    assert drawn == turned
    assert (drawn != turned) is False
    assert hash(drawn) == hash(turned)
    assert branch_of(ids[:-1]) != drawn
    assert branch_of(["a", "b"]) == branch_of(["b", "a"]) != branch_of(["a"])


def test_a_large_branch_is_found_though_its_ends_are_drawn_elsewhere():
    ids = [f"r{i}" for i in range(300)]
    stored = chain(300).branch(300 + 249)
    other = [ids[i] for i in (7, *range(7), *range(8, 300))]
    tree = tree_of([(0, 1)] + [(300 + i - 1, i + 1) for i in range(1, 299)], ids=other)
    assert stored.first == "r0"
    assert tree.find(stored) == (300 + 249, "")


def test_when_rows_are_added_the_smallest_branch_that_holds_the_old_ones_is_found():
    # ((a b) (c d)) becomes ((a (b x)) (c d)): the new x joined b
    stored = tree_of([(0, 1), (2, 3), (4, 5)], ids=list("abcd")).branch(4)
    tree = tree_of([(1, 4), (0, 5), (2, 3), (6, 7)], ids=list("abcdx"))
    node, note = tree.find(stored)
    assert {tree.table.ids[row] for row in tree.members(node)} == set("abx")
    assert note == ("The selected branch of 2 rows has changed: it is now the branch of 3 rows "
                    "that holds them.")


def test_when_rows_are_gone_what_is_left_is_found():
    stored = tree_of([(0, 1), (2, 4), (3, 5)], ids=list("abcd")).branch(5)
    tree = tree_of([(0, 1), (2, 3)], ids=list("acd"))
    node, note = tree.find(stored)
    assert {tree.table.ids[row] for row in tree.members(node)} == set("ac")
    assert note.endswith("1 row of it did not come in, and it is now the branch of 2 rows that "
                         "holds the rest.")


def test_when_no_row_is_left_nothing_is_found_and_a_note_says_so():
    node, note = chain(4).find(Branch(ids=("gone", "too")))
    assert node is None
    assert "not there any more" in note
    assert chain(4).find(Branch(first="x", last="y", size=900, digest="0")).node is None


@given(st.integers(250, 400), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=20)
def test_a_large_branch_is_found_again_when_some_rows_come_or_go(size, gone, new):
    n = 600
    stored = chain(n).branch(n + size - 2)
    kept = [f"r{i}" for i in range(n) if not 10 <= i < 10 + gone]
    ids = [*kept[:20], *(f"new{i}" for i in range(new)), *kept[20:]]
    tree = tree_of([(0, 1)] + [(len(ids) + i - 1, i + 1) for i in range(1, len(ids) - 1)], ids=ids)
    node, note = tree.find(stored)
    assert tree.size(node) == size - gone + new
    assert bool(note) == bool(gone or new)


def test_of_a_large_branch_with_one_end_left_the_one_of_the_closest_size_is_found():
    stored = chain(600).branch(600 + 298)  # r0 ... r299
    tree = tree_of([(0, 1)] + [(599 + i - 1, i + 1) for i in range(1, 598)],
                   ids=[f"r{i}" for i in range(1, 600)])
    node, note = tree.find(stored._replace(first="r0", last="r299"))
    assert tree.size(node) == 300
    assert note


def test_of_a_large_branch_whose_ends_moved_together_the_half_of_it_at_least_is_found():
    stored = chain(600).branch(600 + 298)  # r0 ... r299
    ids = ["r0", "r299", *(f"r{i}" for i in range(1, 299)), "new", "newer",
           *(f"r{i}" for i in range(300, 600))]
    tree = tree_of([(0, 1)] + [(602 + i - 1, i + 1) for i in range(1, 601)], ids=ids)
    # The 300 rows are still one branch; without one of them it is one of half as many at least.
    assert tree.find(stored) == (602 + 298, "")
    gone = tree_of([(0, 1)] + [(601 + i - 1, i + 1) for i in range(1, 600)],
                   ids=[row_id for row_id in ids if row_id != "r7"])
    node, note = gone.find(stored)
    assert gone.size(node) == 150
    assert note


def test_a_later_branch_replaces_those_it_overlaps_as_in_orange():
    tree = balanced(8)  # pairs are 8 9 10 11, fours 12 13, all 14
    branch = tree.branch
    assert tree.cut_by_branches([branch(12), branch(8)]) == [8]
    assert tree.cut_by_branches([branch(8), branch(12)]) == [12]
    assert tree.cut_by_branches([branch(8), branch(12), branch(9)]) == [9]
    assert tree.cut_by_branches([branch(11), branch(8)]) == [8, 11]
    assert tree.cut_by_branches([branch(8), branch(8), branch(3)]) == [8, 3]
    assert tree.cut_by_branches([]) == []


@given(trees(smallest=3), st.data())
def test_whatever_is_picked_no_row_is_in_two_clusters(tree, data):
    picked = data.draw(st.lists(st.integers(0, tree.root), max_size=8))
    nodes, notes = tree.find_all([tree.branch(node) for node in picked])
    rows = [row for node in nodes for row in tree.members(node).tolist()]
    assert len(rows) == len(set(rows))
    assert is_top_down(tree, nodes)
    assert notes == []
    assert not picked or picked[-1] in nodes


def test_what_changed_is_told_once_for_every_branch():
    nodes, notes = chain(4).find_all([Branch(ids=("r0", "gone")), Branch(ids=("gone",))])
    assert nodes == [0]
    assert len(notes) == 2


@given(trees(), st.data())
def test_the_smallest_branch_that_holds_rows_is_smaller_than_its_like(tree, data):
    rows = data.draw(st.lists(st.integers(0, len(tree) - 1), min_size=1, max_size=5))
    holding = [node for node in range(tree.root + 1)
               if set(rows) <= set(tree.members(node).tolist())]
    assert tree.smallest_with(rows) == min(holding, key=tree.size)


@pytest.mark.parametrize("made", [chain, balanced])
def test_a_hundred_thousand_leaves_are_cut_and_found_within_seconds(made):
    tree = made(100_000)
    started = time.process_time()
    assert len(tree.cut_into(1000)) == 1000
    assert len(tree.cut_at_height(50_000.0)) == 50_000
    nodes = [100_000 + i for i in range(0, 99_999, 5000)]
    found, notes = tree.find_all([tree.branch(node) for node in nodes])
    assert found
    assert notes == []
    assert time.process_time() - started < 5  # about 1 s; twenty branches of up to 95,000 ids


def test_what_is_no_tree_is_refused():
    fine = chain(3)
    with pytest.raises(ValueError, match="joined exactly once"):
        Tree(np.array([[0, 1], [0, 2]], np.int32), fine.heights, fine.order, fine.table)
    with pytest.raises(ValueError, match="what is there already"):
        Tree(np.array([[0, 3], [1, 2]], np.int32), fine.heights, fine.order, fine.table)
    with pytest.raises(ValueError, match="never descend"):
        Tree(fine.merges, fine.heights[::-1].copy(), fine.order, fine.table)
    with pytest.raises(ValueError, match="every row once"):
        Tree(fine.merges, fine.heights, np.array([0, 0, 1]), fine.table)
    with pytest.raises(ValueError, match="in one piece"):
        Tree(fine.merges, fine.heights, np.array([0, 2, 1]), fine.table).spans  # noqa: B018
    with pytest.raises(ValueError, match="do not fit"):
        Tree(fine.merges, fine.heights, fine.order, Table(("a", "b")))
    with pytest.raises(TypeError, match="int32"):
        Tree(fine.merges.astype(np.int64), fine.heights, fine.order, fine.table)


def test_a_tree_cannot_be_changed_and_equals_its_like():
    tree = chain(4)
    for array in (tree.merges, tree.heights, tree.order, tree.spans, tree.parents):
        assert not array.flags.writeable
    assert tree.equals(chain(4))
    assert not tree.equals(chain(5))
    with pytest.raises(IndexError, match="no node 7"):
        tree.members(7)
