"""Rows, head: what stands above the columns, with its mouse: click, pull, drag."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PyQt6.QtWidgets import QHeaderView, QStyle, QWidget

from satsuma.ui.painters.rows_head_drawing import HEIGHT, draw_edge, draw_head
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.painters.rows_stuck import Stuck, stuck
from satsuma.ui.theme import px, theme

NARROWEST = 40


class ColumnHead(QHeaderView):
    """`clicked` carries the place of a column and whether Shift was held.

    `dropped` says that a column was dragged: from where, to where; nothing is moved yet. `pulled`
    carries the places of columns, and says that a person changed the width of one.
    """

    clicked = pyqtSignal(int, bool)
    dropped = pyqtSignal(int, int)
    pulled = pyqtSignal(object)
    asked = pyqtSignal(int, QPoint)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table_model = model
        self._shift = False
        self._resized: set[int] = set()
        self._pulled: Stuck | None = None
        self.keeps: tuple[int, ...] = ()
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
        """Qt would ask a thousand columns; the table wants the height only."""
        return QSize(px(64), px(HEIGHT))

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802
        """Qt would measure the words of many columns."""
        return QSize(px(64), px(HEIGHT))

    def widths(self) -> list[int]:
        """How wide the columns are now."""
        return [self.sectionSize(at) for at in range(self.count())]

    def stuck(self) -> list[Stuck]:
        """Columns that are drawn at the left edge, since they lie beyond it."""
        return stuck(self, self.keeps)

    def section_at(self, x: int) -> int:
        """The column that is seen there; −1 where none is."""
        return self.logicalIndexAt(x - self._shifted(x))

    def _shifted(self, x: float) -> int:
        """How far to the right of where it lies the column is drawn that is seen there."""
        found = next((one for one in self.stuck() if one.left <= x < one.end), None)
        return 0 if found is None else found.left - self.sectionViewportPosition(found.section)

    # Mouse. Qt looks for a column where it lies, not where it sticks, and pulls at none there.

    def _true(self, event: QMouseEvent) -> QMouseEvent:
        aside = self._shifted(event.position().x())
        if not aside:
            return event
        return QMouseEvent(event.type(), event.position() - QPointF(aside, 0),
                           event.scenePosition(), event.globalPosition(), event.button(),
                           event.buttons(), event.modifiers())

    def _edge_at(self, x: float) -> Stuck | None:
        """The column that sticks and has its edge there."""
        style = self.style()
        grip = style.pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self) if style else 4
        return next((one for one in self.stuck() if abs(x - one.end) <= grip), None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._pulled = self._edge_at(event.position().x())
        if self._pulled is None:
            super().mousePressEvent(self._true(event))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        x = event.position().x()
        if self._pulled is not None:
            wide = round(x) - self._pulled.left
            self.resizeSection(self._pulled.section, max(self.minimumSectionSize(), wide))
            return
        super().mouseMoveEvent(self._true(event))
        if not event.buttons() and self._edge_at(x) is not None:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif not event.buttons() and self._shifted(x):
            self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        if (edge := self._edge_at(event.position().x())) is not None:
            self.sectionHandleDoubleClicked.emit(edge.section)
        else:
            super().mouseDoubleClickEvent(self._true(event))

    def viewportEvent(self, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and (aside := self._shifted(event.pos().x())):
            event = QHelpEvent(event.type(), event.pos() - QPoint(aside, 0), event.globalPos())
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None:
            self._shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            super().mouseReleaseEvent(self._true(event))
        self._pulled = None
        resized, self._resized = self._resized, set()
        if resized:
            self.pulled.emit(resized)

    def _click(self, section: int) -> None:
        self.clicked.emit(section, self._shift)

    def _resize(self, section: int, _old: int, _new: int) -> None:
        self._resized.add(section)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Widths that change in the block were not changed by a person; nobody hears of them."""
        before = self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(before)

    def _drop(self, _section: int, old: int, new: int) -> None:
        """Take Qt's own move back: the order of the columns belongs to the model."""
        self.blockSignals(True)
        self.moveSection(new, old)
        self.blockSignals(False)
        self.dropped.emit(old, new)

    def _ask(self, place: QPoint) -> None:
        section = self.section_at(place.x())
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
        self._draw_stuck()

    def _draw_stuck(self) -> None:
        found = self.stuck()
        if not found:
            return
        painter = QPainter(self.viewport())
        for one in found:
            rect = QRect(one.left, 0, one.width, self.viewport().height())
            painter.save()
            painter.setClipRect(rect)
            draw_head(painter, rect, self._table_model, one.section)
            painter.restore()
        draw_edge(painter, found[-1].end, self.viewport().height())
