"""What a person sees when the program met a fault of its own."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from satsuma.ui.background import background
from satsuma.ui.fault_report import report, screen_words
from satsuma.ui.icons import icon
from satsuma.ui.preference_rows import button, label
from satsuma.ui.theme import px, theme


class FaultDialog(QDialog):
    """Says that there was a fault, in calm words; the report is folded away."""

    def __init__(self, traceback: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Satsuma")
        self.title = label("Satsuma met an unexpected fault", "title")
        self.said = label(
            "Nothing was lost: your workflow is as it was, and you can go on. Save it now. If "
            "something looks odd afterwards, start Satsuma again.")
        self.details = QToolButton()
        self.details.setText("Details")
        self.details.setCheckable(True)
        self.details.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.details.setAccessibleName("Show the report")
        self.text = QPlainTextEdit("…")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("Report")
        self.note = label("The report is sent nowhere. It can name your files: read it before you "
                          "pass it on.", "secondary")
        self.copy = button("Copy report", "Copy the report")
        self.copy.setEnabled(False)
        self.proceed = button("Continue", "Continue", "primary")
        self.proceed.setDefault(True)
        self._build()
        self._connect()
        self._unfold(False)
        background().submit(partial(report, traceback, screen_words()), self._told)

    def _build(self) -> None:
        self._lines = QVBoxLayout(self)
        for part in (self.title, self.said, self.details, self.text, self.note):
            self._lines.addWidget(part, 1 if part is self.text else 0)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.copy)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.proceed)
        self._lines.addLayout(self._buttons)
        self.proceed.setFocus()

    def _connect(self) -> None:
        self.details.toggled.connect(self._unfold)
        self.copy.clicked.connect(self._copy)
        self.proceed.clicked.connect(self.accept)
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(px(24), px(20), px(24), px(20))
        self._lines.setSpacing(px(12))
        self.details.setIconSize(QSize(px(16), px(16)))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.text.setStyleSheet(f'font-family: "{fixed.family()}"; font-size: {px(12)}px;')
        self.text.setMinimumHeight(px(220))

    def _unfold(self, on: bool) -> None:
        self.details.setIcon(icon("chevron-down" if on else "chevron-right"))
        self.text.setVisible(on)
        self.note.setVisible(on)
        self._fit()
        width = px(560)
        self.setMinimumWidth(width)
        # `adjustSize` would not ask the texts how high they are at this width.
        self.resize(width, self._lines.totalHeightForWidth(width))

    def _told(self, text: str) -> None:
        self.text.setPlainText(text)
        self.copy.setEnabled(True)

    def _copy(self) -> None:
        if (clipboard := QGuiApplication.clipboard()) is not None:
            clipboard.setText(self.text.toPlainText())
        self.copy.setText("Copied")
