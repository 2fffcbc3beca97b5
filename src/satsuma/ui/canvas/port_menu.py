"""Port menu: asks which of several links is meant, where only the person can know."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QHideEvent, QKeyEvent
from PyQt6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from satsuma.ui.icons import path_of
from satsuma.ui.popup import Popup
from satsuma.ui.rows import Row, RowModel, RowPainter
from satsuma.ui.theme import font, px, theme
from satsuma.workflow.fitting import port_name, spoken, title_of
from satsuma.workflow.linking import Pair
from satsuma.workflow.model import Workflow

_NARROW, _WIDE = 260.0, 480.0
_ROW_HIGH = 40.0
_AROUND = 112.0
"""The icon, the gaps and the margins of a row."""
_ROWS = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PortMenu(Popup):
    """The links that may be made between two nodes, the likeliest first. Esc closes.

    It only chooses; others link.
    """

    chosen = pyqtSignal(object)
    """The link that was chosen."""
    edit_asked = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, pairs: Sequence[Pair], workflow: Workflow,
                 parent: QWidget | None = None) -> None:
        super().__init__("Which link?", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ends = _heading(pairs, workflow)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "secondary")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.list = self._made_list([*(_row(pair, workflow) for pair in pairs), _EDIT])
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.list)
        theme().changed.connect(self._fit)

    def _made_list(self, rows: Sequence[Row]) -> QListView:
        view = QListView(self)
        view.setAccessibleName("Which link?")
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = RowModel(view)
        self.model.show(rows)
        view.setModel(self.model)
        view.setItemDelegate(RowPainter(view))
        view.clicked.connect(self._take)
        view.entered.connect(view.setCurrentIndex)
        view.installEventFilter(self)
        return view

    def open_at(self, place: QPoint) -> None:
        """Open with the upper left corner at a point of the screen, or as near as it allows."""
        self._fit()
        self.place(QRect(place, self.size()))
        self.list.setCurrentIndex(self.model.index(0))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def current(self) -> Row:
        """The row that Enter would take."""
        return self.model.rows[self.list.currentIndex().row()]

    def _take(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.close()
        if row.value is None:
            self.edit_asked.emit()
        else:
            self.chosen.emit(row.value)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if watched is self.list and isinstance(event, QKeyEvent) \
                and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Escape:
                self.close()
            case key if key in _ENTER:
                self._take(self.list.currentIndex())
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        row = (self.list.currentIndex().row() + by) % len(self.model.rows)
        self.list.setCurrentIndex(self.model.index(row))

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        super().hideEvent(event)
        self.closed.emit()

    def _fit(self) -> None:
        edge = px(8)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(px(6))
        self.list.setFixedHeight(px(_ROW_HIGH) * min(len(self.model.rows), _ROWS))
        words = max(QFontMetrics(font(13)).horizontalAdvance(row.title)
                    + QFontMetrics(font(11)).horizontalAdvance(row.side)
                    for row in self.model.rows)
        around = px(_AROUND)
        self.setFixedWidth(max(px(_NARROW), min(px(_WIDE), words + around)))
        self.heading.setText(QFontMetrics(font(11)).elidedText(
            self._ends, Qt.TextElideMode.ElideMiddle, self.width() - 3 * edge))
        self.adjustSize()


_EDIT = Row(None, "Edit links…", icon=path_of("settings"), first_of_group=True)


def _row(pair: Pair, workflow: Workflow) -> Row:
    """“embeddings → data”, and what is sent, or whose place it takes."""
    link = pair.link
    source, target = workflow.nodes[link.source], workflow.nodes[link.target]
    title = f"{port_name(source, 'out', link.output)} → {port_name(target, 'in', link.input)}"
    side = spoken(source.widget.spec.outputs[link.output])
    icon = "forward"
    if pair.replaces is not None:
        old = pair.replaces
        origin = workflow.nodes[old.source]
        named = port_name(origin, "out", old.output) if old.source == link.source \
            else title_of(origin)
        side, icon = f"{side} · replaces {named}", "reload"
    return Row(link, title, side, path_of(icon))


def _heading(pairs: Sequence[Pair], workflow: Workflow) -> str:
    if not pairs:
        return "No link is possible here"
    link = pairs[0].link
    ends = (title_of(workflow.nodes[node_id]) for node_id in (link.source, link.target))
    return " → ".join(ends)
