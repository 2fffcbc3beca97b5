"""The menu of a heading in a gallery: what can be done with a whole group."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QPoint
from PyQt6.QtWidgets import QMenu, QWidget

from satsuma.ui.painters.gallery_area import GalleryArea
from satsuma.ui.painters.gallery_menu import with_keys


class GroupMenu(QObject):
    """Picks, closes and opens groups."""

    def __init__(self, window: QWidget, area: GalleryArea) -> None:
        super().__init__(window)
        self._area = area
        self._index = 0
        self.menu = QMenu(window)
        self.pick = self.menu.addAction("")
        self.menu.addSeparator()
        self.fold = self.menu.addAction("")
        self.close_all = self.menu.addAction("Close all groups")
        self.open_all = self.menu.addAction("Open all groups")
        self.pick.triggered.connect(self._pick)
        self.fold.triggered.connect(self._fold)
        self.close_all.triggered.connect(self._close_all)
        self.open_all.triggered.connect(self._open_all)

    def ask(self, index: int, at: QPoint) -> None:
        """Open the menu of a group at a point of the screen."""
        self._index = index
        layout = self._area.layout_
        count, closed = layout.groups[index].count, bool(layout.closed[index])
        noun = "this picture" if count == 1 else f"these {count:,} pictures"
        self.pick.setText(with_keys(f"Select {noun} as well", "Ctrl+Space"))
        self.fold.setText(with_keys("Open group" if closed else "Close group", "Return"))
        self.close_all.setEnabled(not layout.closed.all())
        self.open_all.setEnabled(bool(layout.closed.any()))
        self.menu.popup(at)

    def _close_all(self) -> None:
        self._area.fold_all(True)

    def _open_all(self) -> None:
        self._area.fold_all(False)

    def _pick(self) -> None:
        if self._index < len(self._area.layout_.groups):
            self._area.pick_group(self._index, extend=True)

    def _fold(self) -> None:
        if self._index < len(self._area.layout_.groups):
            self._area.fold(self._index)
