"""Quiet line: where a picture that is higher than a page is cut."""

from __future__ import annotations

import numpy as np
from PyQt6.QtGui import QImage

LOOK = 64
"""Lines of a picture among which the one is looked for where it is cut."""


def quiet_line(image: QImage, at: int) -> int:
    """The line at which, or a little before which, a picture is cut with the least in it."""
    first = max(1, at - LOOK)
    part = image.copy(0, first, image.width(), at - first).convertToFormat(
        QImage.Format.Format_Grayscale8)
    bits = part.constBits()
    if bits is None:
        return at
    rows = np.frombuffer(bits.asarray(part.sizeInBytes()), np.uint8).reshape(part.height(), -1)
    inked = (rows[:, :part.width()] != rows[:, :1]).sum(axis=1)
    return first + int(len(inked) - 1 - np.argmin(inked[::-1]))
