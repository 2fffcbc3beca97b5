"""Recovered: a document that its program did not close, as the first line of its file tells it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.workflow.ows import LARGEST, Opened, loads

REPORT = ".report"
LONGEST_HEADER = 100_000

_LATEST = 32_503_680_000
"""The year 3000, in seconds since 1970."""


@dataclass(frozen=True)
class Recovered:
    """A document that its program did not close."""

    file: Path
    session: str
    path: Path | None  # the file it was opened from or saved to
    title: str
    time: float  # of the last change that was kept, in seconds since 1970
    nodes: int  # of a report its items
    based_on: str  # the digest of the file at `path` when the changes began
    postponed: bool = False  # a person was asked, and answered: later

    @property
    def is_report(self) -> bool:
        """Whether it is a report, which `text` holds, and no workflow."""
        return self.file.suffix == REPORT

    def workflow(self, catalog: Catalog) -> Opened:
        """The unsaved document. Raises Problem when its file was damaged."""
        return loads(self.text(LARGEST), self.file.parent, catalog)

    def text(self, largest: int) -> bytes:
        """What was kept, up to so many bytes. Raises Problem when it cannot be read."""
        return _split(_read(self.file, largest))[1]

    def changed_elsewhere(self) -> bool:
        """Whether the file at `path` is another one than the one these changes were made to."""
        return bool(self.path and self.based_on) and file_digest(self.path) != self.based_on


def file_digest(path: Path | None) -> str:
    """The digest of a file's bytes; "" when there is none that can be read."""
    if path is not None:
        with suppress(OSError), path.open("rb") as opened:
            return blake2b(opened.read(LARGEST), digest_size=16).hexdigest()
    return ""


def mark_of(file: Path) -> Path:
    """The empty file beside a document that says: asked about, and put off."""
    return file.with_name(f"{file.name}.later")


def described(file: Path) -> Recovered | None:
    """What the first line of a file says; None when this is no such file."""
    try:
        with file.open("rb") as opened:
            header = json.loads(opened.readline(LONGEST_HEADER))
        return _record(file, header)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None  # Not ours, or damaged: it is left where it is.


def _record(file: Path, header: dict[str, Any]) -> Recovered:
    path = str(header["path"])
    session = Path(str(header["session"])).name
    return Recovered(file, session, Path(path) if path else None, str(header["title"]),
                     _moment(header["time"]), int(header["nodes"]), str(header["based_on"]),
                     mark_of(file).exists())


def _moment(seconds: Any) -> float:
    """A time that can be shown; a clock or a file may have told nonsense."""
    found = float(seconds)
    return found if 0 <= found < _LATEST else 0.0


def _read(file: Path, largest: int) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(largest + LONGEST_HEADER)
    except OSError as error:
        raise Problem(f"The unsaved document cannot be read: "
                      f"{(error.strerror or str(error)).lower()}.") from error


def _split(content: bytes) -> tuple[bytes, bytes]:
    header, _, text = content.partition(b"\n")
    return header, text
