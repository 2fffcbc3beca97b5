"""Folders shown by the system's own program for them, and never a program in the place of one.

A path may come from a stranger's table. What stands before its last slash need not be a folder, and
on a Mac some folders are programs: the system would start either.
"""

from __future__ import annotations

import os
from pathlib import Path

from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices

from satsuma.data.formats import suffix_of
from satsuma.problem import Problem

_STARTED = frozenset((".app", ".pkg", ".mpkg", ".prefpane", ".workflow", ".action", ".service",
                      ".saver", ".bundle", ".plugin", ".qlgenerator", ".wdgt", ".mlappinstall"))
"""Folders that a Mac starts or installs when they are opened."""


def folder_to_show(place: Path) -> Path:
    """The folder in which a file lies, or the folder itself. Raises Problem where there is none."""
    folder = place if os.path.isdir(place) else place.parent
    for one in (folder, *folder.parents):
        if suffix_of(one.name) in _STARTED:
            folder = one.parent
    if not os.path.isdir(folder):
        raise Problem(_not_opened(folder))
    return folder


def open_folder(folder: Path) -> str:
    """Show a folder that `folder_to_show` found; why that failed, "" where it did not."""
    opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    return "" if opened else _not_opened(folder)


def _not_opened(folder: Path) -> str:
    return f"The folder “{folder}” could not be opened. Is it still there?"
