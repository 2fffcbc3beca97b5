"""Rows of the problems panel: sign, whose problem it is, and all of its text."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PyQt6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.problems import WORDS, Sign, Trouble
from satsuma.ui.theme import font, px, theme

_MARGIN = 12
_EDGE = 6
_ICON = 18

ICONS: dict[Sign, str] = {"error": "error", "warning": "warning", "note": "info"}


def sign_color(sign: Sign) -> QColor:
    """The color of a sign's icon; its shape and its word say the same."""
    colors = theme().colors
    return {"error": colors.error, "warning": colors.warning_text, "note": colors.secondary}[sign]


class TroubleModel(QAbstractListModel):
    """The problems as Qt's lists want them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.troubles: tuple[Trouble, ...] = ()

    def show(self, troubles: tuple[Trouble, ...]) -> None:
        """Put other problems in the place of all."""
        self.beginResetModel()
        self.troubles = troubles
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.troubles)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        trouble = self.troubles[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line_of(trouble)
        return trouble if role == Qt.ItemDataRole.UserRole else None


def line_of(trouble: Trouble) -> str:
    """A problem in one line, as it is read aloud and copied."""
    return f"{WORDS[trouble.sign]}: {trouble.title}: {' '.join(trouble.text.split())}"


class TroublePainter(QStyledItemDelegate):
    """Draws a problem at the present scale; a long text has as many lines as it needs."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        viewport = self._view.viewport()
        width = viewport.width() if viewport is not None else px(200)
        trouble: Trouble = index.data(Qt.ItemDataRole.UserRole)
        room = max(width - px(2 * _MARGIN + _ICON + 8), px(80))
        text = _text_height(trouble.text, room, theme().scale)
        return QSize(px(120), text + _line_height(theme().scale) + px(2 * _EDGE + 2))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        _draw_ground(painter, option.rect, selected,
                     bool(option.state & QStyle.StateFlag.State_MouseOver))
        area = option.rect.adjusted(px(_MARGIN), px(_EDGE), -px(_MARGIN), -px(_EDGE))
        _draw_trouble(painter, area, index.data(Qt.ItemDataRole.UserRole), selected)
        painter.restore()


def _draw_ground(painter: QPainter, rect: QRect, selected: bool, hovered: bool) -> None:
    if selected or hovered:
        colors = theme().colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.selection if selected else colors.hover)
        painter.drawRoundedRect(rect.adjusted(px(4), 0, -px(4), 0), px(6), px(6))


def _draw_trouble(painter: QPainter, area: QRect, trouble: Trouble, selected: bool) -> None:
    colors = theme().colors
    high = _line_height(theme().scale)
    side = px(_ICON)
    drawn = QRectF(area.left(), area.top() + (high - side) / 2, side, side)
    draw_path(painter, path_of(ICONS[trouble.sign]), drawn, sign_color(trouble.sign))
    area = area.adjusted(side + px(8), 0, 0, 0)
    head = QRect(area.left(), area.top(), area.width(), high)
    word = WORDS[trouble.sign]
    painter.setFont(font(11))
    painter.setPen(colors.text if selected else colors.secondary)
    painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)
    head.setRight(head.right() - QFontMetrics(font(11)).horizontalAdvance(word) - px(8))
    bold = font(13, bold=True)
    painter.setFont(bold)
    painter.setPen(colors.text)
    title = QFontMetrics(bold).elidedText(trouble.title, Qt.TextElideMode.ElideRight, head.width())
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(font(13))
    room = QRectF(area.adjusted(0, high + px(2), 0, 0))
    painter.drawText(room, trouble.text, _wrapped())


def _wrapped() -> QTextOption:
    """Lines end between words; a word longer than a line, such as a path, goes on in the next."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


@lru_cache(maxsize=8192)
def _text_height(text: str, width: int, scale: float) -> int:
    layout = QTextLayout(text.replace("\n", "\u2028"), font(13))
    layout.setTextOption(_wrapped())
    layout.beginLayout()
    high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        high += line.height()
    layout.endLayout()
    return ceil(high)


@lru_cache(maxsize=16)
def _line_height(scale: float) -> int:
    return QFontMetrics(font(13, bold=True)).height()
