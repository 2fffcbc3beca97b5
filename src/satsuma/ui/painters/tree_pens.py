"""Tree pens: lines of a tree handed to Qt all at once."""

from __future__ import annotations

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QLineF
from PyQt6.QtGui import QPainter


def draw_lines(painter: QPainter, lines: np.ndarray) -> None:
    """Draw the lines x, y, x, y of each, (k, 4), with the painter's pen.

    They are on whole pixels, so nothing is smoothed; no Python runs for a single line.
    """
    if not len(lines):
        return
    array = sip.array(QLineF, len(lines))
    np.frombuffer(sip.voidptr(array, lines.nbytes), np.float64).reshape(-1, 4)[:] = lines
    was = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawLines(array)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, was)
