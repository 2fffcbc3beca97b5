"""SHA-256 of weights files, each read only once.

What is known is kept in the cache by path, size and time of change; a file that has changed in any
of these is read again. Each entry carries a checksum: a digest with one wrong digit would make
other weights of them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path
from zlib import crc32

from satsuma.data.atomic import atomic_write
from satsuma.data.places import cache_folder
from satsuma.problem import Problem

Known = dict[str, tuple[int, int, str, int]]
_HEX = re.compile(r"[0-9a-f]{64}")


def file_digest(file: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits. Raises OSError."""
    status = file.stat()
    path, state = str(file.absolute()), (status.st_size, status.st_mtime_ns)
    kept = _read().get(path)
    if kept and kept[:2] == state:
        return kept[2]
    digest = fresh_digest(file)
    _write(_read() | {path: (*state, digest, _checksum(path, *state, digest))})
    return digest


def fresh_digest(file: Path) -> str:
    """The SHA-256 of a file, read now. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _file() -> Path:
    return cache_folder() / "networks" / "digests.json"


def _read() -> Known:
    """What is known; nothing where the file is absent or damaged."""
    try:
        kept = json.loads(_file().read_text("utf-8"))
        return {path: (size, time, digest, checksum)
                for path, (size, time, digest, checksum) in kept.items()
                if _HEX.fullmatch(digest) and checksum == _checksum(path, size, time, digest)}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _checksum(path: str, size: int, time: int, digest: str) -> int:
    return crc32(f"{path} {size} {time} {digest}".encode("utf-8", "surrogatepass"))


def _write(known: Known) -> None:
    # A cache that cannot be written costs time, nothing else.
    with contextlib.suppress(OSError, Problem):
        _file().parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(_file()) as file:
            file.write(json.dumps(known, indent=1).encode())
