"""Columns of a file: what was guessed is seen, and is corrected by mouse and keys."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit

from satsuma.data.column import Kind, Role
from satsuma.data.column_edits import ColumnEdit
from satsuma.data.column_facts import ColumnFacts
from satsuma.data.found_table import Guess
from satsuma.data.nearly_numbers import Odd
from satsuma.gestures import Changed
from satsuma.ui.painters.columns import ColumnsPainter
from satsuma.ui.painters.columns_model import KIND, MISSING, NAME, ROLE, VALUES
from satsuma.views import Columns
from tests.own_time import own_time
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

FACTS = (
    ColumnFacts("name", Guess(Kind.TEXT, Role.META), Kind.TEXT, "cow · hen", 0.0),
    ColumnFacts("size", Guess(Kind.NUMBER, Role.FEATURE), Kind.NUMBER, "1 · 2", 0.25),
    ColumnFacts("embedding", Guess(Kind.VECTOR, Role.FEATURE), Kind.VECTOR, "1, 2", 0.0, 2048),
    ColumnFacts("kind", Guess(Kind.CATEGORY, Role.TARGET, True), Kind.CATEGORY, "a · b", 0.001))
VIEW = Columns(FACTS, rows=4, told=("Read as UTF-8.",))


@pytest.fixture
def painter():
    return ColumnsPainter()


def texts(painter, row):
    return [painter.model.index(row, column).data() for column in range(5)]


def pick(menu, title):
    action = next(one for one in menu.actions() if one.text().startswith(title))
    action.trigger()
    menu.close()


def test_each_column_says_what_it_is(qtbot, painter):
    shown(qtbot, painter, VIEW)
    assert texts(painter, 1) == ["size", "number", "feature", "1 · 2", "25 %"]
    assert texts(painter, 2)[KIND] == "vector of 2,048"
    assert texts(painter, 3)[MISSING] == "< 1 %"
    assert painter.foot.count.text() == "4 rows × 4 columns in the file"
    assert not painter.foot.button.isVisible()


def test_what_keeps_a_column_from_being_numbers_is_told_until_somebody_decides(qtbot, painter):
    odd = Odd(1, 1000, ("-",), are_marks=True)
    one = ColumnFacts("size", Guess(Kind.TEXT, Role.META, False, odd), Kind.TEXT, "1 · 2", 0.0)
    told = shown(qtbot, painter, Columns((one,), rows=1000))
    assert texts(painter, 0)[VALUES] == "1 of 1,000 is no number: “-” · 1 · 2"
    painter.view.edited.emit([ColumnEdit("size", kind="text")])
    assert told == [Changed("columns", (ColumnEdit("size", kind="text"),))]
    shown(qtbot, painter, Columns((one,), told[0].value, rows=1000))
    assert texts(painter, 0)[VALUES] == "1 · 2"


def test_a_kind_is_corrected_by_a_click(qtbot, painter):
    told = shown(qtbot, painter, VIEW)
    index = painter.model.index(1, KIND)
    QTest.mouseClick(painter.view.viewport(), Qt.MouseButton.LeftButton,
                     pos=painter.view.visualRect(index).center())
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions()] == [
        "Number  (guessed)", "Category", "Text", "Time", "Picture"]
    pick(menu, "Text")
    assert told == [Changed("columns", (ColumnEdit("size", "text"),))]


def test_a_role_is_corrected_by_keys_for_all_picked_columns(qtbot, painter):
    told = shown(qtbot, painter, VIEW)
    painter.view.selectAll()
    painter.view.selectionModel().setCurrentIndex(
        painter.model.index(1, ROLE), painter.view.selectionModel().SelectionFlag.NoUpdate)
    QTest.keyClick(painter.view, Qt.Key.Key_Return)
    pick(QApplication.activePopupWidget(), "Left out")
    assert told == [Changed("columns", tuple(
        ColumnEdit(one.name, role="skip") for one in FACTS))]


def test_a_vector_has_no_other_kind(qtbot, painter):
    shown(qtbot, painter, VIEW)
    assert painter.view.menu_of(painter.model.index(2, KIND)) is None


def test_a_name_is_changed_in_its_place(qtbot, painter):
    told = shown(qtbot, painter, VIEW)
    painter.view.setCurrentIndex(painter.model.index(0, NAME))
    QTest.keyClick(painter.view, Qt.Key.Key_Return)
    editor = painter.view.findChild(QLineEdit)
    editor.setText("label")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Changed("columns", (ColumnEdit("name", rename="label"),))]


def test_what_was_corrected_is_marked_and_taken_back(qtbot, painter):
    edits = (ColumnEdit("size", "text", "skip", "long"), ColumnEdit("kind", role="meta"))
    told = shown(qtbot, painter, Columns(FACTS, edits, 4))
    assert texts(painter, 1)[:3] == ["long", "text", "left out"]
    font = painter.model.index(1, KIND).data(Qt.ItemDataRole.FontRole)
    assert font.weight() > 500
    assert "it was “number”" in painter.model.index(1, KIND).data(
        Qt.ItemDataRole.AccessibleTextRole)
    painter.view.setCurrentIndex(painter.model.index(1, NAME))
    QTest.keyClick(painter.view, Qt.Key.Key_Delete)
    assert told.pop() == Changed("columns", (ColumnEdit("kind", role="meta"),))
    painter.foot.button.click()
    assert told == [Changed("columns", ())]


def test_ids_and_sheets_are_chosen_above(qtbot, painter):
    told = shown(qtbot, painter, Columns(FACTS, ids_from="id", sheets=("a", "b"), sheet="a"))
    assert painter.bar.ids.text() == "Row ids: “id”"
    for button, title in ((painter.bar.ids, "name"), (painter.bar.ids, "Number"),
                          (painter.bar.sheet, "b")):
        button.menu().aboutToShow.emit()
        next(one for one in button.menu().actions() if one.text().startswith(title)).trigger()
    assert told == [Changed("ids", "name"), Changed("ids", ""), Changed("sheet", "b")]


def test_columns_are_found_by_name(qtbot, painter):
    shown(qtbot, painter, VIEW)
    painter.bar.line.setText("EMB")
    qtbot.waitUntil(lambda: painter.model.rowCount() == 1)
    assert painter.foot.count.text().endswith("1 shown")


def test_five_thousand_columns_are_shown_at_once(qtbot, painter):
    facts = tuple(FACTS[1].__class__(f"c{i}", FACTS[1].guess, Kind.NUMBER, "1", 0.0)
                  for i in range(5000))
    shown(qtbot, painter, Columns(facts))
    started = own_time()
    painter.show_view(Columns(facts, tuple(ColumnEdit(f"c{i}", "text") for i in range(5000))))
    QApplication.processEvents()
    assert own_time() - started < 1
    assert painter.model.rowCount() == 5000


def test_a_picture_of_it_holds_all_columns(qtbot, painter):
    shown(qtbot, painter, VIEW)
    size = painter.picture_size()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    drawing = QPainter(image)
    painter.draw_picture(drawing, QRectF(0, 0, size.width(), size.height()))
    drawing.end()
    lines = [y for y in range(size.height())
             if any(image.pixelColor(x, y).lightness() < 160 for x in range(8, 80))]
    assert max(lines) > size.height() - 40
