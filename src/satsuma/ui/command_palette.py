"""Command palette: every action of the program by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QWidget

from satsuma.ui.action_search import actions_for, plain_title
from satsuma.ui.popup_list import PopupList
from satsuma.ui.rows import Row
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.actions import Action

_LATELY = 8
"""So many actions that were used last stand first while nothing is typed."""

_WIDTH = 560


class CommandPalette(PopupList):
    """Finds actions by title, menu, help and keywords, and runs one. Greyed ones do nothing."""

    def __init__(self, actions: Sequence[Action], run: Callable[[str], None],
                 enabled: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__("Commands", "Find a command", parent)
        self._actions = tuple(actions)
        self._run = run
        self._enabled = enabled
        self._width = _WIDTH
        self.recent: tuple[str, ...] = ()
        self.taken.connect(self._perform)

    def open(self, text: str = "") -> None:
        """Open in the upper middle of the window."""
        self.show_at(self._upper_middle(), text)

    def _upper_middle(self) -> QPoint:
        parent = self.parentWidget()
        if parent is None:
            return QPoint(0, 0)
        window = parent.window() or parent
        aside = (window.width() - px(_WIDTH)) // 2
        return window.mapToGlobal(QPoint(max(aside, 0), px(72)))

    def rows_for(self, text: str) -> Sequence[Row]:
        found = actions_for(self._actions, text, self.recent)
        return [self._row(action) for action in found]

    def _row(self, action: Action) -> Row:
        keys = QKeySequence(action.shortcuts[0]).toString(
            QKeySequence.SequenceFormat.NativeText) if action.shortcuts else ""
        enabled = self._enabled(action.id)
        return Row(action, plain_title(action.title), keys or _shown(action.menu), enabled=enabled)

    def told_of(self, row: Row | None) -> str:
        if row is None:
            return "No command is called that. Try another word."
        where = f"{_shown(row.value.menu)} menu"
        if not row.enabled:
            return f"{where} · not available now. {row.value.help}"
        return f"{where} · {row.value.help}" if row.value.help else where

    def _perform(self, row: Row) -> None:
        used = row.value.id
        self.recent = (used, *(one for one in self.recent if one != used))[:_LATELY]
        self._run(used)


def _shown(menu: str) -> str:
    """“Edit › Align” for a menu in a menu."""
    return menu.replace("/", " › ")
