"""Places: folders and pictures on disk, as a list that takes drops."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QKeyEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from satsuma.commands import Reload
from satsuma.data.names import escape
from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_folder, ask_pictures
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.place_drops import PlaceDrops
from satsuma.ui.editors.place_line import PlaceLine
from satsuma.ui.editors.place_list import (
    FOLDER,
    MISSING,
    PATH,
    PlaceItems,
    PlaceList,
    look,
)
from satsuma.ui.editors.place_recent import recent_menu, recent_places
from satsuma.ui.recent_folders import remember_folders
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

_LOOKED_FOR = 2_000
"""Milliseconds between two looks whether a missing place has come back."""


def _told_missing(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 place is not there. Remove it, or bring it back and reload."
    return f"{count:,} places are not there. Remove them, or bring them back and reload."


class PlacesEditor(Editor):
    """Folders and pictures: added by a dialog, a drop anywhere on the window, a typed path or from
    the list of folders used lately; taken away with Delete."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._value: tuple[str, ...] = ()
        self._looking = False
        self._again = QTimer(self)
        self._again.setInterval(_LOOKED_FOR)
        self._again.timeout.connect(self._look_if_shown)
        self.list = PlaceList()
        self.list.setAccessibleName(facts.label)
        self.list.setAccessibleDescription(facts.help)
        self.list.setItemDelegate(PlaceItems(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._show_removable)
        self._drops = PlaceDrops(self)
        self._drops.watch(self)
        self._drops.dropped.connect(self.add)
        self._drops.hovering.connect(self._take)
        self.add_folder = self._button("Add folder…", self._ask_folder)
        self.add_pictures = self._button("Add pictures…", self._ask_pictures)
        self.remove = self._button("Remove", self._remove)
        self.line = PlaceLine()
        self.line.setAccessibleName(f"{facts.label}: type a folder")
        self.line.given.connect(self._take_typed)
        self.line.refused.connect(self.refused)
        self.recent = self._sign("clock", "Folders used lately", self._ask_recent)
        self.reload = self._sign("reload", "Read the folders again", self._reload)
        self._arrange()
        self.setFocusProxy(self.list)
        self._fill({})

    def _arrange(self) -> None:
        for button in (self.add_folder, self.add_pictures):  # else a scroll bar has no room beside
            button.setStyleSheet(f"QPushButton {{ padding: {px(4)}px {px(7)}px; }}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.list)
        layout.addWidget(self.remove)
        for parts in ((self.add_folder, self.add_pictures),
                      (self.line, self.recent, self.reload)):
            row = QHBoxLayout()
            row.setSpacing(px(6))
            for part in parts:
                row.addWidget(part, 0 if isinstance(part, SignButton) else 1)
            layout.addLayout(row)

    def _sign(self, name: str, spoken: str, does: Any) -> SignButton:
        button = SignButton(name, 26, 16)
        button.setAccessibleName(f"{self.facts.label}: {spoken.lower()}")
        button.setToolTip(spoken)
        button.clicked.connect(does)
        return button

    def _button(self, text: str, does: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{self.facts.label}: {text.removesuffix('…')}")
        button.clicked.connect(does)
        return button

    def show_value(self, value: Any) -> None:
        value = tuple(value)
        if value != self._value:
            self._value = value
            self._fill({})
            self.refresh()

    def refresh(self) -> None:
        if self._value:
            self._looking = True
            background().submit(partial(look, self._value), self._looked)
        else:
            self._tell_missing(0)

    def _look_if_shown(self) -> None:
        """One look at a time: a drive that does not answer must not hold more than one worker."""
        if self.isVisible() and not self._looking:
            self.refresh()

    def event(self, event: QEvent | None) -> bool:
        """Who comes back to the window may have plugged in the drive."""
        comes_back = event is not None and event.type() == QEvent.Type.WindowActivate
        if comes_back and self._again.isActive():
            self._look_if_shown()
        return super().event(event)

    def _looked(self, found: dict[str, str]) -> None:
        self._looking = False
        folders = tuple(path for path, kind in found.items() if kind == "folder")
        if folders:
            background().submit(partial(remember_folders, folders, on_top=False), _done)
        for place in range(self.list.count()):
            item = self.list.item(place)
            kind = found.get(item.data(PATH))
            if kind is not None:
                self._mark(item, kind)
        self._tell_missing(sum(not found.get(path, "?") for path in self._value))

    def _tell_missing(self, count: int) -> None:
        if count and not self._again.isActive():
            self._again.start()
        elif not count:
            self._again.stop()
        self.noted.emit(_told_missing(count))

    def _fill(self, found: dict[str, str]) -> None:
        self.list.clear()
        for path in self._value:
            item = QListWidgetItem(escape(os.path.basename(path)) or path)
            item.setData(PATH, path)
            item.setToolTip(as_it_is(escape(path)))
            self._mark(item, found.get(path, "folder" if not os.path.splitext(path)[1] else "file"))
            self.list.addItem(item)
        rows = min(max(len(self._value), 2), 6)
        self.list.setFixedHeight(rows * px(40) + px(6))
        self.reload.setEnabled(bool(self._value))
        self._show_removable()

    def _mark(self, item: QListWidgetItem, kind: str) -> None:
        item.setData(MISSING, not kind)
        item.setData(FOLDER, kind == "folder")
        spoken = f"{item.text()}, not found" if not kind else item.text()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _show_removable(self) -> None:
        self.remove.setVisible(bool(self.list.selectedItems()))

    # Editing

    def add(self, paths: list[str]) -> None:
        """Name more places, each once."""
        named = tuple(os.path.normpath(path) for path in paths)
        background().submit(partial(_remember, named), _done)
        self._give(tuple(dict.fromkeys((*self._value, *named))))

    def _remove(self) -> None:
        gone = {self.list.row(item) for item in self.list.selectedItems()}
        self._give(tuple(p for place, p in enumerate(self._value) if place not in gone))

    def _give(self, value: tuple[str, ...]) -> None:
        if value != self._value:
            self.show_value(value)
            self.edited.emit(value)

    def _ask_folder(self) -> None:
        if folder := ask_folder(self, "Choose a folder of pictures"):
            self.add([folder])

    def _ask_pictures(self) -> None:
        if found := ask_pictures(self, "Choose pictures"):
            self.add(found)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        else:
            super().keyPressEvent(event)

    def _take_typed(self, path: str) -> None:
        self.add([path])

    def _reload(self) -> None:
        self.asked.emit(Reload())
        self.refresh()

    # Folders used lately

    def _ask_recent(self) -> None:
        background().submit(recent_places, self._open_recent)

    def _open_recent(self, found: list[tuple[str, bool]]) -> None:
        menu = recent_menu(self, [one for one in found if one[0] not in self._value],
                           self._take_typed)
        menu.popup(self.recent.mapToGlobal(self.recent.rect().bottomLeft()))

    # Dropping

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        """From now on one may drop anywhere on the window."""
        super().showEvent(event)
        self._drops.watch(self.window())

    def _take(self, taking: bool) -> None:
        self.list.setProperty("taking", taking)
        self.list.viewport().update()


def _remember(paths: tuple[str, ...]) -> None:
    remember_folders(tuple(path for path in paths if os.path.isdir(path)), on_top=True)


def _done(_: object) -> None:
    """Nothing more is to be done."""
