"""The file of a window: saving, replacing, going back to it, and what it names that is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QFileDialog

from satsuma.data.atomic import atomic_write
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.files import FileWork, OpenedFile
from satsuma.ui.repair_dialog import RepairDialog
from satsuma.ui.unsaved import ask_overwrite
from satsuma.workflow.missing import Missing, missing_places

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

WORKFLOWS = "Workflows (*.ows)"
OPENED = "Workflows and reports (*.ows *.html)"


class WindowFile(QObject):
    """What a window does with files, and what it tells of it."""

    def __init__(self, window: MainWindow, opened: OpenedFile | None) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self.work = FileWork(window.document, window.catalog, opened)
        self.work.failed.connect(self._failed)
        self.work.saved.connect(self._saved)
        self.work.overwrite_asked.connect(self._ask_overwrite)

    # Saving

    def save(self) -> bool:
        """Save, asking where if need be; False when the person did not want to."""
        if self._document.path is None or self.work.is_of_orange:
            return self.save_as()
        self.work.save()
        return True

    def save_as(self) -> bool:
        """Save to another file; False when the person did not want to."""
        theirs = self._document.path if self.work.is_of_orange else None
        title, stem = "Save the workflow", self._document.title
        if theirs is not None:
            title, stem = "Save the workflow; Orange's file stays as it is", \
                f"{theirs.stem} (Satsuma)"
        path = self.ask_path(title, stem, WORKFLOWS, ".ows")
        if path is not None:
            # The dialog has asked whether a file that is there may be replaced; but not whether
            # it may be one that Orange cannot open.
            self.work.save(path, overwrite=path != theirs)
        return path is not None

    def _saved(self, path: Path) -> None:
        self._window.app.note_recent(path)
        self._window.tell(f"Saved as {path.name}.")
        self._window.closing.saved()

    def _failed(self, text: str) -> None:
        self._window.offer_bar.say(text)
        self._window.closing.stay()

    def _ask_overwrite(self, path: Path, reason: str) -> None:
        question = ask_overwrite(path, reason, self._window)
        question.answered.connect(partial(self._overwrite, path))
        question.finished.connect(question.deleteLater)
        question.open()

    def _overwrite(self, path: Path, answer: str) -> None:
        if answer == "replace":
            self.work.save(path, overwrite=True)
        elif answer != "elsewhere" or not self.save_as():
            self._window.closing.stay()

    # Going back

    def revert(self) -> None:
        """Take the workflow as it stands in the file: one step of undo."""
        reader = FileWork(self._document, self._window.catalog)
        reader.opened.connect(self._reverted)
        reader.failed.connect(self._failed)
        if self._document.path is not None:
            reader.open(self._document.path)

    def _reverted(self, opened: OpenedFile, path: Path) -> None:
        self._document.edit(opened.workflow, "Reload from file")
        self._document.mark_saved(path, opened.workflow)
        self.work.took(path, opened)
        self._window.problems.set_file_problems(opened.problems)
        self._document.bridge.engine.reload()
        self.look_for_missing()

    # Folders and files that are elsewhere now

    def look_for_missing(self) -> None:
        """Offer to repair when folders or files of the workflow are not there."""
        self._look(self._offer_repair)

    def repair(self) -> None:
        """Look now, and say so when nothing is missing."""
        self._look(self._open_repair)

    def _look(self, then: Callable[[tuple[Missing, ...]], None]) -> None:
        background().submit(partial(missing_places, self._document.workflow, os.path.exists), then)

    def _offer_repair(self, missing: tuple[Missing, ...]) -> None:
        places = len({one.place for one in missing})
        if places:
            text = "A folder or file of this workflow is not where it was." if places == 1 \
                else f"{places} folders or files of this workflow are not where they were."
            self._window.offer_bar.say(text, "Repair…", self.repair)

    def _open_repair(self, missing: tuple[Missing, ...]) -> None:
        if not missing:
            self._window.tell("All folders and files of this workflow are there.")
            return
        dialog = RepairDialog(self._document, missing, self._window)
        dialog.repaired.connect(self._window.offer_bar.hide)
        dialog.open()

    # Pictures and scripts

    def write(self, path: Path, content: bytes | Callable[[], bytes], more: str = "") -> None:
        """Write a file in the background, and say so with `more` to it."""
        said = f"Saved as {path.name}. {more}".strip()
        background().keep(partial(_write, path, content), partial(self._written, said),
                          self.not_written)

    def _written(self, said: str, _answer: object) -> None:
        self._window.tell(said)

    def not_written(self, error: Exception) -> None:
        """Tell why a file could not be written."""
        if not isinstance(error, Problem | OSError):
            raise error
        self._window.offer_bar.say(f"The file could not be saved. {error}")

    # Asking

    def ask_path(self, title: str, stem: str, kinds: str, suffix: str) -> Path | None:
        """Where to save; the dialog asks before a file that is there would be replaced."""
        dialog = QFileDialog(self._window, title, self.folder, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(stem if stem.endswith(suffix) else stem + suffix)
        with_room()
        chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    @property
    def folder(self) -> str:
        """Where dialogs begin: beside the workflow; "" for wherever the last one was."""
        return str(self._document.path.parent) if self._document.path else ""


def _write(path: Path, content: bytes | Callable[[], bytes]) -> None:
    data = content if isinstance(content, bytes) else content()
    with atomic_write(path) as opened:
        opened.write(data)
