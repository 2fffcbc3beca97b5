"""Heatmap image: distances as gray values, with rows that are alike side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtGui import QImage

from satsuma.algorithms.cluster import cluster
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.ui.colors import mixed
from satsuma.ui.painters.palette import far_color
from satsuma.ui.theme import theme

LARGEST = 2000
"""Rows that are drawn; of more, evenly chosen ones."""


BINS = 48
"""Parts between the nearest and the farthest in which pairs are counted."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A square of gray values: 0 for the nearest, 255 for the farthest.

    `rows` are the rows of the table from top to bottom. `ordered` says whether those that are
    alike stand side by side; else they stand as in the table. `counts` says for equal parts of
    the way from nearest to farthest how many pairs are so far apart.
    """

    image: QImage
    rows: np.ndarray
    nearest: float
    farthest: float
    ordered: bool
    counts: np.ndarray

    def place_of(self, row: int) -> int | None:
        """Where a row stands; None for one that is not drawn."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None


def drawn(distances: Distances) -> Drawn:
    """The distances as a picture; for any thread. Of approximate ones rows of the sample, so that
    what is drawn is exact."""
    known = distances.prototypes
    among = np.arange(len(distances)) if known is None else known.sample
    n = len(among)
    rows = among[np.linspace(0, n - 1, min(n, LARGEST)).astype(np.int64)]
    square = distances.block(rows)
    order = _order(square, distances.metric)
    if order is not None:
        rows, square = rows[order], square[np.ix_(order, order)]
    known = square[np.isfinite(square) & ~np.eye(len(rows), dtype=bool)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
    counts = np.histogram(known, BINS, (low, high))[0] // 2 if high > low else np.zeros(BINS, int)
    return Drawn(_image(square, low, high), rows, low, high, order is not None, counts)


def _image(square: np.ndarray, low: float, high: float) -> QImage:
    share = (np.nan_to_num(square, nan=high, posinf=high) - low) / (high - low or 1.0)
    gray = np.ascontiguousarray(np.round(share.clip(0, 1) * 255).astype(np.uint8))
    side = len(square)
    image = QImage(gray.tobytes(), side, side, side or 1, QImage.Format.Format_Indexed8)
    return image.copy()  # Qt only borrows the bytes


def _order(square: np.ndarray, metric: str) -> np.ndarray | None:
    """The order of the leaves of a tree; None where no tree can be made."""
    n = len(square)
    among = Distances(square[np.triu_indices(n, 1)], Table(tuple(map(str, range(n)))), metric)
    try:
        return cluster(among).order
    except Problem:
        return None


def ramp() -> list[int]:
    """256 colors from near to far, from the ground to one hue."""
    near, far = theme().colors.panel, far_color()
    return [mixed(near, far, step / 255).rgb() for step in range(256)]


def colored(found: Drawn, side: int) -> QImage:
    """The square in the theme's colors, no smaller than `side`, with sharp edges of cells."""
    image = found.image.copy()
    image.setColorTable(ramp())
    times = -(-side // max(1, image.width()))
    if times > 1:
        image = image.scaled(image.size() * times)
    return image.convertToFormat(QImage.Format.Format_RGB32)
