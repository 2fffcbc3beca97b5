"""Typing a name in a gallery goes to the next picture whose name begins so."""

from __future__ import annotations

import time

from satsuma.ui.painters.gallery_layout import Layout
from satsuma.ui.painters.gallery_rows import Rows

PAUSE = 1.0
"""Seconds after which another letter begins another name."""


class Typing:
    """The letters that were typed in one go."""

    def __init__(self) -> None:
        self._letters = ""
        self._last = 0.0

    def typed(self, text: str, rows: Rows, layout: Layout, current: int) -> int | None:
        """The row to go to after one more letter; None where there is none."""
        now = time.monotonic()
        begun = now - self._last < PAUSE and bool(self._letters)
        if not begun and text.isspace():
            return None
        self._letters = self._letters + text.casefold() if begun else text.casefold()
        self._last = now
        letters = self._letters
        if len(letters) > 1 and set(letters) == {letters[0]}:
            letters = letters[0]  # the same letter again and again goes through all of them
        first = int(layout.arrangement.places[current])
        return _next(letters, rows, layout, first if len(letters) > 1 else first + 1)


def _next(letters: str, rows: Rows, layout: Layout, first: int) -> int | None:
    """From place `first` on and round; 100,000 names take some hundredths of a second."""
    order, names, closed = layout.arrangement.rows, rows.names(), bool(layout.closed.any())
    first %= max(1, len(order))
    length = len(letters)
    for place in (*range(first, len(order)), *range(first)):
        row = order[place]
        name = (names[row] if names is not None else "") or rows.title(int(row))
        if name[:length].casefold().startswith(letters) \
                and not (closed and layout.closed[layout.group_of(place)]):
            return int(row)
    return None
