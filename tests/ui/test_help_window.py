"""The help: offline, from our own folder only, with pages, search and history."""

from __future__ import annotations

import re

import pytest
from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices, QGuiApplication, QImage, QTextCursor, QTextDocument
from PyQt6.QtTest import QTest

from satsuma.problem import Problem
from satsuma.ui import help_library, help_window
from satsuma.ui.background import background
from satsuma.ui.help_library import (
    Library,
    anchor_of,
    docs_folder,
    pictures_in,
    read_library,
    read_picture,
    resolved,
)
from satsuma.ui.help_page import HelpPage
from satsuma.ui.help_window import HelpWindow
from satsuma.ui.theme import theme

pytestmark = pytest.mark.window


@pytest.fixture
def folder(tmp_path):
    """A small documentation, with links that lead everywhere."""
    (tmp_path / "docs" / "widgets").mkdir(parents=True)
    (tmp_path / "docs" / "pictures").mkdir()
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(tmp_path / "docs" / "pictures" / "a.png"))
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(tmp_path / "secret.png"))
    many = "Words.\n\n" * 60
    pages = {
        "first-steps.md": "# First steps\n\nBegin. [Trees](widgets/tree.md#how-it-is-cut)\n\n"
                          "![a](pictures/a.png) ![b](../secret.png) ![c](https://x.org/c.png)\n\n"
                          "[out](https://example.org/page) [up](../README.md)\n\n"
                          "<img src='pictures/a.png'>",
        "architecture.md": "# Architecture\n\nLayers and a dendrogram.",
        "widgets/tree.md": f"# Tree\n\n{many}## How it is cut\n\nA `cut` here.\n\n    code\n\n"
                           f"| a | b |\n|---|---|\n| 1 | dendrogram |\n\n{many}",
    }
    for name, text in pages.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    return tmp_path / "docs"


@pytest.fixture
def window(qtbot, folder, monkeypatch):
    monkeypatch.setattr(help_window, "read_library", lambda: read_library(folder))
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    assert background().wait()
    return made


def open_page(window: HelpWindow, place: str, anchor: str = "") -> None:
    window.show_page(place, anchor)
    assert background().wait()


def shown(window: HelpWindow) -> str:
    return window.page.toPlainText().partition("\n")[0]


def lines(window: HelpWindow) -> list[str]:
    return [item.text() for item in window.list.items()]


# The pages


def test_the_pages_are_found_and_in_order():
    library = read_library()
    assert next(iter(library.pages)) == "first-steps.md"
    assert library.pages["widgets/distances.md"].group == "Widgets"
    assert library.pages["architecture.md"].group == "For programmers"


def test_every_widget_has_its_page(catalog):
    library = read_library()
    missing = [cls.spec.slug for cls in catalog.widgets.values()
               if f"widgets/{cls.spec.slug}.md" not in library.pages]
    assert missing == []


def test_missing_pages_are_a_problem(monkeypatch, tmp_path):
    monkeypatch.setattr(help_library.resources, "files", lambda _name: tmp_path)
    monkeypatch.setattr(help_library, "__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(Problem, match="missing"):
        docs_folder()


@pytest.mark.parametrize(("here", "target", "place"), [
    ("a.md", "b.md", "b.md"),
    ("widgets/a.md", "../b.md#x", "b.md"),
    ("widgets/a.md", "b.md", "widgets/b.md"),
    ("a.md", "#x", "a.md"),
    ("a.md", "../b.md", None),
    ("a.md", "widgets/../../b.md", None),
    ("a.md", "..\\b.md", None),
    ("a.md", "/etc/passwd", None),
    ("a.md", "//host/b.md", None),
    ("a.md", "file:///etc/passwd", None),
    ("a.md", "https://example.org", None),
    ("a.md", "%2e%2e/b.md", None),
    ("a.md", "C:/b.md", None),
])
def test_where_links_lead(here, target, place):
    assert resolved(here, target) == place


def test_pictures_are_read_from_our_folder_only(folder):
    page = read_library(folder).pages["first-steps.md"]
    assert pictures_in(page) == ["pictures/a.png"]
    assert read_picture(folder, "pictures/a.png").startswith(b"\x89PNG")
    with pytest.raises(PermissionError):
        read_picture(folder, "../secret.png")


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "pictures" / "b.png").symlink_to(folder.parent / "secret.png")
    with pytest.raises(PermissionError):
        read_picture(folder, "pictures/b.png")


def test_headings_are_called_as_in_links():
    assert anchor_of("The passport of a vector") == "the-passport-of-a-vector"
    assert anchor_of("What, now?") == "what-now"


def test_every_anchor_in_the_documentation_is_there(qtbot):
    library = read_library()
    page_view = HelpPage()
    qtbot.addWidget(page_view)
    for page in library.pages.values():
        for target in re.findall(r"\]\(([^)\s]+#[^)\s]+)\)", page.text):
            if (place := resolved(page.place, target)) is not None and place in library.pages:
                page_view.show_page(library.pages[place], {})
                assert page_view.go_to(target.partition("#")[2]), (page.place, target)


def test_the_search_looks_into_titles_first(folder):
    library = read_library(folder)
    assert [hit.page.title for hit in library.search("tree")] == ["Tree", "First steps"]
    assert {hit.page.title for hit in library.search("déndrogram")} == {"Architecture", "Tree"}
    assert library.search("layers")[0].why == "Layers and a dendrogram."
    assert library.search("nowhere at all") == []
    assert len(library.search("")) == 3
    assert Library().search("x") == []


# The window


def test_it_opens_with_the_first_page(window):
    assert shown(window) == "First steps"
    assert lines(window) == ["Guide", "First steps", "Widgets", "Tree", "For programmers",
                             "Architecture"]
    assert window.list.currentItem().text() == "First steps"


def test_a_page_asked_for_before_all_is_read_comes(qtbot, folder, monkeypatch):
    monkeypatch.setattr(help_window, "read_library", lambda: read_library(folder))
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show_page("widgets/tree.md")
    assert background().wait()
    assert shown(made) == "Tree"


def test_a_widget_has_its_page(qtbot, catalog):
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show_widget(catalog.named("hierarchical-clustering"))
    assert background().wait()
    assert shown(made) == "Hierarchical Clustering"


def test_a_page_that_is_not_there_is_told(window):
    open_page(window, "widgets/own.md")
    assert "is not a page" in window.address.words.text()
    assert shown(window) == "First steps"


def click_link(window: HelpWindow, words: str) -> None:
    """Click on these words of the page with the mouse."""
    page = window.page
    page.moveCursor(QTextCursor.MoveOperation.Start)
    assert page.find(words)
    cursor = page.textCursor()
    cursor.setPosition(cursor.selectionStart() + 1)
    spot = page.cursorRect(cursor).center()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert background().wait()


def test_links_lead_to_pages_and_their_headings(window):
    click_link(window, "Trees")
    assert shown(window) == "Tree"
    assert window.page.textCursor().block().text() == "How it is cut"
    assert window.page.verticalScrollBar().value() > 0


def test_back_and_forward_by_key_and_by_button(window):
    open_page(window, "widgets/tree.md")
    open_page(window, "architecture.md")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert background().wait()
    assert shown(window) == "Tree"
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert background().wait()
    assert shown(window) == "First steps"
    assert not window.back.isEnabled()
    QTest.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert background().wait()
    assert shown(window) == "Tree"
    assert window.list.currentItem().text() == "Tree"


def test_an_address_is_shown_and_opened_on_a_click_only(window, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    click_link(window, "out")
    assert opened == []
    assert "https://example.org/page" in window.address.words.text()
    QTest.mouseClick(window.address.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "https://example.org/page"
    assert opened == []
    QTest.mouseClick(window.address.open, Qt.MouseButton.LeftButton)
    assert opened == ["https://example.org/page"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "../README.md", "javascript:x"])
def test_other_addresses_cannot_be_opened(window, target):
    window.page.followed.emit(target)
    assert window.address.isVisible()
    assert not window.address.open.isVisible()


def test_pictures_are_shown_from_our_folder_only(window):
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not window.page.loadResource(kind, QUrl("pictures/a.png")).isNull()
    for name in ("../secret.png", "https://x.org/c.png", "file:///etc/passwd", "pictures/no.png"):
        assert window.page.loadResource(kind, QUrl(name)).isNull()
    assert "<img src='pictures" in window.page.toPlainText()  # HTML is only text


def test_searching_lists_pages_and_enter_opens_the_first(window):
    window.field.setFocus()
    QTest.keyClicks(window.field, "layers")
    assert lines(window) == ["Architecture\nLayers and a dendrogram."]
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert background().wait()
    assert shown(window) == "Architecture"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert len(lines(window)) == 6
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_nothing_found_is_said(window):
    QTest.keyClicks(window.field, "zzz")
    assert lines(window) == ["No page holds “zzz”. Try another word."]


def test_arrows_in_the_list_go_from_page_to_page(window):
    window.list.setFocus()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert background().wait()
    assert shown(window) == "Tree"


def test_pages_follow_the_theme(window):
    light = window.page.document().toHtml()
    theme().apply("dark", 100, "off")
    assert window.page.document().toHtml() != light
    assert theme().colors.accent_text.name() in window.page.document().toHtml()
    theme().apply("light", 100, "off")


def test_a_page_that_cannot_be_read_is_told(qtbot, monkeypatch):
    def broken():
        raise Problem("The pages of the help are missing. Install Satsuma again.")

    monkeypatch.setattr(help_window, "read_library", broken)
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show()
    assert background().wait()
    assert "missing" in made.address.words.text()


def test_excerpts_show_no_bars_of_tables():
    from satsuma.ui.help_library import Library, Page

    page = Page("a.md", "Cows", "# Cows\n\n| Name | Barn |\n|------|:----|\n| Erna | warm |\n", "")
    (hit,) = Library(pages={"a.md": page}).search("erna")
    assert hit.why == "Erna · warm"
