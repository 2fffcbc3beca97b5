"""Preview: a small picture of a workflow, drawn from the value alone."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from math import atan2, cos, pi, sin

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from satsuma.ui.colors import CategoryColors
from satsuma.ui.disc import draw_disc
from satsuma.ui.help_text import plain
from satsuma.ui.theme import font, px, theme
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.model import Node, Workflow

DISC = 60
"""The width of a disc on the canvas."""

_SMALLEST_DISC = 5
_ICON_FROM = 12  # a smaller disc is a dot: an icon in it would only be dirt
_TITLE_FROM = 0.55  # of the canvas's size; smaller titles would run into each other
_TITLE_HEIGHT = 28
_MOST_LETTERS = 400
_MOST = 2000
"""More nodes than that are only a blot, and would hold up the window."""


def draw_workflow(painter: QPainter, workflow: Workflow, rect: QRectF) -> None:
    """Draw the workflow as large as fits into `rect`, never larger than on the canvas."""
    whole = bounds(workflow)
    if whole.isEmpty() or rect.isEmpty():
        return
    if _fitting(whole, rect) >= _TITLE_FROM * theme().scale:
        whole = whole.adjusted(-DISC, 0, DISC, _TITLE_HEIGHT)
    scale = _fitting(whole, rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    _Drawing(painter, workflow, scale, rect.center() - whole.center() * scale).draw()
    painter.restore()


def _first_nodes(workflow: Workflow) -> dict[str, Node]:
    return dict(islice(workflow.nodes.items(), _MOST))


def _words(note: TextNote) -> str:
    """A note's words without its marks."""
    text = note.text[:_MOST_LETTERS]
    if note.content_type == "text/html":
        text = unescape(re.sub(r"<[^>]*>", " ", text))
    return text if note.content_type == "text/plain" else plain(text)


def _fitting(whole: QRectF, rect: QRectF) -> float:
    return min(rect.width() / whole.width(), rect.height() / whole.height(), theme().scale)


def preview_pixmap(workflow: Workflow, size: QSize, ratio: float) -> QPixmap:
    """The preview on a clear ground, for a screen of that device pixel ratio."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    margin = px(4)
    rect = QRectF(0, 0, size.width(), size.height())
    draw_workflow(painter, workflow, rect.adjusted(margin, margin, -margin, -margin))
    painter.end()
    return made


def bounds(workflow: Workflow) -> QRectF:
    """What is on the canvas, in its coordinates, without the titles below the discs."""
    whole = QRectF()
    for node in _first_nodes(workflow).values():
        whole = whole.united(QRectF(node.position[0] - DISC / 2, node.position[1] - DISC / 2,
                                    DISC, DISC))
    for note in workflow.annotations[:_MOST]:
        if isinstance(note, Arrow):
            part = QRectF(QPointF(*note.start), QPointF(*note.end)).normalized()
            whole = whole.united(part.adjusted(-2, -2, 2, 2))
        else:
            whole = whole.united(QRectF(*note.rect))
    margin = DISC / 6
    return whole.adjusted(-margin, -margin, margin, margin) if whole.isValid() else whole


class _Drawing:
    """One drawing: the painter, and where a point of the canvas is in it."""

    def __init__(self, painter: QPainter, workflow: Workflow, scale: float,
                 origin: QPointF) -> None:
        self._painter = painter
        self._workflow = workflow
        self._scale = scale
        self._zoom = scale / theme().scale  # 1 is the canvas at 100 %
        self._origin = origin
        self._mixed: dict[str, CategoryColors] = {}
        self._disc = max(DISC * scale, px(_SMALLEST_DISC))

    def draw(self) -> None:
        """From the back to the front, as on the canvas."""
        notes = self._workflow.annotations[:_MOST]
        for note in notes:
            if isinstance(note, Frame):
                self._frame(note)
        for note in notes:
            if isinstance(note, TextNote):
                self._note(note)
            elif isinstance(note, Arrow):
                self._arrow(note)
        nodes = _first_nodes(self._workflow)
        for link in self._workflow.links[:2 * _MOST]:
            if link.source in nodes and link.target in nodes:
                self._link(nodes[link.source], nodes[link.target], link.enabled)
        for node in nodes.values():
            self._node(node)

    def _at(self, point: tuple[float, float]) -> QPointF:
        return QPointF(*point) * self._scale + self._origin

    def _rect(self, rect: tuple[float, float, float, float]) -> QRectF:
        left, top, width, height = rect
        return QRectF(self._at((left, top)), self._at((left + width, top + height))).normalized()

    def _frame(self, frame: Frame) -> None:
        colors = theme().colors
        self._painter.setPen(QPen(colors.line, 1))
        self._painter.setBrush(colors.panel)
        self._painter.drawRoundedRect(self._rect(frame.rect), px(4), px(4))

    def _note(self, note: TextNote) -> None:
        colors = theme().colors
        rect = self._rect(note.rect)
        self._painter.setPen(QPen(colors.note_line, 1))
        self._painter.setBrush(colors.note)
        self._painter.drawRoundedRect(rect, px(3), px(3))
        inner = rect.adjusted(px(4), px(3), -px(4), -px(3))
        if self._zoom >= _TITLE_FROM:
            self._painter.setPen(colors.text)
            self._painter.setFont(font(max(8.0, note.font_size * self._zoom)))
            self._painter.drawText(inner, Qt.TextFlag.TextWordWrap, _words(note))
        elif inner.height() >= px(2):
            self._lines(inner)

    def _lines(self, rect: QRectF) -> None:
        """Strokes in place of words that would be too small to read."""
        self._painter.setPen(QPen(theme().colors.note_line, px(1.5)))
        count = min(int(rect.height() // px(5)) + 1, 6)
        for line in range(count):
            y = rect.top() + px(1) + line * px(5)
            right = rect.right() if line < count - 1 else rect.center().x()
            self._painter.drawLine(QPointF(rect.left(), y), QPointF(right, y))

    def _arrow(self, arrow: Arrow) -> None:
        start, end = self._at(arrow.start), self._at(arrow.end)
        self._painter.setPen(QPen(theme().colors.link, max(1.0, 2 * self._scale)))
        self._painter.drawLine(start, end)
        angle, size = atan2(end.y() - start.y(), end.x() - start.x()), max(4.0, 10 * self._scale)
        wings = [end - QPointF(cos(angle + turn), sin(angle + turn)) * size
                 for turn in (-pi / 7, pi / 7)]
        self._painter.setBrush(theme().colors.link)
        self._painter.drawPolygon(QPolygonF([end, *wings]))

    def _link(self, source: Node, target: Node, enabled: bool) -> None:
        start = self._at(source.position) + QPointF(self._disc / 2, 0)
        end = self._at(target.position) - QPointF(self._disc / 2, 0)
        self._painter.setPen(self._link_pen(enabled))
        if self._disc < px(_ICON_FROM):
            self._painter.drawLine(start, end)  # so small that nobody sees the curve
            return
        reach = max(abs(end.x() - start.x()) / 2, self._disc / 3)
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)

    def _link_pen(self, enabled: bool) -> QPen:
        pen = QPen(theme().colors.link, max(1.0, 2 * self._scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setStyle(Qt.PenStyle.SolidLine if enabled else Qt.PenStyle.DotLine)
        return pen

    def _node(self, node: Node) -> None:
        center = self._at(node.position)
        spec = node.widget.spec
        if self._disc >= px(_ICON_FROM):
            draw_disc(self._painter, center, self._disc, spec, ring=max(1.0, 1.5 * self._scale))
        else:
            self._dot(center, spec.category)
        if self._zoom >= _TITLE_FROM:
            self._painter.setPen(theme().colors.text)
            self._painter.setFont(font(max(8.0, 13 * self._zoom)))
            width = 150 * self._scale
            below = QRectF(center.x() - width / 2, center.y() + self._disc / 2 + 2, width,
                           _TITLE_HEIGHT * self._scale)
            self._painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, node.title)

    def _dot(self, center: QPointF, category: str) -> None:
        """In place of a small disc. Its colors are mixed once: there may be a thousand."""
        if category not in self._mixed:
            self._mixed[category] = theme().category(category)
        self._painter.setPen(self._mixed[category].ring)
        self._painter.setBrush(self._mixed[category].disc)
        self._painter.drawEllipse(center, self._disc / 2, self._disc / 2)
