"""Asking for files and folders, with the system's own dialogs, where one looked last."""

from __future__ import annotations

import os
import re

from PyQt6.QtWidgets import QFileDialog, QWidget

from satsuma.data.formats import FORMATS
from satsuma.ui.file_dialog_room import with_room

_last = [""]


def _remember(path: str) -> None:
    _last[0] = path


def ask_folder(parent: QWidget, title: str) -> str:
    """A folder; "" when nobody chose one."""
    with_room()
    found = QFileDialog.getExistingDirectory(parent, title, _last[0])
    if found:
        _remember(os.path.dirname(found))
    return found


def ask_pictures(parent: QWidget, title: str) -> list[str]:
    """Picture files; none when nobody chose any."""
    kinds = " ".join(f"*{suffix}" for form in FORMATS for suffix in form.suffixes)
    with_room()
    found, _ = QFileDialog.getOpenFileNames(
        parent, title, _last[0], f"Pictures ({kinds});;All files (*)")
    if found:
        _remember(os.path.dirname(found[0]))
    return found


def ask_file(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> str:
    """A file; "" when nobody chose one."""
    with_room()
    found, _ = QFileDialog.getOpenFileName(parent, title, _last[0], kinds)
    if found:
        _remember(os.path.dirname(found))
    return found


def ask_new_file(parent: QWidget, title: str, kinds: str, now: str = "") -> str:
    """A file to be written; "" when nobody chose one. A name without an ending gets the chosen one.

    Nobody is asked about a file that is there: that question comes when it would be replaced.
    """
    with_room()
    found, kind = QFileDialog.getSaveFileName(
        parent, title, now or _last[0], kinds, options=QFileDialog.Option.DontConfirmOverwrite)
    if not found:
        return ""
    _remember(os.path.dirname(found))
    if not os.path.splitext(found)[1] and (ending := re.search(r"\(\*(\.[\w.-]+)\)", kind)):
        return found + ending[1]
    return found
