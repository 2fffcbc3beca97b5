"""Port dot: an output or input in the link dialog, as a button that lines can be drawn from."""

from __future__ import annotations

from typing import Literal

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QApplication, QWidget

from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is

Side = Literal["out", "in"]
Look = Literal["plain", "armed", "offered", "barred"]
"""How a dot takes part in the line that is being drawn: it is its start, may be its end, or not."""

_HIGH, _DOT, _EDGE, _GAP = 44.0, 12.0, 16.0, 12.0
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
          Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PortDot(QAbstractButton):
    """A click, Enter or Space picks it; a drag draws a line from it; Delete removes its lines."""

    dragged = pyqtSignal(QPoint)
    """A line is being drawn to this point of the screen."""
    dropped = pyqtSignal(QPoint)
    erased = pyqtSignal()
    stepped = pyqtSignal(int, int)
    """An arrow key: columns to the right, rows down."""

    def __init__(self, side: Side, port: str, name: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.side: Side = side
        self.port = port
        self.name = name
        self.kind = kind
        self.note = ""
        self.look: Look = "plain"
        self.linked = False
        self._pressed_at = QPoint()
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_as("plain", linked=False)

    def show_as(self, look: Look, *, linked: bool, note: str = "") -> None:
        """Take part in a line, or not. The note, a reason for example, stands below the name."""
        self.look, self.linked, self.note = look, linked, note
        kind = "Output" if self.side == "out" else "Input"
        self.setAccessibleName(f"{kind} {self.name}, {self.kind}")
        told = ("linked" if linked else "free",
                {"armed": "start of the new link", "offered": "fits"}.get(look, ""), note)
        self.setToolTip(as_it_is(f"{kind} “{self.name}” · {note or self.kind}"))
        self.setAccessibleDescription(", ".join(part for part in told if part))
        self.update()

    @property
    def dot_center(self) -> QPoint:
        """Where lines begin and end, in its own coordinates."""
        x = self.width() - px(_EDGE) if self.side == "out" else px(_EDGE)
        return QPoint(x, self.height() // 2)

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = max(QFontMetrics(font(13)).horizontalAdvance(self.name),
                   QFontMetrics(font(11)).horizontalAdvance(self.kind))
        return QSize(wide + px(_EDGE + _DOT / 2 + _GAP * 2), px(_HIGH))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        super().mousePressEvent(event)
        if event is not None:
            self._pressed_at, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = event.position().toPoint() - self._pressed_at
        if self._dragging or way.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or not self._dragging:
            super().mouseReleaseEvent(event)
            return
        self._dragging = False
        self.setDown(False)
        self.dropped.emit(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(*_STEPS[Qt.Key(key)])
        elif key in _ENTER:
            self.click()
        elif key in _ERASE:
            self.erased.emit()
        else:
            event.ignore()  # QAbstractButton would keep Esc from the dialog

    # Drawing

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        self._draw_words(painter)
        self._draw_dot(painter)
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        colors = theme().colors
        area = QRectF(self.rect()).adjusted(px(4), 1, -px(4), -1)
        painter.setPen(QPen(colors.accent, max(1, px(1.5))) if self.hasFocus()
                       else Qt.PenStyle.NoPen)
        if self.look == "armed":
            painter.setBrush(colors.selection)
        else:
            painter.setBrush(colors.hover if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, px(6), px(6))

    def _draw_words(self, painter: QPainter) -> None:
        colors = theme().colors
        align = Qt.AlignmentFlag.AlignRight if self.side == "out" else Qt.AlignmentFlag.AlignLeft
        beside = px(_EDGE + _DOT / 2 + _GAP)
        area = self.rect().adjusted(px(_GAP), 0, -beside, 0) if self.side == "out" \
            else self.rect().adjusted(beside, 0, -px(_GAP), 0)
        middle = area.center().y()
        upper = QRect(area.left(), middle - px(18), area.width(), px(19))
        lower = QRect(area.left(), middle + px(2), area.width(), px(15))
        barred = self.look == "barred"
        rows = ((upper, font(13), self.name, colors.secondary if barred else colors.text),
                (lower, font(11), self.note or self.kind,
                 colors.text if self.look == "armed" else colors.secondary))
        for rect, letters, words, color in rows:
            painter.setFont(letters)
            painter.setPen(color)
            cut = QFontMetrics(letters).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, cut)

    def _draw_dot(self, painter: QPainter) -> None:
        colors = theme().colors
        center, radius = QPointF(self.dot_center), px(_DOT) / 2
        alive = self.look in ("armed", "offered")
        color = colors.accent if alive else colors.link
        if self.look == "barred":
            radius /= 2  # small as well as pale: color is never the only sign
        if self.look == "offered":
            painter.setPen(QPen(colors.selection, px(4)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, radius + px(2), radius + px(2))
        painter.setPen(QPen(color, px(2)))
        painter.setBrush(color if self.linked or self.look == "armed" else colors.window)
        painter.drawEllipse(center, radius - px(1), radius - px(1))
