"""The text of notes, ready to be drawn. Notes come from strangers: nothing is fetched for them.

Qt reads a picture from the disk while it lays a text out, even when the document refuses it, so
pictures are taken out before anything is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any

from PyQt6.QtCore import QUrl
from PyQt6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from satsuma.ui.theme import theme
from satsuma.workflow.annotations import TextNote

MOST = 8_000
"""As many characters are drawn; laying out more would be felt."""

_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "p", "br", "ul", "ol", "li",
         "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "a"}
_SILENT = {"script", "style", "head", "title"}
_DEEPEST = 20
_LARGER = {1: 2, 2: 1}
"""Level of a heading -> so many of Qt's steps larger than text."""
_ADDRESSES = ("https:", "http:", "mailto:")


def note_document(note: TextNote, font: QFont) -> QTextDocument:
    """The note as a document: Markdown and plain HTML formatted, all else as it is written."""
    made = _Closed()
    made.setDocumentMargin(0)
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(font)
    text = note.text if len(note.text) <= MOST else note.text[:MOST] + " …"
    if note.content_type == "text/markdown":
        feature = QTextDocument.MarkdownFeature
        made.setMarkdown(text, feature.MarkdownDialectGitHub | feature.MarkdownNoHTML)
    elif note.content_type == "text/html":
        made.setHtml(plain_html(text))
    else:
        made.setPlainText(text)
    _without_pictures(made)
    if note.content_type in ("text/markdown", "text/html"):
        _set_blocks(made, font.pixelSize())
    return made


def links_of(document: QTextDocument) -> tuple[str, ...]:
    """The addresses in a note, each once."""
    found = (form.anchorHref() for _, _, form in _pieces(document) if form.isAnchor())
    return tuple(dict.fromkeys(address for address in found if is_address(address)))


def is_address(text: str) -> bool:
    """Whether this leads to a page or a mailbox, and not to a file or a program."""
    return text.lower().startswith(_ADDRESSES)


def plain_html(text: str) -> str:
    """HTML with the few tags that format text, and no attributes but addresses of links."""
    cleaner = _Cleaner()
    cleaner.feed(text)
    cleaner.close()
    return cleaner.html()


class _Closed(QTextDocument):
    """A document that fetches nothing, neither from the disk nor from the network."""

    def loadResource(self, kind: int, name: QUrl) -> Any:
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(0)
        return blank  # with nothing at all, Qt would go and look on the disk


class _Cleaner(HTMLParser):
    """Writes what it is fed again, without what a note has no use for."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def html(self) -> str:
        closing = "".join(f"</{tag}>" for tag in reversed(self._open))
        return "".join(self._parts) + closing

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag == "br":
            self._parts.append("<br>")
        elif tag in _TAGS and len(self._open) < _DEEPEST:
            self._open.append(tag)
            self._parts.append(f"<{tag}{_address(attrs) if tag == 'a' else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                self._parts.append(f"</{last}>")
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(escape(data))


def _address(attrs: list[tuple[str, str | None]]) -> str:
    address = dict(attrs).get("href") or ""
    return f' href="{escape(address)}"' if is_address(address) else ""


def _without_pictures(document: QTextDocument) -> None:
    """Pictures become their names, and links get the color of the theme."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    # From the end, so that what is replaced moves nothing that is still to come.
    for start, end, form in reversed(_pieces(document)):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if form.isImageFormat():
            name = form.property(QTextFormat.Property.ImageAltText) or "picture"
            cursor.insertText(f"[{name}]", QTextCharFormat())
        elif form.isAnchor():
            link = QTextCharFormat()
            link.setForeground(theme().colors.accent_text)
            link.setFontUnderline(True)
            cursor.mergeCharFormat(link)
    cursor.endEditBlock()


def _set_blocks(document: QTextDocument, size: int) -> None:
    """Small headings and a little room between paragraphs: a card is no page."""
    document.setIndentWidth(18)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        form = QTextBlockFormat()
        gap = size / 4 if block.textList() is not None else size / 2
        in_table = cursor.currentTable() is not None
        form.setTopMargin(0 if block.blockNumber() == 0 or in_table else gap)
        form.setBottomMargin(0)
        form.setLeftMargin(18 if block.blockFormat().leftMargin() else 0)
        cursor.mergeBlockFormat(form)
        if level := block.blockFormat().headingLevel():
            heading = QTextCharFormat()
            heading.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGER.get(level, 0))
            heading.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(heading)
        _check(block)
    cursor.endEditBlock()


def _check(block: QTextBlock) -> None:
    """A task's box as a character: Qt draws a ticked one like an empty one."""
    marker, listed = block.blockFormat().marker(), block.textList()
    if marker == QTextBlockFormat.MarkerType.NoMarker or listed is None:
        return
    depth = listed.format().indent()
    listed.remove(block)
    cursor = QTextCursor(block)
    form = QTextBlockFormat()
    form.setIndent(max(0, depth - 1))
    form.setMarker(QTextBlockFormat.MarkerType.NoMarker)
    cursor.mergeBlockFormat(form)
    ticked = marker == QTextBlockFormat.MarkerType.Checked
    cursor.insertText("☑ " if ticked else "☐ ")


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(document: QTextDocument) -> list[tuple[int, int, QTextCharFormat]]:
    """Start, end and format of every piece of text."""
    found = []
    for block in _blocks(document):
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            start = piece.position()
            found.append((start, start + piece.length(), piece.charFormat()))
            pieces += 1
    return found
