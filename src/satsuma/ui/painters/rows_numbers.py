"""Rows, numbers: what stands beside the rows: where they stood in the table as it came."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QHeaderView, QWidget

from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.theme import font, px, theme


class RowNumbers(QHeaderView):
    """The numbers of the rows, quiet; picked ones are marked."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.table_model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt would ask a thousand rows; the table wants the width only."""
        return QSize(self.minimumWidth(), self.defaultSectionSize())

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802
        """Qt would measure the words of many rows."""
        return QSize(self.width(), self.defaultSectionSize())

    def fit(self) -> None:
        """Wide enough for the largest number."""
        digits = f"{max(1, len(self.table_model.table)):,}"
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(digits) + px(20))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        port, colors, model = self.viewport(), theme().colors, self.table_model
        painter = QPainter(port)
        painter.fillRect(port.rect(), colors.panel)
        first, last = self.visualIndexAt(0), self.visualIndexAt(port.height())
        last = self.count() - 1 if last < 0 else last
        for place in range(max(0, first), last + 1):
            rect = QRect(0, self.sectionViewportPosition(place), port.width(),
                         self.sectionSize(place))
            draw_number(painter, rect, model.row_at(place), model.chosen)
        painter.fillRect(port.width() - 1, 0, 1, port.height(), colors.line)


def draw_number(painter: QPainter, rect: QRect, row: int, chosen: np.ndarray) -> None:
    """One row's number, on the ground of picked rows where it is one; a bar says so too."""
    colors = theme().colors
    painter.setFont(font(11))
    if chosen[row]:
        painter.fillRect(rect, colors.selection)
        painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), colors.accent)
    painter.setPen(colors.text if chosen[row] else colors.secondary)
    painter.drawText(rect.adjusted(0, 0, -px(8), 0),
                     int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                     f"{row + 1:,}")
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.line)
