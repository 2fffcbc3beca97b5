"""Tree legend: what the colors of a column mean, on a line below the tree."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetrics, QLinearGradient, QPainter, QPen

from satsuma.data.column import Column, Kind
from satsuma.ui.painters.palette import color_of
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_leaves import limits, ramp
from satsuma.ui.painters.tree_words import told_number, told_time
from satsuma.ui.theme import font, px, theme


def draw_legend(painter: QPainter, layout: TreeLayout) -> None:
    """The legend; nothing where clusters have the colors, since they carry their names."""
    name = layout.view.color_by
    if name is None:
        return
    line = QRectF(0, layout.room.height - layout.footer, layout.room.width, layout.footer)
    painter.setPen(QPen(theme().colors.line, px(1)))
    painter.drawLine(line.topLeft(), line.topRight())
    painter.setFont(font(11, bold=True))
    painter.setPen(theme().colors.secondary)
    line.setLeft(px(16))
    metrics = QFontMetrics(painter.font())
    name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, px(140))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
    line.setLeft(line.left() + metrics.horizontalAdvance(name) + px(16))
    painter.setFont(font(11))
    column = layout.view.tree.table[layout.view.color_by or ""]
    if column.kind is Kind.CATEGORY:
        _draw_categories(painter, line, column)
    else:
        _draw_ramp(painter, line, column)


def _draw_categories(painter: QPainter, line: QRectF, column: Column) -> None:
    metrics, side = QFontMetrics(painter.font()), px(10)
    for code, category in enumerate(column.categories):
        left = len(column.categories) - code
        wide = side + px(6) + min(metrics.horizontalAdvance(category), px(160)) + px(16)
        room = line.width() - (px(60) if left > 1 else 0)
        painter.setPen(theme().colors.text)
        if wide > room:
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, f"{left:,} more")
            return
        swatch = QRectF(line.left(), line.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color_of(code))
        painter.drawRoundedRect(swatch, px(2), px(2))
        painter.setPen(theme().colors.text)
        text = line.adjusted(side + px(6), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter,
                         metrics.elidedText(category, Qt.TextElideMode.ElideRight, px(160)))
        line.setLeft(line.left() + wide)


def _draw_ramp(painter: QPainter, line: QRectF, column: Column) -> None:
    low, high = ends_in_words(column)
    metrics = QFontMetrics(painter.font())
    bar = QRectF(line.left() + metrics.horizontalAdvance(low) + px(8),
                 line.center().y() - px(4), px(120), px(8))
    colors = QLinearGradient(QPointF(bar.left(), 0), QPointF(bar.right(), 0))
    colors.setColorAt(0, ramp(0))
    colors.setColorAt(1, ramp(1))
    painter.fillRect(bar, colors)
    painter.setPen(theme().colors.text)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, low)
    line.setLeft(bar.right() + px(8))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, high)


def ends_in_words(column: Column) -> tuple[str, str]:
    """The smallest and the largest value of a column of numbers or times."""
    if column.kind is not Kind.TIME:
        low, high = limits(column.values)
        return told_number(low), told_number(high)
    known = column.values[~np.isnat(column.values)]
    if not len(known):
        return "", ""
    return told_time(str(known.min())), told_time(str(known.max()))
