"""Heatmap square: the square of colors with its names and its legend; the pair one points at."""

from __future__ import annotations

from collections.abc import Container, Iterator

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QWidget

from satsuma.ui.painters.heatmap_image import Drawn, colored
from satsuma.ui.painters.heatmap_legend import HIGH, LOW, draw_legend
from satsuma.ui.painters.pairs import Pair
from satsuma.ui.theme import font, px, theme

_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0),
          Qt.Key.Key_Down: (1, 0)}

_NAME_FROM = 13
"""Design pixels of a row from which on it has its name beside it."""

_EDGE = 10
"""At the sides of the square: the outer numbers of the legend reach beyond it."""

_STRIP = 150_000
"""Pixels of an image that are packed at once."""

Cell = tuple[int, int]


def draw_square(painter: QPainter, area: QRectF, image: QImage) -> None:
    """The colors with a hairline around them."""
    for _ in square_steps(painter, area, image):
        pass


def square_steps(painter: QPainter, area: QRectF, image: QImage) -> Iterator[None]:
    """The same in steps, where a step would take long: an image is packed when it goes into a PDF.
    """
    painter.save()
    # Cells keep sharp edges; only a square of more cells than pixels is made smaller smoothly.
    smooth = image.width() > area.width() * 1.5
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    engine = painter.paintEngine()
    if engine is not None and engine.type() == QPaintEngine.Type.Pdf:
        yield from _strips(painter, area, image)
    else:
        painter.drawImage(area, image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.drawRect(area)
    painter.restore()


def _strips(painter: QPainter, area: QRectF, image: QImage) -> Iterator[None]:
    """Each reaches into the next one, so that no hairline of the ground is seen between them."""
    wide, high = image.width(), image.height()
    step, scale = max(1, _STRIP // max(1, wide)), area.height() / max(1, high)
    for top in range(0, high, step):
        rows = min(step + 1, high - top)
        part = QRectF(area.left(), area.top() + top * scale, area.width(), rows * scale)
        painter.drawImage(part, image.copy(0, top, wide, rows))
        yield


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
        self.title = ""
        self.shown: Pair | None = None
        self.hovered: Cell | None = None
        self.current: Cell | None = None
        self._image: QImage | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Distances as a square of colors")
        theme().changed.connect(self._dress)

    def show_drawn(self, found: Drawn | None, names: list[str], title: str = "") -> None:
        """Show another square; `names` are those of its rows, from top to bottom, and `title`
        says what the colors mean."""
        self.drawn, self.names, self.title = found, names, title
        self.hovered = self.current = None
        self._dress()

    def _dress(self) -> None:
        self._image = None
        self.update()

    def mark(self, cell: Cell | None) -> None:
        """Put the mark on a cell."""
        self.current = cell
        self.update()

    def show_pair(self, pair: Pair | None) -> None:
        """Point out in the legend how far apart they are."""
        self.shown = pair
        self.update()

    def area(self) -> QRectF:
        """Where the square is drawn: in the middle, as large as fits."""
        names = room_for_names(self.names, self.height() - px(LOW))
        room = max(names, px(_EDGE))
        side = max(1, min(self.width() - int(room) - px(_EDGE), self.height() - px(LOW)))
        return QRectF((self.width() - side - room) // 2 + room, 0, side, side)

    def legend_area(self) -> QRectF:
        """Below the square, and as high as there is room for."""
        area = self.area()
        high = min(self.height() - area.bottom(), px(LOW + HIGH))
        return QRectF(area.left(), area.bottom(), area.width(), high)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter, area = QPainter(self), self.area()
        if self.drawn is None or not len(self.drawn.rows):
            painter.setPen(theme().colors.secondary)
            waits = "" if self.drawn is not None else "Putting alike rows side by side…"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, waits)
            return
        draw_square(painter, area, self._colored(area))
        if room := room_for_names(self.names, area.height()):
            draw_names(painter, area, self.names, room, self.hovered or self.current or ())
        if len(self.drawn.rows) > 1:
            draw_legend(painter, self.legend_area(), self.drawn, self.title,
                        self.shown.distance if self.shown is not None else None)
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
