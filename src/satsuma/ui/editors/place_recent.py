"""The menu of folders that were used lately."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import QMenu, QWidget

from satsuma.data.names import escape
from satsuma.ui.background import background
from satsuma.ui.icons import icon
from satsuma.ui.recent_folders import RecentFolders, forget_folders
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is


def recent_places() -> list[tuple[str, bool]]:
    """The folders, and whether each is there. Asks the disk."""
    return [(folder, os.path.isdir(folder)) for folder in RecentFolders.load().folders]


def recent_menu(parent: QWidget, found: list[tuple[str, bool]],
                take: Callable[[str], None]) -> QMenu:
    """A menu of them; what is not there cannot be taken."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    metrics = QFontMetrics(menu.font())
    for folder, is_there in found:
        name, above = escape(os.path.basename(folder)) or folder, escape(os.path.dirname(folder))
        where = metrics.elidedText(above, Qt.TextElideMode.ElideMiddle, px(220))
        missing = "" if is_there else " (not found)"
        # In a menu an ampersand would become a shortcut.
        action = menu.addAction(icon("folder"), f"{name}  –  {where}{missing}".replace("&", "&&"))
        action.setToolTip(as_it_is(escape(folder)))
        action.setEnabled(is_there)
        action.triggered.connect(partial(_take, take, folder))
    if found:
        menu.addSeparator()
        menu.addAction("Clear this list").triggered.connect(_clear)
    else:
        menu.addAction("No other folder was used lately").setEnabled(False)
    return menu


def _take(take: Callable[[str], None], folder: str, _checked: bool = False) -> None:
    take(folder)


def _clear(_checked: bool = False) -> None:
    background().submit(forget_folders, _cleared)


def _cleared(_: object) -> None:
    """Nothing more is to be done."""
