"""All of the canvas can be used by keyboard."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QPoint, QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QContextMenuEvent  # noqa: E402
from PyQt6.QtWidgets import QApplication  # noqa: E402

from satsuma.ui.canvas.keyboard import nearest  # noqa: E402
from satsuma.workflow.annotations import Arrow, TextNote  # noqa: E402
from satsuma.workflow.frames import (  # noqa: E402
    framed,
    with_annotation,
    with_frame_collapsed,
)
from tests.ui.canvas.board import CONTROL, SHIFT  # noqa: E402

pytestmark = pytest.mark.window
KEY = Qt.Key


@pytest.fixture
def full(board):
    """Three nodes in a chain, made in another order, and a note and an arrow."""
    last = board.put("image_viewer", 400, 0)
    first, second = board.put("import_images", 0, 0), board.put("data_table", 200, 0)
    board.link(first, second)
    board.link(second, last)
    board.ids = [first, second, last]
    after, _ = with_annotation(board.workflow, TextNote((0, 250, 200, 60), "Words"))
    after, _ = with_annotation(after, Arrow((300, 250), (400, 300)))
    board.document.edit(after, "Notes")
    return board


def chosen(board):
    return board.scene.selected_nodes() + board.scene.selected_annotations()


def test_tab_goes_along_the_links_and_then_to_the_notes(full):
    seen = []
    for _ in range(5):
        full.key(KEY.Key_Tab)
        seen.append(chosen(full))

    assert seen == [(n,) for n in full.ids] + [(0,), (1,)]


def test_shift_tab_goes_back(full):
    full.scene.select((), (0,))

    full.key(KEY.Key_Backtab, SHIFT)
    assert chosen(full) == (full.ids[2],)
    full.key(KEY.Key_Backtab, SHIFT)
    assert chosen(full) == (full.ids[1],)


def test_tab_leaves_the_canvas_after_the_last_thing(full):
    full.scene.select((), (1,))

    assert not full.view.keys.step(1)


def test_what_a_collapsed_frame_hides_is_passed_over(full):
    after, frame = framed(full.workflow, full.ids[:2], "Group")
    full.document.edit(with_frame_collapsed(after, frame, True), "Frame")

    seen = []
    for _ in range(4):
        full.key(KEY.Key_Tab)
        seen.append(chosen(full))

    assert seen == [(full.ids[2],), (0,), (1,), (2,)]


def test_arrows_go_to_the_nearest_thing_on_their_side(full):
    full.scene.select((full.ids[0],))

    full.key(KEY.Key_Right)
    assert chosen(full) == (full.ids[1],)
    full.key(KEY.Key_Left)
    assert chosen(full) == (full.ids[0],)
    full.key(KEY.Key_Down)
    assert chosen(full) == (0,)
    full.key(KEY.Key_Right)
    assert chosen(full) == (1,)
    full.key(KEY.Key_Up)
    assert chosen(full) == (full.ids[2],)


def test_shift_and_arrows_move_in_one_step(full):
    full.scene.select((full.ids[0],))

    for _ in range(3):
        full.key(KEY.Key_Right, SHIFT)
    full.key(KEY.Key_Down, SHIFT | CONTROL)

    assert full.place(full.ids[0]) == (96, 8)
    full.document.undo()
    assert full.place(full.ids[0]) == (0, 0)


def test_moving_another_node_is_another_step(full):
    full.scene.select((full.ids[0],))
    full.key(KEY.Key_Right, SHIFT)
    full.scene.select((full.ids[1],))
    full.key(KEY.Key_Right, SHIFT)

    full.document.undo()

    assert full.place(full.ids[0]) == (32, 0)
    assert full.place(full.ids[1]) == (200, 0)


def test_enter_opens_a_node(full):
    full.scene.select((full.ids[1],))

    full.key(KEY.Key_Return)

    assert full.opened == [full.ids[1]]


def test_enter_writes_in_a_note(full):
    full.scene.select((full.ids[2],))
    full.key(KEY.Key_Tab)

    full.key(KEY.Key_Return)

    note = full.scene.annotations.items()[0]
    assert note.childItems()
    assert full.scene.focusItem() is note.childItems()[0]


def test_enter_writes_in_a_note_that_was_selected_by_the_program(full):
    full.scene.select((), (0,))

    full.key(KEY.Key_Return)

    assert full.scene.annotations.items()[0].childItems()


def test_letters_go_into_the_note_that_is_written(full):
    full.view.any_key_opens_menu = True
    full.scene.select((), (0,))
    full.key(KEY.Key_Return)

    full.key(KEY.Key_Space)
    full.key(KEY.Key_X)

    assert not full.canvas.quick_menu.isVisible()
    full.key(KEY.Key_Return, CONTROL)
    assert full.workflow.annotations[0].text == "Words x"


def test_escape_closes_one_thing_after_the_other(full):
    full.scene.select((full.ids[0],))
    full.scene.set_glow({full.ids[1]: "found"})
    full.drag((0, 0), (50, 50), let_go=False)

    full.key(KEY.Key_Escape)
    assert not full.scene.is_dragging
    assert full.scene.node_items[full.ids[1]].glow == "found"
    full.key(KEY.Key_Escape)
    assert full.scene.node_items[full.ids[1]].glow == ""
    assert chosen(full)
    full.key(KEY.Key_Escape)
    assert not chosen(full)


def test_space_opens_the_quick_menu_unless_it_is_turned_off(full):
    full.view.space_opens_menu = False
    full.key(KEY.Key_Space)
    assert not full.canvas.quick_menu.isVisible()

    full.view.space_opens_menu = True
    full.key(KEY.Key_Space)
    assert full.canvas.quick_menu.isVisible()


def test_a_letter_opens_it_where_that_is_wished(full):
    full.key(KEY.Key_V)
    assert not full.canvas.quick_menu.isVisible()

    full.view.any_key_opens_menu = True
    full.key(KEY.Key_V)
    assert full.canvas.quick_menu.isVisible()
    assert full.canvas.quick_menu.line.text() == "v"


@pytest.mark.parametrize("press", [(KEY.Key_Menu, Qt.KeyboardModifier.NoModifier),
                                   (KEY.Key_F10, SHIFT)])
def test_the_menu_key_asks_for_the_menu_of_what_is_selected(full, press):
    asked = []
    full.canvas.menu_asked.connect(asked.append)
    full.scene.select((full.ids[1],))

    full.key(*press)

    assert len(asked) == 1
    assert full.scene.selected_nodes() == (full.ids[1],)


def test_the_menu_key_comes_twice_and_counts_once(full):
    """Some systems send an event for the menu as well as one for the key."""
    asked = []
    full.view.context_menu_asked.connect(asked.append)

    QApplication.sendEvent(full.pane, QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))

    assert not asked


def test_the_menu_key_finds_an_open_frame(full):
    full.document.edit(framed(full.workflow, full.ids[:1], "Group")[0], "Frame")
    asked = []
    full.canvas.menu_asked.connect(asked.append)
    full.scene.select((), (2,))

    full.key(KEY.Key_Menu)

    assert asked
    assert full.scene.selected_annotations() == (2,)


def test_what_is_selected_is_said(full):
    full.scene.select((full.ids[1],))
    assert full.view.accessibleDescription().startswith("Data Table; ")
    full.scene.select((), (0,))
    assert full.view.accessibleDescription() == "Note: Words"
    full.scene.select(())
    assert full.view.accessibleDescription().startswith("A workflow: 3 widgets, 2 links")
    full.scene.select_all()
    assert full.view.accessibleDescription().startswith("Selected: 3 widgets")


def test_an_empty_canvas_says_how_to_begin(board):
    assert "Press Space" in board.view.accessibleDescription()


def test_nothing_on_that_side():
    assert nearest(QPointF(0, 0), {"a": QPointF(-50, 0)}, (1, 0)) is None


def test_straight_ahead_comes_before_aslant():
    places = {"aslant": QPointF(80, 70), "ahead": QPointF(120, 0)}

    assert nearest(QPointF(0, 0), places, (1, 0)) == "ahead"
