"""Image Map."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

from satsuma.data.column import Kind
from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Boxed, Gesture, picked
from satsuma.views import Points
from satsuma.widget import (
    Choice,
    Run,
    Shown,
    WidgetError,
    columns,
    pick_column,
    setting,
    widget,
)

ICON = ("M3 3v16a2 2 0 0 0 2 2h16 M8 6h3v3H8z M15 10h3v3h-3z M9 14h3v3H9z")

_USUAL = (("t-SNE x", "t-SNE y"), ("PC1", "PC2"))
"""Columns that are taken by themselves where they are there."""


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    whole: Annotated[Table, Shown]  # as it came in, so that a pick changes nothing that is shown


def ways() -> list[Choice]:
    """What stands for a row."""
    return [Choice("pictures", "Pictures", "The pictures themselves. Where many lie on one "
                   "another, one of them is shown, with how many there are."),
            Choice("dots", "Dots", "A dot for every row.")]


@widget("Image Map", icon=ICON, version=1,
        keywords=("scatter plot", "points", "map", "projection", "pictures", "axes"))
class ImageMap:
    """Lay the pictures out on a plane, by any two columns of numbers.

    Connect **t-SNE** or **PCA**, by **data**, and pictures that are alike lie close together. Or
    choose any two columns: the size of the pictures, say, against something that was measured.

    Each picture lies at its place. Where many lie on one another, one of them is shown, and a
    number tells how many there are; zoom in, and the others appear. Without pictures, or if you
    choose so, every row is a dot. **Color by** gives each category a color and a shape; the line
    above the map tells which.

    Point at a picture to see it larger, with its name. Click it to pick it, draw a box to pick all
    that lie in it; hold Ctrl or Shift to add, Ctrl+A picks all, Esc none. Ctrl with the wheel zooms
    around the pointer, the wheel alone or the middle button moves the map; the keys + and − zoom
    too, 0 shows all of it. The arrow keys go from picture to picture, Enter picks. The picked rows
    leave by **selected**; **data** has all rows, marked.
    """

    x: str | None = setting(None, "Across", choices=columns("data", (Kind.NUMBER,)),
                            help="The column of numbers that grow to the right.")
    y: str | None = setting(None, "Up", choices=columns("data", (Kind.NUMBER,)),
                            help="The column of numbers that grow upwards.")
    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                cosmetic=True, help="The column that holds the pictures.")
    color: str | None = setting(
        None, "Color by", cosmetic=True, choices=columns("data", (Kind.CATEGORY,), none="Nothing"),
        help="The categories that give pictures and dots their colors and shapes.")
    show: Literal["pictures", "dots"] = setting(
        "pictures", "Show", choices=ways, cosmetic=True, help="What stands for a row on the map.")
    size: int = setting(56, "Size", low=24, high=256, unit="px", cosmetic=True,
                        when=("show", "pictures"), help="How large the pictures are drawn.")
    selected: Selection = setting((), "Selected", help="The rows that are sent on.")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        x, y = self._axes(data, run)
        unplaced = int((data[x].missing() | data[y].missing()).sum())
        if unplaced:
            some = "1 row has" if unplaced == 1 else f"{unplaced:,} rows have"
            run.warn(f"{some} no number in “{x}” or “{y}”, and so no place on the map.")
        rows = selected_rows(data, self.selected)
        return Outputs(data.rows(rows) if rows else None, with_selected(data, rows), data)

    def _axes(self, data: Table, run: Run) -> tuple[str, str]:
        """The two columns: those that are chosen, the usual ones, or the first."""
        known = data.named((Kind.NUMBER,))
        if not known:
            raise WidgetError("A map needs columns of numbers, and this table has none. Connect "
                              "t-SNE or PCA, by “data”.", lasting=True)
        usual = next((pair for pair in _USUAL if set(pair) <= set(known)),
                     (known[0], known[min(1, len(known) - 1)]))
        found = []
        for chosen, other, usual_one in ((self.x, self.y, usual[0]), (self.y, self.x, usual[1])):
            free = [name for name in (usual_one, *known) if chosen is None and name != other]
            name = free[0] if free else pick_column(data, chosen, (Kind.NUMBER,), run)
            found.append(name or usual_one)
        return found[0], found[1]

    def view(self, outputs: Outputs) -> Points:
        table, silent = outputs.whole, Run()
        x, y = self._axes(table, silent)
        image = pick_column(table, self.image, (Kind.IMAGE,), silent)
        color = self.color if self.color in table.named((Kind.CATEGORY,)) else None
        return Points(table, table[x].values, table[y].values, (x, y), image, color,
                      self.show == "pictures", self.size, self.selected)

    def edits(self, gesture: Gesture) -> Self:
        if isinstance(gesture, Boxed) and gesture.items == "all":
            return replace(self, selected="all")
        now = self.selected if isinstance(self.selected, tuple) else ()
        return replace(self, selected=picked(now, gesture))

    def summary(self, outputs: Outputs) -> str:
        count = len(outputs.data)
        total = "1 row" if count == 1 else f"{count:,} rows"
        return f"{total} · {len(outputs.selected):,} selected" if outputs.selected else total
