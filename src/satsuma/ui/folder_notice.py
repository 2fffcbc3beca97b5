"""Folder notice: a line that says how folders, or a file, differ from what was read, and offers to
read them again."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from satsuma.commands import Reload
from satsuma.data.folder_news import Readable
from satsuma.ui.folder_notice_watch import FolderWatch, watch_of
from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.theme import px, theme


class FolderNotice(QFrame):
    """Hidden while everything is as it was read. `asked` carries the command of its button."""

    asked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.watch: FolderWatch | None = None
        self._holder: QWidget = self
        self.setProperty("surface", "panel")
        self.sign, self.text = QLabel(), QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton("Reload")
        self.button.setAccessibleName("Reload what was read")
        self.button.clicked.connect(self._ask)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.sign)
        self._layout.addWidget(self.text, 1)
        self._layout.addWidget(self.button)
        self.hide()
        self._dress()
        theme().changed.connect(self._dress)

    def show_listing(self, listing: Readable | None, holder: QWidget) -> None:
        """Tell of these folders or this file from now on, while `holder` is seen."""
        if self.watch is not None and self.watch.listing.is_same(listing):
            return
        self.stop()
        if listing is not None and listing.can_change:
            self.watch, self._holder = watch_of(listing), holder
            self.watch.changed.connect(self._tell)
            self.watch.hold(holder)
        self._tell()

    def stop(self) -> None:
        """Tell of nothing any more."""
        if self.watch is not None:
            self.watch.changed.disconnect(self._tell)
            self.watch.let_go(self._holder)
            self.watch = None

    @pyqtSlot()  # of Qt: it ends with the notice, and the watch keeps no trace of it
    def _tell(self) -> None:
        told = self.watch.news.in_window if self.watch is not None else ""
        self.text.setText(told)
        self.setAccessibleName(told)
        self.setVisible(bool(told))

    def _ask(self) -> None:
        if self.watch is not None:
            self.watch.forget()
        self.asked.emit(Reload())

    def _dress(self) -> None:
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setSpacing(px(12))
        self.sign.setPixmap(path_pixmap(path_of("reload"), 18, theme().colors.secondary))
