"""The history: every way back and forward leads to the same values, within its bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from satsuma.widget import setting, widget
from satsuma.workflow.history import History, with_looks
from satsuma.workflow.model import Node, Workflow


@widget("Tree", icon="M4 4h16")
class Tree:
    """A widget with something to see."""

    cut: int = setting(0, "Cut", low=0)
    zoom: float = setting(1.0, "Zoom", cosmetic=True)

    def compute(self) -> int:
        return self.cut


def _with(workflow: Workflow, **settings) -> Workflow:
    for name, value in settings.items():
        workflow = workflow.with_setting("tree", name, value)
    return workflow


START = Workflow({"tree": Node(Tree(), "Tree")})


def _tree(history: History) -> Tree:
    return history.workflow.nodes["tree"].widget


@given(st.lists(st.tuples(st.integers(1, 50), st.sampled_from(["", "a", "b"])), max_size=20))
def test_undoing_everything_and_redoing_everything(edits):
    history = History(START)
    seen = [START]
    for cut, merge in edits:
        after = _with(history.workflow, cut=cut)
        history.edit(after, f"Cut {cut}", merge)
        seen.append(after)
    last, back = history.workflow, [history.workflow]
    while history.undo():
        back.append(history.workflow)
    assert history.workflow == START
    assert all(one in seen for one in back)
    forth = [history.workflow]
    while history.redo():
        forth.append(history.workflow)
    assert forth == back[::-1]
    assert history.workflow == last


@given(st.lists(st.one_of(st.integers(1, 9), st.sampled_from(["undo", "redo"]),
                          st.floats(1.5, 4.0)), max_size=30))
def test_a_zoom_never_jumps_back_when_something_else_is_undone(done):
    history, zoom = History(START), 1.0
    for what in done:
        if what == "undo":
            history.undo()
        elif what == "redo":
            history.redo()
        elif isinstance(what, float):
            zoom = what
            history.replace(_with(history.workflow, zoom=zoom))
        else:
            history.edit(_with(history.workflow, cut=what), "Cut")
        assert _tree(history).zoom == zoom


def test_steps_of_one_kind_join_until_they_are_sealed():
    history = History(START)
    for cut in (1, 2, 3):
        history.edit(_with(history.workflow, cut=cut), "Cut", "drag")
    history.seal()
    history.edit(_with(history.workflow, cut=4), "Cut", "drag")
    assert history.undo()
    assert _tree(history).cut == 3
    assert history.undo()
    assert _tree(history).cut == 0
    assert not history.undo()
    assert history.redo()
    assert _tree(history).cut == 3


def test_what_follows_an_undo_joins_nothing():
    history = History(START)
    history.edit(_with(START, cut=1), "Cut", "drag")
    history.edit(_with(history.workflow, cut=2), "Other")
    history.undo()
    history.edit(_with(history.workflow, cut=3), "Cut", "drag")
    history.undo()
    assert _tree(history).cut == 1


def test_names_of_what_can_be_undone_and_redone():
    history = History(START)
    assert (history.undo_name, history.redo_name) == ("", "")
    history.edit(_with(START, cut=1), "Change cut")
    assert (history.undo_name, history.redo_name) == ("Change cut", "")
    history.undo()
    assert (history.undo_name, history.redo_name) == ("", "Change cut")
    history.edit(_with(START, cut=2), "Other")
    assert (history.undo_name, history.redo_name) == ("Other", "")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60), st.integers(300, 5000))
def test_the_oldest_steps_go_when_there_is_no_room(cuts, most):
    history = History(START, most)
    for cut in cuts:
        history.edit(_with(history.workflow, cut=cut), "Cut")
    sizes = [step.size for step in history._back]
    assert history._bytes == sum(sizes)
    assert sum(sizes) <= most or len(sizes) == 1


def test_looks_are_carried_over_only_where_they_changed():
    later = _with(START, cut=5, zoom=2.0)
    assert with_looks(START, START, later) == _with(START, zoom=2.0)
    assert with_looks(START, later, later) is START
    assert with_looks(Workflow(), START, later) == Workflow()


def test_a_reset_of_the_looks_is_taken_back_like_all_else():
    history = History(_with(START, zoom=3.0))
    history.edit(START, "Reset settings")
    history.undo()
    assert _tree(history).zoom == 3.0
