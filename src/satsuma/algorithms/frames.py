"""Frames: how the program and its torch process talk through pipes.

A frame is a small JSON record and some bytes: the lengths of both (4 and 8 bytes, little-endian),
then both. Nothing in a frame can run anything.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Head = dict[str, Any]

_LENGTHS = struct.Struct("<IQ")
_MOST_HEAD = 1 << 24
_MOST_BODY = 1 << 31


def write_frame(stream: BinaryIO, head: Head, body: bytes = b"") -> None:
    """Send a frame. Raises OSError when the other side is gone."""
    text = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)) + text)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Head, bytearray] | None:
    """The next frame; None at the end. Raises ValueError for what is no frame, or half of one."""
    start = stream.read(_LENGTHS.size)
    if not start:
        return None
    if len(start) < _LENGTHS.size:
        raise ValueError("half a frame")
    head_length, body_length = _LENGTHS.unpack(start)
    if head_length > _MOST_HEAD or body_length > _MOST_BODY:
        raise ValueError("not a frame")
    head = json.loads(bytes(_read(stream, head_length)))
    if not isinstance(head, dict):
        raise ValueError("not a frame")
    return head, _read(stream, body_length)


def _read(stream: BinaryIO, length: int) -> bytearray:
    content = bytearray(length)
    view = memoryview(content)
    while view:
        count = stream.readinto(view)  # type: ignore[attr-defined]
        if not count:
            raise ValueError("half a frame")
        view = view[count:]
    return content
