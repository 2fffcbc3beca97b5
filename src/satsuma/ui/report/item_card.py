"""Item card: one item of a report: what was seen, what was noted, and the way back to it."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QEvent, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from satsuma.ui.report.html import shown_time
from satsuma.ui.report.item_parts import NoteField, PictureLine, shown_rows
from satsuma.ui.report.items import ReportItem
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme

_MOST_LETTERS = 3_000
"""Of settings and sizes."""


class ItemCard(QFrame):
    """Tells what is asked for with its item's id; arrows with Alt move it, Del removes it."""

    noted = pyqtSignal(str, str)
    moved = pyqtSignal(str, int)
    removed = pyqtSignal(str)
    state_wanted = pyqtSignal(str)
    new_window_wanted = pyqtSignal(str)

    def __init__(self, item: ReportItem) -> None:
        super().__init__()
        self.item = item
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(item.title)
        self.note = NoteField()
        self.note.setPlainText(item.note)
        self.note.textChanged.connect(self._tell_note)
        self.up = self._sign("chevron-up", "Move up", -1)
        self.down = self._sign("chevron-down", "Move down", 1)
        self.trash = SignButton("trash", side=28, sign=16)
        self.trash.setAccessibleName(f"Remove {item.title}")
        self.trash.setToolTip("Remove (Del)")
        self.trash.clicked.connect(self._remove)
        self.back = self._button("Back to this state", self.state_wanted,
                                 "Make the workflow what it was when this was added. "
                                 "It is one step of undo.")
        self.other = self._button("Open in a new window", self.new_window_wanted,
                                  "Open the workflow as it was then, beside the present one.")
        self._fill()

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(self._head())
        if self.item.png:
            column.addWidget(PictureLine(self.item.png))
        if self.item.rows:
            column.addWidget(shown_rows(self.item.rows))
        if self.item.facts:
            told = " · ".join(f"{name}: {text}" for name, text in self.item.facts)
            cut = told if len(told) <= _MOST_LETTERS else f"{told[:_MOST_LETTERS]}…"
            column.addWidget(_label(cut, "secondary"))
        column.addWidget(self.note)
        if self.item.workflow is not None:
            column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(_label(self.item.title, "heading"), 0)
        row.addWidget(_label(shown_time(self.item.made), "secondary"), 1)
        for button in (self.up, self.down, self.trash):
            row.addWidget(button)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.other)
        row.addStretch(1)
        return row

    def _sign(self, name: str, text: str, by: int) -> SignButton:
        button = SignButton(name, side=28, sign=16)
        button.setAccessibleName(f"{text}: {self.item.title}")
        button.setToolTip(f"{text} (Alt+{'Up' if by < 0 else 'Down'})")
        button.clicked.connect(partial(self._move, by))
        return button

    def _button(self, text: str, tells: pyqtBoundSignal, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        button.setToolTip(tip)
        button.clicked.connect(partial(self._tell, tells))
        return button

    def show_item(self, item: ReportItem, *, first: bool, last: bool) -> None:
        """Show another note, and which ways there are to move."""
        self.item = item
        if self.note.toPlainText() != item.note:
            self.note.blockSignals(True)
            self.note.setPlainText(item.note)
            self.note.blockSignals(False)
            self.note.grow()
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def _tell(self, signal: pyqtBoundSignal, _checked: bool = False) -> None:
        signal.emit(self.item.id)

    def _tell_note(self) -> None:
        self.noted.emit(self.item.id, self.note.toPlainText())

    def _move(self, by: int, _checked: bool = False) -> None:
        self.moved.emit(self.item.id, by)

    def _remove(self) -> None:
        self.removed.emit(self.item.id)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.update()

    def focusOutEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """A hairline below; a frame while it has the keys."""
        painter, colors = QPainter(self), theme().colors
        painter.setPen(QPen(colors.line, 1))
        painter.drawLine(px(16), self.height() - 1, self.width() - px(16), self.height() - 1)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.accent, px(2)))
            painter.drawRoundedRect(self.rect().adjusted(px(4), px(4), -px(4), -px(5)), px(8),
                                    px(8))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    if role == "secondary":
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
