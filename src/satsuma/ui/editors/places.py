"""Places: folders and pictures on disk, as a list that takes drops."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PyQt6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from satsuma.data.names import escape
from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_folder, ask_pictures
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.place_list import (
    FOLDER,
    MISSING,
    PATH,
    PlaceItems,
    PlaceList,
    dropped_paths,
    look,
)
from satsuma.ui.theme import px


def _told_missing(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 place is not there. Remove it, or bring it back and reload."
    return f"{count:,} places are not there. Remove them, or bring them back and reload."


class PlacesEditor(Editor):
    """Folders and pictures: added by a dialog or a drop, taken away with Delete."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._value: tuple[str, ...] = ()
        self.list = PlaceList()
        self.list.setAccessibleName(facts.label)
        self.list.setAccessibleDescription(facts.help)
        self.list.setItemDelegate(PlaceItems(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._show_removable)
        self.setAcceptDrops(True)
        self.add_folder = self._button("Add folder…", self._ask_folder)
        self.add_pictures = self._button("Add pictures…", self._ask_pictures)
        self.remove = self._button("Remove", self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.list)
        adding = QHBoxLayout()
        adding.setSpacing(px(6))
        adding.addWidget(self.add_folder, 1)
        adding.addWidget(self.add_pictures, 1)
        layout.addLayout(adding)
        layout.addWidget(self.remove)
        self.setFocusProxy(self.list)
        self._fill({})

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
            background().submit(partial(look, self._value), self._looked)

    def _looked(self, found: dict[str, str]) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            kind = found.get(item.data(PATH))
            if kind is not None:
                self._mark(item, kind)
        self.noted.emit(_told_missing(sum(not found.get(path, "?") for path in self._value)))

    def _fill(self, found: dict[str, str]) -> None:
        self.list.clear()
        for path in self._value:
            item = QListWidgetItem(escape(os.path.basename(path)) or path)
            item.setData(PATH, path)
            item.setToolTip(escape(path))
            self._mark(item, found.get(path, "folder" if not os.path.splitext(path)[1] else "file"))
            self.list.addItem(item)
        rows = min(max(len(self._value), 2), 6)
        self.list.setFixedHeight(rows * px(40) + px(6))
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
        added = tuple(dict.fromkeys((*self._value, *(os.path.normpath(path) for path in paths))))
        self._give(added)

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

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        if event is not None and dropped_paths(event):
            event.acceptProposedAction()
            self._take(True)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:  # noqa: N802
        if event is not None:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: N802
        self._take(False)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        self._take(False)
        if event is not None and (paths := dropped_paths(event)):
            event.acceptProposedAction()
            self.add(paths)

    def _take(self, taking: bool) -> None:
        self.list.setProperty("taking", taking)
        self.list.viewport().update()
