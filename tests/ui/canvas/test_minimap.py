"""The overview map shows where things are, and leads there."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QGraphicsScene, QGraphicsView

from satsuma.ui.canvas.minimap import Minimap
from satsuma.ui.theme import px, theme
from satsuma.workflow.annotations import Frame
from satsuma.workflow.model import Node, Workflow
from tests.own_time import own_time

pytestmark = pytest.mark.window


class Document:
    """Only what a map looks at."""

    def __init__(self, workflow):
        from PyQt6.QtCore import QObject, pyqtSignal

        class Signals(QObject):
            changed = pyqtSignal()

        self._signals = Signals()
        self.changed = self._signals.changed
        self.workflow = workflow

    def edit(self, workflow):
        self.workflow = workflow
        self.changed.emit()


def row(count, step=200.0, notes=()):
    return Workflow({f"n{i}": Node(None, position=(i * step, (i % 3) * 300.0))
                     for i in range(count)}, annotations=notes)


@pytest.fixture
def shown(qtbot):
    def show(workflow):
        scene = QGraphicsScene(-2000, -2000, 20_000, 5000)
        view = QGraphicsView(scene)
        view.kept = scene
        qtbot.addWidget(view)
        document = Document(workflow)
        card = Minimap(view, document)
        card.document = document
        view.resize(800, 600)
        view.show()
        view.centerOn(400, 300)
        return view, card

    return show


def color_at(card, scene_point):
    at = card.to_map(QPointF(*scene_point)).toPoint()
    return card.grab().toImage().pixelColor(at)


def has_dot(card, scene_point):
    """Whether something nearly as dark as a dot is drawn there; edges are blurred."""
    at, image = card.to_map(QPointF(*scene_point)).toPoint(), card.grab().toImage()
    darkest = min(image.pixelColor(at.x() + x, at.y() + y).lightness()
                  for x in (-1, 0, 1) for y in (-1, 0, 1))
    return abs(darkest - theme().colors.port.lightness()) < 25


def middle(view):
    return view.mapToScene(view.viewport().rect().center())


def test_a_small_workflow_needs_no_map(shown):
    _, card = shown(row(12))
    assert not card.isVisible()


def test_a_large_one_has_a_map_unless_all_of_it_is_seen(shown):
    view, card = shown(row(30))
    assert card.isVisible()
    view.scale(0.1, 0.1)
    view.centerOn(2900, 300)
    assert not card.isVisible()
    view.resetTransform()
    assert card.isVisible()


def test_a_person_may_want_it_always_or_never(shown):
    _, card = shown(row(2))
    card.set_mode("on")
    assert card.isVisible()
    card.set_mode("off")
    assert not card.isVisible()


def test_it_stands_in_the_lower_right_corner(shown):
    view, card = shown(row(30))
    view.resize(1000, 500)
    gap = QPoint(px(16) + 1, px(16) + 1)
    assert card.geometry().bottomRight() == view.viewport().rect().bottomRight() - gap
    assert card.width() == px(184)
    view.centerOn(5000, 900)
    assert card.geometry().bottomRight() == view.viewport().rect().bottomRight() - gap


def test_nodes_and_frames_are_where_they_are(shown):
    frame = Frame("f", "", (3050.0, -200.0, 1700.0, 900.0), ())
    view, card = shown(row(30, notes=(frame,)))
    view.centerOn(-500, 0)
    colors = theme().colors
    assert has_dot(card, (5800, 600))
    assert color_at(card, (3900, 450)) == colors.panel
    assert color_at(card, (2900, 450)) == colors.window


def test_it_follows_the_document(shown, qtbot):
    _, card = shown(row(30))
    assert not has_dot(card, (5600, 0))
    card.document.edit(card.document.workflow.with_node("new", Node(None, position=(5600, 0))))
    qtbot.waitUntil(lambda: has_dot(card, (5600, 0)))


def test_it_follows_the_theme(shown):
    _, card = shown(row(30))
    theme().apply("dark", 200, "off")
    assert color_at(card, (5800, 0)) == theme().colors.window != QColor("#FFFFFF")
    assert card.width() == round(card.parent().width() / 3)


def test_pressing_in_the_map_leads_there(shown):
    view, card = shown(row(30))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton,
                     pos=card.to_map(QPointF(5000, 300)).toPoint())
    assert abs(middle(view).x() - 5000) < 60


def test_dragging_what_is_seen_moves_it_as_far_as_the_mouse(shown):
    view, card = shown(row(30))
    view.centerOn(2000, 300)
    start = card.to_map(middle(view) + QPointF(200, 0)).toPoint()
    before = middle(view).x()
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    assert abs(middle(view).x() - before) < 60
    QTest.mouseMove(card, start + QPoint(20, 0))
    moved = middle(view).x() - before
    assert abs(moved - (card.to_scene(QPointF(20, 0)) - card.to_scene(QPointF())).x()) < 60
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=start + QPoint(20, 0))
    QTest.mouseMove(card, start + QPoint(60, 0))
    assert abs(middle(view).x() - before - moved) < 1


def test_it_has_a_name_and_stays_out_of_the_way_of_keys(shown):
    _, card = shown(row(30))
    assert card.accessibleName() == "Minimap"
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_an_empty_workflow_and_one_of_a_single_place_have_maps(shown):
    for workflow in (Workflow(), Workflow({"n": Node(None)})):
        _, card = shown(workflow)
        card.set_mode("on")
        card.grab()


def test_a_thousand_nodes_are_drawn_quickly(shown):
    _, card = shown(row(1000, 40.0))
    card.grab()
    times = []
    for _ in range(10):
        started = own_time()
        card.refresh()
        card.grab()
        times.append(own_time() - started)
    assert sorted(times)[5] < 0.02  # 3 ms on a computer at rest
