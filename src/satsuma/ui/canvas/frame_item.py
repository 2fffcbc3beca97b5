"""A frame on the canvas: a titled box behind nodes, or, collapsed, one tile in their place.

Collapsing is drawing only: whoever owns the scene hides the nodes and bends the links.
"""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPainterPath, QPainterPathStroker
from PyQt6.QtWidgets import (
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from satsuma.ui.canvas.annotation_item import AnnotationItem, canvas_font
from satsuma.ui.canvas.frame_lines import PORT, TILE, tile_center
from satsuma.ui.canvas.frame_look import (
    HEADER,
    TILE_RECT,
    TITLE_WIDTH,
    button_rect,
    draw_button,
    draw_open,
    draw_tile,
    draw_tile_sign,
    draw_title,
    title_rect,
    widgets,
)
from satsuma.ui.canvas.inline_text import InlineText
from satsuma.ui.canvas.note_item import paint_grip
from satsuma.ui.canvas.resizing import REACH, cursor_of, edge_at, resized, upright
from satsuma.workflow.annotations import Frame

SMALLEST = (120.0, 80.0)


class FrameItem(AnnotationItem):
    """One frame. `collapse_asked` tells its id, and whether it should be collapsed."""

    collapse_asked = pyqtSignal(str, bool)

    edit_name = "Resize frame"
    key_grip = "bottom right"

    def __init__(self, index: int, annotation: Frame) -> None:
        super().__init__(index, annotation)
        self._box = QRectF()
        self._ports = (False, False)
        self._sign = ""
        self._is_on_button = False
        self._editor: InlineText | None = None
        self.show(annotation)

    # Showing

    def lay_out(self, annotation: Frame) -> None:
        left, top, width, height = upright(annotation.rect, SMALLEST)
        self.prepareGeometryChange()
        if annotation.collapsed:
            self.setPos(*tile_center(annotation))
            self._box = TILE_RECT
        else:
            self.setPos(left, top)
            self._box = QRectF(0, 0, width, height)
        self.setZValue(10 if annotation.collapsed else -10)
        self.update()

    def set_ports(self, into: bool, out: bool) -> None:
        """Whether links come into the tile, and whether some go out of it."""
        if (into, out) != self._ports:
            self._ports = into, out
            self.update()

    def set_sign(self, sign: str) -> None:
        """The worst sign of the nodes in the tile."""
        if sign != self._sign:
            self._sign = sign
            self.update()

    def spoken(self) -> str:
        state = ", collapsed" if self._is_tile else ""
        return f"Frame “{self.annotation.title}”: {widgets(len(self.annotation.members))}{state}"

    def port_point(self, side: str) -> QPointF:
        """Where links end at the tile, in the scene; it follows while the tile is moved."""
        return self.pos() + QPointF(PORT if side == "out" else -PORT, 0)

    @property
    def _is_tile(self) -> bool:
        return bool(self.annotation.collapsed)

    def boundingRect(self) -> QRectF:
        if not self._is_tile:
            return self._box.adjusted(-REACH, -REACH, REACH, REACH)
        half = TITLE_WIDTH / 2
        return QRectF(-half, -TILE / 2 - 12, 2 * half, TILE + 62)

    def shape(self) -> QPainterPath:
        """An open frame is taken by its title and its outline; inside it is only canvas."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        if self._is_tile:
            path.addRect(TILE_RECT.adjusted(-6, -8, 6, 0))
            path.addRect(title_rect(self._box, True).adjusted(40, 0, -40, 18))
            return path
        path.addRect(QRectF(0, 0, self._box.width(), HEADER))
        outline = QPainterPath()
        outline.addRect(self._box)
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * REACH)
        path.addPath(stroker.createStroke(outline))
        return path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem,
              _on: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self.annotation.members)
        if self._is_tile:
            draw_tile(painter, count, self.isSelected(), self._ports)
            if self._sign:
                draw_tile_sign(painter, self._sign)
        else:
            draw_open(painter, self._box, self.isSelected())
            if self.is_marked:
                paint_grip(painter, self._box)
        draw_button(painter, self._is_tile, self._is_on_button)
        if self._editor is None:
            where = title_rect(self._box, self._is_tile)
            draw_title(painter, where, self.annotation.title, count, self._is_tile)

    # Pulling

    def grip_at(self, point: QPointF) -> str:
        on_button = button_rect(self._is_tile).contains(point)
        return "" if self._is_tile or on_button else edge_at(self._box, point)

    def cursor_at(self, grip: str) -> Qt.CursorShape:
        return cursor_of(grip)

    def pulled(self, start: Frame, grip: str, dx: float, dy: float,
               _keys: Qt.KeyboardModifier) -> Frame:
        if start.collapsed:
            return start
        rect = resized(upright(start.rect, SMALLEST), grip, dx, dy, SMALLEST)
        return replace(start, rect=rect)

    # Collapsing

    def toggle(self) -> None:
        """Ask to be collapsed, or opened."""
        self.collapse_asked.emit(self.annotation.id, not self._is_tile)

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        super().hoverMoveEvent(event)
        on_button = button_rect(self._is_tile).contains(event.pos())
        if on_button != self._is_on_button:
            self._is_on_button = on_button
            self.setToolTip(("Open" if self._is_tile else "Collapse") if on_button else "")
            self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._is_on_button = False
        super().hoverLeaveEvent(event)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        on_button = button_rect(self._is_tile).contains(event.pos())
        if on_button and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.toggle()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        event.accept()
        on_tile = self._is_tile and TILE_RECT.contains(event.pos())
        if on_tile or button_rect(self._is_tile).contains(event.pos()):
            self.toggle()
        else:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = {Qt.Key.Key_Minus: True, Qt.Key.Key_Plus: False}.get(Qt.Key(event.key()))
        if asked is not None and asked != self._is_tile:
            self.toggle()
        else:
            super().keyPressEvent(event)

    # Renaming

    def edit(self) -> None:
        """Write the title in place."""
        if self._editor is not None:
            return
        where = title_rect(self._box, self._is_tile)
        self._editor = InlineText(self.annotation.title, canvas_font(13, bold=True),
                                  where.width(), self, single_line=True,
                                  centered=self._is_tile)
        self._editor.setPos(where.left(), where.top() + 2)
        self._editor.done.connect(self._renamed)
        self._editor.given_up.connect(self.stop_editing)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _renamed(self, title: str) -> None:
        self.stop_editing()
        self.propose(replace(self.annotation, title=title.strip()), "Rename frame")

    def stop_editing(self) -> None:
        """Forget the title that is being written."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.leave()
            self.update()
