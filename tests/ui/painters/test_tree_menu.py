"""The menu of a tree: what it offers, that it does it, and that keys reach it."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.gestures import Changed, Clicked, Dragged, Folded
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.tree_menu import TreeMenu
from tests.ui.painters.shown import shown
from tests.ui.painters.trees import tree_view

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qtbot):
    return DendrogramPainter()


@pytest.fixture
def asked(qtbot, painter, monkeypatch):
    """Ask for a menu with the mouse or the keys; it is made, but not put on the screen."""
    made: list[TreeMenu] = []
    monkeypatch.setattr(TreeMenu, "ask", lambda menu, at: made.append(menu))

    def ask(place: QPoint, reason=QContextMenuEvent.Reason.Mouse) -> TreeMenu:
        canvas = painter.canvas
        QApplication.sendEvent(canvas, QContextMenuEvent(
            reason, place, canvas.mapToGlobal(place)))
        return made[-1]

    return ask


def titles(menu) -> dict[str, QAction]:
    return {action.text().partition("\t")[0]: action for action in menu.actions()
            if not action.isSeparator()}


def place_of(painter, node: int) -> QPoint:
    return (painter.canvas.layout_now().place_of(node) + QPointF(2, 0)).toPoint()


def test_a_branch_is_picked_added_taken_out_folded_and_cut(qtbot, painter, asked):
    view = tree_view(23, 0)
    told = shown(qtbot, painter, view)
    tree, node = view.tree, int(view.tree.merges[-1].min())
    branch = tree.branch(node)
    offered = titles(asked(place_of(painter, node)))
    for title, gesture in (
            ("Select branch", Clicked(branch)), ("Add to selection", Clicked(branch, extend=True)),
            ("Fold branch", Folded(branch, True))):
        offered[title].trigger()
        assert told[-1] == gesture
    assert not offered["Take out of selection"].isEnabled()
    offered["Cut the tree here"].trigger()
    assert isinstance(told[-1], Dragged)
    offered["Whole tree"].trigger()
    assert Changed("stretch", 1.0) in told
    painter.show_view(tree_view(23, 1))
    offered = titles(asked(place_of(painter, tree.root)))
    assert not offered["Add to selection"].isEnabled()
    assert not offered["Fold branch"].isEnabled(), "the whole tree stays open"
    offered["Take out of selection"].trigger()
    assert told[-1] == Clicked(tree.branch(tree.root), remove=True)


def test_every_entry_tells_its_keys_and_has_its_own_words(qtbot, painter, asked):
    view = tree_view(23, 3)
    shown(qtbot, painter, view)
    for place in (place_of(painter, view.tree.root), QPoint(5, 5)):
        entries = [action.text() for action in asked(place).actions() if not action.isSeparator()]
        assert all("\t" in text for text in entries)
        assert len({text.partition("\t")[2] for text in entries}) == len(entries)


def test_the_menu_key_opens_the_menu_of_the_branch_that_the_keys_are_at(qtbot, painter, asked):
    view = tree_view(40, 0)
    shown(qtbot, painter, view)
    canvas = painter.canvas
    by_keys = QContextMenuEvent.Reason.Keyboard
    assert "Select branch" not in titles(asked(QPoint(10, 10), by_keys))
    canvas.go_to(int(view.tree.order[3]))
    assert "Select leaf" in titles(asked(QPoint(10, 10), by_keys))
    places: list[QPoint] = []
    canvas.menu_asked.connect(lambda node, at: places.append(canvas.mapFromGlobal(at)))
    canvas.scroll_to(canvas.farthest())
    asked(QPoint(10, 10), by_keys)
    assert canvas.rect().contains(places[-1]), "also when the branch is out of sight"


def test_names_are_copied_in_the_order_of_the_leaves(qtbot, painter, asked):
    view = tree_view(23, 0)
    shown(qtbot, painter, view)
    node = int(view.tree.merges[-1].min())
    titles(asked(place_of(painter, node)))["Copy names"].trigger()
    wanted = [f"r{row}" for row in view.tree.members(node)]
    assert QGuiApplication.clipboard().text().splitlines() == wanted
    ground = titles(asked(QPoint(5, 5)))
    assert not ground["Copy names of selection"].isEnabled()
    assert not ground["Select nothing"].isEnabled()
    painter.canvas.go_to(int(view.tree.order[0]))
    QTest.keyClick(painter.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"r{view.tree.order[0]}"


def test_pictures_of_a_branch_are_shown_large_and_escape_leads_back(
        qtbot, painter, asked, cow_folder):
    view = tree_view(12, 0, folder=cow_folder)
    shown(qtbot, painter, view)
    node = int(view.tree.merges[-1].min())
    titles(asked(place_of(painter, node)))["Show pictures large"].trigger()
    large = painter.large
    assert painter.pages.currentWidget() is large
    assert large.head.place.text() == f"1 of {view.tree.size(node)}"
    QTest.keyClick(large, Qt.Key.Key_Right)
    assert large.head.place.text().startswith("2 of" if view.tree.size(node) > 1 else "1 of")
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert painter.pages.currentWidget() is not large
    painter.canvas.go_to(3)
    QTest.keyClick(painter.canvas, Qt.Key.Key_L)
    assert painter.pages.currentWidget() is large
    painter.show_view(tree_view(12, 0))
    assert painter.pages.currentWidget() is not large, "they were of another tree"


def test_a_tree_without_pictures_shows_none_large(qtbot, painter, asked):
    view = tree_view(12, 2)
    shown(qtbot, painter, view)
    assert "Show pictures large" not in titles(asked(place_of(painter, view.tree.root)))
    painter.show_large(view.tree.root)
    assert painter.large is None


def test_what_the_window_does_is_offered_too(qtbot, painter, asked):
    view = tree_view(12, 2)
    shown(qtbot, painter, view)
    done: list[str] = []
    action = QAction("Save picture", painter)
    action.setShortcut("Alt+S")
    action.triggered.connect(lambda: done.append("saved"))
    painter.addAction(action)
    offered = titles(asked(place_of(painter, view.tree.root)))
    offered["Save picture of the tree…"].trigger()
    assert done == ["saved"]
