"""Document: a workflow that is open in a window, with its history, its file and its results.

Every change goes through `edit`. Whoever shows the workflow listens to `changed`.
"""

from __future__ import annotations

import time
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.ui.bridge import Bridge
from satsuma.workflow.characters import cleaned
from satsuma.workflow.history import History, with_looks
from satsuma.workflow.model import Workflow

MERGING = 1.0
"""Seconds within which steps of one kind become one."""


class Document(QObject):
    """The truth of a window."""

    changed = pyqtSignal()
    named = pyqtSignal()
    cleaned = pyqtSignal()  # what was edited last held characters that no file can hold

    def __init__(self, workflow: Workflow | None = None, path: Path | None = None,
                 bridge: Bridge | None = None) -> None:
        super().__init__()
        self.bridge = bridge or Bridge()
        self.bridge.setParent(self)
        self._history = History(workflow or Workflow())
        self._saved: Workflow | None = self.workflow
        self._compared: tuple[Workflow, Workflow | None, bool] | None = None
        self._path = path
        self._last_edit = 0.0
        self.bridge.update(self.workflow)

    @property
    def workflow(self) -> Workflow:
        return self._history.workflow

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def title(self) -> str:
        """The file's name, or what stands for it until there is one."""
        return self._path.name if self._path else "Untitled"

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        now, saved = self.workflow, self._saved
        if now is saved:
            return False
        # A thousand nodes are compared once for each value, not for each question.
        if self._compared is None or self._compared[0] is not now or self._compared[1] is not saved:
            self._compared = (now, saved, now != saved)
        return self._compared[2]

    @property
    def undo_name(self) -> str:
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        return self._history.redo_name

    def edit(self, workflow: Workflow, name: str, *, merge: str = "",
             cosmetic: bool = False) -> None:
        """Take a new value: one step of undo called `name`.

        Steps with the same `merge` within a second become one. A `cosmetic` edit is no step and
        does not count as modified.
        """
        workflow = self._writable(workflow)
        if workflow == self.workflow:
            return
        if cosmetic:
            self._edit_cosmetic(workflow)
        else:
            now = time.monotonic()
            if now - self._last_edit > MERGING:
                self._history.seal()
            self._last_edit = now
            self._history.edit(workflow, name, merge)
        self._tell()

    def _writable(self, workflow: Workflow) -> Workflow:
        found = cleaned(workflow, self.workflow)
        if found is not workflow:
            self.cleaned.emit()
        return found

    def _edit_cosmetic(self, workflow: Workflow) -> None:
        if self._saved is not None:
            self._saved = with_looks(self._saved, self.workflow, workflow) if self.modified \
                else workflow
        self._history.replace(workflow)

    def undo(self) -> None:
        """Take the last step back."""
        if self._history.undo():
            self._tell()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._history.redo():
            self._tell()

    def mark_saved(self, path: Path, workflow: Workflow | None = None) -> None:
        """This value (the present one, unless given) is now what stands in the file."""
        self._path = path
        self._saved = self.workflow if workflow is None else workflow
        self._history.seal()  # going one step back leads to what was saved
        self.named.emit()

    def mark_unsaved(self, path: Path | None) -> None:
        """Nothing of this is in a file yet: it was brought back after a crash."""
        self._path = path
        self._saved = None
        self.named.emit()

    def close(self, patience: float = 1.0) -> None:
        """Stop what runs, and wait so many seconds for it. Comes before the window dies."""
        self.bridge.close(patience)

    def _tell(self) -> None:
        self.bridge.update(self.workflow)
        self.changed.emit()
        self.named.emit()
