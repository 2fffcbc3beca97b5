"""Rows of a popup's list: a sign, a title, and a secondary text at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from satsuma.ui.icons import draw_path
from satsuma.ui.theme import font, px, theme

_HIGH = 40
_DISC = 28
_MARGIN = 8
_GAP = 12


@dataclass(frozen=True)
class Row:
    """What one line of a list says, and the value that it stands for.

    With a `category` the icon, an SVG path, stands on that category's disc. A row that is not
    `enabled` is grey and says so to a screen reader.
    """

    value: Any
    title: str
    side: str = ""
    icon: str = ""
    category: str = ""
    enabled: bool = True
    first_of_group: bool = False


class RowModel(QAbstractListModel):
    """The rows as Qt's lists want them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Put other rows in the place of all."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (row.title, row.side, "" if row.enabled else "not available now")
            return ", ".join(part for part in said if part)
        return None


class RowPainter(QStyledItemDelegate):
    """Draws a row at the present scale, in the present colors."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(120), px(_HIGH))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option, row)
        area = option.rect.adjusted(px(_MARGIN), 0, -px(_GAP), 0)
        if row.icon:
            _draw_icon(painter, area, row)
            area.setLeft(area.left() + px(_DISC + _GAP))
        _draw_texts(painter, area, row, _is_selected(option))
        painter.restore()


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
    colors = theme().colors
    if row.first_of_group:
        painter.fillRect(option.rect.left(), option.rect.top(), option.rect.width(), px(1),
                         colors.line)
    if _is_selected(option):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.selection)
        edge = px(1)
        painter.drawRoundedRect(option.rect.adjusted(0, edge, 0, -edge), px(6), px(6))


def _draw_icon(painter: QPainter, area: QRect, row: Row) -> None:
    side = px(_DISC)
    disc = QRect(area.left(), area.center().y() - side // 2 + 1, side, side)
    ink = theme().colors.text if row.enabled else theme().colors.link
    if row.category:
        colors = theme().category(row.category)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.disc)
        painter.drawEllipse(disc)
        ink = colors.icon
    drawn = QRectF(0, 0, px(18), px(18))
    drawn.moveCenter(QRectF(disc).center())
    draw_path(painter, row.icon, drawn, ink)


def _draw_texts(painter: QPainter, area: QRect, row: Row, selected: bool) -> None:
    colors = theme().colors
    middle = Qt.AlignmentFlag.AlignVCenter
    dim = colors.text if selected else colors.secondary
    small, big = font(11), font(13)
    # The title may take what it needs up to two thirds; the other text has the rest.
    wanted = min(QFontMetrics(big).horizontalAdvance(row.title), area.width() * 2 // 3)
    room = area.width() - wanted - px(_GAP)
    side = QFontMetrics(small).elidedText(row.side, Qt.TextElideMode.ElideRight, room)
    painter.setFont(small)
    painter.setPen(dim if row.enabled else colors.link)
    painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, side)
    taken = QFontMetrics(small).horizontalAdvance(side) + px(_GAP) if side else 0
    left = area.adjusted(0, 0, -taken, 0)
    title = QFontMetrics(big).elidedText(row.title, Qt.TextElideMode.ElideRight, left.width())
    painter.setFont(big)
    painter.setPen(colors.text if row.enabled else colors.link)
    painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, title)
