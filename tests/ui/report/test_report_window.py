"""The report: collects what windows show, and leads back to what made it."""

from __future__ import annotations

import gc
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6 import sip
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QImage
from PyQt6.QtPdf import QPdfDocument
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui import passing_notice
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.image_bytes import png_of
from satsuma.ui.question import Question
from satsuma.ui.report import desk as desks
from satsuma.ui.report import keeping
from satsuma.ui.report.book import Book
from satsuma.ui.report.desk import Desk, desk
from satsuma.ui.report.facts import setting_facts
from satsuma.ui.report.files import save, write
from satsuma.ui.report.html import to_html
from satsuma.ui.report.item_list import AT_ONCE
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.links import links_in
from satsuma.ui.report.pdf import to_pdf
from satsuma.ui.report.shown_table import shown_table
from satsuma.ui.report.window import ReportWindow
from satsuma.ui.theme import theme
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.views import Rows
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.toy_widgets import Moody, Source, a_table

pytestmark = pytest.mark.window


def a_picture(color: int = 0xFFAA5500) -> bytes:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(color)
    return png_of(image)


def settle() -> None:
    for _ in range(3):
        assert background().wait(30)
        QApplication.processEvents()


def titles(window: ReportWindow) -> list[str]:
    return [item.title for item in window.book.report.items]


@pytest.fixture
def window(qtbot, catalog):
    made = ReportWindow(catalog)
    for title in ("First", "Second", "Third"):
        made.book.add(ReportItem(title, png=a_picture(), workflow=Workflow(title=title)))
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    settle()
    yield made
    if not sip.isdeleted(made):
        made.take(Book())
        made.close()


def test_items_are_moved_removed_and_brought_back_by_keys(window):
    card = window.list.cards[window.book.report.items[0].id]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(window) == ["Second", "First", "Third"]
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert titles(window) == ["Second", "Third"]
    assert window.focusWidget() is window.list.cards[window.book.report.items[1].id]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(window) == ["Second", "First", "Third"]
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert titles(window) == ["Second", "Third"]


def test_of_very_many_items_some_are_shown_and_all_are_kept(window):
    many = Report("Many", tuple(ReportItem(f"Item {n}") for n in range(1, 2001)))
    began = time.thread_time()
    window.take(Book(many, saved=True))
    settle()
    assert time.thread_time() - began < 2.0
    shown = window.list
    assert len(shown.cards) == AT_ONCE
    assert not shown.earlier.isVisible()
    assert shown.later.text() == "Show items 41–80 of 2,000"
    shown.later.click()
    assert many.items[40].id in shown.cards
    assert many.items[0].id not in shown.cards
    assert shown.earlier.text() == "Show items 1–40 of 2,000"
    assert shown.cards[many.items[40].id].hasFocus()
    window.add_note()
    assert window.focusWidget() is shown.cards[window.book.report.items[-1].id].note
    assert not shown.later.isVisible()
    assert titles(window)[:2000] == [item.title for item in many.items]


def test_only_settings_that_have_an_effect_are_told(catalog):
    tree = catalog.named("hierarchical_clustering")
    told = dict(setting_facts(tree(selection="top", top=4)))
    assert told["Clusters"] == "4"
    assert "Height" not in told
    told = dict(setting_facts(tree(selection="height")))
    assert "Height" in told
    assert "Clusters" not in told


def test_buttons_move_and_remove_and_the_ends_have_no_way_out(window):
    first, _, last = (window.list.cards[item.id] for item in window.book.report.items)
    assert not first.up.isEnabled()
    assert not last.down.isEnabled()
    QTest.mouseClick(last.up, Qt.MouseButton.LeftButton)
    assert titles(window) == ["First", "Third", "Second"]
    assert last.down.isEnabled()
    QTest.mouseClick(last.trash, Qt.MouseButton.LeftButton)
    assert titles(window) == ["First", "Second"]
    assert "Ctrl+Z" in window.toast.text()


def test_notes_are_written_live_and_are_one_step(window):
    card = window.list.cards[window.book.report.items[0].id]
    QTest.keyClicks(card.note, "Frogs come together")
    assert window.book.report.items[0].note == "Frogs come together"
    window.book.undo()
    assert card.note.toPlainText() == ""
    assert titles(window) == ["First", "Second", "Third"]


def test_a_note_of_its_own(window):
    QTest.mouseClick(window.buttons["Add a note"], Qt.MouseButton.LeftButton)
    assert titles(window)[-1] == "Note"
    QTest.keyClicks(window.focusWidget(), "To do")
    assert window.book.report.items[-1].note == "To do"


def test_every_card_is_shown_once_in_its_order_also_at_another_scale(window):
    for scale in (200, 100):
        theme().apply("dark", scale, "off")
        settle()
        cards = [window.list.cards[item.id] for item in window.book.report.items]
        tops = [card.y() for card in cards]
        assert tops == sorted(set(tops))
        assert all(card.isVisible() for card in cards)


def test_states_are_asked_for(window):
    asked, others = [], []
    window.state_wanted.connect(lambda item, origin: asked.append((item.workflow.title, origin)))
    window.new_window_wanted.connect(lambda item: others.append(item.workflow.title))
    card = window.list.cards[window.book.report.items[1].id]
    QTest.mouseClick(card.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card.other, Qt.MouseButton.LeftButton)
    assert (asked, others) == ([("Second", None)], ["Second"])


# Files

def test_saved_and_opened_again(window, tmp_path, monkeypatch, catalog, qtbot):
    window.book.rename("Animals")
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.html")
    assert window.isWindowModified()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not window.isWindowModified()
    assert window.windowTitle() == "a.html[*] – Satsuma"
    other = ReportWindow(catalog)
    qtbot.addWidget(other)
    other.open(tmp_path / "a.html")
    settle()
    assert titles(other) == ["First", "Second", "Third"]
    assert other.title.text() == "Animals"
    assert [item.workflow.title for item in other.book.report.items] == titles(other)
    assert not other.isWindowModified()


def test_a_report_that_is_not_taken_over_whole_is_a_copy(window, tmp_path, catalog, qtbot):
    file = tmp_path / "a.html"
    save(Report("Animals", (ReportItem("Long", note="y" * 50_000),)), file)
    before = file.read_bytes()
    other = ReportWindow(catalog)
    qtbot.addWidget(other)
    other.open(file)
    settle()
    assert titles(other) == ["Long"]
    assert "This is a copy" in other.toast.text()
    assert other.book.path is None
    assert file.read_bytes() == before


def test_what_is_no_report_is_told(window, tmp_path):
    (tmp_path / "a.html").write_text("<html>")
    window.open(tmp_path / "a.html")
    settle()
    assert "no report" in window.toast.text()
    assert len(titles(window)) == 3


def test_pdf_has_pages_and_does_not_count_as_saved(window, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.pdf")
    QTest.mouseClick(window.buttons["Save as PDF…"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Saved as a.pdf" in window.toast.text())
    assert window.isWindowModified()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_long_report_goes_over_many_pages_and_loses_nothing(qtbot, tmp_path):
    tall = QImage(200, 4000, QImage.Format.Format_RGB32)
    tall.fill(0)
    words = "\n".join(f"Line {n} " + "of many words " * 20 for n in range(80))
    rows = (("name", "value"), *((f"row-{n}", str(n)) for n in range(150)))
    report = Report("All", (ReportItem("Tall", png=png_of(tall)), ReportItem("Long", words),
                            ReportItem("Rows", rows=rows), ReportItem("End", png=b"broken")))
    write(to_pdf(report, "DejaVu Sans"), tmp_path / "a.pdf")
    shown = QPdfDocument(None)
    assert shown.load(str(tmp_path / "a.pdf")) == QPdfDocument.Error.None_
    texts = [shown.getAllText(page).text() for page in range(shown.pageCount())]
    assert shown.pageCount() > 6
    whole = " ".join(texts)
    assert all(word in whole for word in ("Line 0", "Line 79", "row-0", "row-149", "End"))
    assert sum("name" in text and "value" in text for text in texts) > 1  # heads come again
    shown.close()


def test_a_pdf_with_a_large_picture_does_not_hold_up_the_window(window, tmp_path, monkeypatch,
                                                                 qtbot):
    noise = np.random.default_rng(1).integers(0, 256, (1500, 2000, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(noise).save(file, "PNG", compress_level=1)
    window.book.add(ReportItem("Noise", png=file.getvalue()))
    settle()
    turns: list[float] = []
    beat = QTimer(window)
    beat.setInterval(1)
    beat.timeout.connect(lambda: turns.append(time.perf_counter()))
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.pdf")
    beat.start()
    window.keeping.save_pdf()
    qtbot.waitUntil(lambda: "Saved as a.pdf" in window.toast.text())
    assert len(turns) > 15  # in one go there would be no more than a few
    shown = QPdfDocument(None)
    assert shown.load(str(tmp_path / "a.pdf")) == QPdfDocument.Error.None_
    assert "Noise" in "".join(shown.getAllText(page).text() for page in range(shown.pageCount()))
    shown.close()


def test_a_window_that_closes_while_its_pdf_is_made_breaks_nothing(window, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.pdf")
    window.book.add(ReportItem("Long", "word " * 20_000))
    window.keeping.save_pdf()
    QApplication.processEvents()
    window.close_now()
    settle()
    gc.collect()
    assert not (tmp_path / "a.pdf").exists()


def test_addresses_in_notes_are_links_in_both_files(tmp_path):
    note = "\U0001f34a see https://example.org/a?b=c&d, and (https://example.org/(x)) <b>"
    report = Report("", (ReportItem("A", note),))
    data = to_pdf(report, "DejaVu Sans")
    assert b"(https://example.org/a?b=c&d)" in data
    html = to_html(report, None)
    assert '<a href="https://example.org/a?b=c&amp;d" rel="noreferrer">' in html
    assert "&lt;b&gt;" in html
    assert [one.address for one in links_in(note)] == [
        "https://example.org/a?b=c&d", "https://example.org/(x)"]


# Nothing is lost

def question(window: ReportWindow) -> Question:
    return window.findChildren(Question)[-1]


def test_closing_asks_and_keeps_what_is_not_saved(window, monkeypatch, tmp_path):
    window.close()
    assert window.isVisible()
    QTest.mouseClick(question(window).buttons["cancel"], Qt.MouseButton.LeftButton)
    assert window.isVisible()
    settle()
    monkeypatch.setattr(keeping, "ask_save", lambda *_: None)
    window.close()
    QTest.mouseClick(question(window).buttons["save"], Qt.MouseButton.LeftButton)
    settle()
    assert window.isVisible()  # nobody said where to
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.html")
    window.close()
    QTest.mouseClick(question(window).buttons["save"], Qt.MouseButton.LeftButton)
    hidden: list[bool] = []
    window.destroyed.connect(lambda: hidden.append(True))
    settle()
    assert (tmp_path / "a.html").exists()
    assert hidden


def test_opening_another_asks_first(window, tmp_path):
    save(Report("Other", (ReportItem("Else"),)), tmp_path / "b.html")
    window.open(tmp_path / "b.html")
    settle()
    assert len(titles(window)) == 3
    QTest.mouseClick(question(window).buttons["discard"], Qt.MouseButton.LeftButton)
    settle()
    assert titles(window) == ["Else"]


# From a widget's window and back

@pytest.fixture
def fresh_desk(qapp, monkeypatch):
    made = Desk()
    monkeypatch.setattr(desks, "_desk", [made])
    yield made
    if made.window is not None:
        made.window.take(Book())
        made.window.close()


@pytest.fixture
def moody(qtbot, document, fresh_desk):
    workflow = Workflow().with_node("s", Node(Source(), "Source"))
    workflow = workflow.with_node("m", Node(Moody(picked=("r1",)), "Moody"))
    document.edit(workflow.with_link(Link("s", "data", "m", "data")), "Make")
    windows = WidgetWindows(document, Performer(document))
    assert document.bridge.engine.finish(30)
    document.bridge.drain()
    made = windows.open("m")
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    yield made
    windows.close_all()


def test_alt_r_adds_what_is_shown_and_leads_back_to_it(moody, document, fresh_desk):
    then = document.workflow
    QTest.keyClick(moody, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    settle()
    shown = fresh_desk.window
    assert not shown.isVisible()  # nothing comes over what one works with
    assert QApplication.activeWindow() is not shown, QApplication.activeWindow()
    assert "which has 1 item now" in moody.notice.text
    QTest.mouseClick(moody.notice.button, Qt.MouseButton.LeftButton)
    assert shown.isVisible()
    settle()
    item, = shown.book.report.items
    assert item.rows[0] == ("Selected", "image name", "group", "size", "embedding")
    assert [row[0] for row in item.rows[1:4]] == ["", "✓", ""]
    assert ("Selected", "1 of 12 rows") in item.facts
    assert len(item.rows) == 13
    assert ("Mood", "fine") in item.facts
    document.edit(document.workflow.without_node("s"), "Remove")
    QTest.mouseClick(shown.list.cards[item.id].back, Qt.MouseButton.LeftButton)
    now = document.workflow  # where windows lie may have been noted meanwhile
    assert (now.nodes, now.links) == (then.nodes, then.links)
    assert document.undo_name == "Go back to a state of the report"
    document.undo()
    assert "s" not in document.workflow.nodes


def test_a_state_opens_in_a_window_of_its_own_when_its_own_is_closed(moody, fresh_desk, document):
    class Opened:
        def __init__(self) -> None:
            self.document = Document()

        def come_to_front(self) -> None:
            pass

    class App:
        catalog = None

        def __init__(self) -> None:
            self.windows: list[Opened] = []

        def new_window(self) -> Opened:
            self.windows.append(Opened())
            return self.windows[-1]

    app = fresh_desk.app = App()
    moody.add_to_report()
    settle()
    item, = fresh_desk.window.book.report.items
    fresh_desk.window.list.cards[item.id].other.click()
    assert app.windows[0].document.workflow == item.workflow
    fresh_desk._go_back(item, None)  # noqa: SLF001 - as after the document has closed
    assert app.windows[1].document.undo_name == "Take a state from the report"
    for opened in app.windows:
        opened.document.close()


def test_there_is_one_report(qapp, fresh_desk):
    assert desk() is fresh_desk
    assert fresh_desk.show() is fresh_desk.show()


# Facts

def test_settings_in_words_give_no_folder_away(catalog):
    widget = catalog.named("import_images")(("/home/me/secret/cows",), False)
    facts = dict(setting_facts(widget))
    assert "cows" in facts.values()
    assert not any("secret" in text for text in facts.values())
    assert "no" in facts.values()
    metric = dict(setting_facts(catalog.named("distances")("euclidean-normalized")))
    assert metric["Metric"] == "Euclidean (normalized)"


def test_tables_are_cut():
    shown = shown_table(Rows(a_table(500)))
    assert len(shown.rows) == 201
    assert Path(shown.rows[1][0]).name == "name 0"
    assert shown.facts == (("Shown", "the first 200 of 500 rows"),)


def test_a_table_is_taken_as_it_is_shown():
    view = Rows(a_table(12), sort=("-size",), filter="size > 2", hidden=("group",),
                order=("size",), selected=("r5", "gone"))
    shown = shown_table(view)
    assert shown.rows[0][:2] == ("Selected", "size")
    assert "group" not in shown.rows[0]
    sizes = [float(row[1]) for row in shown.rows[1:]]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) > 2
    assert dict(shown.facts)["Selected"] == "1 of 12 rows"
    assert "not 1 hidden column" in dict(shown.facts)["Shown"]
    odd = shown_table(Rows(a_table(3), filter="height > 3"))
    assert "Note" in dict(odd.facts)


def test_what_is_picked_is_told_by_the_view_alone(catalog):
    widget = catalog.named("data_table")(selected=("r1", "gone", "long ago"))
    assert "Selected" not in dict(setting_facts(widget))


def test_nothing_moves_when_something_is_told(moody, fresh_desk):
    before = moody.area.geometry(), moody.area.painter.geometry(), moody.bar.geometry()
    moody.add_to_report()
    settle()
    assert "Added to the report" in moody.notice.text
    assert (moody.area.geometry(), moody.area.painter.geometry(), moody.bar.geometry()) == before
    assert moody.rect().contains(moody.notice.geometry())
    assert not moody.notice.geometry().intersects(moody.bar.geometry())
    moody.resize(moody.width() - 60, moody.height() - 60)
    QApplication.processEvents()
    assert moody.rect().contains(moody.notice.geometry())
    assert not moody.notice.geometry().intersects(moody.bar.geometry())
    QTest.keyClick(moody, Qt.Key.Key_Escape)
    assert moody.notice.text == ""


def test_what_was_added_is_told_for_a_while(moody, fresh_desk, monkeypatch):
    monkeypatch.setattr(passing_notice, "SHORTEST", 50)
    monkeypatch.setattr(passing_notice, "PER_LETTER", 0)
    moody.add_to_report()
    settle()
    assert "Added to the report" in moody.notice.text
    QTest.qWait(120)
    assert moody.notice.text == ""
    moody.saving.failed.emit("The disk is full.")  # what went wrong does not go by itself
    QTest.qWait(120)
    assert moody.notice.text == "The disk is full."
