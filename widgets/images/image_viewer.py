"""Image Viewer."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, Self

from satsuma.data.column import Kind
from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Gesture, picked
from satsuma.views import Gallery
from satsuma.widget import Run, columns, pick_column, pick_images, setting, widget

ICON = ("M22 11l-1.296-1.296a2.4 2.4 0 0 0-3.408 0L11 16 M4 8a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10 "
        "a2 2 0 0 0 2-2 M12 7a1 1 0 1 0 2 0a1 1 0 1 0-2 0 M10 2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10"
        "a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table


@widget("Image Viewer", icon=ICON, keywords=("gallery", "thumbnails", "show", "look"))
class ImageViewer:
    """Show the pictures that come in, and send on the ones you pick.

    Click a picture to pick it; hold Ctrl to pick several. The picked pictures leave by
    **selected**, all of them, marked, by **data**.
    """

    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                help="The column that holds the pictures.")
    caption: str | None = setting(None, "Caption", choices=columns("data"),
                                  help="The column that is written below each picture.")
    selected: Selection = setting((), "Selected", help="The pictures that are sent on.")
    size: int = setting(128, "Size", low=32, high=1024, unit="px", cosmetic=True,
                        help="How large the pictures are shown.")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        pick_images(data, self.image, run)
        if self.caption:
            pick_column(data, self.caption, Kind, run)  # says when it is not there
        rows = selected_rows(data, self.selected)
        return Outputs(data.rows(rows) if rows else None, with_selected(data, rows))

    def view(self, outputs: Outputs) -> Gallery:
        silent = Run()
        table = outputs.data
        image = pick_column(table, self.image, (Kind.IMAGE,), silent)
        caption = pick_column(table, self.caption, Kind, silent) if self.caption else None
        named = caption or ("image name" if "image name" in table else None)
        return Gallery(table, image or "", (named,) if named else (), self.size, self.selected)

    def edits(self, gesture: Gesture) -> Self:
        now = self.selected if isinstance(self.selected, tuple) else ()
        return replace(self, selected=picked(now, gesture))

    def summary(self, outputs: Outputs) -> str:
        total = f"{len(outputs.data):,} pictures"
        return f"{total} · {len(outputs.selected):,} selected" if outputs.selected else total
