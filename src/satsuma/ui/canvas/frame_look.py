"""How a frame looks: an outline behind its nodes, or one tile that stands for them all."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from satsuma.ui.canvas.annotation_item import canvas_font
from satsuma.ui.canvas.frame_lines import PORT, TILE
from satsuma.ui.canvas.node_drawing import BADGE, draw_badge
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import theme

HEADER = 36.0
"""Height of the strip with the title, by which an open frame is taken."""
BUTTON = 24.0
TITLE_LEFT = 36.0
TITLE_WIDTH = 184.0
"""Room for the title below a tile."""
TITLE_TOP, LINE_TOP = 40.0, 59.0
"""As with nodes, below the middle of the tile."""

TILE_RECT = QRectF(-TILE / 2, -TILE / 2, TILE, TILE)
_CORNER = 12.0
_BADGE = QPointF(TILE / 2 - 5, -TILE / 2 + 5)


def button_rect(collapsed: bool) -> QRectF:
    """Where the button is that collapses and opens, in the item's coordinates."""
    if collapsed:
        return QRectF(0, 0, 20, 20).translated(_BADGE - QPointF(10, 10))
    return QRectF(8, 6, BUTTON, BUTTON)


def title_rect(box: QRectF, collapsed: bool) -> QRectF:
    """Where the title stands, in the item's coordinates."""
    if collapsed:
        return QRectF(-TITLE_WIDTH / 2, TITLE_TOP, TITLE_WIDTH, 19)
    return QRectF(TITLE_LEFT, 8, max(0.0, box.width() - TITLE_LEFT - 12), 20)


def widgets(count: int) -> str:
    """`3 widgets`."""
    return "1 widget" if count == 1 else f"{count:,} widgets"


def draw_open(painter: QPainter, box: QRectF, selected: bool) -> None:
    """The outline and its ground."""
    colors = theme().colors
    ground = QColor(colors.panel)
    ground.setAlphaF(0.55)
    painter.setPen(QPen(colors.accent, 2) if selected else QPen(colors.control, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _CORNER, _CORNER)


def draw_tile(painter: QPainter, count: int, selected: bool, ports: tuple[bool, bool]) -> None:
    """The tile, a second one peeping out behind it, and how many widgets are in it."""
    colors = theme().colors
    _draw_ports(painter, ports)
    painter.setPen(QPen(colors.control, 1.5))
    painter.setBrush(colors.panel)
    painter.drawRoundedRect(TILE_RECT.adjusted(5, -5, -5, -5), _CORNER - 2, _CORNER - 2)
    painter.setPen(QPen(colors.accent, 2.5) if selected else QPen(colors.control, 1.5))
    painter.setBrush(colors.window)
    painter.drawRoundedRect(TILE_RECT.adjusted(0.75, 0.75, -0.75, -0.75), _CORNER, _CORNER)
    painter.setPen(colors.text)
    painter.setFont(canvas_font(20, bold=True))
    painter.drawText(TILE_RECT, Qt.AlignmentFlag.AlignCenter, f"{count}")


def draw_tile_sign(painter: QPainter, sign: str) -> None:
    """The sign of the worst node inside, at the corner that the button leaves free."""
    painter.save()
    painter.translate(-TILE / 2 + 5 - BADGE.x(), -TILE / 2 + 5 - BADGE.y())
    draw_badge(painter, sign)
    painter.restore()


def _draw_ports(painter: QPainter, ports: tuple[bool, bool]) -> None:
    painter.setPen(QPen(theme().colors.port, 4, cap=Qt.PenCapStyle.RoundCap))
    for there, x in zip(ports, (-PORT, PORT), strict=True):
        if there:
            painter.drawLine(QPointF(x, -16), QPointF(x, 16))


def draw_button(painter: QPainter, collapsed: bool, hovered: bool) -> None:
    """A chevron: down while the frame is open, to the right while it is a tile."""
    colors = theme().colors
    rect = button_rect(collapsed)
    if collapsed:
        painter.setPen(QPen(colors.canvas, 2))
        painter.setBrush(colors.hover if hovered else colors.panel)
        painter.drawEllipse(rect.center(), 10, 10)
        painter.setPen(QPen(colors.control, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.center(), 9, 9)
    elif hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.hover)
        painter.drawRoundedRect(rect, 6, 6)
    sign = path_of("chevron-right" if collapsed else "chevron-down")
    inset = 4.0
    draw_path(painter, sign, rect.adjusted(inset, inset, -inset, -inset), colors.text, 2.0)


def draw_title(painter: QPainter, rect: QRectF, title: str, count: int, collapsed: bool) -> None:
    """The title; below a tile in the middle, with how many widgets are in it."""
    colors = theme().colors
    font = canvas_font(13, bold=True)
    align = Qt.AlignmentFlag.AlignHCenter if collapsed else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(colors.text if title else colors.secondary)
    shown = QFontMetricsF(font).elidedText(title or "Untitled", Qt.TextElideMode.ElideRight,
                                           rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
    if collapsed:
        painter.setFont(canvas_font(11))
        painter.setPen(colors.secondary)
        line = QRectF(-TITLE_WIDTH / 2, LINE_TOP, TITLE_WIDTH, 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, widgets(count))
