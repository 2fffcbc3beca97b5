"""Links are drawn with the mouse, from either side, onto nodes, ports and the empty ground."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import Qt  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402

from tests.ui.canvas.board import SHIFT  # noqa: E402

pytestmark = pytest.mark.window


@pytest.fixture
def pair(board):
    """Import Images on the left and a viewer on the right, not linked."""
    board.source = board.put("import_images", 0, 0)
    board.target = board.put("image_viewer", 300, 0)
    return board


def test_from_the_output_onto_the_disc(pair):
    pair.drag(pair.port(pair.source, "out"), (300, 0))

    assert pair.ends() == [(pair.source, pair.target)]
    assert pair.document.undo_name == "Link"
    pair.check()


def test_from_the_input_backward_onto_the_disc(pair):
    pair.drag(pair.port(pair.target, "in"), (0, 0))

    assert pair.ends() == [(pair.source, pair.target)]


def test_onto_the_port_itself(pair):
    pair.drag(pair.port(pair.source, "out"), pair.port(pair.target, "in"))

    assert pair.ends() == [(pair.source, pair.target)]


def test_onto_the_title(pair):
    pair.drag(pair.port(pair.source, "out"), (300, 48))

    assert pair.ends() == [(pair.source, pair.target)]


def test_what_fits_is_marked_while_the_link_is_drawn(pair):
    other = pair.put("import_images", 0, 250)

    pair.drag(pair.port(pair.source, "out"), (300, 0), let_go=False)

    items = pair.scene.node_items
    assert items[pair.target].glow == "best"
    assert items[pair.target].open_ports == "in"
    assert items[other].glow == "dim"
    assert items[pair.source].glow == ""
    assert pair.told[-1] == "data → data"


def test_all_marks_are_gone_after_the_drop(pair):
    pair.drag(pair.port(pair.source, "out"), (300, 0))

    assert all(i.glow == "" and i.open_ports is None for i in pair.scene.node_items.values())
    assert not pair.scene.is_dragging
    pair.check()


def test_what_was_found_is_marked_again_after_the_drop(pair):
    pair.scene.set_glow({pair.source: "found"})

    pair.drag(pair.port(pair.source, "out"), (300, 0))

    assert pair.scene.node_items[pair.source].glow == "found"
    assert pair.scene.node_items[pair.target].glow == ""


def test_a_node_that_does_not_fit_says_why(pair):
    pair.put("hierarchical_clustering", 300, 250)

    pair.drag(pair.port(pair.source, "out"), (300, 250))

    assert not pair.ends()
    assert any("Import Images sends" in said and "takes distances" in said for said in pair.told)
    pair.check()


def test_a_circle_is_refused_in_words(board):
    first, second = board.put("data_table", 0, 0), board.put("data_table", 300, 0)
    board.link(first, second)

    board.drag(board.port(second, "out"), (0, 0))

    assert board.ends() == [(first, second)]
    assert "This would make a circle." in board.told


def test_a_second_link_of_the_same_ends_is_refused_in_words(pair):
    pair.link(pair.source, pair.target)

    pair.drag(pair.port(pair.source, "out"), (300, 0))

    assert len(pair.workflow.links) == 1
    assert "These two are linked already." in pair.told


def test_escape_gives_up(pair):
    pair.drag(pair.port(pair.source, "out"), (200, 100), let_go=False)
    assert pair.scene.is_dragging

    pair.key(Qt.Key.Key_Escape)

    assert not pair.scene.is_dragging
    assert not pair.ends()
    pair.check()


def test_a_workflow_that_changes_meanwhile_ends_the_drag(pair):
    pair.drag(pair.port(pair.source, "out"), (300, 0), let_go=False)

    pair.document.undo()  # the target is gone

    assert not pair.scene.is_dragging
    pair.move(250, 30)
    pair.check()


def test_a_click_on_a_port_draws_nothing(pair):
    pair.click(*pair.port(pair.source, "out"))

    assert not pair.ends()
    assert not pair.canvas.quick_menu.isVisible()
    pair.check()


def test_shift_at_the_press_takes_the_exact_port(board):
    clustering = board.put("hierarchical_clustering", 0, 0)
    board.put("data_table", 300, 0)
    ports = board.scene.node_items[clustering].ports("out")

    board.drag(board.port(clustering, "out", ports[-1]), (300, 0), keys=SHIFT)

    assert [link.output for link in board.workflow.links] == [ports[-1]]


def test_without_shift_the_likeliest_port_is_taken(board):
    clustering = board.put("hierarchical_clustering", 0, 0)
    board.put("data_table", 300, 0)
    ports = board.scene.node_items[clustering].ports("out")

    board.drag(board.port(clustering, "out", ports[-1]), (300, 0))

    assert [link.output for link in board.workflow.links] == [ports[0]]


def test_where_an_input_is_taken_the_person_is_asked(board):
    """The likeliest link would replace another one: a menu says so."""
    first, second = board.put("import_images", 0, 0), board.put("import_images", 0, 200)
    embedding = board.put("image_embedding", 300, 0)
    board.link(first, embedding)

    board.drag(board.port(second, "out"), (300, 0))

    assert board.ends() == [(first, embedding)]


def test_on_the_taken_port_itself_the_link_is_replaced(board):
    first, second = board.put("import_images", 0, 0), board.put("import_images", 0, 200)
    embedding = board.put("image_embedding", 300, 0)
    board.link(first, embedding)

    board.drag(board.port(second, "out"), board.port(embedding, "in"))

    assert board.ends() == [(second, embedding)]
    board.document.undo()
    assert board.ends() == [(first, embedding)]


def test_on_the_empty_ground_a_widget_is_added_and_linked_in_one_step(board):
    source = board.put("import_images", 0, 0)
    before = board.workflow

    board.drag(board.port(source, "out"), (300, 120))
    menu = board.canvas.quick_menu
    assert menu.isVisible()
    assert "after Import Images" in menu.heading.text()
    QTest.keyClicks(menu.line, "viewer")
    QTest.keyClick(menu.line, Qt.Key.Key_Return)

    (link,) = board.workflow.links
    assert (link.source, board.workflow.nodes[link.target].widget.spec.id) == \
        (source, "satsuma.image_viewer")
    x, y = board.place(link.target)
    assert (x, y) == pytest.approx((337, 120), abs=2)  # its port is where the mouse was
    assert board.scene.selected_nodes() == (link.target,)
    board.document.undo()
    assert board.workflow == before
    board.check()


def test_from_an_input_to_the_empty_ground_what_fits_before_is_offered(board):
    target = board.put("image_viewer", 400, 0)

    board.drag(board.port(target, "in"), (100, 0))
    menu = board.canvas.quick_menu
    assert "before Image Viewer" in menu.heading.text()
    QTest.keyClicks(menu.line, "table")
    QTest.keyClick(menu.line, Qt.Key.Key_Return)

    ((source, end),) = board.ends()
    assert end == target
    assert board.workflow.nodes[source].widget.spec.id == "satsuma.data_table"


def test_escape_in_that_menu_adds_nothing(board):
    source = board.put("import_images", 0, 0)
    board.drag(board.port(source, "out"), (300, 120))

    QTest.keyClick(board.canvas.quick_menu.line, Qt.Key.Key_Escape)

    assert len(board.workflow.nodes) == 1
    board.check()
