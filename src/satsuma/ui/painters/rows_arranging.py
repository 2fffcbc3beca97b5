"""Rows, arranging: filters and sorts in the background, so that no table holds up the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject

from satsuma.data.arranged import Arranged, arrange
from satsuma.data.table import Table
from satsuma.ui.background import Task, background

AT_ONCE = 50_000
"""Up to so many cells are arranged without a thread: it takes a few milliseconds."""


class Arranging(QObject):
    """Hands out what is asked for last; what was asked for before is dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None

    @property
    def under_way(self) -> bool:
        return self._task is not None

    def ask(self, table: Table, sort: tuple[str, ...], text: str,
            then: Callable[[Arranged], None]) -> None:
        """Call `then`, which is a method of something with a window, now or soon."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        cells = len(table) * max(5, len(table.columns))
        if cells <= AT_ONCE or not (sort or text.strip()):
            then(arrange(table, sort, text))
        else:
            self._task = background().submit(partial(arrange, table, sort, text),
                                             partial(self._answer, then))

    def _answer(self, then: Callable[[Arranged], None], arranged: Arranged) -> None:
        self._task = None
        then(arranged)
