"""The menu of pictures, and its keys: the same in the gallery and for a large picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QWidget

from satsuma.ui.icons import icon
from satsuma.ui.painters.gallery_actions import PictureActions


class PictureMenu(QObject):
    """Does what is asked for with the files that `files` gives when it is asked for."""

    def __init__(self, window: QWidget, does: PictureActions,
                 files: Callable[[], list[Path]]) -> None:
        super().__init__(window)
        self._window, self._does, self._files = window, does, files
        self.look = self._action("Show large", "", "eye")
        self.copy = self._action("Copy picture", "Ctrl+C", "copy", self._copy)
        self.path = self._action("Copy path", "Ctrl+Alt+C", "", self._copy_paths)
        self.open = self._action("Open with the system’s viewer", "Ctrl+Return", "external",
                                 self._open)
        self.folder = self._action("Show in file manager", "Ctrl+Shift+Return", "folder",
                                   self._show_folder)
        self.select_all = self._action("Select all", "", "")
        self.select_none = self._action("Select none", "", "")
        self.menu = QMenu(window)
        for part in (self.look, None, self.copy, self.path, None, self.open, self.folder, None,
                     self.select_all, self.select_none):
            if part is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(part)

    def ask(self, at: QPoint) -> None:
        """Open the menu at a point of the screen."""
        files = self._files()
        for action in (self.look, self.copy, self.path, self.open, self.folder):
            action.setEnabled(bool(files))
        many = len(files) > 1
        self.copy.setText(f"Copy {len(files):,} pictures" if many else "Copy picture")
        self.path.setText(f"Copy {len(files):,} paths" if many else "Copy path")
        self.menu.popup(at)

    def _action(self, title: str, keys: str, sign: str,
                does: Callable[[], None] | None = None) -> QAction:
        action = QAction(title, self._window)
        if sign:
            action.setIcon(icon(sign))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._window.addAction(action)
        if does is not None:
            action.triggered.connect(does)
        return action

    def _copy(self) -> None:
        self._does.copy(self._files())

    def _copy_paths(self) -> None:
        self._does.copy_paths(self._files())

    def _open(self) -> None:
        for file in self._files()[:1]:
            self._does.open(file)

    def _show_folder(self) -> None:
        for file in self._files()[:1]:
            self._does.show_in_folder(file)
