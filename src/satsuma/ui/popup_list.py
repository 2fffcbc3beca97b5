"""A popup with a search line and one list: the ground of the quick menu and the command palette."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCursor, QHideEvent, QKeyEvent
from PyQt6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from satsuma.ui.popup import Popup
from satsuma.ui.rows import Row, RowModel, RowPainter
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme

_ROW_HIGH = 40
_ROWS = 9
"""So many rows are seen at once; a half more tells that there is more."""


class PopupList(Popup):
    """Typing filters, arrows and Tab move, Enter or a click takes, Esc closes."""

    closed = pyqtSignal()
    taken = pyqtSignal(object)
    """The row that was taken; only an enabled one can be."""

    def __init__(self, name: str, invitation: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._width = 360.0
        self._rows, self._most = _ROWS + 0.5, _ROWS
        self._pointer = QPoint()
        self._lay_out(name, invitation)
        theme().changed.connect(self._fit)

    # What it is made of

    def _lay_out(self, name: str, invitation: str) -> None:
        self.heading = QLabel(self)
        self.heading.setProperty("role", "secondary")
        self.line = SearchLine(invitation, self)
        self.line.textChanged.connect(self._refill)
        self.line.installEventFilter(self)
        self.list = self._made_list(name)
        self.footer = QLabel(self)
        self.footer.setProperty("role", "secondary")
        self.footer.setWordWrap(True)
        for label in (self.heading, self.footer):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.footer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        for part in (self.heading, self.line, self.list, self.footer):
            self._column.addWidget(part)

    def _made_list(self, name: str) -> QListView:
        view = QListView(self)
        view.setAccessibleName(name)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = RowModel(view)
        view.setModel(self.model)
        view.setItemDelegate(RowPainter(view))
        view.clicked.connect(self._take)
        view.entered.connect(self._follow_pointer)
        selection = view.selectionModel()
        assert selection is not None
        selection.currentChanged.connect(self._tell_current)
        return view

    # For those built on it

    def rows_for(self, text: str) -> Sequence[Row]:
        """The rows that fit what is typed."""
        raise NotImplementedError

    def told_of(self, row: Row | None) -> str:
        """The line below the list for the row that is selected; None when nothing fits."""
        raise NotImplementedError

    def show_at(self, place: QPoint, text: str = "", heading: str = "") -> None:
        """Open with the upper left corner there, or as near as the screen allows."""
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self._pointer = QCursor.pos()
        if self.line.text() == text:
            self._refill(text)
        else:
            self.line.setText(text)
        self._fit()
        self.place(QRect(place, self.size()))  # with room for all rows, then no higher than these
        self._shrink()
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def current(self) -> Row | None:
        """The row that Enter would take."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    # What happens

    def _refill(self, text: str) -> None:
        self.model.show(self.rows_for(text))
        if self.isVisible():
            self._shrink()
        if self.model.rows:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()
        else:
            self._tell_current()

    def _tell_current(self, *_: object) -> None:
        self.footer.setText(self.told_of(self.current))

    def _follow_pointer(self, index: QModelIndex) -> None:
        # The pointer that merely rests where the popup opened chooses nothing.
        if QCursor.pos() != self._pointer:
            self._pointer = QPoint(-1, -1)
            self.list.setCurrentIndex(index)

    def _take(self, index: QModelIndex | None = None) -> None:
        row = self.model.rows[index.row()] if index is not None else self.current
        if row is None or not row.enabled:
            return
        self.hide()
        self.taken.emit(row)

    def _step(self, by: int, *, around: bool = False) -> None:
        count = len(self.model.rows)
        if not count:
            return
        at = self.list.currentIndex().row() + by
        at = at % count if around else max(0, min(at, count - 1))
        self.list.setCurrentIndex(self.model.index(at))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if watched is self.line and isinstance(event, QKeyEvent) \
                and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, page = event.key(), _ROWS - 1
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1, around=True)
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1, around=True)
            case Qt.Key.Key_PageUp:
                self._step(-page)
            case Qt.Key.Key_PageDown:
                self._step(page)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        super().hideEvent(event)
        self.closed.emit()

    # Sizes

    def _fit(self) -> None:
        """The sizes of the present scale."""
        self._rows = _ROWS + 0.5
        edge = px(8)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(px(6))
        self.heading.setContentsMargins(edge, 0, edge, 0)
        self.footer.setContentsMargins(edge, 0, edge, 0)
        self.footer.setFixedHeight(self.footer.fontMetrics().lineSpacing() * 2 + px(4))
        self.setFixedWidth(px(self._width))
        self._most = max(len(self.rows_for("")), 1)
        self._give_rows(self._most)
        over = self.height() + px(8) - self._room(QRect(self.pos(), self.size())).height()
        if over > 0:
            self._rows = max(2.5, self._rows - ceil(over / px(_ROW_HIGH)))
            self._give_rows(self._most)

    def _shrink(self) -> None:
        """No higher than the rows there are; the upper edge stays."""
        self._give_rows(min(len(self.model.rows) or 1, self._most))

    def _give_rows(self, count: int) -> None:
        rows = self._rows if count > self._rows else count
        self.list.setFixedHeight(px(_ROW_HIGH * rows))
        self._column.activate()
        self.adjustSize()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(self._width), super().sizeHint().height())
