"""Heatmap: distances as a square of colors, dark where two rows are far apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRect, Qt
from PyQt6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QLabel, QToolTip, QVBoxLayout, QWidget

from satsuma.data.distances import Distances
from satsuma.ui.background import background
from satsuma.ui.colors import mixed
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.palette import far_color
from satsuma.ui.theme import font, px, theme
from satsuma.views import Heatmap

LARGEST = 512
"""Rows that are drawn; of more, evenly chosen ones."""


@dataclass(frozen=True)
class Drawn:
    """A square of gray values: 0 for the nearest, 255 for the farthest, and which rows they are."""

    image: QImage
    rows: np.ndarray
    nearest: float
    farthest: float


def drawn(distances: Distances) -> Drawn:
    """The distances as a picture of at most 512 × 512."""
    n = len(distances)
    rows = np.unique(np.linspace(0, n - 1, min(n, LARGEST)).astype(np.int64)) if n else \
        np.empty(0, np.int64)
    square = distances.block(rows).astype(np.float64)
    finite = square[np.isfinite(square)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 0.0)
    share = (np.nan_to_num(square, nan=high, posinf=high) - low) / (high - low or 1.0)
    gray = np.ascontiguousarray(np.round(share * 255).astype(np.uint8))
    image = QImage(gray.tobytes(), len(rows), len(rows), len(rows) or 1,
                   QImage.Format.Format_Indexed8)
    return Drawn(image.copy(), rows, low, high)


def ramp() -> list[int]:
    """256 colors from near to far, from the ground to one hue."""
    near, far = theme().colors.panel, far_color()
    return [mixed(near, far, step / 255).rgb() for step in range(256)]


class Square(QWidget):
    """The square itself. Under the mouse it says which two rows and how far apart they are."""

    def __init__(self) -> None:
        super().__init__()
        self.distances: Distances | None = None
        self.drawn: Drawn | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("Distances as a square of colors")

    def area(self) -> QRect:
        """Where the square is drawn: in the middle, as large as fits."""
        side = max(1, min(self.width(), self.height() - px(40)))
        return QRect((self.width() - side) // 2, 0, side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.drawn is None:
            return
        painter = QPainter(self)
        area, colors = self.area(), theme().colors
        self.drawn.image.setColorTable(ramp())
        painter.drawImage(area, self.drawn.image)
        painter.setPen(QPen(colors.line, 1))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        self._draw_legend(painter, area)

    def _draw_legend(self, painter: QPainter, area: QRect) -> None:
        """A bar of the colors with the numbers at its ends."""
        assert self.drawn is not None
        bar = QRect(0, 0, px(160), px(8))
        bar.moveCenter(QPointF(area.center().x(), area.bottom() + px(20)).toPoint())
        for step, color in enumerate(ramp()):
            left = bar.left() + bar.width() * step // 256
            painter.fillRect(left, bar.top(), bar.width() // 256 + 1, bar.height(), QColor(color))
        painter.setFont(font(11))
        painter.setPen(theme().colors.secondary)
        beside, middle = px(90), Qt.AlignmentFlag.AlignVCenter
        left = QRect(bar.left() - beside - px(8), bar.top() - px(8), beside, px(24))
        right = QRect(bar.right() + px(8), bar.top() - px(8), beside, px(24))
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight,
                         f"near {self.drawn.nearest:.3g}")
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft,
                         f"far {self.drawn.farthest:.3g}")

    def pair_at(self, place: QPointF) -> tuple[int, int] | None:
        """The two rows at a place."""
        area = self.area()
        if self.drawn is None or not len(self.drawn.rows) or not area.contains(place.toPoint()):
            return None
        count = len(self.drawn.rows)
        down = int((place.y() - area.top()) * count / area.height())
        along = int((place.x() - area.left()) * count / area.width())
        last = count - 1
        return int(self.drawn.rows[min(down, last)]), int(self.drawn.rows[min(along, last)])

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.distances is not None:
            pair = self.pair_at(event.position())
            QToolTip.showText(event.globalPosition().toPoint(), self._told(pair), self)

    def _told(self, pair: tuple[int, int] | None) -> str:
        if pair is None or self.distances is None:
            return ""
        ids = self.distances.table.ids
        return f"{ids[pair[0]]} – {ids[pair[1]]}: {self.distances.between(*pair):.4g}"

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        QToolTip.hideText()


class HeatmapPainter(Painter):
    """The size in words, and the square."""

    def __init__(self) -> None:
        super().__init__()
        self.size_text = QLabel()
        self.size_text.setProperty("role", "secondary")
        self.size_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.square = Square()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(self.size_text)
        layout.addWidget(self.square, 1)
        theme().changed.connect(self.square.update)

    def show_view(self, view: Heatmap) -> None:
        distances = view.distances
        if distances is self.square.distances:
            return
        n = len(distances)
        more = f", {LARGEST} of them drawn" if n > LARGEST else ""
        self.size_text.setText(f"{distances.metric} · {n:,} × {n:,}{more}")
        self.square.distances, self.square.drawn = distances, None
        background().submit(partial(drawn, distances), partial(self._show, distances))

    def _show(self, distances: Distances, found: Drawn) -> None:
        if distances is self.square.distances:
            self.square.drawn = found
            self.square.update()
