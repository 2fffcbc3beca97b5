"""Parts of an item's card: its picture, its table and its note."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from satsuma.ui.background import background
from satsuma.ui.image_bytes import image_of
from satsuma.ui.report.items import Cells
from satsuma.ui.theme import px, theme

TALLEST = 300
_WIDEST = 240
_MOST_ROWS, _MOST_COLUMNS = 12, 40
"""Of a table that are shown here; all of it is saved."""


class PictureLine(QWidget):
    """A picture, as large as fits, at the left."""

    def __init__(self, png: bytes) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self.setFixedHeight(px(TALLEST))
        background().submit(partial(_decoded, png), self._show)

    def _show(self, image: QImage) -> None:
        self._pixmap = QPixmap.fromImage(image)
        height = min(TALLEST, image.height() // 2) if not image.isNull() else 24
        self.setFixedHeight(px(max(24, height)))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self._pixmap is None or self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = self.rect()
        place.setSize(size)
        painter.drawPixmap(place, self._pixmap)
        painter.setPen(QPen(theme().colors.line, 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))


def _decoded(png: bytes) -> QImage:
    """The picture, no larger than any card shows it; for any thread."""
    image = image_of(png)
    room = QSize(1800, TALLEST * 4)
    if image.width() > room.width() or image.height() > room.height():
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio,
                             Qt.TransformationMode.SmoothTransformation)
    return image


class NoteField(QPlainTextEdit):
    """A note that grows with its text. Tab goes on to the next control."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Write what you see here…")
        self.setTabChangesFocus(True)
        self.setAccessibleName("Note")
        self.textChanged.connect(self.grow)

    def grow(self) -> None:
        """As high as the text is, up to twelve lines."""
        document = self.document()
        # Of plain text Qt tells the height in lines.
        lines = round(document.size().height()) if document is not None else 1
        self.setFixedHeight(min(max(1, lines), 12) * self.fontMetrics().lineSpacing() + px(24))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.grow()


def shown_rows(rows: Cells) -> QTableWidget:
    """The first rows of a table, which cannot be edited."""
    shown = [row[:_MOST_COLUMNS] for row in rows[1:_MOST_ROWS + 1]]
    heads = rows[0][:_MOST_COLUMNS]
    made = QTableWidget(len(shown), len(heads))
    made.setHorizontalHeaderLabels(list(heads))
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setAccessibleName("Table")
    for row, cells in enumerate(shown):
        for column, text in enumerate(cells):
            made.setItem(row, column, QTableWidgetItem(text))
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(px(24))
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft
                                                | Qt.AlignmentFlag.AlignVCenter)
    made.resizeColumnsToContents()
    for column in range(made.columnCount()):
        made.setColumnWidth(column, min(made.columnWidth(column) + px(12), px(_WIDEST)))
    made.setFixedHeight(min(len(shown), 6) * px(24) + px(48))
    return made
