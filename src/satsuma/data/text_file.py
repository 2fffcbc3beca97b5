"""The bytes of a text file, also of a packed one (.gz)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from satsuma.data.atomic import atomic_write
from satsuma.data.budget import most_cells, too_many
from satsuma.data.table_suffix import is_packed
from satsuma.problem import Problem

_SURELY_FINE = 1 << 27
_LARGEST_RATIO = 100
_AT_ONCE = 1 << 24


def bytes_of(file: Path) -> bytes:
    """What is in the file. Raises Problem when it cannot be read or unpacks to far too much."""
    try:
        if not is_packed(file):
            return file.read_bytes()
        return _unpacked(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Problem(f"“{file}” cannot be read: it is no .gz file, or only a part of one.") \
            from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Problem(f"“{file}” cannot be read: {reason}.") from error


def _unpacked(file: Path) -> bytes:
    most = max(_SURELY_FINE, _LARGEST_RATIO * file.stat().st_size)
    parts: list[bytes] = []
    size = lines = 0
    with gzip.open(file) as opened:
        while part := opened.read(_AT_ONCE):
            parts.append(part)
            size += len(part)
            lines += max(part.count(b"\n"), part.count(b"\r"))
            if lines > most_cells(file.stat().st_size):
                raise Problem(f"“{file}” cannot be read: {too_many(lines, 'lines')}.")
            if size > most:
                raise Problem(f"“{file}” cannot be read: it would unpack to over "
                              f"{most / 1e9:,.0f} GB, far more than its size. Unpack it yourself "
                              "if it is yours.")
    return b"".join(parts)


@contextmanager
def text_written(file: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file, all or none; packed where its name ends in .gz."""
    with atomic_write(file) as opened:
        if not is_packed(file):
            yield opened
            return
        # Without time and name in it, the same table makes the same file.
        with gzip.GzipFile("", "wb", 6, opened, mtime=0) as packed:
            yield cast(BinaryIO, packed)
