"""One row of a form: label, control, help, and a sentence where something cannot be used."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QContextMenuEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolTip, QVBoxLayout, QWidget

from satsuma.ui.editors.choose import editor_for
from satsuma.ui.editors.facts import Facts, use_words
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px


class SettingRow(QWidget):
    """A setting in the form. `edited` carries name and value, `reset` the name."""

    edited = pyqtSignal(str, object)
    reset = pyqtSignal(str)

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts
        self._refusal = self._note = ""
        self.editor = editor_for(facts)
        self.editor.setToolTip(facts.help)
        self.editor.edited.connect(self._edited)
        self.editor.refused.connect(self.show_refusal)
        self.editor.noted.connect(self.show_note)
        self.default = QAction("Reset to default", self)
        self.default.triggered.connect(self._reset)
        self.help = self._sign("help", f"Help on {facts.label}", self._show_help)
        self.more = self._sign("undo", f"Reset {facts.label} to default", self._reset)
        self.more.setToolTip("Reset to default")
        self.help.setToolTip(facts.help)
        self.sentence = QLabel()
        self.sentence.setProperty("role", "error")
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        self.idle = QLabel(f"{facts.label} – {use_words(facts)}")
        self.idle.setProperty("role", "secondary")
        self.idle.setToolTip(facts.help)
        self.idle.setWordWrap(True)
        self.idle.hide()
        self.setObjectName(facts.name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.idle)
        self.body = QWidget()
        whole.addWidget(self.body)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        self._arrange(layout)
        layout.addWidget(self.sentence)
        self.help.setVisible(bool(facts.help))  # before it had a parent it would be a window

    def _arrange(self, layout: QVBoxLayout) -> None:
        head = self.editor.head
        if head is None:
            head = QHBoxLayout()
            head.setSpacing(0)
            head.addWidget(self._label(), 1)
            layout.addLayout(head)
        layout.addWidget(self.editor)
        head.insertWidget(1, self.more)
        head.insertWidget(2, self.help)

    def _label(self) -> QLabel:
        label = QLabel(self.facts.label)
        label.setProperty("role", "heading")
        label.setBuddy(self.editor)
        label.setToolTip(self.facts.help)
        return label

    def _sign(self, name: str, spoken: str, does: Any) -> SignButton:
        button = SignButton(name)
        button.setAccessibleName(spoken)
        button.clicked.connect(does)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def show_value(self, value: Any) -> None:
        """Show what the setting holds; resetting is offered where it is not the default."""
        self.editor.show_value(value)
        self.more.setVisible(value != self.facts.default)
        self.default.setEnabled(value != self.facts.default)

    def show_use(self, in_use: bool) -> None:
        """Show the control; where the setting has no effect now only when it would have one."""
        self.body.setVisible(in_use)
        self.idle.setVisible(not in_use)

    def show_refusal(self, sentence: str) -> None:
        """Say below the control what cannot be used; "" says that all is well."""
        self._refusal = sentence
        self._say()

    def show_note(self, sentence: str) -> None:
        """Say below the control what should be known."""
        self._note = sentence
        self._say()

    def _say(self) -> None:
        text, role = (self._refusal, "error") if self._refusal else (self._note, "warning")
        if self.sentence.property("role") != role:
            self.sentence.setProperty("role", role)
            self.sentence.style().polish(self.sentence)
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    def _edited(self, value: Any) -> None:
        self.edited.emit(self.facts.name, value)

    def _reset(self) -> None:
        self.show_refusal("")
        self.reset.emit(self.facts.name)

    def _show_help(self) -> None:
        place = self.help.mapToGlobal(self.help.rect().bottomLeft())
        QToolTip.showText(place, self.facts.help, self.help)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.default)
        menu.popup(event.globalPos())
