"""Legend: which color stands for which value. A click on one picks its pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from satsuma.data.column import Column
from satsuma.ui.painters.palette import color_of, line_of
from satsuma.ui.theme import font, px, theme


@dataclass(frozen=True)
class Entry:
    """A value with its code and how many have it."""

    code: int
    title: str
    count: int


def entries_of(column: Column) -> list[Entry]:
    """The values that occur, in the order of their codes."""
    counts = np.bincount(column.values[column.values >= 0], minlength=len(column.categories))
    return [Entry(code, title, int(counts[code]))
            for code, title in enumerate(column.categories) if counts[code]]


class Legend(QWidget):
    """One line of swatches and words; what does not fit is counted at its end."""

    picked = pyqtSignal(int)  # a code

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._places: list[tuple[QRect, Entry]] = []
        self._column: Column | None = None
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_column(self, column: Column | None) -> None:
        """Tell of this column's values; of nothing without one."""
        if column is self._column:
            return
        self._column, self._current = column, 0
        self._entries = entries_of(column) if column is not None else []
        told = ", ".join(f"{one.title} {one.count:,}" for one in self._entries[:40])
        self.setAccessibleName(f"Legend: {told}" if told else "Legend")
        self.setToolTip("Click a value to select its pictures" if told else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if told else Qt.FocusPolicy.NoFocus)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(160), px(28))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        for place, entry in self._places:
            if place.contains(event.pos()):
                self.picked.emit(entry.code)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None or not self._entries:
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._current = (self._current + step) % len(self._entries)
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.picked.emit(self._entries[self._current].code)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        self._places = draw_legend(painter, self.rect(), self._entries,
                                   self._current if self.hasFocus() else -1)


def draw_legend(painter: QPainter, room: QRect, entries: list[Entry],
                current: int = -1) -> list[tuple[QRect, Entry]]:
    """Draw as many as fit, from the current one on; gives their places."""
    colors = theme().colors
    painter.setFont(font(11))
    measure = QFontMetrics(painter.font())
    places: list[tuple[QRect, Entry]] = []
    left, middle = room.left(), room.center().y()
    begin = max(0, current)
    for number, entry in enumerate(entries[begin:], begin):
        more = len(entries) - number - 1
        kept_free = measure.horizontalAdvance(f"+{more:,}") + px(14) if more else 0
        most = min(px(140), room.width() - kept_free - px(20)
                   - measure.horizontalAdvance(f" {entry.count:,}"))
        text = measure.elidedText(entry.title, Qt.TextElideMode.ElideRight, max(0, most))
        width = px(20) + measure.horizontalAdvance(f"{text} {entry.count:,}")
        if left + width + kept_free > room.right() and number > begin:
            painter.setPen(colors.secondary)
            painter.drawText(QRect(left, room.top(), room.right() - left, room.height()),
                             Qt.AlignmentFlag.AlignVCenter, f"+{len(entries) - number:,}")
            break
        place = QRect(left, room.top(), width, room.height())
        _draw_swatch(painter, QPointF(left, middle + 0.5), entry.code)
        painter.setPen(colors.accent_text if number == current else colors.text)
        words = place.adjusted(px(20), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(colors.secondary)
        words.setLeft(words.left() + measure.horizontalAdvance(text + " "))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, f"{entry.count:,}")
        places.append((place, entry))
        left += width + px(14)
    return places


def _draw_swatch(painter: QPainter, at: QPointF, code: int) -> None:
    pen = QPen(color_of(code), px(4), line_of(code), Qt.PenCapStyle.FlatCap)
    if line_of(code) is not Qt.PenStyle.SolidLine:
        pen.setDashPattern([2.5, 1.0] if line_of(code) is Qt.PenStyle.DashLine else [1.0, 1.0])
    painter.setPen(pen)
    painter.drawLine(at, QPointF(at.x() + px(14), at.y()))
