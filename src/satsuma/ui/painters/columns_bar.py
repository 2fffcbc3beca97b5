"""Columns, bars: above the columns of a file what is read of it, below how it was read."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from satsuma.data.column import Kind
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.views import Columns

PAUSE = 200
MOST = 200
"""More columns than this are not offered for the row ids."""


class ColumnsBar(QFrame):
    """A line to look for columns, and choosers of the sheet and the row ids."""

    wanted = pyqtSignal(str)
    changed = pyqtSignal(str, object)
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = Columns(())
        self.line = SearchLine("Find a column", self)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.left)
        self.sheet = _chooser("Sheet", "Which sheet of the spreadsheet is read")
        self.ids = _chooser("Row ids", "Which column tells the rows apart")
        for button, fill in ((self.sheet, self._fill_sheets), (self.ids, self._fill_ids)):
            button.menu().aboutToShow.connect(fill)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.sheet)
        self._row.addWidget(self.ids)
        self._scale()
        theme().changed.connect(self._scale)

    def _scale(self) -> None:
        self._row.setContentsMargins(px(8), px(8), px(8), px(8))
        self._row.setSpacing(px(8))

    def show_view(self, view: Columns) -> None:
        self._view = view
        self.sheet.setVisible(len(view.sheets) > 1)
        _say(self.sheet, "Sheet", view.sheet)
        if view.ids is None:
            said = f"“{_short(view.ids_from)}”" if view.ids_from else "numbered"
        else:
            said = f"“{_short(view.ids)}”" if view.ids else "numbered"
        _say(self.ids, "Row ids", said)

    def _fill_sheets(self) -> None:
        menu = self.sheet.menu()
        menu.clear()
        for name in self._view.sheets:
            _add(menu, name, name == self._view.sheet, partial(self._change, "sheet", name))

    def _fill_ids(self) -> None:
        menu, now = self.ids.menu(), self._view.ids
        menu.clear()
        _add(menu, "Automatic", now is None, partial(self._change, "ids", None))
        _add(menu, "Number the rows", now == "", partial(self._change, "ids", ""))
        menu.addSeparator()
        names = [one.name for one in self._view.facts if one.kind is not Kind.VECTOR][:MOST]
        for name in names:
            _add(menu, _short(name), name == now, partial(self._change, "ids", name))

    def _change(self, name: str, value: object, _on: bool = False) -> None:
        self.changed.emit(name, value)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.wanted.emit(self.line.text())


class ColumnsFoot(QFrame):
    """How the file was read, and how to take corrections back."""

    reset = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = QLabel()
        self.told.setProperty("role", "secondary")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.button = QPushButton("Take all corrections back")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.reset)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.count)
        words.addWidget(self.told)
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._scale()
        theme().changed.connect(self._scale)

    def _scale(self) -> None:
        self._row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._row.setSpacing(px(12))

    def show_view(self, view: Columns, shown: int) -> None:
        columns = len(view.facts)
        text = f"{view.rows:,} {'row' if view.rows == 1 else 'rows'} × " \
               f"{columns:,} {'column' if columns == 1 else 'columns'} in the file"
        if shown != columns:
            text += f" · {shown:,} shown"
        if view.edits:
            text += f" · {len(view.edits):,} corrected"
        self.count.setText(text)
        self.told.setText(" ".join(view.told))
        self.told.setVisible(bool(view.told))
        self.button.setVisible(bool(view.edits))


def _chooser(title: str, tip: str) -> QPushButton:
    button = QPushButton(title)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.setProperty("kind", "menu")
    button.setMenu(QMenu(button))
    return button


def _say(button: QPushButton, title: str, value: str) -> None:
    button.setText(f"{title}: {value}".replace("&", "&&"))
    button.setAccessibleName(f"{title}: {value}")


def _add(menu: QMenu, title: str, ticked: bool, does: partial[None]) -> None:
    action = menu.addAction(title.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(ticked)
    action.triggered.connect(does)


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= 30 else plain[:29] + "…"
