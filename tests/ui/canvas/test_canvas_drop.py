"""Widgets, folders, workflows and rubbish are dropped on the canvas."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QMimeData  # noqa: E402
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent  # noqa: E402
from PyQt6.QtWidgets import QApplication  # noqa: E402

from satsuma.ui.drops import WIDGET_MIME  # noqa: E402
from tests.ui.canvas.board import LEFT, PLAIN  # noqa: E402

pytestmark = pytest.mark.window


def test_a_widget_comes_right_where_it_is_dropped(board):
    assert board.drop_widget("image_viewer", 130, 170)

    (node,) = board.workflow.nodes.values()
    assert node.position == pytest.approx((130, 170), abs=1)
    assert board.document.undo_name == "Add Image Viewer"
    assert board.scene.selected_nodes()
    board.document.undo()
    assert not board.workflow.nodes
    board.check()


def test_a_widget_on_a_link_goes_in_between_in_one_step(board):
    first, last = board.put("import_images", 0, 0), board.put("image_viewer", 500, 0)
    board.link(first, last)
    before = board.workflow

    board.drop_widget("data_table", 250, 9)

    new = board.scene.selected_nodes()[0]
    assert set(board.ends()) == {(first, new), (new, last)}
    board.document.undo()
    assert board.workflow == before
    board.check()


def test_a_widget_that_does_not_fit_between_comes_alone(board):
    first, last = board.put("import_images", 0, 0), board.put("image_viewer", 500, 0)
    board.link(first, last)

    board.drop_widget("hierarchical_clustering", 250, 0)

    assert board.ends() == [(first, last)]
    assert len(board.workflow.nodes) == 3


def over(board, x, y, name="data_table"):
    mime = QMimeData()
    mime.setData(WIDGET_MIME, f"satsuma.{name}".encode())
    action = QDragEnterEvent(board.at(x, y), _copy(), mime, LEFT, PLAIN)
    QApplication.sendEvent(board.pane, action)
    QApplication.sendEvent(board.pane, QDragMoveEvent(board.at(x, y), _copy(), mime, LEFT, PLAIN))


def _copy():
    from PyQt6.QtCore import Qt

    return Qt.DropAction.CopyAction


def test_the_link_into_which_it_would_go_is_lit_until_the_mouse_leaves(board):
    first, last = board.put("import_images", 0, 0), board.put("image_viewer", 500, 0)
    item = board.scene.link_items[board.link(first, last)]

    over(board, 250, 0)
    assert item.lit
    QApplication.sendEvent(board.pane, QDragLeaveEvent())

    assert not item.lit


def test_a_widget_that_is_not_here_is_refused_in_words(board):
    board.drop_widget("there_is_none", 0, 0)

    assert board.told == ["This widget is not installed here."]
    assert not board.workflow.nodes


def test_a_folder_on_the_ground_becomes_a_node_that_reads_it(board, cow_folder, qtbot):
    board.drop_files([cow_folder], 130, 170)

    qtbot.waitUntil(lambda: len(board.workflow.nodes) == 1)
    (node,) = board.workflow.nodes.values()
    assert node.widget.spec.id == "satsuma.import_images"
    assert str(cow_folder) in repr(node.widget)
    assert node.position == pytest.approx((130, 170), abs=1)
    board.document.undo()
    assert not board.workflow.nodes
    board.check()


def test_a_folder_on_a_node_that_reads_folders_is_added_there(board, cow_folder, tmp_path, qtbot):
    node = board.put("import_images", 0, 0)
    before = board.workflow

    board.drop_files([cow_folder], 0, 0)

    qtbot.waitUntil(lambda: board.workflow != before)
    assert list(board.workflow.nodes) == [node]
    assert str(cow_folder) in repr(board.workflow.nodes[node].widget)
    board.document.undo()
    assert board.workflow == before


def test_the_same_folder_again_is_no_step(board, cow_folder, qtbot):
    node = board.put("import_images", 0, 0)
    board.drop_files([cow_folder], 0, 0)
    qtbot.waitUntil(lambda: str(cow_folder) in repr(board.workflow.nodes[node].widget))
    before = board.workflow

    board.drop_files([cow_folder], 0, 0)

    qtbot.waitUntil(lambda: bool(board.told))
    assert board.told == ["These are read already."]
    assert board.workflow is before


def test_a_workflow_is_to_be_opened(board, animals, qtbot):
    opened = []
    board.canvas.workflows_dropped.connect(opened.append)

    board.drop_files([animals], 0, 0)

    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [(animals,)]
    assert not board.workflow.nodes


def test_rubbish_is_refused_in_words(board, tmp_path, qtbot):
    rubbish = tmp_path / "notes.xyz"
    rubbish.write_text("no picture")

    board.drop_files([rubbish], 0, 0)

    qtbot.waitUntil(lambda: bool(board.told))
    assert "notes.xyz" in board.told[0]
    assert not board.workflow.nodes


def test_text_is_not_taken_at_all(board):
    mime = QMimeData()
    mime.setText("words")

    assert not board.drop(mime, 0, 0)


def test_a_node_that_takes_folders_is_marked_while_one_is_over_it(board, cow_folder):
    from PyQt6.QtCore import QUrl

    node = board.put("import_images", 0, 0)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(cow_folder))])

    QApplication.sendEvent(board.pane, QDragEnterEvent(board.at(0, 0), _copy(), mime, LEFT, PLAIN))
    QApplication.sendEvent(board.pane, QDragMoveEvent(board.at(0, 0), _copy(), mime, LEFT, PLAIN))
    assert board.scene.node_items[node].glow == "best"
    QApplication.sendEvent(board.pane, QDragLeaveEvent())

    assert board.scene.node_items[node].glow == ""
