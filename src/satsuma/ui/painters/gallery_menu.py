"""The menu of pictures, and its keys: in the gallery, and for a picture that is shown large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QWidget

from satsuma.ui.icons import icon
from satsuma.ui.painters.gallery_actions import PictureActions

SEEN = "What the network saw"


class PictureMenu(QObject):
    """Does what is asked for with the files that `files` gives when it is asked for.

    The keys of `look`, `back`, `select_all` and `select_none` are those of the pictures
    themselves, so the menu only tells them.
    """

    def __init__(self, window: QWidget, does: PictureActions,
                 files: Callable[[], list[Path]]) -> None:
        super().__init__(window)
        self._window, self._does, self._files = window, does, files
        self.look = self._action(with_keys("Show large", "Space"), "", "eye")
        self.back = self._action(with_keys("All pictures", "Esc"), "", "back")
        self.seen = self._action(SEEN, "Alt+N", "")
        self.copy = self._action("Copy picture", "Ctrl+C", "copy", self._copy)
        self.path = self._action("Copy path", "Ctrl+Alt+C", "", self._copy_paths)
        self.open = self._action("Open with the system’s viewer", "Ctrl+Return", "external",
                                 self._open)
        self.folder = self._action("Show in file manager", "Ctrl+Shift+Return", "folder",
                                   self._show_folder)
        self.select_all = self._action(with_keys("Select all", "Ctrl+A"), "", "")
        self.select_none = self._action(with_keys("Select none", "Esc"), "", "")
        self.menu = QMenu(window)
        for part in (self.look, self.back, self.seen, None, self.copy, self.path, None, self.open,
                     self.folder, None, self.select_all, self.select_none):
            if part is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(part)

    def ask(self, at: QPoint, *, large: bool, seen: bool) -> None:
        """Open the menu at a point of the screen; `seen` tells what the network saw is shown."""
        files = self._files()
        for action in (self.look, self.seen, self.copy, self.path, self.open, self.folder):
            action.setEnabled(bool(files))
        self.back.setVisible(large)
        for action in (self.look, self.select_all, self.select_none):
            action.setVisible(not large)
        self.seen.setText(with_keys(SEEN, "N") if large else SEEN)
        self.seen.setCheckable(large)
        self.seen.setChecked(large and seen)
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
            action.setShortcutVisibleInContextMenu(True)
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


def with_keys(title: str, keys: str) -> str:
    """An entry of a menu with keys that belong to something else than the entry."""
    return f"{title}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"
