"""Notes are read, written and resized on the canvas, and fetch nothing."""

from __future__ import annotations

import time

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt
from PyQt6.QtGui import QFont, QGuiApplication
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QGraphicsItem

from satsuma.ui.canvas import note_text
from satsuma.ui.canvas.note_item import NoteItem
from satsuma.ui.canvas.note_text import note_document, plain_html
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import TextNote
from tests.own_time import own_time
from tests.ui.canvas.item_canvas import CONTROL, LEFT, PLAIN, Canvas

pytestmark = pytest.mark.window

@pytest.fixture
def canvas(qtbot) -> Canvas:
    return Canvas(qtbot, NoteItem(3, TextNote((0, 0, 200, 80), "Look at the *cows*.")))


def test_a_double_click_writes_and_leaving_it_is_one_step(canvas):
    canvas.double_click(100, 40)
    canvas.type(" Moo")
    canvas.click(400, 300)
    assert canvas.editor is None
    assert canvas.item.annotation.text == "Look at the *cows*. Moo"
    assert canvas.steps == ["Edit note"]


def test_enter_begins_and_control_enter_ends_writing(canvas):
    canvas.click(100, 40)
    canvas.key(Qt.Key.Key_Return)
    canvas.type("!")
    canvas.key(Qt.Key.Key_Return)
    canvas.type("Two")
    assert canvas.steps == []
    canvas.key(Qt.Key.Key_Return, CONTROL)
    assert canvas.item.annotation.text == "Look at the *cows*.!\nTwo"
    assert canvas.scene.focusItem() is canvas.item
    canvas.key(Qt.Key.Key_F2)
    assert canvas.editor is not None


def test_escape_gives_up(canvas):
    canvas.double_click(100, 40)
    canvas.type("nonsense")
    canvas.key(Qt.Key.Key_Escape)
    assert (canvas.editor, canvas.steps) == (None, [])
    assert canvas.item.annotation.text == "Look at the *cows*."


def test_looking_without_typing_is_no_step(canvas):
    canvas.item.show(TextNote((0, 0, 200, 80), "10\u00a0cm"))
    canvas.double_click(100, 40)
    canvas.click(400, 300)
    assert (canvas.editor, canvas.steps) == (None, [])
    canvas.item.show(TextNote((0, 0, 200, 80), "old\r\nlines"))
    canvas.double_click(100, 40)
    canvas.click(400, 300)
    assert canvas.steps == []
    canvas.item.show(TextNote((0, 0, 200, 80), "10\u00a0cm"))
    canvas.double_click(100, 40)
    canvas.type("!")
    canvas.click(400, 300)
    assert canvas.item.annotation.text == "10\u00a0cm!"


def test_a_note_taken_away_while_it_is_written_says_nothing(canvas):
    canvas.double_click(100, 40)
    canvas.type("!")
    canvas.scene.removeItem(canvas.item)
    assert canvas.steps == []


def test_only_the_text_of_what_was_copied_is_pasted(canvas, monkeypatch, tmp_path):
    copied = QMimeData()
    copied.setHtml(f"<b>Moo</b><img src='{tmp_path}/cow.png'>")
    copied.setText("Moo")
    QGuiApplication.clipboard().setMimeData(copied)
    canvas.double_click(100, 40)
    canvas.key(Qt.Key.Key_V, CONTROL)
    assert canvas.editor.toPlainText().endswith("Moo")
    assert "font-weight" not in canvas.editor.toHtml().partition("<body")[2].partition(">")[2]
    assert "<img" not in canvas.editor.toHtml()


def test_writing_makes_the_card_higher(canvas):
    before = canvas.item.card().height()
    canvas.double_click(100, 40)
    for _ in range(8):
        canvas.key(Qt.Key.Key_Return)
    assert canvas.item.card().height() > before + 40


def test_a_card_holds_all_of_its_text(canvas):
    canvas.item.show(TextNote((0, 0, 100, 40), "word " * 60))
    assert canvas.item.card().width() == 100
    assert canvas.item.card().height() > 200


@pytest.mark.parametrize(("start", "end", "rect"), [
    ((200, 80), (240, 110), (0, 0, 240, 110)), ((200, 40), (250, 70), (0, 0, 250, 80)),
    ((0, 40), (-30, 40), (-30, 0, 230, 80)), ((0, 0), (20, -20), (20, -20, 180, 100)),
    ((200, 40), (-100, 40), (0, 0, 64, 80))])
def test_edges_and_corners_are_pulled(canvas, start, end, rect):
    canvas.drag(start, end)
    assert canvas.item.annotation.rect == pytest.approx(rect, abs=1)
    assert canvas.steps == ["Resize note"]


def test_escape_lets_an_edge_go_back(canvas):
    canvas.drag((200, 40), (300, 40), let_go=False)
    assert canvas.item.card().width() == pytest.approx(300, abs=1)
    assert canvas.item.is_pulled
    canvas.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.view.viewport(), LEFT, PLAIN, canvas.at(300, 40))
    assert (canvas.item.card().width(), canvas.steps) == (200, [])


def test_alt_and_arrows_resize(canvas):
    canvas.click(100, 40)
    canvas.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    canvas.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert canvas.item.annotation.rect == (0, 0, 208, 88)


def test_it_is_selected_by_a_click_and_not_moved_by_itself(canvas):
    canvas.drag((100, 40), (200, 140))
    assert canvas.item.isSelected()
    assert canvas.item.annotation.rect == (0, 0, 200, 80)
    assert not canvas.item.flags() & QGraphicsItem.GraphicsItemFlag.ItemIsMovable


def test_an_offset_lasts_until_a_value_is_shown(canvas):
    canvas.item.offset(30, 20)
    canvas.item.offset(40, 20)
    assert canvas.item.pos() == QPointF(40, 20)
    canvas.item.show(canvas.item.annotation)
    assert canvas.item.pos() == QPointF(0, 0)


def test_a_link_is_opened_with_control_only_and_its_address_is_shown(canvas, qtbot):
    canvas.item.show(TextNote((0, 0, 200, 80), "[link](https://example.org/a)"))
    asked = []
    canvas.item.link_asked.connect(asked.append)
    QTest.mouseMove(canvas.view.viewport(), canvas.at(60, 60))
    QTest.mouseMove(canvas.view.viewport(), canvas.at(20, 16))
    assert canvas.item.toolTip().startswith("https://example.org/a\n")
    canvas.click(20, 16)
    assert asked == []
    canvas.click(20, 16, CONTROL)
    assert asked == ["https://example.org/a"]
    assert canvas.item.links() == ("https://example.org/a",)
    QTest.mouseMove(canvas.view.viewport(), canvas.at(100, 60))
    assert canvas.item.toolTip() == ""


def test_links_to_files_and_programs_are_no_links(canvas):
    canvas.item.show(TextNote((0, 0, 200, 80), "[a](file:///etc/passwd) [b](javascript:x)"))
    assert canvas.item.links() == ()


@pytest.mark.parametrize("kind", ["text/markdown", "text/html"])
@pytest.mark.parametrize("text", [
    "![cow]({})", "<img src='{}'>", "<p style='background-image: url({})'>x</p>",
    "<body background='{}'>x</body>", "<link rel='stylesheet' href='{}'>x",
    "[![cow]({})](https://a.b)", "| a |\n|---|\n| ![cow]({}) |"])
def test_no_picture_is_ever_read(qtbot, tmp_path, kind, text):
    from PIL import Image

    picture = tmp_path / "huge.png"
    Image.new("RGB", (500, 900)).save(picture)
    for place in (picture, picture.as_uri(), "https://example.org/a.png"):
        made = note_document(TextNote((0, 0, 9, 9), text.format(place), kind), QFont())
        made.setTextWidth(200)
        assert made.size().height() < 300
        assert "\ufffc" not in made.toPlainText()


def test_a_picture_is_named_instead(qtbot):
    made = note_document(TextNote((0, 0, 9, 9), "![a cow](x.png)"), QFont())
    assert made.toPlainText() == "[a cow]"


def test_a_document_asked_for_a_resource_has_an_empty_one(qtbot):
    made = note_document(TextNote((0, 0, 9, 9), "x"), QFont())
    image = made.loadResource(2, note_text.QUrl("file:///etc/x.png"))
    assert (image.width(), image.pixelColor(0, 0).alpha()) == (1, 0)


@pytest.mark.parametrize(("html", "clean"), [
    ("<b onclick='x'>a</b>", "<b>a</b>"), ("a<script>b</script>c", "ac"),
    ("<i>a<b>b</i>c", "<i>a<b>b</b></i>c"), ("</p>a<br/>b", "a<br>b"),
    ("<a href='https://a.b'>c</a>", '<a href="https://a.b">c</a>'),
    ("<a href='javascript:x'>c</a>", "<a>c</a>"), ("1 &lt; 2 & 3", "1 &lt; 2 &amp; 3"),
    ("<b>" * 50, "<b>" * 20 + "</b>" * 20), ("<table><td>a", "a")])
def test_html_keeps_what_formats_text(html, clean):
    assert plain_html(html) == clean


@pytest.mark.parametrize(("kind", "text", "seen"), [
    ("text/markdown", "# A\n\n- [x] b\n- [ ] c", "A\n☑ b\n☐ c"), ("text/plain", "# A", "# A"),
    ("text/rst", "*A*", "*A*"), ("text/html", "<b>A</b>", "A"), ("text/else", "<b>", "<b>"),
    ("text/markdown", "<b>A</b>", "<b>A</b>")])
def test_kinds_of_text(qtbot, kind, text, seen):
    assert note_document(TextNote((0, 0, 9, 9), text, kind), QFont()).toPlainText() == seen


@pytest.mark.parametrize("text", ["* a\n" * 50_000, "> " * 50_000, "- " * 50_000, "[" * 90_000,
                                  "|a" * 9_000 + "|\n" + "|-" * 9_000 + "|\n", "\0\ud800\u202e"])
@pytest.mark.parametrize("kind", ["text/markdown", "text/html", "text/plain"])
def test_notes_of_strangers_are_laid_out_in_a_moment(qtbot, text, kind):

    start = own_time()
    NoteItem(0, TextNote((5, 5, -3, float(10 ** 9)), text, kind, "no such font", 999))
    assert own_time() - start < 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_and_its_text_have_the_colors_of_the_theme(canvas, scheme):
    theme().apply(scheme, 100, "off")
    canvas.item.show(TextNote((0, 0, 200, 80), ""))
    image = canvas.view.grab().toImage()
    point = canvas.view.viewport().mapTo(canvas.view, canvas.at(100, 60))
    assert image.pixelColor(point) == theme().colors.note


def test_it_says_what_it_is(canvas):
    assert canvas.item.spoken() == "Note: Look at the cows."
    assert NoteItem(0, TextNote((0, 0, 9, 9), "")).spoken() == "Note: empty"


def test_a_word_of_a_hundred_thousand_letters_holds_nothing_up(canvas, monkeypatch):
    canvas.double_click(100, 40)
    pasted = QMimeData()
    pasted.setText("x" * 100_000)
    began = time.process_time()
    canvas.editor.insert(pasted)
    canvas.type("y")
    assert time.process_time() - began < 0.5  # breaking it where it is best took seconds
    assert len(canvas.editor.text()) > 100_000
