"""PNG: what is said in its chunks, also where some of them are damaged (PNG specification, §5)."""

from __future__ import annotations

import io
import struct
import zlib
from typing import BinaryIO

_END = b"IEND\xaeB`\x82"
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"))


def breaks_off(data: bytes) -> bool:
    """Whether the end of the file is missing."""
    return _END not in data


def exif_of(stream: BinaryIO) -> bytes:
    """The EXIF block, wherever in the file it is; b"" when there is none. Nothing is decoded."""
    stream.seek(8)
    while len(start := stream.read(8)) == 8:
        length, kind = struct.unpack(">I4s", start)
        if kind == b"eXIf":
            return stream.read(length)
        stream.seek(length + 4, io.SEEK_CUR)
    return b""


def sound_png(data: bytes) -> bytes:
    """The file with only the chunks that make the picture, their checksums made to fit.

    Pillow gives up at the first damaged chunk, even where it only holds a comment.
    """
    parts, place = [data[:8]], 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if not kind.isalpha():
            break
        body = data[place + 8:place + 8 + length]
        checksum = data[place + 8 + length:place + 12 + length]
        true = struct.pack(">I", zlib.crc32(kind + body))
        if kind == b"IHDR":
            true = checksum  # size and colors cannot be guessed, so a damaged header stays so
        # A damaged optional chunk would do more harm than good.
        if kind in _KEPT and (kind[:1].isupper() or checksum == true):
            parts.append(struct.pack(">I", len(body)) + kind + body + true)
        place += 12 + length
    parts.append(struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND")))
    return b"".join(parts)
