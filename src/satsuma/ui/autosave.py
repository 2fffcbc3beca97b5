"""Autosave: keeps what is not saved yet on disk while a person works, so that a crash costs little.

A change is on disk about a second later. The text is made and written in a worker; a document that
is saved, or as it was, leaves nothing behind.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import Recovered, RecoveryStore, file_digest, new_document_id

PAUSE = 700
"""Milliseconds from a change to the writing, also while more changes come."""


class Autosave(QObject):
    """Follows one document. A document brought back after a crash `replaces` what was left."""

    failed = pyqtSignal(str)  # told once, until it works again

    def __init__(self, document: Document, store: RecoveryStore | None = None, *,
                 replaces: Recovered | None = None) -> None:
        super().__init__(document)
        self._document = document
        self._store = store or recovery_store()
        self._id = new_document_id()
        self._replaces = replaces
        self._kept: tuple[Workflow, Path | None] | None = None
        self._based_on, self._digest_of = "", object()
        self._busy = self._closed = self._told = self._hurries = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._act)
        document.changed.connect(self._note)
        document.named.connect(self._note)
        self._note()

    def close(self) -> None:
        """The person is done with the document: saved it, or does not want its changes."""
        self._closed = True
        self._timer.stop()
        self._store.finish(self._id)
        background().keep(partial(self._store.remove, self._id), _nothing_more)
        self._discard_replaced()

    def write_now(self) -> None:
        """Do not wait for the pause: the program is about to end."""
        self._hurries = True
        self._timer.stop()
        self._act()

    def _note(self) -> None:
        if self._closed:
            return
        if not self._document.modified:
            self._note_file()
        if not self._timer.isActive():
            self._timer.start()

    def _note_file(self) -> None:
        """What the next changes are made to, to notice a file that was changed elsewhere."""
        state = (self._document.path, self._document.workflow)
        if state != self._digest_of:
            self._digest_of = state
            background().submit(partial(file_digest, state[0]), self._take_digest)

    def _take_digest(self, digest: str) -> None:
        self._based_on = digest

    def _act(self) -> None:
        if self._busy or self._closed:
            return  # `_done` looks again
        document = self._document
        if not document.modified:
            if self._kept is not None:
                self._start(partial(self._store.remove, self._id), None)
            return
        state = (document.workflow, document.path)
        if state != self._kept:
            self._start(partial(self._store.write, self._id, *state, title=document.title,
                                based_on=self._based_on), state)

    def _start(self, work: Any, state: tuple[Workflow, Path | None] | None) -> None:
        self._busy = True
        background().keep(work, partial(self._done, state), self._failed)

    def _done(self, state: tuple[Workflow, Path | None] | None, _answer: object) -> None:
        self._busy = self._told = False
        self._kept = state
        if state is not None:
            self._discard_replaced()
        self._look_again()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not self._told:
            self._told = True
            self.failed.emit(f"Unsaved changes are not protected from a crash. {error}")

    def _look_again(self) -> None:
        state = (self._document.workflow, self._document.path)
        if self._closed or self._kept == (state if self._document.modified else None):
            return
        if self._hurries:
            self._act()
        else:
            self._timer.start()

    def _discard_replaced(self) -> None:
        """Only once the document is kept anew: a crash in between must not lose it."""
        if self._replaces is not None:
            background().keep(partial(self._store.discard, self._replaces), _nothing_more)
            self._replaces = None


def _nothing_more(_answer: object) -> None:
    """What is removed needs no answer."""


_store: list[RecoveryStore] = []


def recovery_store() -> RecoveryStore:
    """The one of the process. Close it when the program ends."""
    if not _store:
        _store.append(RecoveryStore())
    return _store[0]
