"""A question with a few answers, as a small window that holds up nothing."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QKeyEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from satsuma.ui.theme import px


class Question(QDialog):
    """Tells the id of the answer once; closing the window or Escape is the answer "cancel".

    `answers` are (id, words) from left to right; the last one is the one that is offered. An id
    that begins with "!" stands apart at the left: it gives something up.
    """

    answered = pyqtSignal(str)

    def __init__(self, heading: str, text: str, answers: tuple[tuple[str, str], ...],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleDescription(text)
        self.buttons: dict[str, QPushButton] = {}
        self._done = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(_label(heading, "heading"))
        column.addWidget(_label(text, ""))
        column.addSpacing(px(16))
        column.addLayout(self._row(answers))
        self.setMinimumWidth(px(400))

    def _row(self, answers: tuple[tuple[str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for name, words in answers:
            if name.startswith("!"):
                row.addWidget(self._button(name[1:], words))
        row.addStretch(1)
        for name, words in answers:
            if not name.startswith("!"):
                row.addWidget(self._button(name, words))
        offered = self.buttons[answers[-1][0].lstrip("!")]
        offered.setProperty("kind", "primary")
        offered.setDefault(True)
        offered.setFocus()
        return row

    def _button(self, name: str, words: str) -> QPushButton:
        button = self.buttons[name] = QPushButton(words, self)
        button.setAutoDefault(True)
        button.setAccessibleName(words.replace("&", ""))
        button.clicked.connect(partial(self.answer, name))
        return button

    def answer(self, name: str, _checked: bool = False) -> None:
        """Take this answer and close."""
        if self._done:
            return
        self._done = True
        self.answered.emit(name)
        self.close()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.answer("cancel")
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        self.answer("cancel")
        super().closeEvent(event)


def set_kind(button: QPushButton, kind: str) -> None:
    """Give a button another role, also one that is shown already."""
    button.setProperty("kind", kind)
    if (style := button.style()) is not None:
        style.unpolish(button)
        style.polish(button)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
