"""A page that was found in the help: its title in bold, below it the line that tells why."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter
from PyQt6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from satsuma.ui.theme import font, px, theme

_WRAPS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_EDGE = 6


class HitPainter(QStyledItemDelegate):
    """Lines without a reason are drawn as in any list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        title, _, why = str(index.data()).partition("\n")
        if not why or painter is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = self._view.style() or QApplication.style()
        assert style is not None
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        area = option.rect.adjusted(px(_EDGE), px(_EDGE), -px(_EDGE), -px(_EDGE))
        painter.save()
        painter.setFont(font(13, bold=True))
        painter.setPen(theme().colors.text)
        high = self._heading(title, area.width()).height()
        painter.drawText(area, _WRAPS, title)
        painter.setFont(font(11))
        painter.setPen(theme().colors.secondary)
        painter.drawText(area.adjusted(0, high + px(2), 0, 0), _WRAPS, why)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        title, _, why = str(index.data()).partition("\n")
        port = self._view.viewport()
        if not why or port is None:
            return super().sizeHint(option, index)
        wide = port.width() - px(2 * _EDGE)
        high = self._heading(title, wide).height() + px(2) + _bounds(why, 11, wide).height()
        return QSize(port.width(), high + px(2 * _EDGE))

    def _heading(self, title: str, wide: int) -> QRect:
        return _bounds(title, 13, wide, bold=True)


def _bounds(text: str, size: float, wide: int, *, bold: bool = False) -> QRect:
    return QFontMetrics(font(size, bold=bold)).boundingRect(
        QRect(0, 0, wide, 10_000), int(_WRAPS.value), text)
