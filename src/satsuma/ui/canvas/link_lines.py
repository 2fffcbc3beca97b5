"""Link lines: the lines of the link dialog, drawn above its cards and found under the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from satsuma.ui.theme import px, theme
from satsuma.workflow.model import Link

_NEAR, _SIGN = 14.0, 18.0


@dataclass(frozen=True)
class Drawn:
    """What there is to draw: where each link begins and ends, and the line under way, if any."""

    links: Mapping[Link, tuple[QPointF, QPointF]] = field(default_factory=dict)
    under_way: tuple[QPointF, QPointF] | None = None
    near: Link | None = None


class LinkLines(QWidget):
    """Lies above the cards and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.drawn = Drawn()

    def show_lines(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.update()

    def at(self, point: QPointF) -> Link | None:
        """The link whose line is there, or nearly."""
        stroker = QPainterPathStroker()
        stroker.setWidth(px(_NEAR))
        return next((link for link, ends in self.drawn.links.items()
                     if stroker.createStroke(_curve(*ends)).contains(point)), None)

    def middle_of(self, link: Link) -> QPointF:
        """Where a line can be clicked."""
        return _curve(*self.drawn.links[link]).pointAtPercent(0.5)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for link, ends in self.drawn.links.items():
            self._draw(painter, link, ends)
        if self.drawn.under_way is not None:
            _draw_curve(painter, self.drawn.under_way, alive=True, broken=False)
        painter.end()

    def _draw(self, painter: QPainter, link: Link, ends: tuple[QPointF, QPointF]) -> None:
        near = link == self.drawn.near
        _draw_curve(painter, ends, alive=near, broken=not link.enabled)
        if near:
            _draw_cross(painter, _curve(*ends).pointAtPercent(0.5))


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    bow = abs(end.x() - start.x()) * 0.5
    path.cubicTo(start + QPointF(bow, 0), end - QPointF(bow, 0), end)
    return path


def _draw_curve(painter: QPainter, ends: tuple[QPointF, QPointF], *, alive: bool,
                broken: bool) -> None:
    colors = theme().colors
    pen = QPen(colors.accent if alive else colors.link, px(2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if broken:
        pen.setDashPattern([2.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_curve(*ends))


def _draw_cross(painter: QPainter, center: QPointF) -> None:
    """The sign that a click takes this line away."""
    colors = theme().colors
    side = px(_SIGN)
    painter.setPen(QPen(colors.accent, px(1.5)))
    painter.setBrush(colors.window)
    painter.drawEllipse(center, side / 2, side / 2)
    arm = side * 0.18
    painter.setPen(QPen(colors.text, px(1.5), cap=Qt.PenCapStyle.RoundCap))
    for down in (QPointF(arm, arm), QPointF(arm, -arm)):
        painter.drawLine(center - down, center + down)
