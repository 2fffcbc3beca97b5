"""PictureReader: from a file to the pixels that a network sees, in a thread of its own.

The content's digest is made first: it tells whether the picture is known under another name, or
is being read under another name just now. It must belong to the bytes that were decoded, so a
file that changes meanwhile is read again. A file whose name ends like another format has a digest
of its own, for what becomes of it hangs on its name too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from satsuma.algorithms.embedding_cache import Kept
from satsuma.algorithms.ledger import as_refused
from satsuma.algorithms.networks import Preprocessing
from satsuma.algorithms.see import see
from satsuma.data.formats import HEAD, is_rightly_named, suffix_of
from satsuma.data.header import opened
from satsuma.data.images import open_picture
from satsuma.data.known_files import check_plain, content_digest, wait_until_settled
from satsuma.data.outcome import Outcome, Refused, is_passing
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
        self._claimed: set[str] = set()
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
            return refusal(row, told(error), passing=is_passing(error))
        return refusal(row, "the file changes while it is read; try again when it is finished",
                       passing=True)

    def _look_once(self, row: int, file: PictureFile, share: bool) -> Look:
        content = _as_named(content_digest(file.path), file.path)
        if (kept := self._recall(content)) is not None:
            return Known(row, file, content, kept)
        if share and not self._claim(content):
            return Double(row, file, content)
        try:
            picture = open_picture(file.path, short_side=self._short_side)
            if picture.outcome.state == "repaired" and self._refuse_damaged:
                return Refusal(row, as_refused(picture.outcome))
            return Seen(row, file, content, see(picture, self._preprocessing), picture.outcome)
        except Refused as refused:
            return refusal(row, str(refused), passing=refused.passing)
        except Exception as error:  # noqa: BLE001 - one odd picture must not stop ten thousand
            return refusal(row, f"the program fails on this picture ({error!r})")

    def _claim(self, content: str) -> bool:
        """Whether this is the first row with that content."""
        with self._lock:
            first = content not in self._claimed
            self._claimed.add(content)
            return first


def _as_named(content: str, file: Path) -> str:
    """The digest of a content; another one where the file's name promises something else."""
    try:
        with opened(file) as stream:
            if is_rightly_named(stream.read(HEAD), file.name):
                return content
    except Refused:
        return content  # whoever reads it next is told why
    return hashlib.sha256(f"{content} {suffix_of(file.name)}".encode("utf-8", "surrogatepass")
                          ).hexdigest()


def refusal(row: int, reason: str, *, passing: bool = False) -> Refusal:
    return Refusal(row, Outcome("refused", reason, passing=passing))


def picture_file(path: Path, status: os.stat_result | None = None) -> PictureFile:
    """The file with its size and time. Raises OSError when it is missing or no plain file."""
    try:
        status = status or os.stat(path)
    except ValueError as error:  # with a zero in it, from a table that anybody can write
        raise OSError("no file can be called so") from error
    check_plain(status)
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
