"""Repairing places: folders and files that a workflow names and that are elsewhere now.

Where something lies near the workflow's own file it is found by itself. When a person chooses one,
the same change is offered for all others that begin alike. One step of undo takes it all back.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from satsuma.data.places import home_folder
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.icons import icon
from satsuma.ui.question import set_kind
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is
from satsuma.workflow.missing import Missing, common_change, guess, missing_places, moved, replaced

COLUMNS = ("Widget", "Named place", "Now at")


class RepairDialog(QDialog):
    """Lists missing places and where they are now; OK is one edit, "Repair paths"."""

    repaired = pyqtSignal()

    def __init__(self, document: Document, missing: tuple[Missing, ...],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        missing = tuple(one for one in missing if one.node in document.workflow.nodes)
        self._change = ("", "")
        self._now: dict[str, str] = {}
        self._guessed: set[str] = set()
        self.setWindowTitle("Missing folders and files")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget(self)
        self.offer = QLabel(self)
        self.offer_button = self._button("&Change them too", self.take_offer)
        self.choose_button = self._button("C&hoose…", self.choose)
        self.cancel_button = self._button("&Not now", self.reject)
        self.done_button = self._button("&Repair", self.accept)
        self._places = tuple(dict.fromkeys(one.place for one in missing))
        self._lay_out()
        self._fill(missing)
        self._look_around()

    # Making

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(_label("Some folders or files are not where they were", "heading"))
        column.addWidget(_label("Show where they are now. Your workflow is changed, "
                                "nothing else.", ""))
        column.addSpacing(px(8))
        column.addWidget(self.list, 1)
        column.addLayout(_row(self.offer, None, self.offer_button))
        column.addSpacing(px(8))
        column.addLayout(_row(self.choose_button, None, self.cancel_button, self.done_button))
        self.offer.setTextFormat(Qt.TextFormat.PlainText)
        self.resize(px(760), px(380))
        self._show_offer(())

    def _button(self, words: str, slot: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(words.replace("&", ""))
        button.clicked.connect(slot)
        return button

    def _fill(self, missing: tuple[Missing, ...]) -> None:
        self.list.setAccessibleName("Missing folders and files")
        self.list.setHeaderLabels(COLUMNS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setStyleSheet(f"QTreeView::item {{ padding: {px(6)}px {px(5)}px; }}")
        for one in missing:
            self.list.addTopLevelItem(self._item(one))
        if (header := self.list.header()) is not None:
            header.setStretchLastSection(True)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.itemDoubleClicked.connect(self._activated)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self.list.setFocus()
        self._show_places()

    def _item(self, one: Missing) -> QTreeWidgetItem:
        node = self._document.workflow.nodes[one.node]
        item = QTreeWidgetItem([node.title, one.place, ""])
        item.setData(0, Qt.ItemDataRole.UserRole, one.place)
        item.setToolTip(1, as_it_is(one.place))
        return item

    # Looking

    def _look_around(self) -> None:
        folder = self._document.path.parent if self._document.path else home_folder()
        background().submit(partial(_guesses, self._places, folder), self._take_guesses)

    def _take_guesses(self, found: dict[str, str]) -> None:
        for place, now in found.items():
            if place not in self._now:
                self._now[place] = now
                self._guessed.add(place)
        self._show_places()

    def _show_places(self) -> None:
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                place = item.data(0, Qt.ItemDataRole.UserRole)
                item.setText(2, self._told(place))
                item.setIcon(2, icon("check" if place in self._now else "warning"))
                item.setToolTip(2, as_it_is(self._now.get(place, "")))
        self.done_button.setEnabled(bool(self._now))
        for button, offered in ((self.done_button, bool(self._now)),
                                (self.choose_button, not self._now)):
            button.setDefault(offered)
            set_kind(button, "primary" if offered else "")

    def _told(self, place: str) -> str:
        if place not in self._now:
            return "Not found"
        return f"{self._now[place]}{' (found nearby)' if place in self._guessed else ''}"

    # Choosing

    def _activated(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.choose()

    def choose(self) -> None:
        """Let the person show where the selected place is now."""
        item = self.list.currentItem()
        if item is None:
            return
        place = item.data(0, Qt.ItemDataRole.UserRole)
        asked = QFileDialog(self, f"Where is “{_name(place)}” now?", self._near(place))
        folder = not _looks_like_file(place)
        asked.setFileMode(QFileDialog.FileMode.Directory if folder
                          else QFileDialog.FileMode.ExistingFile)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(partial(self.place_at, place))
        with_room()
        asked.open()

    def _near(self, place: str) -> str:
        near = self._now.get(place) or next(iter(self._now.values()), "")
        return str(Path(near).parent) if near else str(
            self._document.path.parent if self._document.path else home_folder())

    def place_at(self, place: str, now: str) -> None:
        """This place is there now; look whether the same holds for others."""
        self._now[place] = os.path.normpath(now)
        self._guessed.discard(place)
        self._change = common_change(place, self._now[place])
        self._show_places()
        others = {one: moved(one, *self._change) for one in self._places
                  if one not in self._now or one in self._guessed}
        background().submit(partial(_those_there, others), self._show_offer)

    def _show_offer(self, found: dict[str, str] | tuple[()]) -> None:
        self._offered = {place: now for place, now in dict(found).items()
                         if self._now.get(place) != now}
        count = len(self._offered)
        if count:
            others = "One other place begins" if count == 1 else f"{count} other places begin"
            self.offer.setText(f"{others} alike, and {'is' if count == 1 else 'are'} there too.")
            self.offer_button.setText("&Change it too" if count == 1 else "&Change them too")
        self.offer.setVisible(bool(count))
        self.offer_button.setVisible(bool(count))

    def take_offer(self) -> None:
        """Make the same change to the others."""
        self._now |= self._offered
        self._guessed -= self._offered.keys()
        self._show_offer(())
        self._show_places()
        self.done_button.setFocus()

    def accept(self) -> None:
        """Repair what was found, in one step."""
        if not self._now:
            return
        self._document.edit(replaced(self._document.workflow, self._now), "Repair paths")
        self.repaired.emit()
        super().accept()


def look_for_missing(document: Document) -> tuple[Missing, ...]:
    """The places of a document that are not there. Looks at the disk: for a worker."""
    return missing_places(document.workflow, os.path.exists)


def _guesses(places: tuple[str, ...], folder: Path) -> dict[str, str]:
    found = {place: guess(place, folder, os.path.exists) for place in places}
    return {place: now for place, now in found.items() if now}


def _those_there(places: dict[str, str]) -> dict[str, str]:
    return {place: now for place, now in places.items()
            if now != place and os.path.exists(now)}


def _name(place: str) -> str:
    return place.replace("\\", "/").rstrip("/").rpartition("/")[2] or place


def _looks_like_file(place: str) -> bool:
    return "." in _name(place).strip(".")


def _row(*items: QWidget | None) -> QHBoxLayout:
    """Things side by side; None is the space that stretches."""
    row = QHBoxLayout()
    row.setSpacing(px(8))
    for item in items:
        if item is None:
            row.addStretch(1)
        else:
            row.addWidget(item)
    return row


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
