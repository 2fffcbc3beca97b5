"""Planning to save pictures: which file goes where, under which name, before anything is written.

Folders are listed once each, those that are read and those that are written to; no single file is
asked for, so that 100,000 pictures on a share take seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from satsuma.data.new_file import free_bytes
from satsuma.data.plan import PICTURES, Plan, Step, plan_of
from satsuma.data.safe_names import key_of, safe_name, split_suffix
from satsuma.data.shelf import Shelf
from satsuma.run import Run

Suffix = Callable[[str], str]
"""The ending that the copy of a file gets, for the ending that the file has."""


@dataclass(frozen=True)
class Wish:
    """A picture to be saved: its row, its file ("" where there is none), its group ("" for none),
    and the name that is wanted, without an ending; None for the file's own."""

    row: str
    file: str
    group: str = ""
    name: str | None = None


def picture_plan(wishes: Sequence[Wish], folder: str, suffix: Suffix, *, sized: bool,
                 notes: tuple[str, ...] = (), run: Run = Run()) -> Plan:
    """The plan for saving these pictures below `folder`.

    `sized` says that copies have the size of their originals, so that what is there already can be
    told by it. Raises OSError when a folder to be written to cannot be listed.
    """
    desk = _Desk(folder, suffix, sized, _sizes([wish.file for wish in wishes], run))
    steps = [desk.step(wish) for wish in run.track(wishes)]
    total = sum(desk.sizes.get(step.source, 0) for step in steps
                if step.deed in ("write", "number")) if sized else None
    return plan_of(steps, PICTURES, folder, notes=notes, bytes=total, free=free_bytes(folder))


def _sizes(files: Iterable[str], run: Run) -> dict[str, int]:
    """The sizes of those files that are there, from one listing of each folder."""
    wanted: dict[str, set[str]] = {}
    for file in files:
        if file:
            folder, name = os.path.split(file)
            wanted.setdefault(folder, set()).add(name)
    found: dict[str, int] = {}
    for folder, names in wanted.items():
        run.check()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name in names and entry.is_file():
                        found[os.path.join(folder, entry.name)] = entry.stat().st_size
        except OSError:
            continue  # its pictures are told as missing, each by name
    return found


class _Desk:
    """A plan in the making: the folders and the names that were given out."""

    def __init__(self, folder: str, suffix: Suffix, sized: bool, sizes: dict[str, int]) -> None:
        self.folder, self.suffix, self.sized, self.sizes = folder, suffix, sized, sizes
        self._root = Shelf(folder)
        self._shelves: dict[str, Shelf] = {"": self._root}
        self._groups: dict[str, str] = {"": ""}
        self._seen: dict[tuple[str, str, str], str] = {}

    def step(self, wish: Wish) -> Step:
        if not wish.file:
            return Step(wish.row, "", "", "leave", "This row has no picture.")
        if wish.file not in self.sizes:
            return Step(wish.row, wish.file, "", "fail", self._why_missing(wish.file))
        if not self.sizes[wish.file]:
            return Step(wish.row, wish.file, "", "fail", "The file is empty.")
        stem, own = split_suffix(os.path.basename(wish.file))
        name = safe_name((stem if wish.name is None else wish.name.strip() or stem)
                         + self.suffix(own))
        group = self._group(wish.group)
        first = self._seen.setdefault((wish.file, group, name), wish.row)
        if first != wish.row:
            return Step(wish.row, wish.file, "", "leave", f"It is the same file as “{first}”.")
        return self._placed(wish, group, name)

    def _placed(self, wish: Wish, group: str, name: str) -> Step:
        shelf = self._shelf(group)
        size = self.sizes[wish.file] if self.sized else None
        given, deed = shelf.place(name, size)
        reason = ""
        if deed == "same":
            reason = f"“{given}” is there already. If it is the same picture it stays as it is, " \
                     "else this one gets a number."
        elif deed == "number":
            there = key_of(name) in shelf.there
            reason = f"“{name}” is there already." if there else \
                f"Another picture here is called “{name}”."
        front = f"{group}/" if group else ""
        return Step(wish.row, wish.file, front + given, deed, reason, front + name)

    def _why_missing(self, file: str) -> str:
        folder = os.path.dirname(file)
        if not os.path.isdir(folder):
            return f"Its folder “{folder}” is not there."
        return "The file is not there, or may not be read."

    def _group(self, group: str) -> str:
        """The folder of a group: two groups never share one, whatever the system makes of names."""
        if group not in self._groups:
            taken = {key_of(one) for one in self._groups.values()}
            wanted, number = safe_name(group), 1
            while True:
                name = wanted if number == 1 else f"{wanted} ({number})"
                there = self._root.there.get(key_of(name))
                if key_of(name) not in taken and (there is None or there[1] == -1):
                    break
                number += 1
            self._groups[group] = name
        return self._groups[group]

    def _shelf(self, group: str) -> Shelf:
        if group not in self._shelves:
            self._root.claim(group)  # no picture is called as a folder will be
            self._shelves[group] = Shelf(os.path.join(self.folder, group))
        return self._shelves[group]
