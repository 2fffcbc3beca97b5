"""Nodes, notes and frames are moved with the mouse."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QEvent, QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QImage, QPainter, QRegion  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QApplication, QStyleOptionGraphicsItem  # noqa: E402

from satsuma.ui.canvas.face import Face  # noqa: E402
from satsuma.ui.canvas.view import CanvasView  # noqa: E402
from satsuma.workflow.annotations import Arrow, Frame, TextNote  # noqa: E402
from satsuma.workflow.frames import (  # noqa: E402
    framed,
    with_annotation,
    with_frame_collapsed,
)
from tests.ui.canvas.board import ALT, LEFT, PLAIN, SHIFT  # noqa: E402

pytestmark = pytest.mark.window


def test_a_node_goes_where_it_is_dropped(board):
    node = board.put("import_images", 0, 0)

    board.drag((0, 0), (210, 130), move_keys=ALT)

    assert board.place(node) == pytest.approx((210, 130), abs=1)
    assert board.document.undo_name == "Move"
    board.document.undo()
    assert board.place(node) == (0, 0)
    board.check()


def test_while_it_is_dragged_the_workflow_stays_and_its_links_follow(board):
    node, other = board.put("import_images", 0, 0), board.put("image_viewer", 300, 0)
    link = board.link(node, other)
    before = board.workflow

    board.drag((0, 0), (40, 200), let_go=False, move_keys=ALT)

    assert board.workflow is before
    start = board.scene.link_items[link].middle()
    assert start.y() > 80


def test_a_click_moves_nothing(board):
    board.put("import_images", 0, 0)
    before = board.workflow

    board.drag((0, 0), (2, 1))

    assert board.workflow is before
    assert board.scene.selected_nodes()


def test_it_snaps_into_line_with_another_node(board):
    node = board.put("import_images", 0, 0)
    board.put("image_viewer", 300, 100)

    board.drag((0, 0), (150, 96), let_go=False)
    assert board.scene.guides
    board.drag((0, 0), (0, 0))
    board.drag((0, 0), (150, 96))

    assert board.place(node)[1] == 100
    assert not board.scene.guides


def test_alt_turns_snapping_off(board):
    node = board.put("import_images", 0, 0)
    board.put("image_viewer", 300, 100)

    board.drag((0, 0), (150, 96), move_keys=ALT)

    assert board.place(node) == pytest.approx((150, 96), abs=1)


def test_so_does_the_preference(board):
    node = board.put("import_images", 0, 0)
    board.put("image_viewer", 300, 100)
    board.scene.snaps = False

    board.drag((0, 0), (150, 96))

    assert board.place(node) == pytest.approx((150, 96), abs=1)


@pytest.mark.parametrize(("to", "end"), [((200, 30), (200, 0)), ((30, 200), (0, 200))])
def test_shift_keeps_it_straight(board, to, end):
    node = board.put("import_images", 0, 0)
    board.put("image_viewer", 500, 34)

    board.drag((0, 0), to, move_keys=SHIFT)

    assert board.place(node) == pytest.approx(end, abs=8)
    assert 0 in board.place(node)


def test_escape_brings_it_back(board):
    node = board.put("import_images", 0, 0)
    before = board.workflow
    board.drag((0, 0), (200, 100), let_go=False)

    board.key(Qt.Key.Key_Escape)

    assert board.workflow is before
    assert board.scene.node_items[node].pos() == QPointF(0, 0)
    board.check()


def test_all_that_is_selected_goes_along(board):
    first, second = board.put("import_images", 0, 0), board.put("image_viewer", 300, 0)
    board.put("data_table", 600, 0)
    board.scene.select((first, second))

    board.drag((0, 0), (0, 120), move_keys=ALT)

    assert [board.place(n)[1] for n in board.workflow.nodes] == pytest.approx([120, 120, 0], abs=1)
    assert board.scene.selected_nodes() == (first, second)


def test_a_node_that_vanishes_while_it_is_dragged(board):
    board.put("import_images", 0, 0)
    board.drag((0, 0), (200, 100), let_go=False)

    board.document.undo()

    board.move(220, 120)
    assert not board.scene.is_dragging
    board.check()


def test_a_note_and_an_arrow_are_moved_too(board):
    after, _ = with_annotation(board.workflow, TextNote((0, 0, 200, 60), "Words"))
    after, _ = with_annotation(after, Arrow((300, 0), (400, 100)))
    board.document.edit(after, "Put")

    board.drag((100, 30), (100, 330), move_keys=ALT)
    board.drag((350, 50), (450, 50), move_keys=ALT)

    note, arrow = board.workflow.annotations
    assert note.rect[1] == pytest.approx(300, abs=1)
    assert arrow.start[0] == pytest.approx(400, abs=1)
    board.check()


def test_links_follow_a_tile_that_is_dragged(board):
    node, other = board.put("data_table", 0, 0), board.put("image_viewer", 400, 0)
    link = board.link(node, other)
    after, frame = framed(board.workflow, (node,), "Group")
    board.document.edit(with_frame_collapsed(after, frame, True), "Put")
    tile = board.scene.annotations.items()[0]
    x, y = tile.pos().x(), tile.pos().y()

    board.drag((x, y), (x, y + 200), move_keys=ALT, let_go=False)

    start, _ = board.scene.link_items[link]._ends
    assert start == tile.port_point("out")
    assert start.y() == pytest.approx(y + 200, abs=1)
    board.event(board_release(), board.at(x, y + 200), Qt.MouseButton.LeftButton,
                Qt.MouseButton.NoButton, ALT)
    assert board.place(node)[1] == pytest.approx(200, abs=1)
    assert board.scene.link_items[link]._ends[0] == tile.port_point("out")
    board.check()


def board_release():
    from PyQt6.QtGui import QMouseEvent

    return QMouseEvent.Type.MouseButtonRelease


def test_a_frame_in_a_collapsed_frame_is_not_seen(board):
    first, second = board.put("data_table", 0, 0), board.put("image_viewer", 400, 0)
    after, _ = framed(board.workflow, (first,), "Small")
    after, large = framed(after, (first, second), "Large")
    board.document.edit(after, "Put")
    assert [i.isVisible() for i in board.scene.annotations.items()] == [True, True]

    board.document.edit(with_frame_collapsed(after, large, True), "Collapse")

    assert [i.isVisible() for i in board.scene.annotations.items()] == [False, True]
    board.document.undo()
    assert [i.isVisible() for i in board.scene.annotations.items()] == [True, True]


def test_a_node_dropped_in_a_frame_belongs_to_it(board):
    first = board.put("data_table", 0, 0)
    board.document.edit(framed(board.workflow, (first,), "Group")[0], "Frame")
    second = board.put("image_viewer", 300, 0)

    board.drag((300, 0), (20, 40), move_keys=ALT)

    (frame,) = board.workflow.annotations
    assert isinstance(frame, Frame)
    assert set(frame.members) == {first, second}


def chain(board):
    first, last = board.put("import_images", 0, 0), board.put("image_viewer", 500, 0)
    return first, last, board.link(first, last)


def test_a_node_without_links_is_inserted_where_it_is_dropped_on_a_link(board):
    first, last, link = chain(board)
    table = board.put("data_table", 250, 250)
    before = board.workflow

    board.drag((250, 250), (250, 4), let_go=False)
    assert board.scene.link_items[link].lit
    board.event(board_release(), board.at(250, 4), Qt.MouseButton.LeftButton,
                Qt.MouseButton.NoButton, PLAIN)

    assert set(board.ends()) == {(first, table), (table, last)}
    board.document.undo()
    assert board.workflow == before
    board.check()


def test_a_node_that_does_not_fit_in_between_is_only_moved(board):
    first, last, link = chain(board)
    board.put("hierarchical_clustering", 250, 250)

    board.drag((250, 250), (250, 4))

    assert board.ends() == [(first, last)]
    assert not board.scene.link_items[link].lit


def test_a_node_with_links_is_only_moved(board):
    first, last, _ = chain(board)
    table = board.put("data_table", 250, 250)
    board.link(first, table)

    board.drag((250, 250), (250, 4))

    assert set(board.ends()) == {(first, last), (first, table)}


def test_a_guide_that_is_painted_at_once_leaves_no_piece_of_what_is_dragged(board, monkeypatch):
    node = board.put("data_table", 0, 0)
    board.put("image_viewer", 300, 100)
    board.drag((0, 0), (100, 250), let_go=False)
    QTest.qWait(50)
    item, painted = board.scene.node_items[node], []
    before = board.view.mapFromScene(item.sceneBoundingRect()).boundingRect()
    paint = CanvasView.paintEvent

    def noted(view, event):
        painted.append(event.region())
        paint(view, event)

    monkeypatch.setattr(CanvasView, "paintEvent", noted)
    board.move(150, 97, LEFT)
    assert board.scene.guides
    QApplication.sendEvent(board.canvas.window(), QEvent(QEvent.Type.UpdateRequest))
    QTest.qWait(50)

    missed = QRegion(before)
    for region in painted:
        missed = missed.subtracted(region)
    assert missed.isEmpty()


def test_a_node_paints_nothing_beside_its_bounds(board):
    item = board.scene.node_items[board.put("data_table", 0, 0, "A rather long title " * 9)]
    item.setSelected(True)
    item.set_glow("found")
    item.show_face(Face(line="23 rows × 1,288 columns · and more of it " * 4, sign="error",
                        state="done"))
    made = QImage(500, 400, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.translate(250, 200)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillRect(item.boundingRect(), Qt.GlobalColor.transparent)
    painter.end()
    empty = QImage(made.size(), made.format())
    empty.fill(Qt.GlobalColor.transparent)
    assert made == empty
