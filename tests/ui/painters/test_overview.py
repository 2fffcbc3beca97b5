"""The facts of a table stand above its columns, on the screen and in a picture."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication, QLabel

from satsuma.data.column import numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.ui.background import background
from satsuma.ui.painters.overview import OverviewPainter
from satsuma.ui.view_picture import draw
from satsuma.widgets.data.data_info import DataInfo

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qtbot):
    made = OverviewPainter()
    qtbot.addWidget(made)
    made.resize(700, 500)
    return made


def shown(painter, table: Table, widget=None) -> None:
    widget = widget or DataInfo()
    painter.show_view(widget.view(widget.compute(table)))
    painter.show()
    assert background().wait(30)
    QApplication.processEvents()


TABLE = Table(tuple("ab"), {"x": numbers([1, 2]), "name": texts(["cow", ""])}, "animals")


def test_facts_and_columns_are_seen(painter):
    shown(painter, TABLE)
    words = [label.text() for label in painter.facts.findChildren(QLabel)]
    assert words[:4] == ["Name", "animals", "Rows", "2"]
    assert painter.rows.model.rowCount() == 2
    assert painter.facts.verticalScrollBar().maximum() == 0


def test_sorting_is_told_as_of_any_table(painter):
    shown(painter, TABLE)
    told = []
    painter.gesture.connect(told.append)
    painter.rows.columns._change("sort", ("missing",))
    assert told == [Changed("sort", ("missing",))]
    assert painter.step == "Sort rows"


def test_many_facts_leave_room_for_the_columns(painter):
    table = Table(("a",), {f"v{i}": vectors(np.zeros((1, 2))) for i in range(60)})
    shown(painter, table)
    assert painter.facts.height() <= painter.height() // 2


def test_a_picture_holds_both(painter):
    shown(painter, TABLE)
    picture = draw(painter, ".svg")
    text = picture.encoded().decode()
    for word in ("animals", "Memory", "first values"):
        assert word in text


def test_the_foot_tells_of_what_is_shown_only(painter) -> None:
    table = Table(("a", "b"), {"x": numbers([1, 2]), "y": numbers([3, 4])})
    shown(painter, table)
    painter.show()
    foot = painter.rows.foot
    assert not foot.isVisible()
    shown(painter, table, DataInfo().edits(Changed("filter", "x")))
    assert foot.isVisible()
    assert foot.summary.whole.startswith("1 of 2 rows")
    shown(painter, table)
    foot.say("Copied.")
    assert foot.isVisible()
