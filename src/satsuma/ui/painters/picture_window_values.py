"""The values of a picture's row, below each other; words that are too long are broken."""

from __future__ import annotations

import html

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent, QTextOption
from PyQt6.QtWidgets import QFrame, QTextBrowser

from satsuma.data.table import Table
from satsuma.ui.theme import theme

MOST_VALUES = 200


class ValuesText(QTextBrowser):
    """Rich text as high as it is long, which can be selected and copied. It follows no links."""

    def __init__(self) -> None:
        super().__init__()
        self._html = ""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Values")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("padding: 0; border: none; background: transparent")
        self.document().setDocumentMargin(0)

    def setText(self, text: str | None) -> None:  # noqa: N802
        self._html = text or ""
        self.setHtml(self._html)
        self._fit()

    def text(self) -> str:
        return self._html

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        around = self.height() - self.viewport().height()
        self.setFixedHeight(int(self.document().size().height()) + around + 1)


def values_of(table: Table, row: int) -> str:
    """The values of a row, below each other, as rich text."""
    secondary = theme().colors.secondary.name()
    lines = []
    for name in list(table.columns)[:MOST_VALUES]:
        value = html.escape(table[name].shown(row)) or "–"
        lines.append(f"<p style='margin: 0 0 6px 0'><span style='color: {secondary}'>"
                     f"{html.escape(name)}</span><br>{value}</p>")
    if len(table.columns) > MOST_VALUES:
        lines.append(f"<p>and {len(table.columns) - MOST_VALUES:,} more columns</p>")
    return "".join(lines)
