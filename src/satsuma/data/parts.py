"""Parts: how many pieces a picture's file may be read in.

Headers are read piece by piece: markers of a JPEG, chunks of a PNG, blocks of a GIF. A file of some
megabytes can consist of millions of pieces of a few bytes, and would be read for minutes.
"""

from __future__ import annotations

import io
from typing import IO, Any

from satsuma.data.outcome import Refused

_ALWAYS = 100_000
_BYTES_EACH = 100
"""Blocks of a GIF hold 255 bytes and are read in two pieces; all else comes in larger ones."""


class Counted:
    """A stream that may be read in so many pieces; then `read` raises Refused.

    All else is that of the stream itself.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        here = stream.tell()
        self._left = most_parts(stream.seek(0, io.SEEK_END))
        stream.seek(here)

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise too_many_parts()
        return self._stream.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def most_parts(size: int) -> int:
    """In how many pieces a file of so many bytes may be read."""
    return _ALWAYS + size // _BYTES_EACH


def too_many_parts() -> Refused:
    """What to raise."""
    return Refused("the file comes in more pieces than any camera or program writes; save it anew "
                   "to use it")
