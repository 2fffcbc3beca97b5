"""Tree lines: what is left of the lines of a tree when it is drawn in pixels. Knows no Qt.

A tree of 50,000 leaves has 150,000 lines, nearly all of them on top of each other. Lines are put
on whole pixels, cut off where the view ends, and those that touch on the same pixels become one;
so there are never more lines than pixels, whatever the shape of the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.ui.painters.tree_shape import TreeShape

MARGIN = 8
"""Pixels beyond the edges that are drawn still, for broad pens."""


@dataclass(frozen=True)
class Scale:
    """How a shape becomes pixels: x = right - across · width, y = top + down · row."""

    right: float
    width: float
    top: float
    row: float
    seen: tuple[int, int]

    def x(self, across: np.ndarray) -> np.ndarray:
        """Pixels, those beyond the left edge at the edge."""
        x = np.rint(self.right - across * self.width)
        return np.maximum(x, -MARGIN).astype(np.int64)

    def y(self, down: np.ndarray) -> np.ndarray:
        """Pixels, those far out of sight at the edge."""
        low, high = self.seen[0] - MARGIN, self.seen[1] + MARGIN
        return np.clip(np.rint(self.top + down * self.row), low, high).astype(np.int64)

    def is_inside(self, y: np.ndarray) -> np.ndarray:
        return (y > self.seen[0] - MARGIN) & (y < self.seen[1] + MARGIN)


def seen_merges(shape: TreeShape, scale: Scale) -> np.ndarray:
    """Which of the drawn merges reach into what is seen."""
    frame = shape.frame
    first = (scale.seen[0] - scale.top) / scale.row - 1
    last = (scale.seen[1] - scale.top) / scale.row + 1
    return frame.merges[(frame.bottoms >= first) & (frame.tops <= last)]


def lines_of(shape: TreeShape, scale: Scale, merges: np.ndarray,
             styles: np.ndarray) -> dict[int, np.ndarray]:
    """The lines of these merges by their style: x, y, x, y of each, (k, 4)."""
    n = len(shape.tree)
    nodes, children = merges + n, shape.tree.merges[merges]
    x = scale.x(shape.across[nodes])
    ends = [(scale.x(shape.across[c]), scale.y(shape.down[c])) for c in children.T]
    upright = ends[0][1] != ends[1][1]
    low = np.minimum(ends[0][1], ends[1][1])[upright]
    high = np.maximum(ends[0][1], ends[1][1])[upright]
    across = [_level(scale, styles, y, x, end) for end, y in ends]
    level = [np.concatenate(parts) for parts in zip(*across, strict=True)]
    return _by_style(_united(styles[upright], x[upright], low, high), _united(*level))


def path_lines(shape: TreeShape, scale: Scale, path: np.ndarray) -> np.ndarray:
    """The way from a node to the top: x, y, x, y of each line, (k, 4)."""
    x, y = scale.x(shape.across[path]), scale.y(shape.down[path])
    flat = np.zeros(len(path) - 1, np.int64)
    inside = scale.is_inside(y[:-1])
    level = _united(flat[inside], y[:-1][inside], x[1:][inside], x[:-1][inside])
    upright = _united(flat, x[1:], np.minimum(y[1:], y[:-1]), np.maximum(y[1:], y[:-1]))
    return next(iter(_by_style(upright, level).values()), np.empty((0, 4)))


def _level(scale: Scale, styles: np.ndarray, y: np.ndarray, x: np.ndarray,
           end: np.ndarray) -> tuple[np.ndarray, ...]:
    inside = scale.is_inside(y)
    return styles[inside], y[inside], x[inside], np.maximum(x, end)[inside]


Runs = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Style, the pixel line they lie on, where they start and stop."""


def _united(styles: np.ndarray, at: np.ndarray, start: np.ndarray, stop: np.ndarray) -> Runs:
    """Those of one style on one line that touch become one."""
    if not len(at):
        return styles, at, start, stop
    near, begin = int(at.min()), int(start.min())
    lanes, length = int(at.max()) - near + 1, int(stop.max()) - begin + 2
    lane = (styles * lanes + at - near) * length
    order = np.argsort(lane + start, kind="stable")
    key = (lane + start)[order] - begin
    reached = np.maximum.accumulate((lane + stop)[order] - begin)
    first = np.flatnonzero(np.concatenate([[True], key[1:] > reached[:-1]]))
    last = np.concatenate([first[1:] - 1, [len(key) - 1]])
    lane = key[first] // length
    return (lane // lanes, lane % lanes + near, key[first] % length + begin,
            reached[last] - lane * length + begin)


def _by_style(upright: Runs, level: Runs) -> dict[int, np.ndarray]:
    found = {}
    for style in np.union1d(upright[0], level[0]).tolist():
        _, x, top, bottom = (part[upright[0] == style] for part in upright)
        _, y, left, right = (part[level[0] == style] for part in level)
        found[int(style)] = np.concatenate([np.stack([x, top, x, bottom], axis=1),
                                            np.stack([left, y, right, y], axis=1)]).astype(float)
    return found
