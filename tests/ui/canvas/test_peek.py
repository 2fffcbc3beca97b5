"""Peek: it tells what flows, shows pictures in their proportions, and disturbs nobody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PyQt6.QtWidgets")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PIL import Image  # noqa: E402
from PyQt6.QtCore import QPoint, QRect, QSize, Qt  # noqa: E402
from PyQt6.QtWidgets import QLineEdit, QWidget  # noqa: E402

from satsuma.data.column import images, numbers  # noqa: E402
from satsuma.data.distances import Distances  # noqa: E402
from satsuma.data.table import Table  # noqa: E402
from satsuma.ui.background import background  # noqa: E402
from satsuma.ui.canvas.peek import Peek, beside  # noqa: E402
from satsuma.ui.canvas.picture_strip import thumbnail  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.model import Link, Workflow  # noqa: E402

pytestmark = pytest.mark.window

LINK = Link("image-viewer", "selected", "data-table", "data")


@pytest.fixture
def workflow(catalog):
    made = Workflow()
    for slug in ("image-viewer", "data-table"):
        made, _ = made.with_new_node(catalog.named(slug)())
    return made.with_link(LINK)


@pytest.fixture
def peek(qtbot):
    ground = QWidget()
    ground.resize(900, 600)
    qtbot.addWidget(ground)
    ground.line = QLineEdit(ground)
    ground.show()
    ground.line.setFocus()
    made = Peek(ground)
    made.ground = ground  # qtbot alone would let it go
    return made


@pytest.fixture
def table(cow_folder):
    names = sorted(file.name for file in cow_folder.iterdir())
    return Table(tuple(names), {"image": images(names, cow_folder),
                                **{f"x{i}": numbers(range(len(names))) for i in range(7)}})


def shown(peek, workflow, value, state="done", link=LINK):
    peek.show_link(link, workflow, value, QPoint(300, 400), state)


def test_a_table_is_told_with_its_size_columns_and_pictures(peek, workflow, table):
    shown(peek, workflow, table)
    assert peek.isVisible()
    assert peek.title.text() == "Selected → data"
    assert peek.size_line.text() == "4 pictures × 8"
    named = [(a.text(), b.text()) for a, b in peek.column_labels if a.isVisible()]
    assert named[:2] == [("image", "picture"), ("x0", "number")]
    assert peek.more.text() == "and 3 more columns"
    assert len(peek.strip.files) == 4
    assert not peek.reason.isVisible()


def test_pictures_come_from_the_background(peek, workflow, table):
    shown(peek, workflow, table)
    assert peek.strip.images == {}
    assert background().wait()
    assert len(peek.strip.images) == 4
    image = next(iter(peek.strip.images.values()))
    assert abs(image.width() / image.height() - 12 / 8) < 0.1
    before = peek.strip.images.copy()
    shown(peek, workflow, table)  # the same again: nothing is read anew
    assert peek.strip.images == before
    assert not peek.strip._asked


def test_pictures_of_a_link_left_behind_do_not_come(peek, workflow, table):
    shown(peek, workflow, table)
    shown(peek, workflow, None)
    background().wait()
    assert peek.strip.images == {}


@pytest.mark.parametrize(("state", "told"), [
    ("done", "Nothing is selected."), ("running", "Being computed…"),
    ("waiting", "Not computed yet: an input is missing.")])
def test_nothing_is_told_with_its_reason(peek, workflow, state, told):
    shown(peek, workflow, None, state)
    assert peek.reason.text() == told
    assert peek.reason.isVisible()
    assert not peek.strip.isVisible()
    assert not peek.size_line.isVisible()
    assert peek.accessibleDescription() == told


def test_a_link_that_is_off_says_so(peek, workflow):
    off = Link("image-viewer", "selected", "data-table", "data", enabled=False)
    shown(peek, workflow.with_link_enabled(LINK, False), None, link=off)
    assert "off" in peek.reason.text()


def test_distances_show_size_and_metric(peek, workflow, table):
    shown(peek, workflow, Distances(np.zeros(6), table, "cosine"))
    assert peek.size_line.text() == "cosine · 4 × 4"
    assert not any(name.isVisible() for name, _ in peek.column_labels)


def test_it_takes_neither_focus_nor_mouse(peek, workflow, table):
    shown(peek, workflow, table)
    assert peek.parentWidget().line.hasFocus()
    assert peek.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert peek.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_names_are_shown_as_they_stand_on_one_line(peek, workflow):
    table = Table(("a",), {"<b>x</b>\nand more": numbers([1.0]), "": numbers([2.0])})
    shown(peek, workflow, table)
    assert [a.text() for a, _ in peek.column_labels] == ["<b>x</b> and more", "(no name)"]
    assert peek.column_labels[0][0].textFormat() == Qt.TextFormat.PlainText


def test_it_follows_the_theme(peek, workflow, table):
    shown(peek, workflow, table)
    width = peek.width()
    theme().apply("dark", 200, "off")
    assert peek.width() == 2 * width
    assert background().wait()
    assert not peek.grab().isNull()


def test_a_file_that_is_no_picture_gives_none(tmp_path):
    (tmp_path / "cow.png").write_bytes(b"moo")
    assert thumbnail(tmp_path / "cow.png", 40) is None
    assert thumbnail(Path("/nowhere.png"), 40) is None
    Image.new("RGB", (400, 100), "red").save(tmp_path / "long.png")
    image = thumbnail(tmp_path / "long.png", 40)
    assert (image.width(), image.height()) == (40, 10)


rects = st.builds(QRect, st.just(0), st.just(0), st.integers(400, 900), st.integers(300, 700))


@given(room=rects, size=st.builds(QSize, st.integers(50, 312), st.integers(40, 200)),
       x=st.floats(0, 1), y=st.floats(0, 1))
def test_the_card_stays_inside_and_off_the_pointer(room, size, x, y):
    at = QPoint(int(x * (room.width() - 1)), int(y * (room.height() - 1)))
    card = QRect(beside(at, size, room, 16), size)
    assert room.contains(card)
    if room.width() >= 2 * (size.width() + 17) or room.height() >= 2 * (size.height() + 17):
        assert not card.contains(at)
