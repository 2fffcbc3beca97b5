"""Window list: the open windows at the end of the Window menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class WindowList(QObject):
    """Lists them each time the menu opens; choosing one brings it to the front."""

    def __init__(self, menu: QMenu, window: MainWindow) -> None:
        super().__init__(window)
        self._menu, self._window = menu, window
        self._listed: list[QAction] = []
        menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        for action in self._listed:
            self._menu.removeAction(action)
            action.deleteLater()
        line = self._menu.addSeparator()
        assert line is not None
        self._listed = [line, *(self._list(window) for window in self._window.app.windows)]

    def _list(self, window: MainWindow) -> QAction:
        name = window.document.title.replace("&", "&&")
        action = QAction(f"{name} •" if window.document.modified else name, self._menu)
        action.setCheckable(True)
        action.setChecked(window is self._window)
        action.triggered.connect(window.come_to_front)
        self._menu.addAction(action)
        return action
