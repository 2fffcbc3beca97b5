"""Tree search: a line that finds leaves by their name and tells their way to the top."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from satsuma.ui.background import Task, background
from satsuma.ui.icons import icon
from satsuma.ui.painters.tree_mouse import tip
from satsuma.ui.painters.tree_words import label_of, told_path
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.ui.widget_bar import Elided
from satsuma.views import Dendrogram


def names_of(view: Dendrogram) -> list[str]:
    """What every row is found by, in the order of the leaves."""
    table, order = view.tree.table, view.tree.order.tolist()
    return [f"{label_of(view, row)}\n{table.ids[row]}".casefold() for row in order]


def rows_with(view: Dendrogram, names: list[str], text: str) -> list[int]:
    """The rows that the text is found in, from the top down."""
    wanted = text.casefold().split()
    order = view.tree.order.tolist()
    return [order[place] for place, name in enumerate(names)
            if all(word in name for word in wanted)]


class TreeSearch(QFrame):
    """`wanted` tells the row to be shown, None for none."""

    wanted = pyqtSignal(object)
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAccessibleName("Find in the tree")
        self.found: list[int] = []
        self.at = -1
        self._view: Dendrogram | None = None
        self._names: list[str] | None = None
        self._task: Task | None = None
        self.line = SearchLine("Find a leaf by its name", self)
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        self.count, self.why = QLabel(self), Elided()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "secondary")
        self.back = self._button("chevron-up", "Previous", "Previous (Shift+Enter)", self.previous)
        self.forth = self._button("chevron-down", "Next", "Next (Enter)", self.next)
        self.shut = self._button("close", "Close", "Close (Esc)", self.leave)
        self._row = QHBoxLayout(self)
        for part in (self.line, self.back, self.forth, self.count):
            self._row.addWidget(part)
        self._row.addWidget(self.why, 1)
        self._row.addWidget(self.shut)
        self._scale()
        self.hide()
        theme().changed.connect(self._scale)

    def _button(self, name: str, said: str, tip: str,
                pressed: Callable[..., object]) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAccessibleName(said)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(pressed)
        made.installEventFilter(self)
        return made

    def _scale(self) -> None:
        edge = px(8)
        self._row.setContentsMargins(edge, edge, edge, 0)
        self._row.setSpacing(px(4))
        for button in (self.back, self.forth, self.shut):
            button.setIconSize(QSize(px(16), px(16)))
        self.count.setContentsMargins(px(8), 0, px(12), 0)
        self.line.setMinimumWidth(px(96))
        self.line.setMaximumWidth(px(240))

    # What a person does

    def open(self) -> None:
        """Show the line, with its last text ready to be typed over."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._look()

    def leave(self) -> None:
        """Hide the line; nothing is highlighted any more."""
        self.hide()
        self.wanted.emit(None)
        self.closed.emit()

    def next(self) -> None:
        """Go to the next leaf, from the last to the first."""
        self._go(self.at + 1)

    def previous(self) -> None:
        """Go to the leaf before, from the first to the last."""
        self._go(self.at - 1 if self.at > 0 else len(self.found) - 1)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if watched is self.line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.previous if back else self.next)()
                return True
        return super().eventFilter(watched, event)

    # What is found

    def show_view(self, view: Dendrogram) -> None:
        """Search in this tree from now on."""
        old, self._view = self._view, view
        if old is None or old.tree is not view.tree or old.labels != view.labels:
            self._names, self.found, self.at = None, [], -1
            if self.isVisible():
                self._look()

    def _look(self) -> None:
        """Search anew in the background and go to the first place."""
        if self._task is not None:
            self._task.cancel()
        view, text = self._view, self.line.text().strip()
        if view is None or not text:
            self._take(None, ([], []))
            return
        self._task = background().submit(partial(_search, view, self._names, text),
                                         partial(self._take, view))

    def _take(self, view: Dendrogram | None, found: tuple[list[str], list[int]]) -> None:
        if view is not None and view is self._view:
            self._names = found[0]
        self.found, self.at = found[1], -1
        if self.found:
            self._go(0)
        else:
            self._tell()
            self.wanted.emit(None)

    def _go(self, at: int) -> None:
        if self.found:
            self.at = at % len(self.found)
            self._tell()
            self.wanted.emit(self.found[self.at])

    def _tell(self) -> None:
        asked = bool(self.line.text().strip())
        if self.found and self._view is not None:
            row = self.found[self.at]
            self.count.setText(f"{self.at + 1:,} of {len(self.found):,}")
            why = f"{label_of(self._view, row)} {told_path(self._view, row)}"
            self.why.show_text(why)
            self.why.setToolTip(tip(why))
        else:
            self.count.setText("Not found. Try another word." if asked else "")
            self.why.show_text("")
        for button in (self.back, self.forth):
            button.setEnabled(len(self.found) > 1)


def _search(view: Dendrogram, names: list[str] | None, text: str) -> tuple[list[str], list[int]]:
    names = names_of(view) if names is None else names
    return names, rows_with(view, names, text)
