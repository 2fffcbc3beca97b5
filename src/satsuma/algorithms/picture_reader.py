"""PictureReader: from a file to the pixels that a network sees, in a thread of its own.

The content's digest is made first: it tells whether the picture is known under another name, or
is being read under another name just now. It must belong to the bytes that were decoded, so a
file that changes meanwhile is read again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from satsuma.algorithms.embedding_cache import Kept
from satsuma.algorithms.ledger import as_refused
from satsuma.algorithms.networks import Preprocessing
from satsuma.algorithms.see import see
from satsuma.data.images import open_picture
from satsuma.data.known_files import content_digest, wait_until_settled
from satsuma.data.outcome import Outcome, Refused
from satsuma.data.scan import PictureFile

_TRIES = 3
"""How often a file that changes while it is read is read again."""


@dataclass(frozen=True)
class Refusal:
    """The row's picture cannot be used."""

    row: int
    outcome: Outcome


@dataclass(frozen=True)
class Known:
    """The row's picture has a vector in the cache."""

    row: int
    file: PictureFile
    content: str
    kept: Kept


@dataclass(frozen=True)
class Double:
    """The row's picture is being read for another row."""

    row: int
    file: PictureFile
    content: str


@dataclass(frozen=True)
class Seen:
    """The row's picture as the network sees it: uint8, h × w × 3."""

    row: int
    file: PictureFile
    content: str
    pixels: np.ndarray
    outcome: Outcome


Look = Refusal | Known | Double | Seen


class PictureReader:
    """Looks at files for the rows of a table; safe to use from several threads.

    `recall` asks the cache for a content digest. `exact` decodes large photographs in full.
    With `refuse_damaged`, what had to be repaired is refused for that reason.
    """

    def __init__(self, files: Sequence[PictureFile | None], preprocessing: Preprocessing,
                 recall: Callable[[str], Kept | None], *, exact: bool = False,
                 refuse_damaged: bool = False) -> None:
        self._files = files
        self._preprocessing = preprocessing
        self._recall = recall
        self._short_side = None if exact else preprocessing.resize
        self._refuse_damaged = refuse_damaged
        self._claimed: set[tuple[str, str]] = set()
        self._lock = Lock()

    def look(self, row: int) -> Look:
        """What there is to see in the row's file; `Double` when another row was first."""
        return self._look(row, share=True)

    def look_alone(self, row: int) -> Look:
        """The same, whatever other rows show."""
        return self._look(row, share=False)

    def _look(self, row: int, *, share: bool) -> Look:
        given = self._files[row]
        if given is None:
            return refusal(row, "the file is missing")
        try:
            for _ in range(_TRIES):
                before = os.stat(given.path)
                wait_until_settled(before.st_mtime_ns)
                look = self._look_once(row, picture_file(given.path, before), share)
                if _same(before, os.stat(given.path)):
                    return look
        except OSError as error:
            return refusal(row, told(error))
        return refusal(row, "the file changes while it is read; try again when it is finished")

    def _look_once(self, row: int, file: PictureFile, share: bool) -> Look:
        content = content_digest(file.path)
        if (kept := self._recall(content)) is not None:
            return Known(row, file, content, kept)
        # What a file is taken for also hangs on its suffix, so only files of one suffix share.
        if share and not self._claim(content, file.path.suffix.lower()):
            return Double(row, file, content)
        try:
            picture = open_picture(file.path, short_side=self._short_side)
            if picture.outcome.state == "repaired" and self._refuse_damaged:
                return Refusal(row, as_refused(picture.outcome))
            return Seen(row, file, content, see(picture, self._preprocessing), picture.outcome)
        except Refused as refused:
            return refusal(row, str(refused))
        except Exception as error:  # noqa: BLE001 - one odd picture must not stop ten thousand
            return refusal(row, f"the program fails on this picture ({error!r})")

    def _claim(self, content: str, suffix: str) -> bool:
        """Whether this is the first row with that content."""
        with self._lock:
            first = (content, suffix) not in self._claimed
            self._claimed.add((content, suffix))
            return first


def refusal(row: int, reason: str) -> Refusal:
    return Refusal(row, Outcome("refused", reason))


def picture_file(path: Path, status: os.stat_result | None = None) -> PictureFile:
    """The file with its size and time. Raises OSError when it is missing or no plain file."""
    status = status or os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("a folder, not a file" if stat.S_ISDIR(status.st_mode) else "not a file")
    return PictureFile(path, path.name, status.st_size, status.st_mtime_ns)


def told(error: OSError) -> str:
    """Why a file cannot be read, in plain words."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "the file is missing"
        case PermissionError():
            return "no permission to read the file"
        case _:
            return (error.strerror or str(error)).lower()


def _same(before: os.stat_result, after: os.stat_result) -> bool:
    return all(getattr(before, name) == getattr(after, name)
               for name in ("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"))
