"""The text below a node: its title, and a line on what came out."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from satsuma.ui.canvas.canvas_font import SMALL, TITLE, fitted, fitted_parts, metrics, text_font
from satsuma.ui.canvas.face import Face
from satsuma.ui.canvas.geometry import HALF_WIDTH, LINE_HALF, LINE_TOP, TITLE_TOP
from satsuma.ui.theme import theme

_UNDER_WAY = ("running", "queued", "pending")


def draw_text(painter: QPainter, title: str, face: Face) -> None:
    """Both lines, each cut where there is no more room."""
    colors = theme().colors
    painter.setPen(QPen(colors.text))
    shown = fitted(title, TITLE, 2 * HALF_WIDTH, bold=True)
    _draw_line(painter, shown, TITLE_TOP, TITLE, bold=True)
    if line := line_of(face):
        painter.setPen(QPen(colors.error if face.sign == "error" else colors.secondary))
        fit = fitted if face.sign == "error" else fitted_parts
        _draw_line(painter, fit(line, SMALL, 2 * LINE_HALF), LINE_TOP, SMALL)


def line_of(face: Face) -> str:
    """The line below the title; what is of earlier settings says so."""
    if not face.stale or face.sign == "error" or face.state in _UNDER_WAY:
        return face.line
    if face.state == "paused":
        return "paused · earlier settings"
    return f"earlier settings · {face.line}" if face.line else "earlier settings"


def _draw_ground(painter: QPainter, width: float, top: float, size: int) -> None:
    """The canvas shines through softly behind the letters: a link that crosses stays behind."""
    ground = QColor(theme().colors.canvas)
    ground.setAlpha(190)
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    half = min(width / 2 + 3, HALF_WIDTH)
    painter.drawRoundedRect(QRectF(-half, top, 2 * half, size + 5), 4, 4)
    painter.setPen(pen)


def _draw_line(painter: QPainter, text: str, top: float, size: int, *, bold: bool = False) -> None:
    painter.setFont(text_font(size, bold=bold))
    _draw_ground(painter, metrics(size, bold=bold).horizontalAdvance(text), top, size)
    painter.drawText(QRectF(-HALF_WIDTH, top, 2 * HALF_WIDTH, size + 7),
                     Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                     | Qt.TextFlag.TextSingleLine, text)
