"""PNG: what is said in its chunks, also where some of them are damaged (PNG specification, §5)."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from satsuma.data.parts import most_parts, too_many_parts

_END = b"IEND\xaeB`\x82"
_END_CHUNK = bytes(4) + _END
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"))


def breaks_off(data: bytes) -> bool:
    """Whether the end of the file is missing."""
    return _END not in data


def exif_of(stream: BinaryIO) -> bytes:
    """The EXIF block, wherever in the file it is; b"" when there is none. Nothing is decoded.

    Raises Refused where there are far too many chunks.
    """
    left = most_parts(stream.seek(0, io.SEEK_END))
    stream.seek(8)
    while len(start := stream.read(8)) == 8:
        left -= 1
        if left < 0:
            raise too_many_parts()
        length, kind = struct.unpack(">I4s", start)
        if kind == b"eXIf":
            return stream.read(length)
        stream.seek(length + 4, io.SEEK_CUR)
    return b""


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, content and checksum of each chunk, as far as the file can be followed.

    Raises Refused where there are far too many.
    """
    place, left = 8, most_parts(len(data))
    while place + 8 <= len(data):
        left -= 1
        if left < 0:
            raise too_many_parts()
        length, kind = struct.unpack_from(">I4s", data, place)
        if not kind.isalpha():
            return
        end = place + 8 + length
        yield kind, data[place + 8:end], data[end:end + 4]
        place = end + 4


def has_wrong_pixels(data: bytes) -> bool:
    """Whether a chunk of pixels does not fit its checksum, which Pillow does not look at."""
    return any(kind == b"IDAT" and len(checksum) == 4 and checksum != _checksum(kind, body)
               for kind, body, checksum in chunks_of(data))


def sound_png(data: bytes) -> bytes:
    """The file with only the chunks that make the picture, their checksums made to fit.

    Pillow gives up at the first damaged chunk, even where it only holds a comment. A damaged
    header stays so, for size and colors cannot be guessed; other damaged chunks are left out
    where the picture can do without.
    """
    parts = [data[:8]]
    for kind, body, checksum in chunks_of(data):
        true = _checksum(kind, body)
        if kind in _KEPT and (kind[:1].isupper() or checksum == true):
            fitting = checksum if kind == b"IHDR" else true
            parts.append(struct.pack(">I", len(body)) + kind + body + fitting)
    parts.append(_END_CHUNK)
    return b"".join(parts)


def _checksum(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(kind + body))
