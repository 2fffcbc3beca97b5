"""Recovery: what was not saved yet, kept on disk so that a crash loses next to nothing.

One file per open document: a line of JSON about it, then the text of the workflow with full paths.
An unsaved report is kept in the same way, with the text of its HTML.
A running program holds a lock on a file of its own; a document whose program holds none any more
is abandoned, and whoever asks first takes it over, so that no two programs offer the same one.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from satsuma.data.atomic import atomic_write
from satsuma.data.leftovers import delete_leftovers
from satsuma.data.places import data_folder
from satsuma.problem import Problem
from satsuma.workflow.held_lock import HeldLock
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovered import REPORT, Recovered, described, file_digest, mark_of
from satsuma.workflow.writing import dumps

__all__ = ["Recovered", "RecoveryStore", "file_digest", "new_document_id", "recovery_folder"]

SUFFIX = ".unsaved"
LOCK = ".running"


def recovery_folder() -> Path:
    """Where unsaved documents are kept; `SATSUMA_DATA` puts it elsewhere."""
    return data_folder() / "recovery"


class RecoveryStore:
    """The folder of unsaved documents. May be used from several threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = recovery_folder() if folder is None else folder
        self._guard = threading.Lock()
        self._own: HeldLock | None = None
        self._adopted: dict[str, HeldLock] = {}
        self._finished: set[str] = set()

    # Writing

    def write(self, document: str, workflow: Workflow, path: Path | None, *, title: str = "",
              based_on: str = "") -> None:
        """Keep the present state of an open document. Raises Problem when it cannot be written."""
        text = dumps(workflow, None).encode()
        with self._guard:
            if document in self._finished:
                return
            header = self._header(path, title, len(workflow.nodes), based_on)
            with atomic_write(self._file(document)) as opened:
                opened.write(header + text)

    def write_report(self, report: str, text: Iterable[bytes], path: Path | None, *, title: str,
                     items: int) -> None:
        """Keep the present state of the open report. Raises Problem when it cannot be written.

        A report may be large, so nobody waits meanwhile.
        """
        with self._guard:
            if report in self._finished:
                return
            header = self._header(path, title, items, "")
        with atomic_write(self._file(report, REPORT)) as opened:
            opened.write(header)
            opened.writelines(text)
        if report in self._finished:
            self.remove(report)

    def _header(self, path: Path | None, title: str, count: int, based_on: str) -> bytes:
        return json.dumps({"satsuma": 1, "session": self._session(), "path": str(path or ""),
                           "title": title, "time": time.time(), "nodes": count,
                           "based_on": based_on}).encode() + b"\n"

    def remove(self, document: str) -> None:
        """The document was saved, or its changes were taken back: nothing is left to recover."""
        for suffix in (SUFFIX, REPORT):
            with self._guard, suppress(OSError):
                self._file(document, suffix).unlink()

    def finish(self, document: str) -> None:
        """The document is closed: what is still being written of it will not be kept."""
        # A set is safe without the guard, which a write that is under way holds for long.
        self._finished.add(document)

    def close(self) -> None:
        """The program ends as it should: finished documents go, unanswered ones stay."""
        for document in tuple(self._finished):
            self.remove(document)
        with self._guard:
            for lock in (*self._adopted.values(), *([self._own] if self._own else [])):
                lock.release(delete=not self._of_session(lock.file.stem))
            self._own, self._adopted = None, {}

    def _file(self, document: str, suffix: str = SUFFIX) -> Path:
        return self._folder / f"{document}{suffix}"

    def _session(self) -> str:
        if self._own is None:
            self._make_folder()
            self._own = HeldLock.new(self._folder, LOCK)
        return self._own.file.stem

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"“{self._folder}” cannot be made: "
                          f"{(error.strerror or str(error)).lower()}.") from error

    # Reading

    def abandoned(self) -> tuple[Recovered, ...]:
        """The documents of programs that are gone, newest first; none of them is offered twice."""
        with self._guard:
            found = [one for one in self._all() if self._takes_over(one.session)]
            self._forget_empty_sessions()
            delete_leftovers(self._folder)
        return tuple(sorted(found, key=lambda one: one.time, reverse=True))

    def discard(self, recovered: Recovered) -> None:
        """Delete an abandoned document: it was restored, or the person does not want it."""
        with self._guard, suppress(OSError):
            recovered.file.unlink()
            mark_of(recovered.file).unlink(missing_ok=True)

    def postpone(self, recovered: Recovered) -> None:
        """The person was asked and wants to decide later: it stays, and is offered quietly."""
        with self._guard, suppress(OSError):
            if recovered.file.exists():
                mark_of(recovered.file).touch(mode=0o600)

    def _all(self) -> list[Recovered]:
        return [one for suffix in (SUFFIX, REPORT) for file in _listed(self._folder, suffix)
                if (one := described(file))]

    def _of_session(self, session: str) -> list[Recovered]:
        return [one for one in self._all() if one.session == session]

    def _takes_over(self, session: str) -> bool:
        if self._own is not None and session == self._own.file.stem:
            return False
        if session not in self._adopted:
            lock = HeldLock.taken(self._folder / f"{session}{LOCK}")
            if lock is None:
                return False
            self._adopted[session] = lock
        return True

    def _forget_empty_sessions(self) -> None:
        """Locks of programs that left no document are deleted while nobody else can hold them."""
        used = {one.session for one in self._all()}
        for file in _listed(self._folder, LOCK):
            if file.stem not in used and self._takes_over(file.stem):
                self._adopted.pop(file.stem).release(delete=True)


def new_document_id() -> str:
    """A name for an open document in the store."""
    return token_hex(8)


def _listed(folder: Path, suffix: str) -> list[Path]:
    with suppress(OSError):
        return sorted(file for file in folder.iterdir() if file.suffix == suffix)
    return []
