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
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import Opened, read_ows, write_ows

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
        self._busy = False
        self._waiting: tuple[Path, bool] | None = None
        if document.path is not None and opened is not None:
            self._seen[document.path] = opened.stamp
        elif document.path is not None:
            background().submit(partial(stamp_of, document.path),
                                partial(self._take_stamp, document.path))

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._busy

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
        background().submit(partial(write_file, saving), partial(self._written, saving),
                            partial(self._failed, path, "saved"))

    def took(self, path: Path, opened: OpenedFile) -> None:
        """The document is now what was read from its file, as after reloading it."""
        self._seen[path] = opened.stamp

    def _opened(self, path: Path, opened: OpenedFile) -> None:
        self.opened.emit(opened, path)

    def _take_stamp(self, path: Path, stamp: Stamp | None) -> None:
        self._seen.setdefault(path, stamp)

    def _written(self, saving: Saving, answer: Stamp | str) -> None:
        self._busy = False
        if isinstance(answer, str):
            self._waiting = None
            self.overwrite_asked.emit(saving.path, answer)
            return
        self._seen[saving.path] = answer
        self._document.mark_saved(saving.path, saving.workflow)
        self.saved.emit(saving.path)
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


def read_file(path: Path, catalog: Catalog) -> OpenedFile:
    """Read a workflow, in a worker. Raises Problem."""
    stamp = stamp_of(path)  # before: what is written while we read must be noticed
    opened = read_ows(path, catalog)
    return OpenedFile(opened.workflow, opened.problems, stamp)


def write_file(saving: Saving) -> Stamp | str | None:
    """Write a workflow, in a worker; a text says why it was not. Raises Problem."""
    there = stamp_of(saving.path)
    if there is not None and there != saving.seen and not saving.overwrite:
        return _reason(saving)
    write_ows(saving.workflow, saving.path)
    return stamp_of(saving.path)


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
