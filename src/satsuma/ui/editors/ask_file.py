"""Asking for files and folders, with the system's own dialogs, where one looked last."""

from __future__ import annotations

import os

from PyQt6.QtWidgets import QFileDialog, QWidget

from satsuma.data.formats import FORMATS

_last = [""]


def _remember(path: str) -> None:
    _last[0] = path


def ask_folder(parent: QWidget, title: str) -> str:
    """A folder; "" when nobody chose one."""
    found = QFileDialog.getExistingDirectory(parent, title, _last[0])
    if found:
        _remember(os.path.dirname(found))
    return found


def ask_pictures(parent: QWidget, title: str) -> list[str]:
    """Picture files; none when nobody chose any."""
    kinds = " ".join(f"*{suffix}" for form in FORMATS for suffix in form.suffixes)
    found, _ = QFileDialog.getOpenFileNames(
        parent, title, _last[0], f"Pictures ({kinds});;All files (*)")
    if found:
        _remember(os.path.dirname(found[0]))
    return found


def ask_file(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> str:
    """A file; "" when nobody chose one."""
    found, _ = QFileDialog.getOpenFileName(parent, title, _last[0], kinds)
    if found:
        _remember(os.path.dirname(found))
    return found
