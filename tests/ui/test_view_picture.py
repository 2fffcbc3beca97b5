"""Any view becomes a picture: PNG, SVG and PDF, all of it, light, bounded and told so."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QRectF, QSize, Qt
from PyQt6.QtGui import QGuiApplication, QImage, QPainter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QPushButton

from satsuma.problem import Problem
from satsuma.ui import view_saving
from satsuma.ui.background import background
from satsuma.ui.colors import LIGHT
from satsuma.ui.commands import Performer
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.slices import Slices
from satsuma.ui.theme import px, theme
from satsuma.ui.view_picture import LARGEST_SIDE, draw, write
from satsuma.ui.view_saving import ViewSaving, ask_save, file_stem
from satsuma.ui.widget_window import WidgetWindow
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.views import Rows
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.toy_widgets import Moody, Source, a_table

pytestmark = pytest.mark.window


class Cross(Painter):
    """Draws itself: a cross in the color of text, as large as it is told."""

    def __init__(self, wide: int = 300, high: int = 200) -> None:
        super().__init__()
        self.wanted = QSize(wide, high)

    def picture_size(self) -> QSize:
        return self.wanted

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(theme().colors.text)
        painter.drawLine(rect.topLeft(), rect.bottomRight())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "cross")


def test_png_is_twice_as_fine_as_the_screen_at_any_scale(qtbot):
    for scale in (100, 200):
        theme().apply("light", scale, "off")
        painter = Cross(px(300), px(200))
        qtbot.addWidget(painter)
        assert draw(painter, ".png").image.size() == QSize(600, 400)


def test_it_is_drawn_in_the_light_scheme_and_the_screen_stays_dark(qtbot):
    theme().apply("dark", 100, "off")
    painter = Cross()
    qtbot.addWidget(painter)
    picture = draw(painter, ".png")
    assert picture.image.pixelColor(599, 0) == LIGHT.window
    assert theme().dark
    assert theme().colors.window != LIGHT.window


def test_svg_and_pdf_hold_lines_and_text(qtbot, tmp_path):
    painter = Cross()
    qtbot.addWidget(painter)
    svg = draw(painter, ".svg", "My “view” <1>").encoded().decode()
    assert "cross</text>" in svg
    assert "My “view” &lt;1&gt;" in svg or "My “view” <1>" not in svg
    assert "<image" not in svg
    write(draw(painter, ".pdf", "My view"), tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/MediaBox [0 0 225" in data  # 300 pixels of 96 to an inch, in points


def test_a_view_that_does_not_draw_itself_is_taken_from_the_screen(qtbot):
    painter = Painter()
    qtbot.addWidget(painter)
    painter.resize(320, 240)
    assert draw(painter, ".png").image.size() == QSize(640, 480)


def test_very_large_ones_are_bounded_and_it_is_told(qtbot):
    painter = Cross(200, 19_000)
    qtbot.addWidget(painter)
    picture = draw(painter, ".png")
    assert picture.image.height() <= LARGEST_SIDE
    assert "sharpness" in picture.remark
    assert draw(painter, ".svg").remark == ""
    larger = Cross(50_000, 100)
    qtbot.addWidget(larger)
    assert "did not fit" in draw(larger, ".png").remark
    few = draw(Cross(1000, 1000), ".png", most_pixels=250_000)
    assert few.image.size() == QSize(500, 500)


def test_nothing_and_unknown_kinds_are_refused(qtbot):
    with pytest.raises(Problem, match="nothing to draw"):
        draw(Cross(0, 10), ".png")
    with pytest.raises(Problem, match=r"\.gif"):
        draw(Cross(), ".gif")


def test_a_painter_that_fails_leaves_the_theme_as_it_was(qtbot):
    class Broken(Cross):
        def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
            painter.end()
            raise ZeroDivisionError

    theme().apply("dark", 100, "off")
    with pytest.raises(ZeroDivisionError):
        draw(Broken(), ".png")
    assert theme().dark


# In a window

@pytest.fixture
def window(qtbot, document):
    workflow = Workflow().with_node("s", Node(Source(), "Source"))
    workflow = workflow.with_node("m", Node(Moody(), "Moody: <fine>"))
    document.edit(workflow.with_link(Link("s", "data", "m", "data")), "Make")
    windows = WidgetWindows(document, Performer(document))
    assert document.bridge.engine.finish(30)
    document.bridge.drain()
    made = windows.open("m")
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    yield made
    windows.close_all()


def settle(window: WidgetWindow) -> None:
    """Until what is drawn in slices is drawn, and what is written is written."""
    end = time.monotonic() + 30
    while window.findChildren(Slices) and time.monotonic() < end:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert background().wait(30)
    QApplication.processEvents()


def test_alt_s_saves_what_is_shown(window, tmp_path, monkeypatch):
    asked = []

    def choose(_parent: object, _title: str, stem: str, _kinds: object) -> Path:
        asked.append(stem)
        return tmp_path / "seen.png"

    monkeypatch.setattr(view_saving, "ask_save", choose)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert asked == ["Moody: <fine>"]
    assert not QImage(str(tmp_path / "seen.png")).isNull()
    assert window.notice.text == "Saved as seen.png."


def test_what_cannot_be_written_is_told(window, tmp_path):
    window.saving.save_to(tmp_path / "no folder" / "seen.png")
    settle(window)
    assert "cannot be written" in window.notice.text


def test_keys_copy_the_picture(window):
    clipboard = QGuiApplication.clipboard()
    for key in (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.ControlModifier):
        clipboard.clear()
        window.bar.help.setFocus()
        QTest.keyClick(window.bar.help, Qt.Key.Key_C, key)
        settle(window)
        assert not clipboard.image().isNull(), key


def test_ctrl_c_in_a_field_copies_its_text(window):
    clipboard = QGuiApplication.clipboard()
    line = window.panel.findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == line.text() != ""


def test_without_a_view_there_is_nothing_to_save(window, document):
    buttons = (window.bar.save, window.bar.copy, window.bar.report)
    assert all(button.isEnabled() for button in buttons)
    document.edit(document.workflow.without_node("s"), "Remove")
    document.edit(document.workflow.with_setting("m", "mood", "blind"), "Change")
    QApplication.processEvents()
    window.area.clear()
    window.refresh()
    assert all(button.isEnabled() == (window.area.painter is not None) for button in buttons)
    window.saving.copy()  # nothing happens


def test_the_picture_of_another_view_is_not_taken(qtbot):
    painter = RowsPainter()
    qtbot.addWidget(painter)
    painter.show_view(Rows(a_table()))
    shown = [painter]
    saving = ViewSaving(QPushButton(), lambda: shown[0], lambda: "x")
    waiting = []
    painter.prepare_picture = waiting.append
    taken: list[object] = []
    saving.drawn(".png", taken.append)
    shown[0] = Cross()
    waiting[0]()
    assert taken == []


@pytest.mark.parametrize(("title", "stem"), [
    ("Moody: <fine>", "Moody fine"), ("..", "picture"), ("a/b\\c", "a b c"), ("", "picture"),
    ("x" * 300, "x" * 120)])
def test_titles_become_names_of_files(title, stem):
    assert file_stem(title) == stem


def test_the_dialog_gives_every_name_a_suffix(qtbot, monkeypatch, tmp_path):
    from PyQt6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _self: [str(tmp_path / "a.b")])
    parent = QPushButton()
    qtbot.addWidget(parent)
    assert ask_save(parent, "Save", "x", {".png": "PNG (*.png)"}) == tmp_path / "a.b.png"
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 0)
    assert ask_save(parent, "Save", "x", {".png": "PNG (*.png)"}) is None
