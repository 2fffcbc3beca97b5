"""The menu that asks which link is meant: lines, keys, and what it tells of each."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from PyQt6.QtCore import QPoint, Qt  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QWidget  # noqa: E402

from satsuma.ui.canvas.port_menu import PortMenu  # noqa: E402
from satsuma.workflow.linking import pairs  # noqa: E402
from satsuma.workflow.model import Link, Workflow  # noqa: E402

pytestmark = pytest.mark.window


@pytest.fixture
def workflow(catalog):
    made = Workflow()
    for slug in ("import-images", "image-embedding", "image-viewer"):
        made, _ = made.with_new_node(catalog.named(slug)())
    return made


@pytest.fixture
def opened(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()

    def open_menu(workflow, source, target):
        menu = PortMenu(pairs(workflow, source, target), workflow, ground)
        menu.open_at(QPoint(20, 20))
        menu.told = []
        menu.chosen.connect(menu.told.append)
        menu.edit_asked.connect(lambda: menu.told.append("edit"))
        menu.closed.connect(lambda: menu.told.append("closed"))
        return menu

    return open_menu


def key(menu, *keys):
    for one in keys:
        QTest.keyClick(menu.list, one)


def test_lines_tell_ports_and_type_the_likeliest_first(opened, workflow):
    menu = opened(workflow, "image-embedding", "image-viewer")
    assert [(row.title, row.side) for row in menu.model.rows] == [
        ("embeddings → data", "a table"), ("skipped → data", "a table"), ("Edit links…", "")]


def test_a_link_that_would_be_replaced_is_named(opened, workflow):
    taken = workflow.with_link(Link("import-images", "data", "image-viewer", "data"))
    menu = opened(taken, "image-embedding", "image-viewer")
    assert menu.model.rows[0].side == "a table · replaces Import Images"
    own = workflow.with_link(Link("image-embedding", "skipped", "image-viewer", "data"))
    menu = opened(own, "image-embedding", "image-viewer")
    assert [row.side for row in menu.model.rows[:-1]] == ["a table · replaces skipped"]


def test_enter_takes_the_first_and_arrows_go_round(opened, workflow):
    menu = opened(workflow, "image-embedding", "image-viewer")
    key(menu, Qt.Key.Key_Return)
    assert menu.told == ["closed", Link("image-embedding", "embeddings", "image-viewer", "data")]
    menu = opened(workflow, "image-embedding", "image-viewer")
    key(menu, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert menu.told[1].output == "skipped"
    menu = opened(workflow, "image-embedding", "image-viewer")
    key(menu, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert menu.told == ["closed", "edit"]


def test_a_click_takes_a_line(opened, workflow):
    menu = opened(workflow, "image-embedding", "image-viewer")
    place = menu.list.visualRect(menu.model.index(1)).center()
    QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert menu.told[1].output == "skipped"
    assert not menu.isVisible()


def test_escape_closes_and_takes_nothing(opened, workflow):
    menu = opened(workflow, "image-embedding", "image-viewer")
    key(menu, Qt.Key.Key_Escape)
    assert menu.told == ["closed"]


def test_all_words_have_room(opened, workflow):
    taken = workflow.with_link(Link("import-images", "data", "image-viewer", "data"))
    narrow = opened(workflow, "image-embedding", "image-viewer")
    wide = opened(taken, "image-embedding", "image-viewer")
    assert wide.width() > narrow.width()
    assert wide.list.accessibleName() == "Which link?"
