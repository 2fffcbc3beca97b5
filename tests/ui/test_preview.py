"""The small picture of a workflow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter

from satsuma.ui.preview import _words, bounds, draw_workflow, preview_pixmap
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.ows import read_ows

pytestmark = pytest.mark.window


def drawn(workflow: Workflow, width: int = 400, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_workflow(painter, workflow, QRectF(0, 0, width, height))
    painter.end()
    return image


def colors_of(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, y)).name() for x in range(image.width())
            for y in range(image.height()) if image.pixelColor(x, y).alpha() == 255}


@pytest.fixture
def pair(catalog, qapp):
    first, source = Workflow().with_new_node(catalog.named("import-images")(), position=(0, 0))
    both, target = first.with_new_node(catalog.named("data-table")(), position=(300, 0))
    return both.with_link(Link(source, "data", target, "data"))


def test_discs_have_the_colors_of_their_categories(pair):
    found = colors_of(drawn(pair))
    assert theme().category("Images").disc.name() in found
    assert theme().category("Data").disc.name() in found
    assert theme().colors.link.name() in found


def test_a_link_goes_from_one_to_the_other(pair):
    def touched(workflow: Workflow) -> bool:
        image = drawn(workflow)
        return any(image.pixelColor(200, y).alpha() for y in range(200))

    assert touched(pair)
    assert not touched(pair.without_link(pair.links[0]))


def test_notes_and_frames_are_drawn(pair):
    noted = replace(pair, annotations=(
        Frame("f", "Frame", (-50, -50, 400, 100)), TextNote((0, 80, 200, 60), "A **note**"),
        Arrow((0, 80), (0, 30))))
    found = colors_of(drawn(noted))
    assert theme().colors.note.name() in found
    assert theme().colors.panel.name() in found


def test_nothing_is_drawn_of_nothing(qapp):
    assert colors_of(drawn(Workflow())) == set()


def test_it_is_never_larger_than_on_the_canvas(catalog, qapp):
    one, _ = Workflow().with_new_node(catalog.named("distances")(), position=(1000, 1000))
    image = drawn(one, 400, 400)
    disc = theme().category("Unsupervised").disc
    columns = [x for x in range(400) if any(image.pixelColor(x, y).rgb() == disc.rgb()
                                            for y in range(0, 400, 2))]
    assert 40 < max(columns) - min(columns) < 60


def test_the_pixmap_is_sharp_on_a_fine_screen(animals, catalog, qapp):
    pixmap = preview_pixmap(read_ows(animals, catalog).workflow, QSize(240, 120), 2.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (480, 240, 2.0)


def test_a_huge_workflow_is_drawn_in_part(catalog, qapp):
    widget = catalog.named("distances")()
    nodes = {f"n{i}": Node(widget, "", (i % 100 * 150.0, i // 100 * 150.0)) for i in range(3000)}
    whole = bounds(Workflow(nodes=nodes))
    assert whole.height() < 30 * 150
    assert colors_of(drawn(Workflow(nodes=nodes)))


def test_a_note_in_html_is_words(qapp):
    assert _words(TextNote((0, 0, 1, 1), "<b>a</b> &lt;", "text/html")).split() == ["a", "<"]
    assert _words(TextNote((0, 0, 1, 1), "**a**")) == "a"
    assert _words(TextNote((0, 0, 1, 1), "**a**", "text/plain")) == "**a**"


def test_both_schemes_are_drawn(pair):
    theme().apply("dark", 100, "off")
    dark = drawn(pair)
    theme().apply("light", 100, "off")
    assert dark != drawn(pair)


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2), min_size=1, max_size=8))
def test_everything_is_within_the_bounds(positions):
    workflow = Workflow()
    for position in positions:
        workflow, _ = workflow.with_new_node(_Toy(), "Toy", position)
    whole = bounds(workflow)
    assert all(whole.contains(QPointF(*position)) for position in positions)


class _Toy:
    """Stands for a widget."""
