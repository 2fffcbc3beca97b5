"""Opening and saving a document's file in the background, and never over what somebody else wrote.

A save takes the value that the document has when it begins; what is edited meanwhile stays to be
saved. A file that is not as this document left it is replaced only when the person says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.catalog import Catalog
from satsuma.data.leftovers import delete_leftovers_of
from satsuma.engine.plan import prepare
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import Opened, is_of_orange, read_ows, write_ows

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class OpenedFile(Opened):
    """A workflow from a file, and how the file was when it was read."""

    stamp: Stamp | None = None


@dataclass(frozen=True)
class Saving:
    """What is to be written, where, and how the file there was when we saw it last."""

    workflow: Workflow
    path: Path
    seen: Stamp | None
    overwrite: bool


class FileWork(QObject):
    """The file of one document. Give it the `OpenedFile` that the document was made from."""

    opened = pyqtSignal(object, object)  # OpenedFile, Path
    saved = pyqtSignal(object)  # Path
    failed = pyqtSignal(str)
    overwrite_asked = pyqtSignal(object, str)  # Path, why; save again with overwrite=True

    def __init__(self, document: Document, catalog: Catalog,
                 opened: OpenedFile | None = None) -> None:
        super().__init__(document)
        self._document = document
        self._catalog = catalog
        self._seen: dict[Path, Stamp | None] = {}
        self._of_orange: set[Path] = set()
        self._busy = False
        self._waiting: tuple[Path, bool] | None = None
        if document.path is not None and opened is not None:
            self.took(document.path, opened)
        elif document.path is not None:
            background().submit(partial(_look_at, document.path),
                                partial(self._take_look, document.path))

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._busy

    @property
    def is_of_orange(self) -> bool:
        """Whether Orange wrote the document's file, and could not open what is saved over it."""
        return self._document.path in self._of_orange

    def open(self, path: Path) -> None:
        """Read a workflow; `opened` brings it, or `failed` says why not."""
        background().submit(partial(read_file, path, self._catalog),
                            partial(self._opened, path), partial(self._failed, path, "opened"))

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the present workflow. Without a path: to where it came from."""
        path = with_ending(path or self._document.path)
        if self._busy:
            self._waiting = (path, overwrite)
            return
        self._busy = True
        saving = Saving(self._document.workflow, path, self._seen.get(path), overwrite)
        background().keep(partial(write_file, saving), partial(self._written, saving),
                          partial(self._failed, path, "saved"))

    def took(self, path: Path, opened: OpenedFile) -> None:
        """The document is now what was read from its file, as after reloading it."""
        self._seen[path] = opened.stamp
        if opened.from_orange:
            self._of_orange.add(path)

    def _opened(self, path: Path, opened: OpenedFile) -> None:
        self.opened.emit(opened, path)
        _tidy_beside(path)

    def _take_look(self, path: Path, look: tuple[Stamp | None, bool]) -> None:
        stamp, of_orange = look
        if self._seen.setdefault(path, stamp) == stamp and of_orange:
            self._of_orange.add(path)

    def _written(self, saving: Saving, answer: Stamp | str) -> None:
        self._busy = False
        if isinstance(answer, str):
            self._waiting = None
            self.overwrite_asked.emit(saving.path, answer)
            return
        self._seen[saving.path] = answer
        self._of_orange.discard(saving.path)
        self._document.mark_saved(saving.path, saving.workflow)
        self.saved.emit(saving.path)
        _tidy_beside(saving.path)
        if self._waiting is not None and not self._busy:
            path, overwrite = self._waiting
            self._waiting = None
            self.save(path, overwrite=overwrite)

    def _failed(self, path: Path, done: str, error: Exception) -> None:
        if done == "saved":
            self._busy, self._waiting = False, None
        if not isinstance(error, Problem):
            raise error
        self.failed.emit(f"“{path.name}” was not {done}. {error}")


def _tidy_beside(path: Path) -> None:
    """A program that was killed while it saved may have left a hidden file beside this one."""
    background().submit(partial(delete_leftovers_of, path), _done)


def _done(_: object) -> None:
    """Nobody waits for it."""


def read_file(path: Path, catalog: Catalog) -> OpenedFile:
    """Read a workflow, in a worker. Raises Problem."""
    stamp = stamp_of(path)  # before: what is written while we read must be noticed
    opened = read_ows(path, catalog)
    return OpenedFile(prepare(opened.workflow), opened.problems, opened.from_orange, stamp)


def write_file(saving: Saving) -> Stamp | str | None:
    """Write a workflow, in a worker; a text says why it was not. Raises Problem."""
    there = stamp_of(saving.path)
    if there is not None and there != saving.seen and not saving.overwrite:
        return _reason(saving)
    if there is not None and not saving.overwrite and is_of_orange(saving.path):
        return ("Orange saved this file, and will not be able to open it any more. Save under "
                "another name to keep both.")
    write_ows(saving.workflow, saving.path)
    return stamp_of(saving.path)


def _look_at(path: Path) -> tuple[Stamp | None, bool]:
    return stamp_of(path), is_of_orange(path)


def stamp_of(path: Path) -> Stamp | None:
    """How a file is now: when it was changed, its size and which file it is."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def with_ending(path: Path | None) -> Path:
    """The path with `.ows` at its end."""
    if path is None:
        raise Problem("This workflow has no file yet. Choose a name for it.")
    return path if path.suffix.lower() == ".ows" else path.with_name(path.name + ".ows")


def _reason(saving: Saving) -> str:
    if saving.seen is None:
        return f"There is a file of that name already in {saving.path.parent}."
    return ("Another program changed this file after it was opened here. Replacing it loses those "
            "changes.")
