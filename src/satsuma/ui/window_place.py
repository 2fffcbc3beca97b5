"""Where a main window stands and what of it is shown, to be kept and put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from satsuma.ui.theme import px
from satsuma.ui.window_memory import as_text, from_text
from satsuma.ui.window_parts import SIDE

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


def place_of(window: MainWindow) -> dict[str, Any]:
    """What is kept of a window."""
    shown = not window.side.isHidden()
    return {"geometry": as_text(window.saveGeometry()),
            "side": window.parts.side_width if shown else SIDE,
            "toolbox": shown, "problems": not window.problems.isHidden()}


def put_back(window: MainWindow, kept: Mapping[str, Any]) -> None:
    """Give a new window the place of the last one; one of its own when there is none."""
    geometry = from_text(kept.get("geometry", ""))
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        _fit_to_screen(window)
    window.parts.resize(window.size())
    side = kept.get("side")
    known = isinstance(side, int | float) and 0 < side < 2000
    window.parts.set_side_width(side if known else SIDE)
    window.side.setVisible(bool(kept.get("toolbox", True)))
    window.problems.setVisible(bool(kept.get("problems", False)))


def _fit_to_screen(window: MainWindow) -> None:
    screen = window.screen()
    room = screen.availableSize() if screen is not None else window.size()
    window.resize(min(px(1280), room.width()), min(px(800), room.height()))
