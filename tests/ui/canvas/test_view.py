"""The canvas is zoomed and panned, and what is on it is selected with the mouse."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QPoint, QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QContextMenuEvent, QMouseEvent  # noqa: E402
from PyQt6.QtWidgets import QApplication  # noqa: E402

from satsuma.ui.canvas.view import LARGEST, SMALLEST  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.annotations import TextNote  # noqa: E402
from satsuma.workflow.frames import framed, with_annotation  # noqa: E402
from tests.ui.canvas.board import CONTROL, MIDDLE, NONE, RIGHT, SHIFT  # noqa: E402

pytestmark = pytest.mark.window


@pytest.fixture
def chain(board):
    """Import Images → Data Table → Image Viewer."""
    board.ids = [board.put("import_images", 0, 0), board.put("data_table", 200, 0),
                 board.put("image_viewer", 400, 0)]
    board.first = board.link(*board.ids[:2])
    board.second = board.link(*board.ids[1:])
    return board


# Zoom

def test_the_wheel_with_control_zooms_about_the_pointer(chain):
    at = QPoint(300, 400)
    before = chain.view.mapToScene(at)

    for _ in range(4):
        chain.wheel(120, CONTROL, at)

    away = chain.view.mapToScene(at) - before
    assert chain.view.zoom == pytest.approx(1.1 ** 4)
    assert away.manhattanLength() < 2


def test_zoom_has_its_ends(chain):
    for _ in range(60):
        chain.wheel(120, CONTROL)
    assert chain.view.zoom == LARGEST == 3.0
    for _ in range(90):
        chain.wheel(-120, CONTROL)
    assert chain.view.zoom == SMALLEST


def test_zooming_is_told(chain):
    seen = []
    chain.view.zoomed.connect(seen.append)

    chain.wheel(120, CONTROL)

    assert seen == [pytest.approx(1.1)]


def test_all_of_it_fits(chain):
    chain.put("data_table", 4000, 3000)

    chain.view.fit()

    assert chain.view.visible_rect().contains(chain.scene.content_rect())
    assert chain.view.zoom < 1


def test_a_small_workflow_is_not_blown_up(chain):
    chain.view.fit()

    assert chain.view.zoom == 1.0


def test_the_scale_of_the_program_is_no_zoom(chain):
    theme().apply("light", 200, "off")

    assert chain.view.zoom == 1.0
    assert chain.view.transform().m11() == 2.0


def test_the_dots_and_a_far_zoom_are_painted(chain):
    for zoom in (SMALLEST, 0.3, 0.5, 1.0, LARGEST):
        chain.view.set_zoom(zoom)
        assert not chain.view.grab().isNull()


# Panning

def test_the_wheel_scrolls_and_with_shift_sideways(chain):
    start = chain.view.middle()

    chain.wheel(-120)
    assert chain.view.middle().y() > start.y() + 40
    chain.wheel(-120, SHIFT)
    assert chain.view.middle().x() > start.x() + 40


def test_one_can_scroll_until_the_workflow_is_out_of_sight_and_no_farther(chain):
    for _ in range(100):
        chain.wheel(-120)

    away = chain.view.visible_rect().top() - chain.scene.content_rect().bottom()
    assert -1 < away < chain.view.visible_rect().width()


def test_the_middle_button_pans(chain):
    start, kind = chain.view.middle(), QMouseEvent.Type

    chain.event(kind.MouseButtonPress, QPoint(600, 500), MIDDLE, MIDDLE)
    for step in range(1, 6):
        chain.event(kind.MouseMove, QPoint(600 - 20 * step, 500 - 10 * step), NONE, MIDDLE)
    chain.event(kind.MouseButtonRelease, QPoint(500, 450), MIDDLE, NONE)
    chain.move(0, 0)

    moved = chain.view.middle() - start
    assert (moved.x(), moved.y()) == pytest.approx((100, 50), abs=1)
    assert chain.place(chain.ids[0]) == (0, 0)


def test_the_middle_button_on_a_link_removes_it(chain):
    x = chain.scene.link_items[chain.first].middle().x()

    chain.click(x, 0, button=MIDDLE)

    assert chain.workflow.links == (chain.second,)
    assert chain.document.undo_name == "Remove link"
    chain.check()


# Selecting

def test_a_click_selects_and_one_on_the_ground_unselects(chain):
    chain.click(200, 0)
    assert chain.scene.selected_nodes() == (chain.ids[1],)
    chain.click(200, 0, CONTROL)
    assert chain.scene.selected_nodes() == ()
    chain.click(0, 0)
    chain.click(400, 0, CONTROL)
    assert chain.scene.selected_nodes() == (chain.ids[0], chain.ids[2])
    chain.click(200, 300)
    assert chain.scene.selected_nodes() == ()


def test_a_rubber_band_selects_nodes_and_the_links_between_them(chain):
    chain.drag((-110, -90), (240, 120))

    assert chain.scene.selected_nodes() == tuple(chain.ids[:2])
    assert chain.scene.selected_links() == (chain.first,)


def test_a_rubber_band_over_a_link_alone_selects_nothing(chain):
    chain.drag((80, -60), (120, 60))

    assert not chain.scene.selectedItems()


def test_with_control_a_rubber_band_adds(chain):
    chain.click(400, 0)

    chain.drag((-110, -90), (60, 120), keys=CONTROL, move_keys=CONTROL)

    assert chain.scene.selected_nodes() == (chain.ids[0], chain.ids[2])


def test_a_rubber_band_selects_notes(chain):
    note = TextNote((0, 200, 200, 60), "Words")
    chain.document.edit(with_annotation(chain.workflow, note)[0], "Note")

    chain.drag((-60, 180), (100, 320))

    assert chain.scene.selected_annotations() == (0,)
    assert not chain.scene.selected_nodes()


def test_a_rubber_band_that_shrinks_lets_go(chain):
    chain.click(400, 0)
    chain.drag((-110, -90), (240, 120), (-100, -80), keys=CONTROL, move_keys=CONTROL)

    assert chain.scene.selected_nodes() == (chain.ids[2],)


def test_escape_ends_a_rubber_band(chain):
    chain.drag((-110, -90), (240, 120), let_go=False)

    chain.key(Qt.Key.Key_Escape)

    assert chain.view.band.rect is None
    assert chain.scene.selected_nodes() == tuple(chain.ids[:2])
    chain.move(400, 50)
    assert chain.scene.selected_nodes() == tuple(chain.ids[:2])


def test_a_band_survives_a_workflow_that_changes(chain):
    note = TextNote((0, 200, 200, 60), "Words")
    chain.document.edit(with_annotation(chain.workflow, note)[0], "Note")
    chain.scene.select((), (0,))
    chain.drag((-110, -90), (240, 120), keys=CONTROL, move_keys=CONTROL, let_go=False)

    chain.document.undo()
    QApplication.processEvents()

    assert chain.view.band.rect is None
    chain.move(300, 100)
    chain.check()


def test_a_band_that_begins_over_a_frame_without_hitting_it(chain):
    chain.document.edit(framed(chain.workflow, chain.ids[:2], "Group")[0], "Frame")

    chain.drag((60, 30), (170, -20), (230, -20))

    assert chain.scene.selected_nodes() == (chain.ids[1],)
    assert not chain.scene.selected_annotations()


def test_the_rubber_band_is_in_the_accent(chain):
    chain.drag((-110, 120), (600, 300), let_go=False)

    shown = chain.view.grab().toImage()
    at = chain.at(300, 200)
    ground, inside = theme().colors.canvas, shown.pixelColor(at)
    assert inside != ground
    assert inside.red() > inside.blue() + 5  # orange upon the ground


# The right button

def test_the_right_button_loses_nothing_that_is_selected(chain):
    chain.click(200, 0)

    chain.drag((200, 300), (0, -100), button=RIGHT)

    assert chain.scene.selected_nodes() == (chain.ids[1],)
    assert chain.view.band.rect is None
    chain.check()


def test_a_right_click_asks_for_the_menu_where_it_is(chain):
    asked = []
    chain.view.context_menu_asked.connect(asked.append)
    at = chain.at(200, 0)

    QApplication.sendEvent(chain.pane, QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, chain.pane.mapToGlobal(at)))

    assert asked == [at]


# Double clicks

def test_a_double_click_opens_a_node_a_link_or_the_quick_menu(chain):
    links = []
    chain.scene.link_opened.disconnect()
    chain.scene.link_opened.connect(links.append)

    chain.double_click(200, 0)
    assert chain.opened == [chain.ids[1]]
    chain.double_click(chain.scene.link_items[chain.second].middle().x(), 0)
    assert links == [chain.second]
    chain.double_click(200, 250)
    assert chain.canvas.quick_menu.isVisible()


def test_two_clicks_on_the_chevron_of_a_frame_open_no_menu(chain):
    chain.document.edit(framed(chain.workflow, chain.ids, "All of it")[0], "Frame")
    frame = chain.scene.annotations.items()[0]
    corner = frame.pos() + QPointF(20, 18)

    chain.double_click(corner.x(), corner.y())

    assert chain.workflow.annotations[0].collapsed
    assert not chain.canvas.quick_menu.isVisible()
    assert not chain.opened
    chain.check()


# What is hovered

def test_the_link_under_the_mouse_is_told(chain):
    seen = []
    chain.scene.hover_link.connect(seen.append)

    chain.move(100, 0)
    chain.move(100, 300)

    assert [item and item.link for item in seen] == [chain.first, None]


def test_a_pressed_button_hovers_nothing(chain):
    seen = []
    chain.scene.hover_link.connect(seen.append)

    chain.move(100, 0, held=RIGHT)

    assert seen == [None]
    chain.move(100, 0, held=NONE)
    assert seen[-1].link == chain.first


# Themes

@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_another_theme_is_painted_at_once(chain, scheme):
    theme().apply(scheme, 100, "off")
    chain.view.shows_grid = False

    corner = chain.view.grab().toImage().pixelColor(3, 3)

    assert corner == theme().colors.canvas
