"""The table on the screen: virtual, with its mouse and its keys."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMenu, QWidget

from satsuma.data.column import Role, categorical, images, numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.painters.rows_finding import find
from satsuma.ui.theme import theme
from satsuma.ui.widget_window import WidgetWindow
from satsuma.views import Rows
from satsuma.widgets.data.data_table import DataTable, Outputs
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.painters.shown import shown
from tests.ui.toy_widgets import Source

pytestmark = pytest.mark.window

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def a_table(n: int = 5, wide: int = 1280) -> Table:
    return Table(tuple(f"r{i}" for i in range(n)), {
        "name": texts([f"row {i}" for i in range(n)]),
        "size": numbers((np.arange(n, dtype=float) * 7) % 5),
        "kind": categorical([f"k{i % 2}" for i in range(n)], Role.TARGET),
        "embedding": vectors(np.arange(n * wide, dtype=np.float32).reshape(n, wide))})


class Loop:
    """A painter and the widget that its gestures change, without a window around them."""

    def __init__(self, qtbot, table: Table, **settings) -> None:
        self.widget = DataTable(**settings)
        self.outputs = Outputs(None, table, table)
        self.painter = RowsPainter()
        self.told = shown(qtbot, self.painter, self.widget.view(self.outputs), (900, 500))
        self.painter.gesture.connect(self.edit)

    def edit(self, gesture) -> None:
        self.widget = self.widget.edits(gesture)
        self.painter.show_view(self.widget.view(self.outputs))
        assert background().wait(30)

    @property
    def view(self):
        return self.painter.view

    @property
    def model(self):
        return self.painter.model

    def click(self, row: int, keys=NONE, column: int = 0) -> None:
        place = self.view.visualRect(self.model.index(row, column)).center()
        QTest.mouseClick(self.view.viewport(), LEFT, keys, place)

    def click_head(self, name: str, keys=NONE) -> None:
        head, at = self.view.head, self.model.column_named(name)
        place = QPoint(head.sectionViewportPosition(at) + head.sectionSize(at) // 2, 20)
        QTest.mouseClick(head.viewport(), LEFT, keys, place)

    def press(self, key, keys=NONE) -> None:
        QTest.keyClick(self.view, key, keys)

    def texts(self, name: str = "name") -> list[str]:
        at = self.model.column_named(name)
        return [self.model.index(row, at).data() for row in range(self.model.rowCount())]

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.model.columns]


@pytest.fixture
def loop(qtbot):
    return Loop(qtbot, a_table())


def test_values_are_shown_in_words(loop):
    assert loop.names == ["name", "size", "kind", "embedding"]
    assert [loop.model.index(3, i).data() for i in range(4)] == ["row 3", "1", "k1",
                                                                  "1,280 numbers"]
    heads = [loop.model.headerData(i, Qt.Orientation.Horizontal,
                                   Qt.ItemDataRole.AccessibleTextRole) for i in range(4)]
    assert heads == ["name, text, meta", "size, number, feature", "kind, category, target",
                     "embedding, 1,280 numbers, feature"]
    assert loop.model.headerData(3, Qt.Orientation.Vertical) == "4"


def test_missing_values_are_a_dash(qtbot):
    table = Table(("a", "b"), {"x": numbers([np.nan, 0.5]), "t": texts(["", "b"])})
    loop = Loop(qtbot, table)
    assert loop.texts("x") == ["–", "0.5"]
    assert loop.texts("t") == ["–", "b"]
    qtbot.waitUntil(lambda: "2 missing values in 2 columns" in loop.painter.foot.summary.whole)


# Picking


def test_rows_are_picked_with_the_mouse(loop):
    loop.click(1)
    assert loop.widget.selected == ("r1",)
    loop.click(3, SHIFT)
    assert loop.widget.selected == ("r1", "r2", "r3")
    loop.click(2, CONTROL)
    assert loop.widget.selected == ("r1", "r3")
    assert loop.painter.foot.summary.whole.count("2 selected") == 1
    loop.click(0)
    assert loop.widget.selected == ("r0",)


def test_a_stroke_picks_what_it_goes_over_as_one_step(loop):
    port = loop.view.viewport()
    first, last = (loop.view.visualRect(loop.model.index(row, 0)).center() for row in (1, 4))
    QTest.mousePress(port, LEFT, NONE, first)
    for y in range(first.y(), last.y() + 1, 9):
        QTest.mouseMove(port, QPoint(first.x(), y))
        QApplication.sendEvent(port, _move(port, QPoint(first.x(), y)))
    QApplication.sendEvent(port, _move(port, last))
    assert loop.told == []
    QTest.mouseRelease(port, LEFT, NONE, last)
    assert loop.widget.selected == ("r1", "r2", "r3", "r4")
    assert len(loop.told) == 1


def _move(port, place):
    from PyQt6.QtCore import QEvent, QPointF
    from PyQt6.QtGui import QMouseEvent

    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(port.mapToGlobal(place)),
                       Qt.MouseButton.NoButton, LEFT, NONE)


def test_rows_are_picked_with_keys(loop):
    loop.click(1)
    loop.press(Qt.Key.Key_Down)
    assert loop.widget.selected == ("r1",)  # to look around changes nothing
    loop.press(Qt.Key.Key_Space)
    assert loop.widget.selected == ("r2",)
    loop.press(Qt.Key.Key_Down, SHIFT)
    loop.press(Qt.Key.Key_Down, SHIFT)
    assert loop.widget.selected == ("r2", "r3", "r4")
    loop.press(Qt.Key.Key_Space, CONTROL)
    assert loop.widget.selected == ("r2", "r3")
    loop.press(Qt.Key.Key_A, CONTROL)
    assert loop.widget.selected == "all"
    loop.click(0, CONTROL)
    assert loop.widget.selected == ("r1", "r2", "r3", "r4")


def test_all_means_what_the_filter_keeps(qtbot):
    loop = Loop(qtbot, a_table(), filter="kind = k1")
    loop.press(Qt.Key.Key_A, CONTROL)
    assert loop.widget.selected == ("r1", "r3")


def test_the_selection_of_the_setting_is_shown(qtbot):
    loop = Loop(qtbot, a_table(), selected=("r4", "gone"))
    assert np.flatnonzero(loop.model.chosen).tolist() == [4]
    assert loop.model.index(4, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "selected"
    assert loop.told == []


def test_shift_picks_in_the_order_that_is_shown(qtbot):
    loop = Loop(qtbot, a_table(), sort=("size",))
    assert loop.texts() == ["row 0", "row 3", "row 1", "row 4", "row 2"]
    loop.click(0)
    loop.click(2, SHIFT)
    assert loop.widget.selected == ("r0", "r1", "r3")


# Sorting, filtering, columns


def test_heads_sort(loop):
    loop.click_head("kind")
    assert loop.widget.sort == ("kind",)
    loop.click_head("size", SHIFT)
    loop.click_head("size", SHIFT)
    assert loop.widget.sort == ("kind", "-size")
    assert loop.texts() == ["row 2", "row 4", "row 0", "row 1", "row 3"]
    assert loop.model.described(1).endswith("sorted descending as number 2 of 2")
    loop.click_head("size", SHIFT)
    assert loop.widget.sort == ("kind",)
    loop.click_head("kind")
    assert loop.widget.sort == ("-kind",)
    loop.click_head("kind")
    assert loop.widget.sort == ()


def test_the_focus_stays_on_its_row(loop):
    loop.view.setCurrentIndex(loop.model.index(2, 1))
    loop.click_head("size")
    assert loop.model.row_at(loop.view.currentIndex().row()) == 2
    assert loop.view.currentIndex().column() == 1


def test_vectors_unfold_and_fold(loop):
    loop.click_head("embedding")
    assert loop.widget.unfolded == ("embedding",)
    assert loop.names[3:6] == ["embedding", "n0", "n1"]
    assert loop.model.columnCount() == 4 + 1280
    assert loop.model.index(1, 5).data() == "1281"
    loop.view.scrollTo(loop.model.index(0, 0))
    loop.click_head("embedding")
    assert loop.names == ["name", "size", "kind", "embedding"]


def test_what_is_typed_filters(qtbot, loop):
    line = loop.painter.filter_bar.line
    QTest.keyClicks(line, "size > 1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert loop.widget.filter == "size > 1"
    assert loop.texts() == ["row 1", "row 2", "row 4"]
    assert loop.painter.foot.summary.whole.startswith("3 of 5 rows × 4 columns (1,283 with")
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "“1x” is none" in loop.painter.filter_bar.note.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert loop.widget.filter == ""
    assert loop.painter.filter_bar.note.isHidden()


def test_a_filter_counts_as_meant_after_a_pause(qtbot, loop):
    QTest.keyClicks(loop.painter.filter_bar.line, "row 3")
    assert loop.widget.filter == ""
    qtbot.waitUntil(lambda: loop.texts() == ["row 3"])


def test_a_filter_that_nothing_fits_leaves_the_columns_as_they_are(qtbot, loop):
    before = loop.view.head.widths()
    filtered = Loop(qtbot, a_table(), filter="nothing like this")
    assert filtered.view.head.widths() == before
    assert filtered.model.rowCount() == 0
    filtered.view.grab()  # says why it is empty
    filtered.press(Qt.Key.Key_Down)
    filtered.press(Qt.Key.Key_Space)
    filtered.press(Qt.Key.Key_A, CONTROL)
    assert filtered.widget.selected == ()


def test_columns_are_pulled_and_dropped(loop):
    head = loop.view.head
    edge = head.sectionViewportPosition(0) + head.sectionSize(0) - 1
    before = head.sectionSize(0)
    QTest.mousePress(head.viewport(), LEFT, NONE, QPoint(edge, 20))
    QApplication.sendEvent(head.viewport(), _move(head.viewport(), QPoint(edge + 40, 20)))
    QTest.mouseRelease(head.viewport(), LEFT, NONE, QPoint(edge + 40, 20))
    assert loop.widget.widths == (f"{before + 40} name",)
    assert head.sectionSize(0) == before + 40
    loop.painter.columns.drop(0, 2)
    assert loop.names == ["size", "kind", "name", "embedding"]
    assert head.sectionSize(2) == before + 40
    loop.edit(Changed("unfolded", ("embedding",)))
    loop.painter.columns.drop(5, 0)
    assert loop.names[:4] == ["size", "kind", "name", "embedding"]


def test_a_head_is_dragged(loop):
    head = loop.view.head
    begin = QPoint(head.sectionViewportPosition(0) + 30, 20)
    end = QPoint(head.sectionViewportPosition(2) - 10, 20)
    QTest.mousePress(head.viewport(), LEFT, NONE, begin)
    for x in range(begin.x(), end.x(), 6):
        QApplication.sendEvent(head.viewport(), _move(head.viewport(), QPoint(x, 20)))
    QTest.mouseRelease(head.viewport(), LEFT, NONE, end)
    assert loop.widget.order == ("size", "name", "kind", "embedding")
    assert [head.visualIndex(i) for i in range(4)] == [0, 1, 2, 3]
    assert loop.widget.sort == ()


def test_columns_are_hidden_and_shown(loop):
    loop.painter.filter_bar.columns.click()
    chooser = loop.painter.columns.chooser
    item = chooser.list.item(1)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert loop.widget.hidden == ("size",)
    assert loop.names == ["name", "kind", "embedding"]
    chooser.none.click()
    assert loop.names == []
    chooser.all.click()
    assert loop.widget.hidden == ()
    chooser.close()


def menu_of(loop: Loop, row: int, column: int) -> dict[str, object]:
    loop.view.menu_asked.emit(loop.model.index(row, column), QPoint(10, 10))
    menu = loop.view.findChildren(QMenu)[-1]
    found = {action.text(): action for action in menu.actions() if action.text()}
    menu.hide()
    return found


def test_the_menu_does_what_the_heads_do(loop):
    menu_of(loop, 0, 1)["Sort descending"].trigger()
    assert loop.widget.sort == ("-size",)
    menu_of(loop, 0, 2)["Then ascending by this"].trigger()
    assert loop.widget.sort == ("-size", "kind")
    menu_of(loop, 0, 0)["Hide “name”"].trigger()
    assert loop.widget.hidden == ("name",)
    menu_of(loop, 0, 0)["Show all columns"].trigger()
    menu_of(loop, 0, 2)["Only rows with kind = k0"].trigger()
    assert loop.widget.filter == "kind = k0"
    menu_of(loop, 0, 3)["Unfold into 1,280 columns"].trigger()
    assert loop.widget.unfolded == ("embedding",)


# Searching and copying


def test_search_goes_from_one_to_the_next(qtbot, loop):
    QTest.keyClick(loop.view, Qt.Key.Key_F, CONTROL)
    bar = loop.painter.find_bar
    assert bar.line.hasFocus()
    QTest.keyClicks(bar.line, "K1")
    qtbot.waitUntil(lambda: bar.count.text() == "2")
    for row, told in ((1, "1 of 2"), (3, "2 of 2"), (1, "1 of 2")):
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
        assert (loop.view.currentIndex().row(), loop.view.currentIndex().column()) == (row, 2)
        assert bar.count.text() == told
    QTest.keyClick(bar.line, Qt.Key.Key_Return, SHIFT)
    assert loop.view.currentIndex().row() == 3
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert loop.view.hasFocus()


def test_search_looks_at_what_is_shown(loop):
    places = find(loop.model.columns, np.array([3, 1]), "row")
    assert places.tolist() == [[0, 0], [1, 0]]
    assert find(loop.model.columns, loop.model.rows, "4").tolist() == [[2, 1], [4, 0]]
    assert find(loop.model.columns, loop.model.rows, "  ").tolist() == []


def copied(loop: Loop) -> str:
    loop.press(Qt.Key.Key_C, CONTROL)
    assert background().wait(30)
    QApplication.processEvents()
    return QGuiApplication.clipboard().text()


def test_rows_are_copied_as_they_are_shown(qtbot):
    loop = Loop(qtbot, a_table(), sort=("-size",), selected=("r1", "r2"), hidden=("kind",))
    assert copied(loop) == "name\tsize\nrow 2\t4\nrow 1\t2\n"
    assert loop.painter.foot.told.whole == (
        "Copied 2 rows × 2 columns. Vectors were left out; unfold them to copy their numbers.")


def test_without_a_selection_the_row_with_the_focus_is_copied(qtbot):
    table = Table(("a", "b"), {"t": texts(["one\ttwo\nthree", "x"]), "x": numbers([np.nan, 1 / 3])})
    loop = Loop(qtbot, table)
    loop.press(Qt.Key.Key_C, CONTROL)
    assert "Pick rows first" in loop.painter.foot.told.whole
    loop.view.setCurrentIndex(loop.model.index(0, 0))
    assert copied(loop) == "t\tx\none two three\t\n"
    loop.view.setCurrentIndex(loop.model.index(1, 0))
    assert copied(loop) == "t\tx\nx\t0.333333333333333\n"


def test_what_is_too_much_to_copy_is_said(loop, monkeypatch):
    monkeypatch.setattr("satsuma.ui.painters.rows_copy.MOST_CELLS", 6)
    loop.press(Qt.Key.Key_A, CONTROL)
    assert copied(loop).count("\n") == 3
    assert "the first 2 of 5 rows" in loop.painter.foot.told.whole


# In a window, with the engine


def test_a_sort_can_be_undone_and_a_width_is_no_step(qtbot, document):
    performer = Performer(document)
    document.edit(Workflow({"s": Node(Source()), "t": Node(DataTable())},
                           (Link("s", "data", "t", "data"),)), "Begin")
    window = WidgetWindow(document, "t", performer)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.area.painter is not None)
    painter = window.area.painter
    painter.columns.gesture.emit(Changed("sort", ("-size",)))
    assert painter.model.row_at(0) == 11
    assert document.undo_name == "Sort rows"
    painter.columns.gesture.emit(Changed("widths", ("90 size",)))
    assert document.undo_name == "Sort rows"
    painter.filter_bar.meant.emit("size > 100")
    assert document.undo_name == "Filter rows"
    document.undo()
    document.undo()
    assert painter.model.row_at(0) == 0
    assert document.workflow.nodes["t"].widget.widths == ("90 size",)
    document.edit(document.workflow.with_setting("t", "as_shown", True).with_setting(
        "t", "filter", "size > 9"), "Send")
    assert document.bridge.engine.finish(30)
    document.bridge.drain()
    assert len(document.bridge.last("t").values["data"]) == 2


# Large tables, looks


def test_a_hundred_thousand_rows(qtbot):
    loop = Loop(qtbot, a_table(100_000, 2))
    assert loop.model.rowCount() == 100_000
    loop.press(Qt.Key.Key_A, CONTROL)
    assert loop.told == [Changed("selected", "all")]
    loop.edit(Changed("sort", ("-size", "name")))
    QApplication.processEvents()
    assert not loop.painter.is_arranging
    assert loop.texts("name")[:2] == ["row 2", "row 7"]
    loop.edit(Changed("filter", "row 9999"))
    assert loop.model.rowCount() == 11


def test_the_last_wish_is_shown_when_it_comes_while_the_window_works(qtbot):
    table = a_table(20_000, 2)
    painter = RowsPainter()
    view = Rows(table)
    shown(qtbot, painter, view)
    painter.show_view(replace(view, sort=("name",)))
    painter.show_view(replace(view, sort=("-name",), selected=("r5",)))
    painter.show_view(replace(view, sort=("-name",), selected=("r6",)))
    assert painter.is_arranging
    assert background().wait(30)
    assert painter.shown.sort == ("-name",)
    assert painter.model.row_at(0) == 19_999
    assert np.flatnonzero(painter.model.chosen).tolist() == [6]


def test_another_table_takes_the_place(loop):
    loop.click(4)
    smaller = Table(("x",), {"other": texts(["one"])})
    loop.painter.show_view(Rows(smaller, ("x",)))
    assert loop.names == ["other"]
    assert loop.painter.view.chosen.count == 1
    loop.painter.view.viewport().grab()


def test_tab_leaves_the_table(qtbot, loop):
    assert not loop.view.tabKeyNavigation()
    window = QWidget()
    qtbot.addWidget(window)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_kind_of_cell_is_drawn(qtbot, tmp_path, scheme, scale):
    from PIL import Image

    Image.new("RGB", (8, 8), (250, 0, 0)).save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"no picture")
    theme().apply(scheme, scale, "off")
    table = Table(tuple("abc"), {
        "image": images(["a.png", "b.png", ""], tmp_path), "x": numbers([-1, np.nan, 2]),
        "v": vectors(np.array([[1, 2], [np.nan, np.nan], [3, np.nan]], np.float32))})
    loop = Loop(qtbot, table, bars=True, pictures="large", selected=("a",), sort=("x", "image"))
    qtbot.waitUntil(lambda: loop.painter.thumbnails.get(
        tmp_path / "a.png", 1) is not None)
    loop.view.setFocus()
    picture = loop.painter.grab().toImage()
    assert {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)} >= {theme().colors.selection.name(),
                                                        theme().colors.window.name()}
    if save := os.environ.get("SATSUMA_LOOK"):
        picture.save(f"{save}/rows-{scheme}-{scale}.png")


def test_the_picture_of_a_table(qtbot):
    from satsuma.ui.view_picture import draw

    loop = Loop(qtbot, a_table(1000, 2))
    done: list[bool] = []
    loop.painter.prepare_picture(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    picture = draw(loop.painter, ".svg")
    assert "rows 1 to 200 of 1,000" in picture.remark
    assert b"row 199" in picture.made
    assert b"row 200" not in picture.made
    assert Loop(qtbot, a_table()).painter.picture_remark() == ""


def test_columns_without_a_name_or_with_two_lines_are_told_and_can_be_hidden(qtbot):
    table = Table(("a",), {"": texts(["x"]), "two\nlines": texts(["y"]), "b": texts(["z"])})
    loop = Loop(qtbot, table, sort=("-two\nlines",))
    assert "sorted by two lines ↓" in loop.painter.foot.summary.whole
    assert loop.model.described(0).startswith("(no name), ")
    loop.painter.columns.choose(loop.painter.filter_bar.columns)
    chooser = loop.painter.columns.chooser
    assert [chooser.list.item(at).text() for at in range(3)] == ["(no name)", "two lines", "b"]
    chooser.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert loop.widget.hidden == ("two\nlines",)
    chooser.close()


def test_a_message_and_the_summary_share_the_line_and_never_lie_on_each_other(qtbot):
    loop = Loop(qtbot, a_table())
    foot = loop.painter.foot
    for width in (200, 500, 900, 1600):
        loop.painter.resize(width, 400)
        foot.say("Copied 5 rows × 3 columns. Vectors were left out; unfold them to copy.")
        QApplication.processEvents()
        assert foot.told.isVisible()
        assert foot.told.geometry().right() < foot.width()
        if foot.summary.isVisible():
            assert foot.summary.geometry().right() < foot.told.geometry().left()
    foot._be_silent()  # noqa: SLF001 - as after six seconds
    assert foot.summary.isVisible()
    assert not foot.told.isVisible()


def test_the_numbers_of_rows_are_not_asked_for_where_nothing_is_picked(qtbot):
    table = a_table(50)
    Loop(qtbot, table)
    assert "row_of" not in vars(table)  # it takes long for a hundred thousand
