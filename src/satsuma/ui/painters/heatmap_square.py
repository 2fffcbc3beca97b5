"""Heatmap square: the square of colors, its names and its legend; and the pair one points at."""

from __future__ import annotations

from collections.abc import Container

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QWidget

from satsuma.ui.painters.heatmap_image import Drawn, colored, ramp
from satsuma.ui.theme import font, px, theme

_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0),
          Qt.Key.Key_Down: (1, 0)}

_NAME_FROM = 13
"""Design pixels of a row from which on it has its name beside it."""

Cell = tuple[int, int]


def draw_square(painter: QPainter, area: QRectF, image: QImage) -> None:
    """The colors with a hairline around them."""
    painter.save()
    # Cells keep sharp edges; only a square of more cells than pixels is made smaller smoothly.
    smooth = image.width() > area.width() * 1.5
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(area, image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.drawRect(area)
    painter.restore()


def draw_names(painter: QPainter, area: QRectF, names: list[str], room: float,
               strong: Container[int] = ()) -> None:
    """The name of each row at the left of it; some of them `strong`."""
    metrics, step = QFontMetricsF(font(11)), area.height() / max(1, len(names))
    for at, name in enumerate(names):
        painter.setFont(font(11, bold=at in strong))
        painter.setPen(theme().colors.text if at in strong else theme().colors.secondary)
        line = QRectF(area.left() - room, area.top() + at * step, room - px(6), step)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def draw_legend(painter: QPainter, area: QRectF, found: Drawn) -> None:
    """A bar of the colors below the square, with the numbers at its ends."""
    bar = QRectF(0, 0, px(160), px(8))
    bar.moveCenter(QPointF(area.center().x(), area.bottom() + px(20)))
    shades, colors = QLinearGradient(bar.topLeft(), bar.topRight()), ramp()
    shades.setColorAt(0, QColor(colors[0]))
    shades.setColorAt(1, QColor(colors[-1]))
    painter.fillRect(bar, shades)
    painter.setFont(font(11))
    painter.setPen(theme().colors.secondary)
    middle, beside = Qt.AlignmentFlag.AlignVCenter, px(120)
    left = QRectF(bar.left() - beside - px(8), bar.top() - px(8), beside, px(24))
    right = QRectF(bar.right() + px(8), bar.top() - px(8), beside, px(24))
    painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, f"near {found.nearest:.3g}")
    painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, f"far {found.farthest:.3g}")


def room_for_names(names: list[str], height: float) -> float:
    """How wide the names are; nothing where rows are too low for them."""
    if not names or height / len(names) < px(_NAME_FROM):
        return 0.0
    metrics = QFontMetricsF(font(11))
    return min(px(120), max(metrics.horizontalAdvance(name) for name in names) * 1.08
               + px(8))


class Square(QWidget):
    """Tells which cell one points at, with mouse or arrow keys, and which one is picked."""

    pointed = pyqtSignal(object)
    picked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.drawn: Drawn | None = None
        self.names: list[str] = []
        self.hovered: Cell | None = None
        self.current: Cell | None = None
        self._image: QImage | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Distances as a square of colors")
        theme().changed.connect(self._dress)

    def show_drawn(self, found: Drawn | None, names: list[str]) -> None:
        """Show another square; `names` are those of its rows, from top to bottom."""
        self.drawn, self.names = found, names
        self.hovered = self.current = None
        self._dress()

    def _dress(self) -> None:
        self._image = None
        self.update()

    def mark(self, cell: Cell | None) -> None:
        """Put the mark on a cell."""
        self.current = cell
        self.update()

    def area(self) -> QRectF:
        """Where the square is drawn: in the middle, as large as fits."""
        room = room_for_names(self.names, self.height() - px(40))
        side = max(1, min(self.width() - int(room) - 1, self.height() - px(40)))
        return QRectF((self.width() - side - room) // 2 + room, 0, side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.drawn is None or not len(self.drawn.rows):
            return
        painter, area = QPainter(self), self.area()
        draw_square(painter, area, self._colored(area))
        if room := room_for_names(self.names, area.height()):
            draw_names(painter, area, self.names, room, self.hovered or self.current or ())
        draw_legend(painter, area, self.drawn)
        for cell in {self.current, self.hovered} - {None}:
            self._draw_mark(painter, area, cell)

    def _colored(self, area: QRectF) -> QImage:
        """Kept at the size of the screen: making a large square smaller takes a while."""
        assert self.drawn is not None
        side = round(area.width() * self.devicePixelRatioF())
        if self._image is None or abs(self._image.width() - side) > 1:
            whole = colored(self.drawn, 1)
            smooth = Qt.TransformationMode.SmoothTransformation if whole.width() > side \
                else Qt.TransformationMode.FastTransformation
            self._image = whole.scaled(side, side, transformMode=smooth)
        return self._image

    def _draw_mark(self, painter: QPainter, area: QRectF, cell: Cell | None) -> None:
        """A frame around the cell, and lines that lead to the names of its rows."""
        if cell is None or self.drawn is None:
            return
        step = area.height() / len(self.drawn.rows)
        box = QRectF(area.left() + cell[1] * step, area.top() + cell[0] * step, step, step)
        least = px(6)
        if box.width() < least:
            box = QRectF(0, 0, least, least).translated(box.center() - QPointF(least, least) / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colors.window, px(4)))
        painter.drawRect(box)
        painter.setPen(QPen(theme().colors.accent, px(2)))
        painter.drawRect(box)
        painter.drawLine(QPointF(area.left(), box.center().y()), QPointF(box.left(),
                                                                         box.center().y()))

    def cell_at(self, place: QPointF) -> Cell | None:
        """The cell at a place: how many rows down and how many along."""
        area = self.area()
        if self.drawn is None or not len(self.drawn.rows) or not area.contains(place):
            return None
        count = len(self.drawn.rows)
        down = int((place.y() - area.top()) * count / area.height())
        along = int((place.x() - area.left()) * count / area.width())
        return min(down, count - 1), min(along, count - 1)

    # Mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None:
            self._hover(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self._hover(None)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self.hovered:
            self.hovered = cell
            self.pointed.emit(cell)
            self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick(self.cell_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None or self.drawn is None or not len(self.drawn.rows):
            return
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            last, now = len(self.drawn.rows) - 1, self.current or (0, 0)
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._pick((min(max(now[0] + step[0] * far, 0), last),
                        min(max(now[1] + step[1] * far, 0), last)))
        elif event.key() == Qt.Key.Key_Escape and self.current is not None:
            self._pick(None)
        else:
            super().keyPressEvent(event)

    def _pick(self, cell: Cell | None) -> None:
        self.mark(cell)
        self.picked.emit(cell)
