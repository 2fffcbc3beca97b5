"""Find bar: finds nodes and notes on the canvas, and goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from satsuma.ui.document import Document
from satsuma.ui.finding import Found, find
from satsuma.ui.icons import icon
from satsuma.ui.problems import messages_of
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme

_PATIENCE = 200
"""Milliseconds from news of the workflow to a new search."""


class FindBar(QFrame):
    """What is found is highlighted by others: `matched` tells the nodes, `show_node` the one."""

    show_node = pyqtSignal(str)
    show_annotation = pyqtSignal(int)
    matched = pyqtSignal(object)
    closed = pyqtSignal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAccessibleName("Find on the canvas")
        self.found: tuple[Found, ...] = ()
        self._document = document
        self._at = -1
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_PATIENCE)
        self._again.timeout.connect(self._look_again)
        self._lay_out()
        self._scale()
        self.hide()
        theme().changed.connect(self._scale)
        document.changed.connect(self._await)
        document.bridge.news.connect(self._await)

    # What it is made of

    def _lay_out(self) -> None:
        self.line = SearchLine("Find titles, settings, messages and notes", self)
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        self.count = QLabel(self)
        self.why = QLabel(self)
        for label in (self.count, self.why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "secondary")
        # A long message is cut off; it never makes the window wider.
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = self._button("chevron-up", "Previous", "Previous (Shift+Enter)", self.previous)
        self.forth = self._button("chevron-down", "Next", "Next (Enter)", self.next)
        self.shut = self._button("close", "Close", "Close (Esc)", self.close_bar)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.line, 2)
        for part in (self.back, self.forth, self.count):
            self._row.addWidget(part)
        self._row.addWidget(self.why, 1)
        self._row.addWidget(self.shut)

    def _button(self, name: str, said: str, tip: str,
                pressed: Callable[..., object]) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAccessibleName(said)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(pressed)
        made.installEventFilter(self)
        return made

    def _scale(self) -> None:
        edge = px(8)
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(px(4))
        for button in (self.back, self.forth, self.shut):
            button.setIconSize(QSize(px(16), px(16)))
        self.count.setContentsMargins(px(8), 0, px(12), 0)
        self.count.setMinimumWidth(1)  # its longer texts give way where there is no room
        self.line.setMinimumWidth(px(64))
        self.line.setMaximumWidth(px(320))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        high = px(1)
        QPainter(self).fillRect(0, self.height() - high, self.width(), high, theme().colors.line)

    # What a person does

    def open(self) -> None:
        """Show the bar, with its last text ready to be typed over."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._look_again()

    def close_bar(self) -> None:
        """Hide the bar; nothing is highlighted any more."""
        self.hide()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        super().hideEvent(event)
        self._again.stop()
        self.matched.emit(frozenset())
        self.closed.emit()

    def next(self) -> None:
        """Go to the next place, from the last to the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the place before, from the first to the last."""
        self._go(self._at - 1 if self._at > 0 else len(self.found) - 1)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if watched is self.line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.previous if back else self.next)()
                return True
        return super().eventFilter(watched, event)

    # What is found

    def _look(self) -> None:
        """Search anew and go to the first place."""
        self._search()
        self._at = -1
        if self.found:
            self._go(0)
        else:
            self._tell()

    def _await(self) -> None:
        if self.isVisible() and self.line.text().strip() and not self._again.isActive():
            self._again.start()

    def _look_again(self) -> None:
        """Search anew and stay where one is; the canvas is not moved."""
        here = self.found[self._at] if 0 <= self._at < len(self.found) else None
        self._search()
        places = [(one.node, one.annotation) for one in self.found]
        kept = (here.node, here.annotation) if here is not None else None
        self._at = places.index(kept) if kept in places else min(0, len(places) - 1)
        self._tell()

    def _search(self) -> None:
        self.found = find(self._document.workflow, self.line.text(), self._messages)
        self.matched.emit(frozenset(one.node for one in self.found if one.node))

    def _messages(self, node_id: str) -> tuple[str, ...]:
        bridge = self._document.bridge
        status = bridge.status(node_id)
        return messages_of(status, None if status.result is not None else bridge.last(node_id))

    def _go(self, at: int) -> None:
        if not self.found:
            return
        self._at = at % len(self.found)
        self._tell()
        here = self.found[self._at]
        if here.node:
            self.show_node.emit(here.node)
        else:
            self.show_annotation.emit(here.annotation)

    def _tell(self) -> None:
        asked = bool(self.line.text().strip())
        if self.found:
            self.count.setText(f"{self._at + 1:,} of {len(self.found):,}")
            self.why.setText(" ".join(self.found[self._at].why.split()))
        else:
            self.count.setText("Not found. Try another word." if asked else "")
            self.why.setText("")
        for button in (self.back, self.forth):
            button.setEnabled(len(self.found) > 1)
