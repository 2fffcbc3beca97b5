"""Tree zoom: drawing a tree larger or smaller, so that what one looks at stays where it is.

Lines grow downwards by `zoom`, distances sideways by `stretch`; both are settings of the widget.
How far the top joins are shoved out of sight is kept by the canvas, as the place of a scroll bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.gestures import Changed
from satsuma.ui.painters.tree_layout import natural_row

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

STEP = 1.2
"""How much one notch of the wheel makes larger."""

WHOLE = 1e-6
"""A zoom at which every tree is seen as a whole."""

WIDEST = 50.0
"""How far a branch is stretched at most when it is zoomed to."""


class TreeZoom:
    """Tells the gestures that zoom, and keeps a place of the tree at a place of the screen."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self._canvas = canvas

    def by(self, factor: float, y: float | None = None) -> None:
        """Draw lines higher; what is at this height, or in the middle, stays where it is."""
        if self._canvas.view is not None:
            self.to(self._canvas.layout_now().row * factor / natural_row(self._canvas.view), y)

    def to(self, zoom: float, y: float | None = None) -> None:
        """Draw at this zoom; what is at this height stays where it is."""
        layout = self._canvas.layout_now()
        y = sum(layout.seen()) / 2 if y is None else y
        self._canvas.anchored(layout.down_at(y), y, Changed("zoom", _tidy(zoom)))

    def stretch_by(self, factor: float, x: float | None = None) -> None:
        """Draw distances wider; what is at this place, or in the middle, stays where it is."""
        canvas = self._canvas
        if canvas.view is None:
            return
        layout = canvas.layout_now()
        x = (layout.left + layout.right) / 2 if x is None else min(x, layout.right)
        share = layout.share_at(x)
        self._stretch_to(canvas.view.stretch * factor)
        layout = canvas.layout_now()
        canvas.shove_to(x - layout.right + share * layout.wide)

    def _stretch_to(self, stretch: float) -> None:
        self._canvas.gesture.emit(Changed("stretch", _tidy(max(1.0, stretch))))

    def to_branch(self, node: int) -> None:
        """Draw a branch as large as the window allows, and put it into the middle."""
        canvas = self._canvas
        if canvas.view is None or canvas.shape is None:
            return
        first, last = canvas.shape.frame.rows(node)
        self.to(0.94 * canvas.layout_now().free / (last - first) / natural_row(canvas.view))
        across = float(canvas.shape.across[node])
        self._stretch_to(min(0.92 / across, WIDEST) if across > 0 else canvas.view.stretch)
        canvas.shove_to(0.0)
        layout = canvas.layout_now()
        middle = layout.y((first + last) / 2) - sum(layout.seen()) / 2
        canvas.scroll_to(canvas.offset + middle)

    def to_whole(self) -> None:
        """Draw all of the tree, however small its lines are then."""
        self._stretch_to(1.0)
        self.to(WHOLE)

    def to_natural(self) -> None:
        """As the painter chooses: readable where the tree is small, else the whole of it."""
        self._stretch_to(1.0)
        self.to(0.0)


def _tidy(value: float) -> float:
    return float(f"{value:.4g}")
