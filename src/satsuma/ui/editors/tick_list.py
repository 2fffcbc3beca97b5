"""Tick list: words to tick in a list that comes up over the window, thousands if need be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from satsuma.ui.popup import Popup
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

_SEARCHED_FROM = 12
"""Words from which there is a line to search them."""


class TickModel(QAbstractListModel):
    """The words that fit what is searched; `ticked` are those with a mark."""

    def __init__(self, words: Sequence[str], ticked: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self.words, self.ticked = list(words), set(ticked)
        self.shown = self.words

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802
        return len(self.shown)

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            marked = self.shown[index.row()] in self.ticked
            return Qt.CheckState.Checked if marked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_it_is(self.shown[index.row()])
        return None

    def flags(self, _index: QModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def search(self, text: str) -> None:
        low = text.strip().casefold()
        self.beginResetModel()
        self.shown = [word for word in self.words if low in word.casefold()]
        self.endResetModel()

    def mark(self, words: Iterable[str], on: bool) -> None:
        self.ticked = self.ticked | set(words) if on else self.ticked - set(words)
        if self.shown:
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1))


class TickList(Popup):
    """`ticked` carries the words with a mark after each change, in the order of the list.

    A click or the space bar ticks, typing searches, Enter and Escape close.
    """

    ticked = pyqtSignal(object)

    def __init__(self, name: str, words: Sequence[str], ticked: Iterable[str],
                 parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = TickModel(words, ticked, self)
        self.search = SearchLine("Search")
        self.search.textChanged.connect(self._search)
        self.list = QListView()
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.clicked.connect(self._turn)
        self.all, self.none = QPushButton("Tick all"), QPushButton("Tick none")
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        for part in (self.search, self.list):
            part.installEventFilter(self)
        self._lay_out(len(self.model.words))

    def _lay_out(self, count: int) -> None:
        layout, buttons = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        buttons.setSpacing(px(8))
        self.search.setVisible(count >= _SEARCHED_FROM)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        buttons.addWidget(self.all)
        buttons.addWidget(self.none)
        row = max(px(24), self.list.sizeHintForRow(0))
        self.list.setFixedHeight(px(4) + row * min(10, max(2, count)))
        self.setFixedWidth(px(240))
        if count:
            self.list.setCurrentIndex(self.model.index(0))
        (self.list if self.search.isHidden() else self.search).setFocus()

    def _turn(self, index: QModelIndex) -> None:
        word = self.model.shown[index.row()]
        self.model.mark([word], word not in self.model.ticked)
        self._tell()

    def _search(self, text: str) -> None:
        self.model.search(text)
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(0))

    def _tick_all(self) -> None:
        self.model.mark(self.model.shown, True)
        self._tell()

    def _tick_none(self) -> None:
        self.model.mark(self.model.shown, False)
        self._tell()

    def _tell(self) -> None:
        self.ticked.emit(tuple(word for word in self.model.words if word in self.model.ticked))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject | None, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Space if watched is self.list:
                if self.list.currentIndex().isValid():
                    self._turn(self.list.currentIndex())
            case Qt.Key.Key_Down if watched is self.search:
                self.list.setFocus()
            case _:
                return False
        return True
