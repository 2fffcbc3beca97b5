"""Arranging: finds the rows and their order for a gallery, in a thread where that takes a while."""

from __future__ import annotations

from functools import partial

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.ui.background import Task, background
from satsuma.ui.painters.gallery_arrangement import (
    Arrangement,
    Searched,
    arranged,
    plain,
    same_arrangement,
    same_table,
)
from satsuma.views import Gallery

AT_ONCE = 2_000
"""Rows up to which they are arranged without a thread: nothing flickers."""


class Arranging(QObject):
    """`found` carries an arrangement of the view that was asked for last."""

    found = pyqtSignal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: Gallery | None = None
        self._words = ""
        self._searched: Searched | None = None
        self._task: Task | None = None
        self._now: Arrangement | None = None
        self._is_looking = False

    def show_view(self, view: Gallery) -> None:
        """Arrange this; at once where it is arranged already."""
        old, self._view = self._view, view
        if old is None or not same_table(old.table, view.table):
            self._searched = Searched(view.table)
        if old is None or not same_arrangement(old, view):
            self._arrange()
        elif self._now is not None:
            self.found.emit(self._now)

    def search(self, words: str) -> None:
        """Leave only rows of which some value holds all these words."""
        self._words = words
        if self._view is not None:
            self._arrange()

    @property
    def why_nothing(self) -> str:
        """What to say where there are no pictures; nothing while they are looked for."""
        if self._view is not None and not len(self._view.table):
            return "There are no pictures in what comes in."
        return "" if self._is_looking else "No picture fits these words."

    def _arrange(self) -> None:
        assert self._view is not None
        assert self._searched is not None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        view, total = self._view, len(self._view.table)
        if not self._words.strip() and (quick := plain(view)) is not None:
            self._take(quick)
            return
        work = partial(arranged, view, self._words, self._searched)
        if total <= AT_ONCE:
            self._take(work())
            return
        self._is_looking = True
        if self._now is None or self._now.total != total:
            self._now = Arrangement(np.zeros(0, np.intp), (), total)
        self.found.emit(self._now)
        self._task = background().submit(work, self._take)

    def _take(self, arrangement: Arrangement) -> None:
        self._task, self._now, self._is_looking = None, arrangement, False
        self.found.emit(arrangement)
