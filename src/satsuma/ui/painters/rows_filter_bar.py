"""Rows, filter bar: the line above a table that says which rows and columns are shown."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from satsuma.ui.icons import icon
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme

PAUSE = 400
"""Milliseconds without a key after which a filter counts as meant."""

EXPLAINED = """<p>Show only the rows that contain a text, or that fulfill conditions:</p>
<p><b>cow</b><br><b>size &gt; 1000</b><br><b>category = cow or category = horse</b><br>
<b>width is missing</b><br><b>not name ~ "brown cow"</b></p>
<p>Signs are = != &lt; &lt;= &gt; &gt;= and ~ (contains).</p>"""


class FilterBar(QFrame):
    """`meant` carries the filter once a person stopped typing."""

    meant = pyqtSignal(str)
    columns_asked = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.line = SearchLine("Filter: a text, or size > 1000", self)
        self.line.setAccessibleName("Filter")
        self.line.setAccessibleDescription("A text, or conditions such as size > 1000")
        self.line.setToolTip(EXPLAINED)
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self._cleared)
        self.line.editingFinished.connect(self._commit)
        self.line.installEventFilter(self)
        self.columns = QPushButton("Columns")
        self.columns.setIcon(icon("eye"))
        self.columns.setAccessibleName("Choose columns")
        self.columns.setToolTip("Which columns are shown")
        self.columns.setProperty("kind", "quiet")
        self.columns.setAutoDefault(False)
        self.columns.clicked.connect(self.columns_asked)
        self.note = QLabel()
        self.note.setProperty("role", "warning")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit)
        self._arrange()
        self._scale()
        theme().changed.connect(self._scale)

    def _arrange(self) -> None:
        self._whole, self._row = QVBoxLayout(self), QHBoxLayout()
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.columns)
        self._whole.addLayout(self._row)
        self._whole.addWidget(self.note)

    def _scale(self) -> None:
        self._whole.setContentsMargins(px(8), px(8), px(8), px(8))
        self._whole.setSpacing(px(4))
        self._row.setSpacing(px(8))
        self.columns.setIconSize(QSize(px(16), px(16)))

    def show_filter(self, text: str) -> None:
        """Show what the setting holds; what is being typed stays."""
        if text == self._shown:
            return
        self._shown = text
        if not self._pause.isActive() and self.line.text() != text:
            self.line.setText(text)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Say what cannot be used."""
        text = " ".join(notes)
        if text != self.note.text():
            self.note.setText(text)
            self.note.setVisible(bool(text))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                self._commit()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._commit()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _cleared(self, text: str) -> None:
        """The small cross empties the line without counting as typing."""
        if not text and self._shown and not self._pause.isActive():
            self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        text = self.line.text().strip()
        if text != self._shown:
            self._shown = text
            self.meant.emit(text)
