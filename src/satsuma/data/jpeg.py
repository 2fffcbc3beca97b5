"""JPEG: how far the data of a damaged file can be followed (ITU-T T.81, annex B)."""

from __future__ import annotations

import re

from satsuma.data.header import check_claim
from satsuma.data.outcome import Refused

END = b"\xff\xd9"

MOST_SCANS = 100
"""A file of one megabyte can hold 30,000 scans of next to nothing, each of which takes as long as
a whole picture. The usual progressive file has 10."""

MOST_PER_BYTE = 2_000
"""A block of 8 × 8 pixels takes at least one bit; with so many the most is missing."""

_START_OF_SCAN = 0xDA
_SCAN = bytes((0xFF, _START_OF_SCAN))
_BEHIND_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""The first marker behind the data of a scan; those from D0 to D7 are part of the data."""

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


def check_effort(data: bytes, size: tuple[int, int]) -> None:
    """Raise Refused for a file that would take far more time or memory than any picture."""
    check_claim(size, data, MOST_PER_BYTE)
    if data.count(_SCAN) > MOST_SCANS and _has_too_many_scans(data):
        raise Refused(f"the picture comes in more than {MOST_SCANS} passes, which no camera and no "
                      "program writes; save it anew to use it")


def _has_too_many_scans(data: bytes) -> bool:
    """Whether the first picture has; what looks like a scan may be part of something else."""
    scan = _first_scan(data)
    for _ in range(MOST_SCANS):
        following = _BEHIND_SCAN.search(data, scan) if scan else None
        if following is None or following.group() == END:
            return False
        scan = _first_scan(data, following.start())
    return bool(scan)


def _first_scan(data: bytes, place: int = 2) -> int:
    """Where the first pixels from a marker on are; 0 when the file cannot be followed so far."""
    while place + 4 <= len(data) and data[place] == 0xFF:
        if data[place + 1] == 0xFF:  # any number of these may stand in front of a marker
            place += 1
            continue
        if data[place + 1] == _START_OF_SCAN:
            return place + 2
        place += 2 + int.from_bytes(data[place + 2:place + 4])
    return 0
