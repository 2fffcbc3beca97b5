"""Saving pictures as a plan says. No file that is there is ever replaced, changed or removed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import partial

from satsuma.algorithms.decode_ahead import DecodeAhead
from satsuma.algorithms.picture_encoding import Encoded, Encoding, encoded
from satsuma.data.carrying_out import Account
from satsuma.data.new_file import (
    copied,
    digest_of,
    free_bytes,
    made_folders,
    new_part,
    put_in_place,
    written_file,
)
from satsuma.data.plan import Entry, Plan, Receipt, Step
from satsuma.data.safe_names import key_of, split_suffix
from satsuma.data.shelf import Shelf
from satsuma.problem import Problem
from satsuma.run import Run

_AHEAD = 4
"""So many finished pictures at most wait to be written."""

Made = tuple[int, Encoded | Exception | None]


def write_pictures(plan: Plan, encoding: Encoding, run: Run = Run()) -> Receipt:
    """Save the pictures; the receipt tells of each. Raises Problem when there is no room for them.

    When it is cancelled, what was saved so far stays, and the receipt says so.
    """
    _check_room(plan)
    account = Account(plan)
    todo = [int(number) for number in plan.of("write", "number", "same")]
    with account.whole():
        writer = _Writer(plan, account, run)
        for done, (number, made) in enumerate(_made(plan, todo, encoding, run), start=1):
            with account.step(number) as step:
                if isinstance(made, Exception):
                    raise made
                writer.write(number, step, made)
            run.count(done, len(todo))
    return account.receipt()


def _check_room(plan: Plan) -> None:
    free = free_bytes(plan.folder)
    if plan.bytes is not None and free is not None and plan.bytes > free:
        raise Problem(f"The disk of “{plan.folder}” has {free / 1e9:.1f} GB left, and "
                      f"{plan.bytes / 1e9:.1f} GB are needed. Nothing was written. Make room, or "
                      "choose a folder on another disk.")


def _made(plan: Plan, todo: list[int], encoding: Encoding, run: Run) -> Iterator[Made]:
    """What is to be written for each of these steps; None where the file itself is."""
    if encoding.copies:
        yield from ((number, None) for number in run.track(todo, len(todo)))
        return
    threads = max(1, min(4, (os.cpu_count() or 2) - 1))
    with DecodeAhead(partial(_encoded, plan, encoding), todo, threads=threads,
                     ahead=_AHEAD) as pictures:
        yield from run.track(pictures.answers(run.check), len(todo))


def _encoded(plan: Plan, encoding: Encoding, number: int) -> Made:
    step = plan.step(number)
    try:
        return number, encoded(step.source, split_suffix(step.wanted)[1], encoding)
    except Exception as error:  # noqa: BLE001 - raised again where the step is noted
        return number, error


class _Writer:
    """Writes into folders of which it knows what is there."""

    def __init__(self, plan: Plan, account: Account, run: Run) -> None:
        self._plan, self._account, self._run = plan, account, run
        self._shelves: dict[str, Shelf] = {}
        self._digests: dict[str, str] = {}
        self._saved: dict[tuple[str, str, str], str] = {}  # folder, wanted name, digest -> file
        self._promised: dict[str, list[str]] = {}
        for number in plan.of("write", "number"):
            below, _, name = plan.targets[number].rpartition("/")
            self._promised.setdefault(below, []).append(name)

    def write(self, number: int, step: Step, made: Encoded | None) -> None:
        below, _, wanted = step.wanted.rpartition("/")
        shelf = self._shelf(below)
        data = made.data if made is not None else None
        found = self._alike(shelf, step, wanted, data)
        if found:
            self._account.note(number, Entry(
                step.name, step.source, found, "there", "The same file was there already."))
            return
        self._save(number, step, shelf, wanted, data, made.note if made is not None else "")

    def _shelf(self, below: str) -> Shelf:
        if below not in self._shelves:
            folder = os.path.join(self._plan.folder, below) if below else self._plan.folder
            self._account.note_folders(made_folders(folder))
            shelf = self._shelves[below] = Shelf(folder)
            for name in self._promised.get(below, ()):
                shelf.claim(name)
        return self._shelves[below]

    def _alike(self, shelf: Shelf, step: Step, wanted: str, data: bytes | None) -> str:
        """A file that lies there under this name, or a number of it, with the same content."""
        size = len(data) if data is not None else os.path.getsize(step.source)
        rivals = [name for name, known in shelf.rivals(wanted) if known == size]
        mine = "" if not rivals else hashlib.sha256(data).hexdigest() if data is not None \
            else digest_of(step.source, self._run.check)
        for name in rivals:
            file = os.path.join(shelf.folder, name)
            if file not in self._digests:
                self._digests[file] = digest_of(file, self._run.check)
            if self._digests[file] == mine:
                return file
        return ""

    def _save(self, number: int, step: Step, shelf: Shelf, wanted: str, data: bytes | None,
              note: str) -> None:
        with new_part(shelf.folder) as part:
            if data is None:
                digest = copied(step.source, part, self._run.check)
            else:
                digest = hashlib.sha256(data).hexdigest()
                with open(part, "xb") as opened:
                    opened.write(data)
            known = (shelf.folder, key_of(wanted), digest)
            if known in self._saved:
                self._account.note(number, Entry(
                    step.name, step.source, self._saved[known], "there",
                    "The same picture was saved just before."))
                return
            target = self._put(part, shelf, step, wanted)
        self._saved[known] = target
        written = written_file(target, digest)
        self._account.note(number, Entry(step.name, step.source, target, "written",
                                         self._told(step, target, note), (written,)))

    def _put(self, part: str, shelf: Shelf, step: Step, wanted: str) -> str:
        """Give the part the name that was planned; the next one that is free if it is taken."""
        name = step.target.rpartition("/")[2] if step.deed != "same" else shelf.free(wanted)
        while True:
            target = os.path.join(shelf.folder, name)
            if key_of(name) not in shelf.there:
                try:
                    put_in_place(part, target)
                    return target
                except FileExistsError:
                    shelf.took(name, -1)
            name = shelf.free(wanted)

    def _told(self, step: Step, target: str, note: str) -> str:
        """How it went other than planned, and what had to be mended."""
        name = os.path.basename(target)
        planned = step.deed != "same" and name == step.target.rpartition("/")[2]
        other = "" if planned else f"Saved as “{name}”, since the name was taken by another file."
        mended = f"Repaired: {note}." if note else ""
        return " ".join(part for part in (other, step.reason if planned else "", mended) if part)
