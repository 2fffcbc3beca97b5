"""Workflow info: what a workflow is called, what it is for, and what is in it."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.document import Document
from satsuma.ui.theme import px
from satsuma.workflow.annotations import Frame
from satsuma.workflow.model import Workflow


class AboutWorkflow(QDialog):
    """Changes the title and the description in one step of undo."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle("Workflow info")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = QLineEdit(document.workflow.title, self)
        self.title.setPlaceholderText(document.title.removesuffix(".ows"))
        self.description = QPlainTextEdit(document.workflow.description, self)
        self.description.setPlaceholderText("What is it for? What should others know about it?")
        self.description.setTabChangesFocus(True)
        self.counts = QLabel(counts(document.workflow), self)
        self.counts.setProperty("role", "secondary")
        self._lay_out()
        document.changed.connect(self._follow)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(4))
        _labeled(column, "&Title", self.title)
        column.addSpacing(px(8))
        _labeled(column, "&Description", self.description)
        hint = QLabel("Markdown works here: **bold**, *italic*, lists and links.", self)
        hint.setProperty("role", "secondary")
        column.addWidget(hint)
        column.addSpacing(px(8))
        column.addWidget(self.counts)
        column.addSpacing(px(16))
        column.addLayout(self._button_row())
        self.resize(px(480), px(400))

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        self.cancel_button, self.done_button = QPushButton("Cancel"), QPushButton("Done")
        self.cancel_button.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)
        self.done_button.setProperty("kind", "primary")
        self.done_button.setDefault(True)
        for button in (self.cancel_button, self.done_button):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        return row

    def _follow(self) -> None:
        """The counts stay true when something is added while this is open."""
        self.counts.setText(counts(self._document.workflow))

    def accept(self) -> None:
        workflow = replace(self._document.workflow, title=self.title.text().strip(),
                           description=self.description.toPlainText().strip())
        self._document.edit(workflow, "Workflow info")
        super().accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Control+Enter is done, also inside the description."""
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) \
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
            return
        super().keyPressEvent(event)


def counts(workflow: Workflow) -> str:
    """What is in a workflow, in words."""
    frames = sum(isinstance(one, Frame) for one in workflow.annotations)
    found = {"widget": len(workflow.nodes), "link": len(workflow.links), "frame": frames,
             "note": len(workflow.annotations) - frames}
    return " · ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for word, n in found.items()
                      if n or word in ("widget", "link"))


def _labeled(column: QVBoxLayout, words: str, control: QWidget) -> None:
    label = QLabel(words)
    label.setBuddy(control)
    label.setProperty("role", "heading")
    control.setAccessibleName(words.replace("&", ""))
    column.addWidget(label)
    column.addWidget(control)
