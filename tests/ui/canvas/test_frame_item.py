"""Frames are renamed, resized and collapsed, and say where links end."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPointF, Qt

from satsuma.ui.canvas.frame_item import FrameItem
from satsuma.ui.canvas.frame_lines import PORT, Ends, link_ends, tile_ports
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Frame
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.canvas.item_canvas import Canvas

pytestmark = pytest.mark.window

OPEN = Frame("part", "Part", (0, 0, 300, 200), ("a", "b"))
SHUT = Frame("part", "Part", (0, 0, 300, 200), ("a", "b"), True)


@pytest.fixture
def canvas(qtbot) -> Canvas:
    return Canvas(qtbot, FrameItem(2, OPEN))


@pytest.fixture
def asked(canvas) -> list:
    found = []
    canvas.item.collapse_asked.connect(lambda *what: found.append(what))
    return found


def test_a_double_click_on_the_title_renames_and_enter_ends_it(canvas):
    canvas.double_click(60, 18)
    canvas.type("Cows")
    canvas.key(Qt.Key.Key_Return)
    assert canvas.editor is None
    assert (canvas.item.annotation.title, canvas.steps) == ("Cows", ["Rename frame"])


def test_escape_keeps_the_old_title(canvas):
    canvas.click(60, 18)
    canvas.key(Qt.Key.Key_F2)
    canvas.type("Cows")
    canvas.key(Qt.Key.Key_Escape)
    assert (canvas.editor, canvas.steps) == (None, [])


def test_a_title_is_one_line(canvas, qtbot):
    from PyQt6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("two\nlines")
    canvas.double_click(60, 18)
    canvas.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    canvas.click(500, 300)
    assert canvas.item.annotation.title == "two lines"


def test_inside_an_open_frame_is_only_canvas(canvas):
    canvas.click(150, 120)
    assert not canvas.item.isSelected()
    canvas.click(150, 18)
    assert canvas.item.isSelected()


def test_an_open_frame_is_resized_behind_its_nodes(canvas):
    canvas.drag((300, 200), (350, 260))
    assert canvas.item.annotation.rect == (0, 0, 350, 260)
    canvas.drag((350, 100), (10, 100))
    assert canvas.item.annotation.rect == (0, 0, 120, 260)
    assert canvas.item.annotation.members == ("a", "b")
    assert canvas.item.zValue() == -10


def test_the_button_collapses_and_opens(canvas, asked):
    canvas.click(20, 18)
    canvas.item.show(SHUT)
    assert canvas.item.pos() == QPointF(150, 100)
    canvas.click(150 + 25, 100 - 25)
    assert asked == [("part", True), ("part", False)]


def test_a_tile_is_opened_by_a_double_click_and_renamed_below(canvas, asked):
    canvas.item.show(SHUT)
    canvas.double_click(145, 105)
    assert asked == [("part", False)]
    canvas.double_click(150, 149)
    canvas.type("Cows")
    canvas.key(Qt.Key.Key_Return)
    assert canvas.item.annotation.title == "Cows"


def test_a_tile_has_no_edges_to_pull(canvas):
    canvas.item.show(SHUT)
    canvas.drag((180, 110), (250, 110))
    canvas.click(150, 100)
    canvas.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert canvas.steps == []


def test_plus_and_minus_open_and_collapse(canvas, asked):
    canvas.click(150, 18)
    canvas.key(Qt.Key.Key_Plus)
    canvas.key(Qt.Key.Key_Minus)
    assert asked == [("part", True)]


def test_the_ports_of_a_tile_follow_it(canvas):
    canvas.item.show(SHUT)
    canvas.item.offset(10, 20)
    assert canvas.item.port_point("in") == QPointF(160 - PORT, 120)
    assert canvas.item.port_point("out") == QPointF(160 + PORT, 120)


def test_ports_are_drawn_where_links_are(canvas):
    canvas.item.show(SHUT)

    def port_colors():
        image = canvas.view.grab().toImage()
        points = [canvas.view.viewport().mapTo(canvas.view, canvas.at(150 + x, 100))
                  for x in (-PORT, PORT)]
        return [image.pixelColor(p) == theme().colors.port for p in points]

    assert port_colors() == [False, False]
    canvas.item.set_ports(True, False)
    assert port_colors() == [True, False]
    canvas.item.set_ports(True, True)
    assert port_colors() == [True, True]


def test_it_says_what_it_is(canvas):
    assert canvas.item.spoken() == "Frame “Part”: 2 widgets"
    assert FrameItem(0, SHUT).spoken() == "Frame “Part”: 2 widgets, collapsed"


@pytest.mark.parametrize("rect", [(0, 0, 0, 0), (5, 5, -300, -200), (1e300, 0, 1e300, 9)])
@pytest.mark.parametrize("collapsed", [False, True])
def test_frames_of_any_size_are_drawn(canvas, rect, collapsed):
    canvas.item.show(Frame("", "", rect, (), collapsed))
    canvas.item.setSelected(True)
    assert not canvas.view.grab().isNull()


def chain(*frames: Frame) -> Workflow:
    """a → b → c → d."""
    nodes = {n: Node(None, position=(i * 100.0, 0.0)) for i, n in enumerate("abcd")}
    links = tuple(Link(a, "out", b, "in") for a, b in zip("abc", "bcd", strict=True))
    return Workflow(nodes, links, frames)


def test_links_end_at_the_tile_that_hides_their_node():
    ab, bc, cd = chain().links
    assert link_ends(chain(Frame("f", "", (0, 0, 200, 100), ("b", "c")))) == {}
    workflow = chain(Frame("f", "", (0, 0, 200, 100), ("b", "c"), True))
    assert link_ends(workflow) == {
        ab: Ends(None, (100 - PORT, 50)), bc: None, cd: Ends((100 + PORT, 50), None)}
    assert tile_ports(workflow) == {"f": (True, True)}


def test_a_link_between_two_tiles_ends_at_both():
    workflow = chain(Frame("f", "", (0, 0, 200, 100), ("a", "b"), True),
                     Frame("g", "", (500, 0, 200, 100), ("c", "d"), True))
    ab, bc, cd = workflow.links
    assert link_ends(workflow) == {
        ab: None, bc: Ends((100 + PORT, 50), (600 - PORT, 50)), cd: None}
    assert tile_ports(workflow) == {"f": (False, True), "g": (True, False)}
