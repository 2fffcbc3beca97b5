"""Recent menu: the workflows opened or saved last, in the File menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from satsuma.ui.tool_tips import as_it_is

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

MOST = 9
"""So many have a digit as their key."""


class RecentMenu(QObject):
    """Lists them each time the File menu opens; gray while there are none."""

    def __init__(self, menu: QMenu, before: QAction, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu("Recent", menu)
        self.menu.setToolTipsVisible(True)
        menu.insertMenu(before, self.menu)
        menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List what was opened last now."""
        self.menu.clear()
        files = self._window.app.recent.files[:MOST]
        for number, file in enumerate(files, 1):
            self._list(number, file)
        entry = self.menu.menuAction()
        if entry is not None:
            entry.setEnabled(bool(files))

    def _list(self, number: int, file: Path) -> None:
        name = file.name.replace("&", "&&")
        action = QAction(f"&{number}  {name}", self.menu)
        action.setToolTip(as_it_is(str(file)))
        action.triggered.connect(partial(self._open, file))
        self.menu.addAction(action)

    def _open(self, file: Path, _checked: bool = False) -> None:
        self._window.app.open(file, self._window)
