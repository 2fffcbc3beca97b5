"""Millions of numbers from text, by the quickest reader at hand.

scipy's reader of Matrix Market files is several times as fast as `float`, but reads `1-2` as 1,
`-0` as 0, and passes over empty lines. So it is handed only what it cannot misread; a text that
holds anything else is left to `float`. All of this looks at millions of letters at once.
"""

from __future__ import annotations

import io

import numpy as np

_DIGITS = b"0123456789"
_NOTHING = (b"?", b"NA", b"nan", b"NaN")
_SHORTEST_ODD = 16
_END, _MINUS, _POINT, _ZERO, _E = b"\n-.0e"
_IS_DIGIT = np.isin(np.arange(256), list(_DIGITS))
_AFTER_SIGN = np.isin(np.arange(256), list(_DIGITS + b"."))
_AFTER_ZERO = np.isin(np.arange(256), list(b".\ne"))


def numbers_quickly(column: str, n: int, width: int, *, strict: bool) -> np.ndarray | None:
    """n × d float64 from n · d lines with a number each, NaN where a line holds none.

    None when it cannot be trusted, or, for `strict` ones, when one would not come back as it is:
    `007`, or a whole number of over 15 digits.
    """
    if not column.isascii():
        return None
    lines = f"\n{column}\n".encode()
    marks = lines.translate(None, _DIGITS)
    if marks.translate(None, b".e-\n"):
        lines = _plainer(lines)
        marks = lines.translate(None, _DIGITS)
        if marks.translate(None, b".e-\n"):
            return None
    text = _Lines(lines, marks)
    if len(text.starts) != n * width or not text.are_well_formed() or (strict and text.any_odd()):
        return None
    block = _read(text.readable(), n, width)
    return None if block is None or text.any_minus_zero(block) else block


def _plainer(lines: bytes) -> bytes:
    """The same with nothing where a value is missing, and exponents as `e5`."""
    for word in _NOTHING:
        if word in lines:
            for _ in range(2):  # neighbors share the end of a line
                lines = lines.replace(b"\n" + word + b"\n", b"\n\n")
    return lines.replace(b"E", b"e").replace(b"e+", b"e")


def _read(lines: bytes, n: int, width: int) -> np.ndarray | None:
    from scipy.io import mmread

    head = f"%%MatrixMarket matrix array real general\n{width} {n}".encode()
    try:
        return mmread(io.BytesIO(head + lines)).T
    except ValueError:  # a line without any digit
        return None


class _Lines:
    """A text that begins and ends with the end of a line; `marks` is it without digits."""

    def __init__(self, lines: bytes, marks: bytes) -> None:
        self.lines, self.marks = lines, marks
        self.letters = np.frombuffer(lines, np.uint8)
        self.ends = np.flatnonzero(self.letters == _END)
        self.starts = self.ends[:-1] + 1
        self.negative = self.letters[self.starts] == _MINUS

    def are_well_formed(self) -> bool:
        """Whether every line is a decimal number with at most one sign, point and exponent, or
        empty. Digits before an exponent are not looked for: the reader complains."""
        letters, marks = self.letters, self.marks
        if not _AFTER_SIGN[letters[self.starts[self.negative] + 1]].all():
            return False
        points = marks.count(b".")
        if points != marks.count(b".\n") + (marks.count(b".e") if b"e" in marks else 0):
            return False
        exponents = np.flatnonzero(letters == _E) if b"e" in marks else np.empty(0, np.intp)
        signed = letters[exponents + 1] == _MINUS
        if not _IS_DIGIT[letters[exponents + 1 + signed]].all():
            return False
        if marks.count(b"-") != int(self.negative.sum()) + int(signed.sum()):
            return False
        once = marks.count(b"e\n") + marks.count(b"e-\n") if len(exponents) else 0
        return len(exponents) == once

    def any_odd(self) -> bool:
        """Whether one is a whole number with a leading zero, or of over 15 digits."""
        first = self.starts + self.negative
        zero = first[self.letters[first] == _ZERO]
        return not _AFTER_ZERO[self.letters[zero + 1]].all() or self._any_long()

    def _any_long(self) -> bool:
        lengths = np.diff(self.ends) - 1 - self.negative
        long = np.flatnonzero(lengths >= _SHORTEST_ODD)
        if not len(long) or self.marks.count(b".") == len(self.starts):
            return False
        marks = np.frombuffer(self.marks, np.uint8)
        wanted = np.diff(np.flatnonzero(marks == _END)) - 1 - self.negative
        return bool((wanted[long] == 0).any())

    def readable(self) -> bytes:
        """The text with `nan` in the empty lines, which the reader would pass over."""
        if not (np.diff(self.ends) == 1).any():
            return self.lines
        return self.lines.replace(b"\n\n", b"\nnan\n").replace(b"\n\n", b"\nnan\n")

    def any_minus_zero(self, block: np.ndarray) -> bool:
        """Whether a zero had a sign, which the reader drops."""
        zeros = np.flatnonzero(block.ravel() == 0)
        return bool(self.negative[zeros].any())
