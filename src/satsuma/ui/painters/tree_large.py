"""Tree large: the pictures of a branch, one at a time, in the place of the tree."""

from __future__ import annotations

from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.picture_window import PictureWindow
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.views import Dendrogram, Gallery


class LargePictures(PictureWindow):
    """Goes through rows of a tree's table in the order they are given in. Escape closes it."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__(Rows(thumbnails))
        self._wanted_rows: list[int] = []
        self._at = 0
        self.stepped.connect(self.step)

    def show_rows(self, view: Dendrogram, rows: list[int]) -> None:
        """Begin with the first of these rows."""
        self._rows.show(Gallery(view.tree.table, view.image or ""))
        self._wanted_rows, self._at = rows, 0
        self.step(0)

    def step(self, by: int) -> None:
        """Show the next picture, or the one before."""
        place, order = self._at + by, self._wanted_rows
        if 0 <= place < len(order):
            self._at = place
            following = self._rows.file(order[place + 1]) if place + 1 < len(order) else None
            self.show_row(order[place], place, len(order), following)
