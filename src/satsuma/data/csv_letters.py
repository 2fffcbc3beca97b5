"""What the letters of a large text table tell before it is cut into cells: millions are looked at
at once."""

from __future__ import annotations

import numpy as np

_SCANNED = 16 << 20
_IN_CACHE = 1 << 18


def has_quotes(data: memoryview) -> bool:
    """Whether there is any quotation mark."""
    return any(b'"' in bytes(data[at:at + _SCANNED]) for at in range(0, len(data), _SCANNED))



def are_quotes_sound(data: memoryview, separator: str) -> bool:
    """Whether all quotation marks stand around whole cells, or are doubled in these."""
    letters = np.frombuffer(data, np.uint8)
    ends = np.isin(np.arange(256), [ord(one) for one in f'{separator}\r\n"'])
    count = 0
    for at in range(0, len(letters), _SCANNED):
        marks = np.flatnonzero(letters[at:at + _SCANNED] == ord('"')) + at
        opening, closing = marks[count % 2::2], marks[1 - count % 2::2]
        before = letters[opening[opening > 0] - 1]
        behind = letters[closing[closing < len(letters) - 1] + 1]
        if not (ends[before].all() and ends[behind].all()):
            return False
        count += len(marks)
    return count % 2 == 0


def any_leading_zero(data: memoryview, separator: str) -> bool:
    """Whether a cell begins like `007`, which as a number would not come back."""
    begins = np.isin(np.arange(256), [ord(one) for one in f'{separator}\n\r" '])
    for at in range(0, len(data), _IN_CACHE):
        # What is before a piece belongs to it, so that a cell is not cut off from its beginning.
        ahead = (b"\n\n\n" + bytes(data[max(0, at - 3):at]))[-3:]
        letters = np.frombuffer(ahead + bytes(data[at:at + _IN_CACHE]), np.uint8)
        before, here, behind = letters[1:-2], letters[2:-1], letters[3:]
        # Signs, blanks and quotes come before the digits; most of the letters are out at once.
        may_begin = (before <= ord("-")) | (before == ord(separator))
        found = np.flatnonzero((here == ord("0")) & (behind - np.uint8(ord("0")) < 10) & may_begin)
        first = before[found]
        signed = (first == ord("-")) | (first == ord("+"))
        if begins[np.where(signed, letters[found], first)].any():
            return True
    return False
