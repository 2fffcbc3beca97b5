"""Columns, picture: all columns of a file, as a picture that is saved or put into a report."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QPainter

from satsuma.ui.painters.columns_model import HEADS
from satsuma.ui.painters.columns_view import ROW, ColumnsView
from satsuma.ui.theme import font, px, theme


def draw_columns(painter: QPainter, view: ColumnsView, size: QSize) -> None:
    """Draw the head and as many columns as there is room for."""
    head, model, colors = view.horizontalHeader(), view.columns, theme().colors
    tall, high = px(ROW), head.height()
    painter.setFont(font())
    painter.setPen(colors.secondary)
    for column, title in enumerate(HEADS):
        _write(painter, view, column, 0, high, title)
    painter.fillRect(QRect(0, high - 1, size.width(), 1), colors.line)
    for row, facts in enumerate(model.shown):
        top = high + row * tall
        if top > size.height():
            break
        for column in range(len(HEADS)):
            quiet = column > 2 or model.is_left_out(facts)
            painter.setPen(colors.secondary if quiet else colors.text)
            painter.setFont(font(bold=model.is_corrected(facts, column)))
            _write(painter, view, column, top, tall, model.text(facts, column))


def _write(painter: QPainter, view: ColumnsView, column: int, top: int, tall: int,
           text: str) -> None:
    head = view.horizontalHeader()
    room = QRect(head.sectionPosition(column), top, head.sectionSize(column), tall)
    room.adjust(px(8), 0, -px(6), 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
