"""The lines of a plan or a receipt. Only what is seen is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPixmap
from PyQt6.QtWidgets import QListView, QStyle, QStyledItemDelegate
from PyQt6.QtWidgets import QStyleOptionViewItem as Option

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.outcomes_drawing import draw_thumbnail
from satsuma.ui.painters.plan_sheet import SIGNS, Line, Sheet, tone_of
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is

ROW, PICTURE = 52, 40
"""Height of a row and side of its picture, in design pixels."""


class LineModel(QAbstractListModel):
    """The lines of a sheet, or those of one of its groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._numbers: Sequence[int] = ()

    def show(self, sheet: Sheet, numbers: Sequence[int]) -> None:
        self.beginResetModel()
        self.sheet, self._numbers = sheet, numbers
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._numbers)

    def line(self, index: QModelIndex) -> Line | None:
        if self.sheet is None or not index.isValid():
            return None
        return self.sheet.line(int(self._numbers[index.row()]))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.front + line.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{line.front}{line.name}\n{line.below}"
            return as_it_is(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None


class LineRows(QStyledItemDelegate):
    """Draws a line: picture, name, and below it why or where from."""

    def __init__(self, thumbnails: Thumbnails, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnails, self._list = thumbnails, parent

    def sizeHint(self, option: Option, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(120), px(ROW))

    def paint(self, painter: QPainter | None, option: Option, index: QModelIndex) -> None:
        model = index.model()
        line = model.line(index) if isinstance(model, LineModel) else None
        if painter is None or line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_ground(painter, option)
        place = QRect(option.rect.left() + px(8), option.rect.center().y() - px(PICTURE) // 2,
                      px(PICTURE), px(PICTURE))
        self._draw_picture(painter, place, line)
        self._draw_words(painter, option.rect, place.right() + px(12), line)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: Option) -> None:
        colors = theme().colors
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection if chosen else colors.hover)
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), px(6), px(6))

    def _draw_picture(self, painter: QPainter, place: QRect, line: Line) -> None:
        if line.source:
            draw_thumbnail(painter, place, Path(line.source), PICTURE, self._picture)
            return
        colors = theme().colors
        painter.setPen(QPen(colors.line, 1))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        sign = QRectF(0, 0, px(18), px(18))
        sign.moveCenter(QRectF(place).center())
        draw_path(painter, path_of("file"), sign, colors.secondary)

    def _picture(self, file: Path, side: int) -> QPixmap | None:
        found = self._thumbnails.get(file, px(side) * self._list.devicePixelRatioF())
        return found.pixmap if found is not None else None

    def _draw_words(self, painter: QPainter, area: QRect, left: int, line: Line) -> None:
        colors, half = theme().colors, area.height() // 2
        room = QRect(left, area.top(), area.right() - px(8) - left, area.height())
        upper = room.adjusted(0, px(6), 0, -half)
        if line.front:
            # The name is what differs, so the folder is cut first.
            painter.setFont(font(13))
            name = painter.fontMetrics().horizontalAdvance(line.name)
            front = QRect(upper)
            front.setWidth(max(upper.width() // 3, upper.width() - name))
            used = _text(painter, front, line.front, colors.secondary)
            upper = upper.adjusted(used, 0, 0, 0)
        _text(painter, upper, line.name, colors.text)
        lower = room.adjusted(0, half, 0, -px(6))
        sign = QRectF(lower.left(), lower.center().y() - px(6), px(13), px(13))
        draw_path(painter, path_of(SIGNS[line.kind]), sign, getattr(colors, tone_of(line.kind)),
                  2.0)
        _text(painter, lower.adjusted(px(18), 0, 0, 0), line.below, colors.secondary, 11)


def _text(painter: QPainter, area: QRect, text: str, color: QColor, size: float = 13) -> int:
    """Draw one line, cut in its middle where it is too long; gives its width."""
    painter.setFont(font(size))
    painter.setPen(color)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
