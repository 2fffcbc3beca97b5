"""A note on the canvas: a card with text, written in place."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextDocument,
)
from PyQt6.QtWidgets import (
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from satsuma.ui.canvas.annotation_item import AnnotationItem, canvas_font
from satsuma.ui.canvas.inline_text import InlineText
from satsuma.ui.canvas.note_text import is_address, links_of, note_document
from satsuma.ui.canvas.resizing import REACH, cursor_of, edge_at, resized, upright
from satsuma.ui.theme import theme
from satsuma.ui.tool_tips import as_it_is
from satsuma.workflow.annotations import TextNote

SMALLEST = (64.0, 32.0)
PADDING = (12.0, 9.0)
_CORNER = 8.0
_INVITATION = "Double-click to write"


class NoteItem(AnnotationItem):
    """A card with the text of a note; it is always as high as its text needs.

    `link_asked` is sent by Ctrl and a click on a link, whose address is shown under the mouse.
    """

    link_asked = pyqtSignal(str)

    edit_name = "Resize note"
    key_grip = "bottom right"

    def __init__(self, index: int, annotation: TextNote) -> None:
        super().__init__(index, annotation)
        self._card = QRectF()
        self._text = QTextDocument()
        self._made_of: tuple[TextNote, bool] | None = None
        self._editor: InlineText | None = None
        self.setZValue(-5)
        self.show(annotation)

    # Showing

    def lay_out(self, annotation: TextNote) -> None:
        left, top, width, height = upright(annotation.rect, SMALLEST)
        self.prepareGeometryChange()
        self._set_text(annotation, width - 2 * PADDING[0])
        self.setPos(left, top)
        needed = self._text.size().height() + 2 * PADDING[1]
        self._card = QRectF(0, 0, width, max(height, needed, self._height_of_editor()))
        self.update()

    def _set_text(self, note: TextNote, width: float) -> None:
        """Make the document anew when it would be another one: this is asked at every move."""
        wanted = replace(note, rect=(0, 0, 0, 0)), theme().dark
        if wanted != self._made_of:
            self._made_of = wanted
            self._text = note_document(note, self._font())
        if self._text.textWidth() != width:
            self._text.setTextWidth(width)

    def card(self) -> QRectF:
        """Where the card is, on the canvas."""
        return self.mapRectToScene(self._card)

    def spoken(self) -> str:
        return f"Note: {self._text.toPlainText() or 'empty'}"

    def links(self) -> tuple[str, ...]:
        """The addresses that the note links to."""
        return links_of(self._text)

    def _font(self) -> QFont:
        size = min(96, max(6, self.annotation.font_size))
        return canvas_font(size, family=self.annotation.font_family)

    def boundingRect(self) -> QRectF:
        return self._card.adjusted(-REACH, -REACH, REACH, REACH)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        around = self.boundingRect() if self.isSelected() else self._card
        path.addRect(around)
        return path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem,
              _on: QWidget | None = None) -> None:
        colors = theme().colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isSelected() or self._editor is not None
        painter.setPen(QPen(colors.accent, 2) if marked else QPen(colors.note_line, 1))
        painter.setBrush(colors.note)
        painter.drawRoundedRect(self._card, _CORNER, _CORNER)
        if self._editor is None:
            self._paint_text(painter)
        if self.is_marked:
            paint_grip(painter, self._card)

    def _paint_text(self, painter: QPainter) -> None:
        colors = theme().colors
        painter.translate(*PADDING)
        if self._text.isEmpty():
            painter.setFont(self._font())
            painter.setPen(colors.text)
            room = self._card.adjusted(0, 0, -2 * PADDING[0], -2 * PADDING[1])
            painter.drawText(room, Qt.TextFlag.TextWordWrap, _INVITATION)
        else:
            look = QAbstractTextDocumentLayout.PaintContext()
            look.palette.setColor(QPalette.ColorRole.Text, colors.text)
            self._text.documentLayout().draw(painter, look)
        painter.translate(-PADDING[0], -PADDING[1])

    # Pulling

    def grip_at(self, point: QPointF) -> str:
        return edge_at(self._card, point) if self._editor is None else ""

    def cursor_at(self, grip: str) -> Qt.CursorShape:
        return cursor_of(grip)

    def drawn(self) -> TextNote:
        card = self.card()
        rect = card.left(), card.top(), card.width(), card.height()
        return replace(self.annotation, rect=rect)

    def pulled(self, start: TextNote, grip: str, dx: float, dy: float,
               _keys: Qt.KeyboardModifier) -> TextNote:
        return replace(start, rect=resized(start.rect, grip, dx, dy, SMALLEST))

    # Links

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        super().hoverMoveEvent(event)
        address = self._link_at(event.pos())
        self.setToolTip(as_it_is(f"{address}\nCtrl+click to open" if address else ""))

    def _link_at(self, point: QPointF) -> str:
        if self._editor is not None:
            return ""
        layout = self._text.documentLayout()
        address = layout.anchorAt(point - QPointF(*PADDING)) if layout is not None else ""
        return address if is_address(address) else ""

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and (address := self._link_at(event.pos())):
            self.link_asked.emit(address)
            event.accept()
        else:
            super().mousePressEvent(event)

    # Writing

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.edit()
        event.accept()

    def edit(self) -> None:
        """Write in place, until the focus goes elsewhere."""
        if self._editor is not None:
            return
        width = self._card.width() - 2 * PADDING[0]
        self._editor = InlineText(self.annotation.text, self._font(), width, self)
        self._editor.setPos(*PADDING)
        self._editor.done.connect(self._written)
        self._editor.given_up.connect(self.stop_editing)
        self._editor.document().contentsChanged.connect(self._make_room)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._make_room()

    def _height_of_editor(self) -> float:
        return 0.0 if self._editor is None else \
            self._editor.boundingRect().height() + 2 * PADDING[1]

    def _make_room(self) -> None:
        if self._height_of_editor() > self._card.height():
            self.prepareGeometryChange()
            self._card.setHeight(self._height_of_editor())
        self.update()

    def _written(self, text: str) -> None:
        self.stop_editing()
        self.propose(replace(self.annotation, text=text), "Edit note")

    def stop_editing(self) -> None:
        """Forget what is being written."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.leave()
            self.lay_out(self.annotation)


def paint_grip(painter: QPainter, box: QRectF) -> None:
    """Two short slanted lines in the lower right corner: here it can be pulled."""
    painter.setPen(QPen(theme().colors.secondary, 1.5, cap=Qt.PenCapStyle.RoundCap))
    corner = box.bottomRight() - QPointF(4, 4)
    for length in (4, 8):
        painter.drawLine(corner - QPointF(length, 0), corner - QPointF(0, length))
