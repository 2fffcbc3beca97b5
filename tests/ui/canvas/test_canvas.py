"""The canvas as a whole: adding, menus, renaming, peeking, notes, links."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QDesktopServices  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QLineEdit  # noqa: E402

from satsuma.engine.result import Result  # noqa: E402
from satsuma.ui.canvas.title_editor import TitleEditor  # noqa: E402
from satsuma.workflow.annotations import Frame, TextNote  # noqa: E402
from satsuma.workflow.frames import with_annotation  # noqa: E402
from tests.ui.canvas.board import CONTROL  # noqa: E402

pytestmark = pytest.mark.window


def take(board, text) -> None:
    """Type in the quick menu and take what comes first."""
    line = board.canvas.quick_menu.line
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


# Adding

def test_a_double_click_on_the_ground_adds_right_there(board):
    board.double_click(120, 160)
    take(board, "viewer")

    (node,) = board.workflow.nodes.values()
    assert node.widget.spec.title == "Image Viewer"
    assert node.position == pytest.approx((120, 160), abs=2)
    assert board.document.undo_name == "Add Image Viewer"
    board.document.undo()
    assert not board.workflow.nodes
    board.check()


def test_the_preference_turns_that_off(board):
    board.canvas.double_click_opens_menu = False

    board.double_click(120, 160)

    assert not board.canvas.quick_menu.isVisible()


def test_a_right_click_on_the_ground_opens_the_quick_menu(board):
    board.view.context_menu_asked.emit(board.at(120, 160))

    assert board.canvas.quick_menu.isVisible()


def test_or_the_menu_where_that_is_wished(board):
    asked = []
    board.canvas.menu_asked.connect(asked.append)
    board.canvas.right_click_opens_menu = False

    board.view.context_menu_asked.emit(board.at(120, 160))

    assert asked
    assert not board.canvas.quick_menu.isVisible()


def test_a_right_click_on_a_node_selects_it_and_asks_for_its_menu(board):
    node, other = board.put("import_images", 0, 0), board.put("data_table", 300, 0)
    board.scene.select((other,))
    asked = []
    board.canvas.menu_asked.connect(asked.append)

    board.view.context_menu_asked.emit(board.at(0, 0))

    assert asked
    assert board.scene.selected_nodes() == (node,)


def test_a_right_click_on_one_of_many_keeps_them_all(board):
    both = board.put("import_images", 0, 0), board.put("data_table", 300, 0)
    board.scene.select(both)

    board.view.context_menu_asked.emit(board.at(0, 0))

    assert board.scene.selected_nodes() == both


def test_from_the_toolbox_it_is_linked_to_what_is_selected(board):
    source = board.put("import_images", 0, 0)
    board.scene.select((source,))

    board.canvas.add_from_toolbox(board.widget("image_viewer"))

    ((start, end),) = board.ends()
    assert start == source
    assert board.place(end) == (170, 0)
    assert board.scene.selected_nodes() == (end,)


def test_from_the_toolbox_without_a_selection_it_comes_into_the_middle(board):
    board.canvas.add_from_toolbox(board.widget("image_viewer"))

    (node,) = board.workflow.nodes.values()
    middle = board.view.middle()
    assert node.position == pytest.approx((middle.x(), middle.y()), abs=1)


def test_a_widget_that_looks_around_is_added_afterwards(board, qtbot):
    board.canvas.add_from_toolbox(board.widget("image_embedding"))

    qtbot.waitUntil(lambda: len(board.workflow.nodes) == 1)
    board.check()


def test_into_a_link_in_one_step(board):
    first, last = board.put("import_images", 0, 0), board.put("image_viewer", 400, 0)
    link = board.link(first, last)
    before = board.workflow

    board.canvas.insert_into(link)
    assert "between Import Images and Image Viewer" in board.canvas.quick_menu.heading.text()
    take(board, "table")

    assert len(board.ends()) == 2
    assert link not in board.workflow.links
    board.document.undo()
    assert board.workflow == before


def test_after_a_node(board):
    node = board.put("import_images", 0, 0)

    board.canvas.add_after(node)
    take(board, "table")

    ((start, _),) = board.ends()
    assert start == node


def test_what_it_was_to_be_linked_to_may_be_gone(board):
    node = board.put("import_images", 0, 0)
    board.canvas.add_after(node)
    board.document.edit(board.workflow.without_node(node), "Remove")

    take(board, "table")

    assert len(board.workflow.nodes) == 1
    assert not board.workflow.links


# Notes

def test_a_note_is_written_at_once(board):
    board.canvas.add_annotation("Text note", QPointF(100, 100))

    assert board.scene.focusItem() is not None
    QTest.keyClicks(board.view, "Hello")
    board.key(Qt.Key.Key_Return, CONTROL)

    (note,) = board.workflow.annotations
    assert isinstance(note, TextNote)
    assert note.text == "Hello"


def test_a_frame_goes_around_what_is_selected(board):
    node = board.put("import_images", 0, 0)
    board.canvas.add_annotation("Frame")
    assert not board.workflow.annotations
    assert "Select the widgets" in board.told[-1]

    board.scene.select((node,))
    board.canvas.add_annotation("Frame")

    (frame,) = board.workflow.annotations
    assert isinstance(frame, Frame)
    assert frame.members == (node,)
    assert board.scene.focusItem() is not None  # its title is written at once


def test_a_link_in_a_note_is_opened_with_control_only(board, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    note = TextNote((0, 0, 300, 60), "https://example.org")
    board.document.edit(with_annotation(board.workflow, note)[0], "Note")

    board.click(40, 20)
    assert not opened
    board.click(40, 20, CONTROL)

    assert [url.toString() for url in opened] == ["https://example.org"]
    assert "example.org" in board.told[-1]


# Titles

def editor(board) -> QLineEdit:
    return board.pane.findChild(TitleEditor)


def test_a_node_is_renamed_where_its_title_stands(board):
    node = board.put("import_images", 0, 0)

    board.canvas.rename(node)
    QTest.keyClicks(editor(board), "My cows")
    QTest.keyClick(editor(board), Qt.Key.Key_Return)

    assert board.workflow.nodes[node].title == "My cows"
    assert board.document.undo_name == "Rename"
    assert board.view.hasFocus()
    assert board.opened == []


def test_enter_takes_the_title_of_a_selected_node_and_opens_nothing(board):
    node = board.put("import_images", 0, 0)
    board.scene.select((node,))

    board.canvas.rename(node)
    QTest.keyClicks(editor(board), "My cows")
    QTest.keyClick(editor(board), Qt.Key.Key_Return)

    assert board.workflow.nodes[node].title == "My cows"
    assert board.opened == []


def test_escape_keeps_the_old_title(board):
    node = board.put("import_images", 0, 0)
    board.canvas.rename(node)
    QTest.keyClicks(editor(board), "My cows")

    QTest.keyClick(editor(board), Qt.Key.Key_Escape)

    assert board.workflow.nodes[node].title == "Import Images"


def test_going_elsewhere_keeps_the_new_title_and_takes_no_focus_back(board, qtbot):
    node = board.put("import_images", 0, 0)
    other = QLineEdit(board.canvas)
    other.show()
    board.canvas.rename(node)
    QTest.keyClicks(editor(board), "My cows")

    other.setFocus()

    assert board.workflow.nodes[node].title == "My cows"
    assert other.hasFocus()


def test_a_node_that_vanishes_while_it_is_renamed(board):
    node = board.put("import_images", 0, 0)
    board.canvas.rename(node)
    QTest.keyClicks(editor(board), "My cows")

    board.document.undo()
    QTest.keyClick(editor(board), Qt.Key.Key_Return)

    assert not board.workflow.nodes


# The peek

@pytest.fixture
def linked(board):
    source, target = board.put("import_images", 0, 0), board.put("image_viewer", 300, 0)
    board.joined = board.link(source, target)
    board.peeking = board.canvas.peeking
    board.peeking._timer.setInterval(1)
    return board


def test_the_mouse_that_rests_on_a_link_opens_the_peek(linked, qtbot):
    linked.move(150, 0)
    qtbot.waitUntil(linked.peeking.peek.isVisible)

    linked.move(150, 200)
    assert not linked.peeking.peek.isVisible()


@pytest.mark.parametrize("happens", ["wheel", "key", "press", "removed"])
def test_whatever_happens_closes_it(linked, qtbot, happens):
    linked.move(150, 0)
    qtbot.waitUntil(linked.peeking.peek.isVisible)

    {"wheel": lambda: linked.wheel(-120), "key": lambda: linked.key(Qt.Key.Key_Right),
     "press": lambda: linked.click(150, 200),
     "removed": lambda: linked.document.edit(
         linked.workflow.without_link(linked.joined), "Remove")}[happens]()

    assert not linked.peeking.peek.isVisible()


def test_it_tells_what_came_meanwhile(linked, qtbot, monkeypatch):
    linked.move(150, 0)
    qtbot.waitUntil(linked.peeking.peek.isVisible)
    before = linked.peeking.peek.accessibleDescription()
    monkeypatch.setattr(linked.document.bridge, "last",
                        lambda node_id: Result({linked.joined.output: (1, 2, 3)}))

    linked.document.bridge.news.emit(linked.joined.source)

    assert linked.peeking.peek.accessibleDescription() != before
    assert linked.scene.link_items[linked.joined].carries


# The invitation

def test_an_empty_canvas_invites(board):
    invitation = board.canvas.invitation
    assert invitation.isVisible()
    away = invitation.geometry().center() - board.pane.rect().center()
    assert away.manhattanLength() <= 3

    board.canvas.resize(700, 500)
    away = invitation.geometry().center() - board.pane.rect().center()
    assert away.manhattanLength() <= 3
    board.put("import_images", 0, 0)
    assert not invitation.isVisible()
    board.document.undo()
    assert invitation.isVisible()


def test_it_stays_in_the_middle_while_one_scrolls(board):
    board.wheel(-120)

    away = board.canvas.invitation.geometry().center() - board.pane.rect().center()
    assert away.manhattanLength() <= 3


def test_the_mouse_goes_through_it(board):
    at = board.pane.rect().center()
    point = board.view.mapToScene(at)

    board.double_click(point.x(), point.y())

    assert board.canvas.quick_menu.isVisible()


# Links

def test_the_dialog_on_links_opens_by_a_double_click(linked):
    linked.double_click(150, 0)

    dialogs = [d for d in linked.canvas.findChildren(object) if type(d).__name__ == "LinkDialog"]
    assert dialogs
    dialogs[0].reject()


def test_a_link_that_was_chosen_is_made_or_refused_in_words(linked):
    linked.canvas.take_link(linked.joined)

    assert linked.told[-1] == "These two are linked already."
    assert len(linked.workflow.links) == 1


def test_showing_all_of_an_empty_workflow(board):
    board.canvas.show_all_or_begin()

    assert board.view.zoom == 1.0
