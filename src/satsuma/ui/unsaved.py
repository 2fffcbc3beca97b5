"""The questions about a person's files: keep the changes? replace that file?"""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QWidget

from satsuma.ui.question import Question


def ask_unsaved(title: str, parent: QWidget | None = None) -> Question:
    """Ask before a document with changes closes; answers "save", "discard" or "cancel"."""
    return Question(
        f"Save the changes to “{title}”?", "Without saving, they are lost.",
        (("!discard", "&Don’t save"), ("cancel", "Cancel"), ("save", "&Save")), parent)


def ask_overwrite(path: Path, reason: str, parent: QWidget | None = None) -> Question:
    """Ask before a file is replaced; answers "replace", "elsewhere" (save as) or "cancel"."""
    return Question(
        f"Replace “{path.name}”?", reason,
        (("!replace", "&Replace"), ("cancel", "Cancel"), ("elsewhere", "Save &as…")), parent)
