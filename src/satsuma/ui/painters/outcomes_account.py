"""Account: what became of the pictures, counted and sorted into groups. Knows no Qt.

One pass over the outcomes; for 100,000 pictures it takes a few milliseconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from satsuma.data.column import Column
from satsuma.data.names import file_of
from satsuma.data.outcome import Origin
from satsuma.views import Outcomes, Work

Kind = Literal["fine", "cached", "twin", "repaired", "refused", "pending", "noted"]
"""`cached` and `twin` are fine too, but needed no computing. `noted` are fine pictures with
something to tell; all others are apart from each other."""

GOOD: tuple[Kind, ...] = ("fine", "cached", "twin")

SIGNS: dict[Kind, str] = {"fine": "check", "cached": "check", "twin": "copy",
                          "repaired": "warning", "refused": "error", "pending": "clock",
                          "noted": "note"}

EXAMPLES = 5
"""So many pictures stand for a category."""


@dataclass(frozen=True, eq=False)
class Group:
    """Pictures to which the same happened, by their row numbers."""

    kind: Kind
    word: str
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Category:
    """A category: its code for the color, its size and the rows of its first pictures."""

    name: str
    code: int
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Account:
    """The groups; all but the noted ones add up to the number of pictures."""

    view: Outcomes
    groups: tuple[Group, ...]
    categories: tuple[Category, ...]

    @property
    def total(self) -> int:
        return len(self.view.ids)

    def group(self, kind: Kind) -> Group | None:
        """The group of this kind, where it is not empty."""
        return next((one for one in self.groups if one.kind == kind), None)

    def file(self, row: int) -> Path | None:
        """The file of a row; None where it has none."""
        column = self.view.pictures
        if column is None or not column.values[row]:
            return None
        return file_of(column.folder, column.values[row])


def account_of(view: Outcomes) -> Account:
    """Count and sort."""
    return Account(view, _groups(view), _categories(view.categories))


def _groups(view: Outcomes) -> tuple[Group, ...]:
    rows: dict[str, list[int]] = {"repaired": [], "refused": [], "pending": [], "noted": []}
    for row, outcome in enumerate(view.outcomes):
        if outcome.state == "fine":
            if outcome.notes:
                rows["noted"].append(row)
        elif view.pending and outcome.reason == view.pending:
            rows["pending"].append(row)
        else:
            rows[outcome.state].append(row)
    found = {kind: np.array(some, np.intp) for kind, some in rows.items()}
    plain = np.ones(len(view.outcomes), bool)
    for kind in ("repaired", "refused", "pending"):
        plain[rows[kind]] = False
    words: dict[Kind, str] = {"repaired": "repaired", "refused": view.refused,
                              "pending": view.pending, "noted": "with a note"}
    good = _good(plain, view.origins)
    return tuple(good + [Group(kind, words[kind], found[kind]) for kind in words
                         if len(found[kind])])


def _good(plain: np.ndarray, origins: np.ndarray | None) -> list[Group]:
    """The fine ones, by where their vectors come from; where there are none, an empty group."""
    if origins is None:
        return [Group("fine", "fine", np.flatnonzero(plain))]
    cached, twin = plain & (origins == Origin.CACHE), plain & (origins == Origin.TWIN)
    found = [Group("fine", "embedded", np.flatnonzero(plain & ~cached & ~twin)),
             Group("cached", "from the cache", np.flatnonzero(cached)),
             Group("twin", "twin of another" if twin.sum() == 1 else "twins of others",
                   np.flatnonzero(twin))]
    return [one for one in found if len(one)] or found[:1]


def _categories(column: Column | None) -> tuple[Category, ...]:
    """The largest first, and at the end the pictures without any."""
    if column is None:
        return ()
    codes = column.values
    counts = np.bincount(codes + 1, minlength=len(column.categories) + 1)
    order = np.argsort(codes, kind="stable")
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    found = [Category(_named(column, code), code,
                      int(counts[code + 1]),
                      tuple(order[starts[code + 1]:][:min(EXAMPLES, counts[code + 1])].tolist()))
             for code in range(-1, len(column.categories)) if counts[code + 1]]
    return tuple(sorted(found, key=lambda one: (one.code < 0, -one.count)))


def _named(column: Column, code: int) -> str:
    if code < 0:
        return "no category"
    name = column.categories[code]
    return "in the folder itself" if name == "." else name


def title(account: Account) -> str:
    """How many pictures there are."""
    return "1 picture" if account.total == 1 else f"{account.total:,} pictures"


def subtitle(account: Account) -> str:
    """What else there is to say of them in one line."""
    parts = []
    if named := sum(one.code >= 0 for one in account.categories):
        parts.append("1 category" if named == 1 else f"{named:,} categories")
    if others := account.view.others:
        parts.append("1 other file, not a picture" if others == 1
                     else f"{others:,} other files, not pictures")
    return " · ".join(parts)


def summary(account: Account) -> str:
    """The groups as one line."""
    return " · ".join(f"{len(one):,} {one.word}" for one in account.groups)


def told_of_work(work: Work) -> tuple[str, str]:
    """How the vectors came about, in a line, and where in another."""
    private = "Nothing leaves this computer."
    if not work.computed:
        had = "had to be" if work.cached else "was"
        return f"Nothing {had} computed.", private
    rate = work.computed / max(work.seconds, 1e-6)
    speed = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    pictures = "1 picture" if work.computed == 1 else f"{work.computed:,} pictures"
    spent = f"{work.seconds:,.0f}" if work.seconds >= 10 else f"{work.seconds:.1f}"
    told = f"{pictures} went through the network in {spent}\N{NO-BREAK SPACE}s"
    if work.computed > 1:
        told += f", {speed} per second"
    where = f"On {device_words(work.device)}, with {engine_words(work.engine)}"
    return told, f"{where}, {moment(work.ended)}. {private}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")


def moment(seconds: float) -> str:
    """A point in time: “3 May 2025, 14:32”. It may be long ago: results are kept."""
    then = time.localtime(seconds)
    return (f"{then.tm_mday} {_MONTHS[then.tm_mon - 1]} {then.tm_year}, "
            f"{then.tm_hour:02}:{then.tm_min:02}")


def device_words(device: str) -> str:
    """The name of a device as a person says it."""
    plain = {"cpu": "the processor", "cuda": "the graphics card", "mps": "the graphics processor"}
    return plain.get(device.partition(":")[0], device)


def engine_words(engine: str) -> str:
    """The name of what computes as it calls itself."""
    names = {"onnxruntime": "ONNX Runtime", "openvino": "OpenVINO", "torch": "PyTorch"}
    return names.get(engine, engine)
