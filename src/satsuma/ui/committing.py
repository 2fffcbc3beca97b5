"""Committing: what widgets have planned to write is written, in a thread, when a person says so.

Receipts are kept for as long as the document is open: they are no part of the workflow, and no
step of its history.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.data.plan import Receipt
from satsuma.data.plan_words import counted, receipt_line
from satsuma.data.take_back import take_back
from satsuma.engine.committing import Commitment, commitment
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.ui.fetching import WatchedRun, ending
from satsuma.ui.question import Question

Stamp = tuple[int, int]


class CommitRun(WatchedRun):
    """A run that also tells how many steps are done, and how long the rest takes."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: tuple[int, int] | None = None
        self._started = time.monotonic()

    def count(self, done: int, total: int) -> None:
        self.counted = (done, total)

    @property
    def left(self) -> float | None:
        """Seconds left; None while that cannot be told."""
        spent = time.monotonic() - self._started
        if self.progress is None or self.progress < 0.02 or spent < 0.5:
            return None
        return spent * (1 - self.progress) / self.progress


@dataclass(frozen=True)
class Saved:
    """What a node has written or is writing: `key` names the result whose plan it was.

    `run` is there while something goes on, `error` when nothing at all came about.
    """

    key: str | None
    run: CommitRun | None = None
    receipt: Receipt | None = None
    error: str = ""


def saved_line(saved: Saved) -> str:
    """What the node says of it in its line; "" where its plan is as it was."""
    if saved.run is not None:
        return "saving…" if saved.receipt is None else "removing…"
    return receipt_line(saved.receipt) if saved.receipt is not None else ""


class Committer(QObject):
    """Writes for the nodes of one document. `changed` names the node whose `Saved` is new."""

    changed = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._saved: dict[str, Saved] = {}
        self._own: dict[str, Stamp] = {}  # files that were written here, as they were then

    def saved(self, node_id: str) -> Saved | None:
        """What was or is being written for a node, since the document was opened."""
        return self._saved.get(node_id)

    # Writing

    def commit(self, node_id: str, window: QWidget | None) -> None:
        """Write what the node shows as its plan; asked about are files that would be replaced."""
        if self._is_busy(node_id):
            return
        engine = self._document.bridge.engine
        try:
            ready = commitment(engine, node_id)
        except Problem as problem:
            self.failed.emit(str(problem))
            return
        key = engine.status(node_id).key
        begin = partial(self._ask_or_begin, node_id, key, ready, window)
        background().submit(partial(_foreign, ready.plan.to_replace(), dict(self._own)), begin)

    def cancel(self, node_id: str) -> None:
        """Stop after the file that is being written; what is written stays."""
        saved = self._saved.get(node_id)
        if saved is not None and saved.run is not None:
            saved.run.cancel()

    def cancel_all(self) -> None:
        for node_id in self._saved:
            self.cancel(node_id)

    def _is_busy(self, node_id: str) -> bool:
        saved = self._saved.get(node_id)
        return saved is not None and saved.run is not None

    def _ask_or_begin(self, node_id: str, key: str | None, ready: Commitment,
                      window: QWidget | None, foreign: list[str]) -> None:
        if not foreign:
            self._begin(node_id, key, ready)
            return
        asked = replacing_question(foreign, window)
        asked.answered.connect(partial(self._answered, node_id, key, ready))
        asked.answered.connect(asked.deleteLater)
        asked.show()

    def _answered(self, node_id: str, key: str | None, ready: Commitment, answer: str) -> None:
        if answer == "replace":
            self._begin(node_id, key, ready)

    def _begin(self, node_id: str, key: str | None, ready: Commitment) -> None:
        if self._is_busy(node_id):
            return
        run = CommitRun()
        self._set(node_id, Saved(key, run))
        work = ending(partial(ready.carry_out, ready.plan.to_replace(), run))
        background().keep(work, partial(self._end, node_id, key),
                          partial(self._end_badly, node_id, key))

    def _end(self, node_id: str, key: str | None, receipt: Receipt | None) -> None:
        if receipt is None:
            self._set(node_id, Saved(key, error="It was stopped before anything was written."))
            return
        for entry in receipt.entries:
            for file in entry.files:
                self._own[file.path] = (file.size, file.mtime_ns)
        self._set(node_id, Saved(key, receipt=receipt))

    def _end_badly(self, node_id: str, key: str | None, error: Exception) -> None:
        if not isinstance(error, Problem):
            self._set(node_id, Saved(key, error=f"It broke: {type(error).__name__}: {error}"))
            raise error
        self._set(node_id, Saved(key, error=str(error)))

    # Afterwards

    def take_back(self, node_id: str, window: QWidget | None) -> None:
        """Remove what was written last, after a question."""
        saved = self._saved.get(node_id)
        if saved is None or saved.receipt is None or not saved.receipt.removable:
            return
        asked = removing_question(saved.receipt, window)
        asked.answered.connect(partial(self._take_back, node_id, saved))
        asked.answered.connect(asked.deleteLater)
        asked.show()

    def _take_back(self, node_id: str, saved: Saved, answer: str) -> None:
        if answer != "remove" or saved.receipt is None or self._saved.get(node_id) is not saved:
            return
        run = CommitRun()
        self._set(node_id, replace(saved, run=run))
        background().keep(partial(take_back, saved.receipt, run), partial(
            self._end, node_id, saved.key), partial(self._end_badly, node_id, saved.key))

    def look_again(self, node_id: str) -> None:
        """Plan anew: what was written is there now."""
        if node_id in self._document.workflow.nodes:
            self._document.bridge.engine.look_again(node_id)

    def _set(self, node_id: str, saved: Saved) -> None:
        self._saved[node_id] = saved
        self.changed.emit(node_id)


def _foreign(files: Iterable[str], own: dict[str, Stamp]) -> list[str]:
    """Those of the files that we did not write, or that somebody has changed since."""
    return [file for file in files if file not in own or _stamp(file) not in (None, own[file])]


def _stamp(file: str) -> Stamp | None:
    try:
        status = os.stat(file)
    except OSError:
        return None  # gone: nothing is replaced
    return status.st_size, status.st_mtime_ns


def replacing_question(files: list[str], window: QWidget | None) -> Question:
    """Asks about files that would be replaced, by their names."""
    first = os.path.basename(files[0])
    more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
    return Question(f"Replace “{first}”{more}?",
                    f"{chr(10).join(files[:8])}\n\nWhat is in it now will be gone.",
                    (("!replace", "Replace"), ("cancel", "Keep it")), window)


def removing_question(receipt: Receipt, window: QWidget | None) -> Question:
    """Asks before files are removed."""
    return Question(
        f"Remove {counted(receipt, receipt.removable)} again?",
        f"Only what was just written to “{receipt.folder}” and has not been changed since is "
        "removed. Everything else in it stays.",
        (("!remove", "Remove"), ("cancel", "Keep")), window)
