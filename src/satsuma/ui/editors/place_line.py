"""A line to type a folder into. While one types, the folders that fit are offered below it."""

from __future__ import annotations

import os
from functools import partial

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PyQt6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from satsuma.data.names import escape
from satsuma.ui.background import Task, background
from satsuma.ui.editors.place_finding import folders_like, meant
from satsuma.ui.tool_tips import as_it_is

_PATH = Qt.ItemDataRole.UserRole


class PlaceLine(QLineEdit):
    """`given` carries a folder or picture that is there, `refused` why a text is none."""

    given = pyqtSignal(str)
    refused = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Or type a folder")
        self.setAcceptDrops(False)  # what is dropped here is for the list
        self._task: Task | None = None
        self.offered = QStandardItemModel(self)
        self.offers = QCompleter(self.offered, self)
        self.offers.setWidget(self)
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.activated[QModelIndex].connect(self._take_offer)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._give)

    @property
    def popup(self) -> QAbstractItemView:
        """The list of offered folders."""
        return self.offers.popup()

    def _typed(self, text: str) -> None:
        self.refused.emit("")
        self._forget()
        if text.strip():
            self._task = background().submit(partial(folders_like, text),
                                             partial(self._offer, text))
        else:
            self.popup.hide()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _offer(self, text: str, folders: list[str]) -> None:
        self._task = None
        if text != self.text() or not self.hasFocus():
            return
        self.offered.clear()
        for folder in folders:
            item = QStandardItem(escape(os.path.basename(folder)) or folder)
            item.setData(folder, _PATH)
            item.setToolTip(as_it_is(escape(folder)))
            self.offered.appendRow(item)
        if folders:
            self.offers.complete()
            # Enter means what was typed, until an arrow key goes into the list.
            self.popup.setCurrentIndex(QModelIndex())
        else:
            self.popup.hide()

    def _take_offer(self, index: QModelIndex) -> None:
        """Go on into the folder: Enter adds it, more letters look deeper."""
        self.setText(os.path.join(index.data(_PATH), ""))
        self._typed(self.text())

    def _give(self) -> None:
        if self.popup.isVisible() and self.popup.currentIndex().isValid():
            return  # the offer under the bar is taken
        self._forget()
        self.popup.hide()
        if text := self.text().strip():
            background().submit(partial(meant, text), partial(self._judge, self.text()))

    def _judge(self, text: str, found: tuple[str, str]) -> None:
        path, why_not = found
        if text != self.text():
            return
        if why_not:
            self.refused.emit(why_not)
        else:
            self.clear()
            self.given.emit(path)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.key() == Qt.Key.Key_Escape and self.text():
            self._forget()
            self.clear()
            self.refused.emit("")
            return
        super().keyPressEvent(event)
