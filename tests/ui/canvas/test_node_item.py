"""A node as it is drawn: every state is seen, long titles are cut, what is under the mouse."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from PyQt6.QtCore import QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QImage, QPainter  # noqa: E402
from PyQt6.QtWidgets import QGraphicsScene  # noqa: E402

from satsuma.ui.canvas.canvas_font import MOST, fitted, fitted_parts, metrics  # noqa: E402
from satsuma.ui.canvas.face import Face  # noqa: E402
from satsuma.ui.canvas.geometry import HALF_WIDTH  # noqa: E402
from satsuma.ui.canvas.node_item import NodeItem  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.model import Node  # noqa: E402
from tests.own_time import own_time  # noqa: E402

pytestmark = pytest.mark.window


@pytest.fixture
def made(qapp, catalog):
    """Makes items on a scene of their own."""
    scene = QGraphicsScene()

    def make(title="Cows", widget="data_table"):
        item = NodeItem("n", Node(catalog.widgets[f"satsuma.{widget}"](), title))
        scene.addItem(item)
        return item

    make.scene = scene
    yield make
    scene.clear()


def picture(scene, zoom=1.0) -> bytes:
    image = QImage(int(400 * zoom), int(200 * zoom), QImage.Format.Format_RGB32)
    image.fill(theme().colors.canvas)
    painter = QPainter(image)
    painter.translate(image.width() / 2, image.height() / 2)
    painter.scale(zoom, zoom)
    for item in scene.items(Qt.SortOrder.AscendingOrder):
        from PyQt6.QtWidgets import QStyleOptionGraphicsItem

        painter.save()
        item.paint(painter, QStyleOptionGraphicsItem())
        painter.restore()
    painter.end()
    return bytes(image.constBits().asarray(image.sizeInBytes()))


FACES = {
    "plain": Face(), "line": Face(line="23 images"), "running": Face(state="running", progress=0.6),
    "queued": Face(state="queued"), "stale": Face(stale=True), "paused": Face(paused=True),
    "error": Face(sign="error"), "warning": Face(sign="warning"), "note": Face(sign="note"),
    "unknown": Face(known=False)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_looks_different(made, scheme):
    theme().apply(scheme, 100, "off")
    item = made()
    seen = {}
    for name, one in FACES.items():
        item.show_face(one)
        seen[name] = picture(made.scene)
    for glow in ("fits", "best", "dim", "found"):
        item.show_face(Face())
        item.set_glow(glow)
        seen[glow] = picture(made.scene)
    item.set_glow("")
    item.setSelected(True)
    seen["selected"] = picture(made.scene)
    item.setSelected(False)
    item.set_open_ports("out")
    seen["open"] = picture(made.scene)

    assert len(set(seen.values())) == len(seen)


@pytest.mark.parametrize("title", ["", "W" * 10_000, "שלום עולם " * 50, "two\nlines", "🐄" * 500,
                                   "a\u0000b", "\u202e right to left"])
def test_no_title_hangs_or_goes_beyond_its_room(made, title):
    item = made(title)

    started = own_time()
    picture(made.scene)
    item.shape()
    assert own_time() - started < 0.5

    shown = fitted(title, 13, 2 * HALF_WIDTH, bold=True)
    assert metrics(13, bold=True).horizontalAdvance(shown) <= 2 * HALF_WIDTH + 1
    assert "\n" not in shown
    assert len(shown) <= MOST


def test_a_title_behind_a_million_spaces_is_seen(qapp):
    assert fitted(" " * 1_000_000 + "Cows", 13, 200.0) == "Cows"


def test_a_line_loses_its_last_parts_first(qapp):
    assert fitted_parts("23 images · 7 categories", 11, 400) == "23 images · 7 categories"
    assert fitted_parts("23 images · 7 categories", 11, 80) == "23 images"
    assert fitted_parts("twenty-three images · 7", 11, 60).endswith("…")


def test_far_away_there_is_no_text(made):
    item = made("Cows")
    before = picture(made.scene, 0.2)

    item.show_node(Node(item.node.widget, "Other words"))

    assert picture(made.scene, 0.2) == before
    assert picture(made.scene, 1.0)


def test_the_outline_follows_the_title(made):
    item = made("W")
    narrow = item.shape().boundingRect().width()

    item.show_node(Node(item.node.widget, "A title that is rather long"))

    assert item.shape().boundingRect().width() > narrow


def test_what_is_under_a_point(made):
    item = made(widget="import_images")
    item.setPos(100, 50)

    assert item.side_at(QPointF(137, 50)) == "out"
    assert item.side_at(QPointF(63, 50)) is None  # it has no inputs
    assert item.side_at(QPointF(100, 50)) is None
    assert item.port_at(QPointF(137, 50)) == ("out", "data")


def test_it_knows_when_it_is_elsewhere(made):
    item = made()
    assert not item.is_away
    item.setPos(5, 0)
    assert item.is_away
    item.show_node(item.node)
    assert not item.is_away


def test_a_badge_tells_its_messages(made):
    item = made()
    item.show_face(Face(sign="warning", messages=("Two pictures are broken.",)))

    assert item._tip(QPointF(21.5, -23), None) == "Two pictures are broken."
    assert item._tip(QPointF(37, 0), "out").startswith("Sends selected, data")


def test_a_title_that_is_cut_is_told_whole(made):
    item = made("W" * 60)

    assert item._tip(QPointF(0, 45), None) == "W" * 60
    assert made("Cows")._tip(QPointF(0, 45), None) == ""
