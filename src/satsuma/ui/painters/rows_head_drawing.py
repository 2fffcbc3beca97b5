"""Rows, head, drawing: name, kind and role of a column, and how the rows are sorted by it."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QFontMetrics, QPainter

from satsuma.data.column import Kind
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.rows_cells import EDGE, role_color
from satsuma.ui.painters.rows_columns import ShownColumn, shown_name
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.theme import font, px, theme

HEIGHT = 44


def draw_edge(painter: QPainter, end: int, height: int) -> None:
    """Where the columns end that stay, and the others pass below them."""
    painter.fillRect(end - 1, 0, px(1.5), height, theme().colors.link)


def draw_head(painter: QPainter, rect: QRect, model: TableModel, section: int) -> None:
    """One head, for the screen and for pictures."""
    colors, column = theme().colors, model.columns[section]
    painter.fillRect(rect, colors.panel)
    painter.fillRect(rect.right(), rect.top() + px(8), 1, rect.height() - px(16), colors.line)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.line)
    role = role_color(column.column.role)
    if role is not None:
        painter.fillRect(QRect(rect.left(), rect.bottom() - px(2), rect.width() - px(1), px(2)),
                         role)
    inner = rect.adjusted(px(EDGE), px(5), -px(EDGE), -px(6))
    inner = _draw_order(painter, inner, model, column)
    inner = _draw_fold(painter, inner, column)
    at_right = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    _line(painter, inner, shown_name(column.name), at_right | Qt.AlignmentFlag.AlignTop, name=True)
    _line(painter, inner, _fitting(column, inner.width()),
          at_right | Qt.AlignmentFlag.AlignBottom, name=False)


def _fitting(column: ShownColumn, width: int) -> str:
    """Kind and role in the words there is room for; the color of the line says the role too."""
    metrics = QFontMetrics(font(11))
    return next((words for words in (column.detail, column.short)
                 if metrics.horizontalAdvance(words) <= width), column.brief)


def _line(painter: QPainter, inner: QRect, text: str, flags: Qt.AlignmentFlag, *,
          name: bool) -> None:
    colors = theme().colors
    painter.setFont(font(13, bold=True) if name else font(11))
    painter.setPen(colors.text if name else colors.secondary)
    mode = Qt.TextElideMode.ElideMiddle if name else Qt.TextElideMode.ElideRight
    fits = QFontMetrics(painter.font()).elidedText(text, mode, inner.width())
    painter.drawText(inner, int(flags), fits)


def _draw_order(painter: QPainter, inner: QRect, model: TableModel,
                column: ShownColumn) -> QRect:
    """An arrow, with a number where several columns decide; gives the room that is left."""
    place = model.sort.get(column.name)
    if place is None:
        return inner
    rank, descending = place
    colors, side = theme().colors, px(14)
    area = QRectF(inner.right() - side, inner.top() + px(2), side, side)
    draw_path(painter, path_of("chevron-down" if descending else "chevron-up"), area,
              colors.accent_text, 2.5)
    if len(model.sort) > 1:
        painter.setFont(font(11, bold=True))
        painter.setPen(colors.accent_text)
        painter.drawText(QRectF(area.left(), area.bottom(), side, inner.bottom() - area.bottom()),
                         int(Qt.AlignmentFlag.AlignCenter), str(rank))
    return inner.adjusted(0, 0, -side - px(3), 0)


def _draw_fold(painter: QPainter, inner: QRect, column: ShownColumn) -> QRect:
    """A sign that vectors can be unfolded."""
    if column.kind is not Kind.VECTOR:
        return inner
    side = px(14)
    area = QRectF(QPointF(inner.left() - px(2), inner.top() + px(2)),
                  QPointF(inner.left() - px(2) + side, inner.top() + px(2) + side))
    name = "chevron-down" if column.unfolded else "chevron-right"
    draw_path(painter, path_of(name), area, theme().colors.secondary, 2.2)
    return inner.adjusted(side, 0, 0, 0)
