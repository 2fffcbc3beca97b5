"""Points card: the picture under the mouse, larger, with the name of its row."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from satsuma.ui.painters.pair_panel import name_of
from satsuma.ui.painters.points_drawing import Find, Map
from satsuma.ui.painters.points_shapes import draw_dot
from satsuma.ui.painters.tree_pictures import draw_picture
from satsuma.ui.theme import font, px, theme

PICTURE = 168
"""Design pixels of the picture."""

_WIDE, _LINE, _EDGE = 184, 18, 8


def told(shown: Map, point: int) -> list[str]:
    """The name of a row, its category and its two numbers."""
    view, row = shown.view, int(shown.points.rows[point])
    lines = [" ".join(name_of(view.table, row).split())]
    if view.color is not None and (word := view.table[view.color].shown(row)):
        lines.append(" ".join(word.split()))
    for title, values in zip(view.titles, (view.x, view.y), strict=True):
        lines.append(f"{' '.join(title.split())}: {values[row]:.4g}".replace("-", "−"))
    return lines


def draw_card(painter: QPainter, window: QRectF, at: QPointF, shown: Map, point: int,
              find: Find) -> None:
    """Beside a place of the window, where there is room."""
    colors, lines, file = theme().colors, told(shown, point), shown.file(point)
    high = px(_EDGE * 2 + _LINE * len(lines)) + (px(PICTURE + 6) if file is not None else 0)
    card = QRectF(at.x() + px(16), at.y() + px(16), px(_WIDE), high)
    if card.right() > window.right() - px(4):
        card.moveRight(at.x() - px(16))
    if card.bottom() > window.bottom() - px(4):
        card.moveBottom(max(at.y() - px(16), window.top() + high))
    card.moveLeft(max(card.left(), window.left() + px(4)))
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(colors.window)
    painter.drawRoundedRect(card, px(8), px(8))
    top = card.top() + px(_EDGE)
    if file is not None:
        draw_picture(painter, QRectF(card.left() + px(_EDGE), top, px(PICTURE), px(PICTURE)),
                     find(file))
        top += px(PICTURE + 6)
    _draw_lines(painter, QRectF(card.left() + px(_EDGE), top, px(PICTURE), px(_LINE)), lines,
                int(shown.codes[point]))


def _draw_lines(painter: QPainter, line: QRectF, lines: list[str], code: int) -> None:
    for number, text in enumerate(lines):
        painter.setFont(font(12, bold=True) if number == 0 else font(11))
        painter.setPen(theme().colors.text if number < 2 and code >= 0 or number == 0
                       else theme().colors.secondary)
        room = QRectF(line)
        if number == 1 and code >= 0:
            painter.save()
            draw_dot(painter, QPointF(room.left() + px(6), room.center().y()), code)
            painter.restore()
            room.setLeft(room.left() + px(18))
        elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight,
                                                          room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        line.translate(0, px(_LINE))
