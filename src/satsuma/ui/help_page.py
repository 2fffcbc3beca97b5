"""Help page: Markdown dressed in the theme's colors, with pictures of our own folder only."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QUrl, pyqtSignal
from PyQt6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)
from PyQt6.QtWidgets import QTextBrowser, QWidget

from satsuma.ui.help_library import Page, anchor_of, resolved
from satsuma.ui.theme import px, theme

_HEADINGS = {1: 20, 2: 16, 3: 14}
_LINE_HEIGHT = 135  # percent
_SHARE = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_FEATURES = (QTextDocument.MarkdownFeature.MarkdownDialectGitHub
             | QTextDocument.MarkdownFeature.MarkdownNoHTML)


class HelpPage(QTextBrowser):
    """Shows one page. Links are told, never followed: the window knows where they lead."""

    followed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._pictures: dict[str, QImage] = {}
        self.setAccessibleName("Help page")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)
        theme().changed.connect(self._again)

    def show_page(self, page: Page, pictures: dict[str, QImage]) -> None:
        """Show a page with its pictures, which were read before."""
        self._page, self._pictures = page, pictures
        document = self.document()
        assert document is not None
        document.setDefaultFont(self.font())
        document.setDocumentMargin(px(16))
        # Qt's own way of Markdown would take HTML and its pictures from anywhere.
        document.setMarkdown(page.text, _FEATURES)
        dress(document)
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def room(self) -> int:
        """How wide a picture can be."""
        viewport = self.viewport()
        assert viewport is not None
        return max(px(80), viewport.width() - px(36))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._pictures:
            self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Give every picture its width, or that of the page where it is narrower."""
        document, room = self.document(), self.room()
        assert document is not None
        block = document.begin()
        while block.isValid():
            for start, length, style in _fragments(block):
                if style.isImageFormat():
                    self._fit_picture(block, start, length, style.toImageFormat(), room)
            block = block.next()

    def _fit_picture(self, block: QTextBlock, start: int, length: int, style: QTextImageFormat,
                     room: int) -> None:
        image = self.loadResource(QTextDocument.ResourceType.ImageResource.value,
                                  QUrl(style.name()))
        if image.isNull():
            return
        natural = image.width() / image.devicePixelRatio()
        width = min(natural, room)
        style.setWidth(width)
        style.setHeight(width * image.height() / image.width())
        cursor = QTextCursor(block)
        plain = QTextBlockFormat()  # a share of a picture's height would be a gap below it
        plain.setLineHeight(100, _SHARE)
        cursor.mergeBlockFormat(plain)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(style)

    def go_to(self, anchor: str) -> bool:
        """Scroll to the heading that a link calls by this name."""
        document = self.document()
        block = document.begin() if document is not None else QTextBlock()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                self.setTextCursor(QTextCursor(block))
                top = document.documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - px(8))
                return True
            block = block.next()
        return False

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Only pictures that were read from our own folder; everything else is nothing."""
        place = resolved(self._page.place, name.toString()) if self._page is not None else None
        if kind == QTextDocument.ResourceType.ImageResource.value and place in self._pictures:
            return self._pictures[place]
        return QImage()

    def doSetSource(self, url: QUrl, kind: QTextDocument.ResourceType) -> None:
        """Nothing is ever opened from here."""

    def _follow(self, url: QUrl) -> None:
        self.followed.emit(url.toString())

    def _again(self) -> None:
        if self._page is not None:
            bar = self.verticalScrollBar()
            here = bar.value()
            self.show_page(self._page, self._pictures)
            bar.setValue(here)


def dress(document: QTextDocument) -> None:
    """Give headings, links, code and tables the theme's look."""
    document.setUndoRedoEnabled(False)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # else every change would lay out the page anew
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    root = document.rootFrame()
    for frame in root.childFrames() if root is not None else ():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    whole.endEditBlock()


def _dress_block(block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    code = _is_code(block)
    layout = QTextBlockFormat()
    cell = QTextCursor(block).currentTable() is not None
    if not code:
        layout.setLineHeight(_LINE_HEIGHT, _SHARE)
    if not cell and block.textList() is None:
        layout.setTopMargin(px(16) if level > 1 else 0)
        layout.setBottomMargin(0 if code and _is_code(block.next()) else px(8))
    elif not cell and block.next().isValid() and block.next().textList() is None:
        layout.setBottomMargin(px(8))  # below the last point of a list
    if code:
        layout.setBackground(QBrush(theme().colors.panel))
    QTextCursor(block).mergeBlockFormat(layout)
    for fragment_start, fragment_length, style in _fragments(block):
        if style.isImageFormat():
            continue
        cursor = QTextCursor(block)
        cursor.setPosition(fragment_start)
        cursor.setPosition(fragment_start + fragment_length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_char_format(style, level, code))


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Gathered before they are changed: changing one moves the others."""
    found = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        each += 1
    return found


def _char_format(style: QTextCharFormat, level: int, code: bool) -> QTextCharFormat:
    colors = theme().colors
    made = QTextCharFormat(style)
    if level:
        made.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)  # it would win
        made.setProperty(QTextFormat.Property.FontPixelSize.value, px(_HEADINGS.get(level, 13)))
        made.setFontWeight(QFont.Weight.DemiBold)
    if code or style.fontFixedPitch():
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        made.setFontFamilies([mono.family()])
        if not level:
            made.setProperty(QTextFormat.Property.FontPixelSize.value, px(12))
        if not code:
            made.setBackground(QBrush(colors.hover))
    made.setForeground(QBrush(colors.accent_text if style.isAnchor() else colors.text))
    return made


def _dress_table(table: QTextTable) -> None:
    layout = table.format()
    layout.setBorder(1)
    layout.setBorderBrush(QBrush(theme().colors.line))
    layout.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    layout.setBorderCollapse(True)
    layout.setCellPadding(px(6))
    layout.setCellSpacing(0)
    layout.setTopMargin(px(4))
    layout.setBottomMargin(px(12))
    layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(layout)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        style = cell.format()
        style.setBackground(QBrush(theme().colors.panel))
        cell.setFormat(style)
