"""The find bar, and the finding that is behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PyQt6.QtCore import Qt  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402

from satsuma.engine.result import Result, Status  # noqa: E402
from satsuma.ui.find_bar import FindBar  # noqa: E402
from satsuma.ui.finding import find  # noqa: E402
from satsuma.workflow.annotations import Arrow, Frame, TextNote  # noqa: E402
from satsuma.workflow.model import Node, Workflow  # noqa: E402
from satsuma.workflow.unknown import Unknown  # noqa: E402
from tests.own_time import own_time  # noqa: E402

pytestmark = pytest.mark.window
Key = Qt.Key

GONE = Unknown((("name", "Silhouette Plot"),), "{'metric': 'cosine'}", "literal",
               "Silhouette Plot is not known here.")


def workflow_of(catalog) -> Workflow:
    made = Workflow()
    for at, (name, title) in enumerate([
            ("import-images", "Cows"), ("image-embedding", "Numbers of cows"),
            ("distances", "Distances"), ("image-viewer", "Kühe im Stall")]):
        made, _ = made.with_new_node(catalog.named(name)(), title, (at * 150.0, 0.0))
    made = made.with_node("gone", Node(GONE, "Old plot", (900.0, 0.0)))
    return replace(made, annotations=(
        TextNote((1000, 0, 10, 10), "Which cows stand together?"), Arrow((0, 0), (1, 1)),
        Frame("f", "The barn", (-50, 0, 10, 10))))


def messages(node_id: str) -> tuple[str, ...]:
    return ("There is no folder “cows-2024”.",) if node_id == "distances" else ()


def names(found) -> list[str]:
    return [one.node or f"note {one.annotation}" for one in found]


@pytest.mark.parametrize(("text", "where"), [
    ("numbers", ["numbers-of-cows"]),
    ("image embedding", ["numbers-of-cows"]),
    ("KUHE", ["kuhe-im-stall"]),
    ("network: efficientnet", ["numbers-of-cows"]),
    ("cosine", ["distances", "gone"]),
    ("cows-2024", ["distances"]),
    ("barn", ["note 2"]),
    ("cows", ["cows", "numbers-of-cows", "distances", "note 0"]),
    ("together which", ["note 0"]),
    ("not known", ["gone"]),
    ("  ", []), ("qqqq", [])])
def test_it_is_found_wherever_it_stands(catalog, text, where):
    workflow = workflow_of(catalog)
    ids = {node.title: node_id for node_id, node in workflow.nodes.items()}
    where = [ids["Kühe im Stall"] if one == "kuhe-im-stall" else one for one in where]
    assert names(find(workflow, text, messages)) == where


def test_it_is_said_where_it_was_found(catalog):
    workflow = workflow_of(catalog)
    assert find(workflow, "efficientnet", messages)[0].why == "Network: efficientnet_lite0"
    assert find(workflow, "2024", messages)[0].why == "There is no folder “cows-2024”."


@given(st.text(max_size=10))
def test_any_text_may_be_looked_for(catalog, text):
    found = find(workflow_of(catalog), text, messages)
    assert len({(one.node, one.annotation) for one in found}) == len(found)


def test_a_thousand_nodes_with_long_settings_are_quick(catalog):
    viewer = catalog.named("image-viewer")
    name = next(f for f, value in vars(viewer()).items() if isinstance(value, tuple))
    widget = replace(viewer(), **{name: tuple(f"row-{n}" for n in range(5000))})
    nodes = {f"n{i}": Node(replace(widget), f"Viewer {i}") for i in range(1000)}
    workflow = Workflow(nodes)
    find(workflow, "warm", messages)
    start = own_time()
    assert len(find(workflow, "row-7", messages)) == 1000
    assert own_time() - start < 0.5


# The bar


@pytest.fixture
def bar(qtbot, catalog, document):
    document.edit(workflow_of(catalog), "Begin")
    document.bridge._timer.stop()
    made = FindBar(document)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def shown(bar) -> list[str]:
    seen: list[str] = []
    bar.show_node.connect(seen.append)
    bar.show_annotation.connect(lambda index: seen.append(f"note {index}"))
    return seen


def press(bar, *keys, text: str = "", back: bool = False) -> None:
    QTest.keyClicks(bar.line, text)
    for key in keys:
        shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(bar.line, key, shift)


def test_enter_goes_around_and_shift_enter_back(bar, shown):
    press(bar, text="cows")
    assert bar.count.text() == "1 of 3"
    press(bar, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    press(bar, Key.Key_Return, back=True)
    assert shown[-5:] == ["cows", "numbers-of-cows", "note 0", "cows", "note 0"]
    assert bar.count.text() == "3 of 3"
    assert bar.why.text() == "Which cows stand together?"


def test_the_buttons_do_the_same(bar, shown):
    press(bar, text="cows")
    QTest.mouseClick(bar.forth, Qt.MouseButton.LeftButton)
    QTest.keyClick(bar.back, Key.Key_Space)
    QTest.keyClick(bar.back, Key.Key_Space)
    assert shown[-4:] == ["cows", "numbers-of-cows", "cows", "note 0"]


def test_what_fits_is_to_be_highlighted_until_the_bar_closes(bar, qtbot):
    with qtbot.waitSignal(bar.matched) as matched:
        bar.line.setText("cows")
    assert matched.args == [{"cows", "numbers-of-cows"}]
    with qtbot.waitSignals([bar.matched, bar.closed]) as done:
        press(bar, Key.Key_Escape)
    assert done.all_signals_and_args[0].args == (frozenset(),)
    assert not bar.isVisible()


def test_escape_on_a_button_closes_too(bar):
    QTest.keyClick(bar.forth, Key.Key_Escape)
    assert not bar.isVisible()


def test_nothing_found_is_said(bar, shown):
    press(bar, Key.Key_Return, text="qqqq")
    assert bar.count.text() == "Not found. Try another word."
    assert shown == []
    assert not bar.forth.isEnabled()


def test_opened_again_the_last_text_is_ready_to_be_typed_over(bar):
    press(bar, Key.Key_Escape, text="cows")
    bar.open()
    assert bar.count.text() == "1 of 3"
    press(bar, text="barn")
    assert bar.line.text() == "barn"


def test_it_follows_edits_and_stays_where_one_is(bar, shown, document, qtbot):
    press(bar, Key.Key_Return, text="cows")
    jumps = len(shown)
    document.edit(document.workflow.without_node("cows"), "Remove")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    assert len(shown) == jumps
    press(bar, Key.Key_Return)
    assert shown[-1] == "note 0"


def test_it_finds_a_message_that_comes_later(bar, document, qtbot):
    press(bar, text="sour milk")
    assert bar.found == ()
    failed = Status("distances", "failed", result=Result(error="The cows gave sour milk."))
    document.bridge._note("distances", failed)
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert bar.why.text() == "The cows gave sour milk."


def test_everything_has_a_name_and_is_reached_by_tab(bar):
    press(bar, text="cows")
    parts = [bar.line, bar.back, bar.forth, bar.shut]
    assert all(part.accessibleName() for part in parts)
    for part, after in zip(parts, parts[1:], strict=False):
        part.setFocus()
        QTest.keyClick(part, Key.Key_Tab)
        assert after.hasFocus()
