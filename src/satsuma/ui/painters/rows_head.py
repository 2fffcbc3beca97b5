"""Rows, head: what stands above the columns: name, kind, role, and how the rows are sorted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PyQt6.QtWidgets import QHeaderView, QWidget

from satsuma.data.column import Kind
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.rows_cells import EDGE, role_color
from satsuma.ui.painters.rows_columns import ShownColumn
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.theme import font, px, theme

HEIGHT = 44
NARROWEST = 40


class ColumnHead(QHeaderView):
    """`clicked` carries the place of a column and whether Shift was held.

    `dropped` says that a column was dragged: from where, to where; nothing is moved yet. `pulled`
    says that a person changed the width of one.
    """

    clicked = pyqtSignal(int, bool)
    dropped = pyqtSignal(int, int)
    pulled = pyqtSignal()
    asked = pyqtSignal(int, QPoint)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table_model = model
        self._shift = self._resized = self._is_quiet = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(NARROWEST))
        self.setAccessibleName("Columns")
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask)
        self.sectionClicked.connect(self._click)
        self.sectionMoved.connect(self._drop)
        self.sectionResized.connect(self._resize)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802
        """Qt would measure the words of many columns."""
        return QSize(px(64), px(HEIGHT))

    def widths(self) -> list[int]:
        """How wide the columns are now."""
        return [self.sectionSize(at) for at in range(self.count())]

    def fitting_width(self, column: ShownColumn) -> int:
        """Wide enough for the name, the words below it and the sign of the order."""
        name = QFontMetrics(font(13, bold=True)).horizontalAdvance(column.name)
        detail = QFontMetrics(font(11)).horizontalAdvance(column.detail)
        sign = px(16) if column.kind is Kind.VECTOR else 0
        return max(name + sign, detail) + px(2 * EDGE + 22)

    # Mouse

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None:
            self._shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)
        if self._resized:
            self._resized = False
            self.pulled.emit()

    def _click(self, section: int) -> None:
        self.clicked.emit(section, self._shift)

    def _resize(self, _section: int, _old: int, _new: int) -> None:
        self._resized = not self._is_quiet

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Widths that change in the block were not changed by a person."""
        self._is_quiet = True
        yield
        self._is_quiet = False

    def _drop(self, _section: int, old: int, new: int) -> None:
        """Take Qt's own move back: the order of the columns belongs to the model."""
        self.blockSignals(True)
        self.moveSection(new, old)
        self.blockSignals(False)
        self.dropped.emit(old, new)

    def _ask(self, place: QPoint) -> None:
        section = self.logicalIndexAt(place)
        if section >= 0:
            self.asked.emit(section, self.mapToGlobal(place))

    # Drawing

    def paintSection(self, painter: QPainter | None, rect: QRect,  # noqa: N802
                     section: int) -> None:
        if painter is None or section >= len(self._table_model.columns):
            return
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        draw_head(painter, rect, self._table_model, section)
        painter.restore()

    def paintEvent(self, event: object) -> None:  # noqa: N802
        port = self.viewport()
        ground = QPainter(port)
        ground.fillRect(port.rect(), theme().colors.panel)
        line = port.height() - 1
        ground.fillRect(0, line, port.width(), 1, theme().colors.line)
        ground.end()
        super().paintEvent(event)


def draw_head(painter: QPainter, rect: QRect, model: TableModel, section: int) -> None:
    """One head, for the screen and for pictures."""
    colors, column = theme().colors, model.columns[section]
    painter.fillRect(rect, colors.panel)
    painter.fillRect(rect.right(), rect.top() + px(8), 1, rect.height() - px(16), colors.line)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.line)
    role = role_color(column.column.role)
    if role is not None:
        painter.fillRect(QRect(rect.left(), rect.bottom() - px(2), rect.width() - px(1), px(2)),
                         role)
    inner = rect.adjusted(px(EDGE), px(5), -px(EDGE), -px(6))
    inner = _draw_order(painter, inner, model, column)
    inner = _draw_fold(painter, inner, column)
    at_right = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    _line(painter, inner, column.name, at_right | Qt.AlignmentFlag.AlignTop, name=True)
    _line(painter, inner, column.detail, at_right | Qt.AlignmentFlag.AlignBottom, name=False)


def _line(painter: QPainter, inner: QRect, text: str, flags: Qt.AlignmentFlag, *,
          name: bool) -> None:
    colors = theme().colors
    painter.setFont(font(13, bold=True) if name else font(11))
    painter.setPen(colors.text if name else colors.secondary)
    mode = Qt.TextElideMode.ElideMiddle if name else Qt.TextElideMode.ElideRight
    fits = QFontMetrics(painter.font()).elidedText(text, mode, inner.width())
    painter.drawText(inner, int(flags), fits)


def _draw_order(painter: QPainter, inner: QRect, model: TableModel,
                column: ShownColumn) -> QRect:
    """An arrow, with a number where several columns decide; gives the room that is left."""
    place = model.sort.get(column.name)
    if place is None:
        return inner
    rank, descending = place
    colors, side = theme().colors, px(14)
    area = QRectF(inner.right() - side, inner.top() + px(2), side, side)
    draw_path(painter, path_of("chevron-down" if descending else "chevron-up"), area,
              colors.accent_text, 2.5)
    if len(model.sort) > 1:
        painter.setFont(font(11, bold=True))
        painter.setPen(colors.accent_text)
        painter.drawText(QRectF(area.left(), area.bottom(), side, inner.bottom() - area.bottom()),
                         int(Qt.AlignmentFlag.AlignCenter), str(rank))
    return inner.adjusted(0, 0, -side - px(3), 0)


def _draw_fold(painter: QPainter, inner: QRect, column: ShownColumn) -> QRect:
    """A sign that vectors can be unfolded."""
    if column.kind is not Kind.VECTOR:
        return inner
    side = px(14)
    area = QRectF(QPointF(inner.left() - px(2), inner.top() + px(2)),
                  QPointF(inner.left() - px(2) + side, inner.top() + px(2) + side))
    name = "chevron-down" if column.unfolded else "chevron-right"
    draw_path(painter, path_of(name), area, theme().colors.secondary, 2.2)
    return inner.adjusted(side, 0, 0, 0)
