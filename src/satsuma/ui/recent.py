"""Recent: the workflows opened last, kept in a small file. Knows nothing of Qt."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from satsuma.data.atomic import atomic_write
from satsuma.data.choices import preferences_file
from satsuma.problem import Problem

MOST = 15
_LARGEST = 1_000_000
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")


@dataclass(frozen=True)
class Recent:
    """Files, the latest first. One that is missing now stays: its disk may only be unplugged."""

    files: tuple[Path, ...] = ()

    @staticmethod
    def load() -> Recent:
        """The list as it was saved; empty when there is none or it cannot be read."""
        try:
            with _place().open("rb") as opened:
                names = json.loads(opened.read(_LARGEST))["files"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Recent()  # a list that can be made again is no reason to stop anybody
        if not isinstance(names, list):
            return Recent()
        texts = [name for name in names if isinstance(name, str) and _can_be_a_name(name)]
        return Recent(tuple(Path(text) for text in dict.fromkeys(texts))[:MOST])

    def with_file(self, path: Path) -> Recent:
        """The list with a file at its top."""
        path = path.absolute()
        return Recent((path, *(file for file in self.files if file != path))[:MOST])

    def without(self, path: Path) -> Recent:
        """The list without a file."""
        return Recent(tuple(file for file in self.files if file not in (path, path.absolute())))

    def save(self) -> None:
        """Write the list. Raises Problem when the folder cannot be written to."""
        place = _place()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"The folder “{place.parent}” cannot be made: "
                          f"{(error.strerror or str(error)).lower()}.") from error
        with atomic_write(place) as opened:
            opened.write(json.dumps({"files": [str(f) for f in self.files]}, indent=1).encode())


def _can_be_a_name(text: str) -> bool:
    """Whether the system can be asked for such a file at all; every question would raise."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return bool(text) and "\0" not in text


def _place() -> Path:
    return preferences_file().with_name("recent.json")


def told_time(then: datetime, now: datetime) -> str:
    """When something was, to a person: `today 14:02`, `yesterday 9:30`, `3 May`, `3 May 2024`."""
    days = (now.date() - then.date()).days
    clock = f"{then.hour}:{then.minute:02}"
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'} {clock}"
    day = f"{then.day} {_MONTHS[then.month - 1]}"
    return day if then.year == now.year else f"{day} {then.year}"
