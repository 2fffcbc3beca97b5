"""Scree drawing: where bars, line, axes and cut are, and how they look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from satsuma.ui.painters.palette import color_of, far_color
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import font, px, theme
from satsuma.views import Scree

_LEAST_SHOWN = 20
_GRIP = 6
"""Design pixels beside the cut that still take it."""

_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MARKED = 40
"""Components up to which each has its dot on the line."""


def told(shares: np.ndarray, kept: int) -> str:
    """How much the first components tell, in words."""
    count = "1 component tells" if kept == 1 else f"{kept:,} components tell"
    return f"{count} {_percent(float(shares[:kept].sum()))} of the variance"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share < 0.9995 else f"{100 * share:.3g} %"


@dataclass(frozen=True)
class ScreeDrawing:
    """A scree in a rectangle."""

    view: Scree
    room: QRectF

    @cached_property
    def shown(self) -> int:
        """How many components there is room for on the axis: some more than are kept."""
        return min(len(self.view.shares), max(_LEAST_SHOWN, int(1.5 * self.view.kept)))

    @cached_property
    def area(self) -> QRectF:
        return self.room.adjusted(px(64), px(82), -px(24), -px(52))

    @cached_property
    def together(self) -> np.ndarray:
        return np.cumsum(self.view.shares[:self.shown])

    def x(self, component: float) -> float:
        """The middle of a component, counted from 1; the cut behind it is half a step on."""
        return self.area.left() + (component - 0.5) * self.area.width() / self.shown

    def y(self, share: float) -> float:
        return self.area.bottom() - share * self.area.height()

    def component_at(self, place: QPointF) -> int | None:
        """The component, from 1, whose bar and dot are at a place."""
        if not self.area.contains(place):
            return None
        step = self.area.width() / self.shown
        return min(int((place.x() - self.area.left()) / step) + 1, self.shown)

    def cut_at(self, place: QPointF) -> int:
        """How many components a cut at a place keeps."""
        step = self.area.width() / self.shown
        return min(max(round((place.x() - self.area.left()) / step), 1), self.shown)

    def is_on_cut(self, place: QPointF) -> bool:
        return abs(place.x() - self.x(self.view.kept + 0.5)) <= px(_GRIP)

    # Drawing

    def draw(self, painter: QPainter, dragged: int | None = None, hovered: int | None = None, *,
             focus: bool = False) -> None:
        """All of it; `dragged` is a cut in the hand, `hovered` a component that one points at."""
        kept = self.view.kept if dragged is None else dragged
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter, kept)
        self._draw_axes(painter)
        self._draw_bars(painter, kept, hovered)
        self._draw_line(painter)
        self._draw_cut(painter, kept, focus)
        if hovered is not None:
            self._draw_hovered(painter, hovered)

    def _draw_head(self, painter: QPainter, kept: int) -> None:
        painter.setFont(font(13, bold=True))
        painter.setPen(theme().colors.text)
        left, top = self.area.left(), self.room.top() + px(12)
        painter.drawText(QRectF(left, top, self.area.width(), px(20)),
                         Qt.AlignmentFlag.AlignVCenter, told(self.view.shares, kept))
        self._draw_legend(painter, left, top + px(24))

    def _draw_legend(self, painter: QPainter, left: float, top: float) -> None:
        painter.setFont(font(11))
        middle, wide = top + px(9), QFontMetricsF(painter.font())
        painter.fillRect(QRectF(left, middle - px(5), px(10), px(10)), far_color())
        left += px(16)
        for text in ("each component", "all up to it"):
            painter.setPen(theme().colors.secondary)
            room = QRectF(left, top, wide.horizontalAdvance(text) + px(4), px(18))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            if text == "each component":
                left = room.right() + px(14)
                painter.setPen(QPen(color_of(1), px(2)))
                painter.drawLine(QPointF(left, middle), QPointF(left + px(22), middle))
                self._dot(painter, QPointF(left + px(11), middle))
                left += px(28)

    def _draw_axes(self, painter: QPainter) -> None:
        colors, area = theme().colors, self.area
        painter.setFont(font(11))
        steps = (0, 0.5, 1) if area.height() < px(120) else (0, 0.2, 0.4, 0.6, 0.8, 1)
        for share in steps:
            y = self.y(share)
            painter.setPen(QPen(colors.grid if share else colors.link, px(1)))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(colors.secondary)
            painter.drawText(QRectF(self.room.left(), y - px(9), px(56), px(18)), _RIGHT,
                             f"{share:.0%}".replace("%", " %"))
        most = max(1, min(self.shown, int(area.width() / px(44))))
        numbers = [int(one) for one in ticks(self.shown, most, 1) if one == int(one)]
        for number in dict.fromkeys((1, *(one for one in numbers if one > 1 + self.shown / 40))):
            painter.drawText(QRectF(self.x(number) - px(24), area.bottom() + px(4), px(48), px(18)),
                             _CENTER, f"{number:,}")
        more = f", of {len(self.view.shares):,}" if self.shown < len(self.view.shares) else ""
        painter.drawText(QRectF(area.left(), area.bottom() + px(24), area.width(), px(18)),
                         _CENTER, f"Component{more}")

    def _draw_bars(self, painter: QPainter, kept: int, hovered: int | None) -> None:
        step = self.area.width() / self.shown
        wide = step * 0.7 if step >= 3 else step
        for number, share in enumerate(self.view.shares[:self.shown].tolist(), start=1):
            bar = QRectF(self.x(number) - wide / 2, self.y(share), wide, share * self.area.height())
            color = far_color() if number <= kept else theme().colors.link
            if number == hovered:
                color = theme().colors.accent_line
            painter.fillRect(bar, color)

    def _draw_line(self, painter: QPainter) -> None:
        points = [QPointF(self.x(number), self.y(share))
                  for number, share in enumerate(self.together.tolist(), start=1)]
        painter.setPen(QPen(color_of(1), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if len(points) <= _MARKED:
            for point in points:
                self._dot(painter, point)

    def _dot(self, painter: QPainter, point: QPointF) -> None:
        painter.setPen(QPen(theme().colors.window, px(1)))
        painter.setBrush(color_of(1))
        painter.drawEllipse(point, px(4), px(4))

    def _draw_cut(self, painter: QPainter, kept: int, focus: bool) -> None:
        colors, x = theme().colors, self.x(kept + 0.5)
        pen = QPen(colors.accent, px(3 if focus else 2))
        pen.setDashPattern([3, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, self.area.top() - px(2)), QPointF(x, self.area.bottom()))
        painter.setFont(font(11, bold=True))
        text = f"keep {kept:,}"
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + px(20)
        left = min(max(x - wide / 2, self.room.left() + px(2)), self.room.right() - wide - px(2))
        pill = QRectF(left, self.area.top() - px(24), wide, px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        painter.drawRoundedRect(pill, px(11), px(11))
        painter.setPen(colors.on_accent)
        painter.drawText(pill, _CENTER, text)

    def _draw_hovered(self, painter: QPainter, number: int) -> None:
        """A small card with the numbers of one component."""
        colors = theme().colors
        text = (f"PC{number}: {_percent(float(self.view.shares[number - 1]))}\n"
                f"together {_percent(float(self.together[number - 1]))}")
        painter.setFont(font(11))
        needs = QFontMetricsF(painter.font()).boundingRect(QRectF(), _CENTER, text)
        wide, high = needs.width() + px(20), needs.height() + px(12)
        x = self.x(number) + px(10)
        if x + wide > self.room.right() - px(4):
            x = self.x(number) - px(10) - wide
        share = float(self.together[number - 1])
        y = min(max(self.y(share) + px(10), self.area.top()), self.area.bottom() - high)
        card = QRectF(x, y, wide, high)
        painter.setPen(QPen(colors.line, 1))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(card, px(6), px(6))
        painter.setPen(colors.text)
        painter.drawText(card, _CENTER, text)
