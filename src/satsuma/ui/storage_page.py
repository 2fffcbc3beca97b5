"""The page of the preferences about storage: what is kept so that it need not be made again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from satsuma.data.cache import KINDS, Size, empty, sizes
from satsuma.data.places import cache_folder
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.preference_folder import Folder
from satsuma.ui.preference_page import Page
from satsuma.ui.preference_rows import Amount, Group, button, label
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.question import Question
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.background import Task

WORDS = {
    "vectors": "Vectors of pictures",
    "files": "What is known of picture files",
    "results": "Results that took long",
    "graphs": "Networks, ready to run",
    "thumbnails": "Small pictures",
    "networks": "What is known of networks",
}
_AGAIN = {
    "vectors": "Pictures are embedded again when a workflow needs their vectors. That may take "
               "long.",
    "files": "Picture files are read again when a folder is opened.",
    "results": "Results are computed again when a workflow is opened.",
    "graphs": "A network is prepared again when it is next used, which takes some seconds.",
    "thumbnails": "Small pictures are made again when they are seen.",
    "networks": "Networks and their weights are looked at again when they are next used.",
}
assert WORDS.keys() == _AGAIN.keys() == KINDS.keys()


def in_words(size: float) -> str:
    """A size on the disk: `3.2 GB`, `12 MB`, `0.4 MB`, `Nothing`."""
    if size <= 0:
        return "Nothing"
    if size >= 1e9:
        return f"{size / 1e9:,.1f} GB"
    return f"{size / 1e6:,.0f} MB" if size >= 10e6 else f"{max(size / 1e6, 0.1):.1f} MB"


class CacheSizes(QWidget):
    """How much of each kind there is, with buttons that empty it after a question."""

    confirming = pyqtSignal(object)  # the box that asks before anything is deleted

    def __init__(self, store: PreferenceStore) -> None:
        super().__init__()
        self._store = store
        self._folder = store.value.cache_folder
        self._task: Task | None = None
        self._busy = False
        self.amounts: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.told = label("", "secondary")
        self.told.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        for row, (kind, words) in enumerate({**WORDS, "": "Together"}.items()):
            self._add(row, kind, words)
        self._grid.addWidget(self.told, len(WORDS) + 1, 0, 1, 3)
        self._fit()
        store.changed.connect(self._follow)

    def _add(self, row: int, kind: str, words: str) -> None:
        amount = self.amounts[kind] = QLabel("…")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        what = f"Empty: {words}" if kind else "Empty everything that is kept"
        one = self.buttons[kind] = button("Empty" if kind else "Empty all", what,
                                          "quiet" if kind else "")
        one.setEnabled(False)
        one.clicked.connect(partial(self._ask, kind))
        title = QLabel(words)
        title.setProperty("role", "" if kind else "heading")
        for column, part in enumerate((title, amount, one)):
            self._grid.addWidget(part, row, column)

    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(2))

    def _follow(self) -> None:
        self._fit()
        if self._folder != self._store.value.cache_folder:
            self._folder = self._store.value.cache_folder
            self.measure()

    def measure(self) -> None:
        """Find out how much there is."""
        if self._task is not None:
            self._task.cancel()
        self._task = background().submit(sizes, self._measured, self._failed)

    def _measured(self, found: Mapping[str, Size]) -> None:
        amounts = {kind: found[kind].bytes for kind in WORDS}
        for kind, size in {**amounts, "": sum(amounts.values())}.items():
            self.amounts[kind].setText(in_words(size))
            self.amounts[kind].setAccessibleName(f"{WORDS.get(kind, 'Together')}: "
                                                 f"{in_words(size)}")
            self.buttons[kind].setEnabled(size > 0 and not self._busy)

    def _ask(self, kind: str) -> None:
        again = _AGAIN[kind] if kind else ("Everything in it is made again when it is needed. "
                                           "That may take long.")
        box = Question(
            f"Empty “{WORDS[kind]}”?" if kind else "Empty everything that is kept?",
            "Nothing is lost that cannot be made again. Your pictures, workflows and weights stay "
            f"where they are. {again}", (("empty", "Empty"), ("cancel", "Keep")), self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.answered.connect(partial(self._answered, kind))
        self.confirming.emit(box)
        box.open()

    def _answered(self, kind: str, answer: str) -> None:
        if answer == "empty":
            self.empty(kind)

    def empty(self, kind: str) -> None:
        """Delete all of one kind, or everything for “”, without a question."""
        self._busy = True
        for one in self.buttons.values():
            one.setEnabled(False)
        self._say("Emptying…", "secondary")
        background().submit(partial(empty, kind or None), self._emptied, self._failed)

    def _emptied(self, freed: int) -> None:
        self._busy = False
        self._say(f"{in_words(freed)} became free." if freed else "Nothing was there to delete.",
                  "secondary")
        self.measure()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Problem):
            raise error
        self._say(str(error), "error")
        self.measure()

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        self.told.show()
        if self.told.property("role") != role:
            self.told.setProperty("role", role)
            style = self.told.style()
            assert style is not None
            style.polish(self.told)


class StoragePage(Page):
    """Measures the cache whenever it comes to the front."""

    def __init__(self, store: PreferenceStore) -> None:
        variable = "SATSUMA_CACHE" if os.environ.get("SATSUMA_CACHE") else ""
        limited = "SATSUMA_CACHE_LIMIT is set on this computer and comes first."
        notes = [label(limited, "warning")] if os.environ.get("SATSUMA_CACHE_LIMIT") else []
        self.folder = Folder(store, "cache_folder", "Folder of the cache", cache_folder,
                             "Use the standard one", variable)
        self.sizes = CacheSizes(store)
        self.limit = Amount(store, "cache_limit", "Largest size of the cache", "GB",
                            (0, 100_000, 1), decimals=1)
        self.memory = Amount(store, "memory_limit", "Memory for results", "MB",
                             (100, 1_000_000, 500))
        super().__init__(
            "Storage", "save",
            Group("Kept on the disk", self.sizes,
                  hint="So that nothing has to be computed twice. All of it can be made again."),
            Group("Largest size", self.limit, *notes, fields=("cache_limit",),
                  hint="When there is more, what was used least recently goes first."),
            Group("Folder", self.folder, fields=("cache_folder",),
                  hint="Choose a folder that is used for nothing else. What lies in the old one "
                       "stays there."),
            Group("Memory for results", self.memory, fields=("memory_limit",),
                  hint="Results that an open workflow needs stay in any case; others go when "
                       "there is no room."))

    def seen(self) -> None:
        """The page is in front."""
        self.sizes.measure()
