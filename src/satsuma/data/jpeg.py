"""JPEG: how far the data of a damaged file can be followed (ITU-T T.81, annex B)."""

from __future__ import annotations

import re

END = b"\xff\xd9"

_START_OF_SCAN = 0xDA
_IMPOSSIBLE = re.compile(rb"\xff+[\x01-\xc3\xc5-\xcf\xd8\xde\xdf\xf0-\xfd]")
"""Markers that cannot stand behind a scan; a decoder would fill up the rest by guessing."""


def sound_jpeg(data: bytes) -> bytes:
    """The file up to where its data stop making sense, without zeros behind them.

    A broken download may have its full length, filled with zeros.
    """
    data = data.rstrip(b"\0")
    scan = _first_scan(data)
    stray = _IMPOSSIBLE.search(data, scan) if scan else None
    return data[:stray.start()] if stray else data


def _first_scan(data: bytes) -> int:
    """Where the first pixels are; 0 when the file cannot be followed so far."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        if data[place + 1] == 0xFF:  # any number of these may stand in front of a marker
            place += 1
            continue
        if data[place + 1] == _START_OF_SCAN:
            return place + 2
        place += 2 + int.from_bytes(data[place + 2:place + 4])
    return 0
