"""Image Viewer."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from satsuma.data.column import Kind
from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Boxed, Changed, Gesture, picked
from satsuma.views import Gallery
from satsuma.widget import (
    Run,
    Shown,
    columns,
    pick_column,
    pick_images,
    setting,
    setting_fields,
    widget,
)

ICON = ("M22 11l-1.296-1.296a2.4 2.4 0 0 0-3.408 0L11 16 M4 8a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10 "
        "a2 2 0 0 0 2-2 M12 7a1 1 0 1 0 2 0a1 1 0 1 0-2 0 M10 2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2"
        "H10a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    whole: Annotated[Table, Shown]  # as it came in, so that a pick changes nothing that is shown


@widget("Image Viewer", icon=ICON, version=2,
        keywords=("gallery", "thumbnails", "show", "look"))
class ImageViewer:
    """Show the pictures that come in, and send on the ones you pick.

    Click a picture to pick it. Hold Ctrl to pick several, Shift to pick all up to there; Ctrl+A
    picks all, Esc none. To draw a box around pictures, begin anywhere but on a picture itself: on a
    caption, on a heading or beside the pictures; with Ctrl or Shift it adds, Esc gives it up. Type
    the beginning of a name to go to it. The picked pictures leave by **selected**, all of them,
    marked, by **data**. Pictures stay picked while they are away: a line above the pictures tells
    how many of those that are selected are not here.

    **Space**, Enter or a double click shows a picture large: turn the wheel to zoom, drag to move
    it, go on with the arrow keys. Beside it stand its values. The eye above it, or the key **N**,
    shows what a network saw of it: exactly the pixels that went in, and where in the picture they
    are. From the small pictures, Alt+N leads there at once.

    Above the pictures you can search for words and arrange what you see: captions below the
    pictures, colors, groups with headings, and the order. This changes only what you see, never
    what is sent. A click on a heading closes its group or opens it, Ctrl+click picks all of it. The
    arrow keys up and down go to headings too: there Enter closes and opens, Ctrl+Space picks. Drag
    pictures out to other programs, or press the right button to copy them, to open them with
    another program or to find their files.

    Any number of pictures can be shown. Small copies are kept on the disk, within the bound of the
    cache, and at most 128 MB of them in memory, however many there are; a picture that is shown
    large takes up to 130 MB, and the next one too.
    """

    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                help="The column that holds the pictures.")
    captions: tuple[str, ...] = setting(
        (), "Captions", cosmetic=True, choices=columns("data", none="The name"),
        help="The columns that are written below each picture; without any, its name.")
    color: str | None = setting(
        None, "Color by", cosmetic=True, choices=columns("data", (Kind.CATEGORY,), none="Nothing"),
        help="The categories that mark the pictures with colors.")
    group: str | None = setting(
        None, "Group by", cosmetic=True,
        choices=columns("data", (Kind.CATEGORY, Kind.TEXT), none="Nothing"),
        help="The column whose values become headings, with their pictures below them.")
    sort: str | None = setting(
        None, "Sort by", cosmetic=True,
        choices=columns("data", tuple(kind for kind in Kind if kind is not Kind.VECTOR),
                        none="As they come"),
        help="The column that decides the order in which the pictures are shown.")
    descending: bool = setting(False, "Largest or last first", cosmetic=True,
                               help="Turn the order of sorting round.")
    size: int = setting(128, "Size", low=32, high=1024, unit="px", cosmetic=True,
                        help="How large the pictures are shown.")
    selected: Selection = setting((), "Selected", help="The pictures that are sent on.")
    order: Literal["table", "picking"] = setting(
        "table", "Order of sending",
        help="Whether the selected pictures leave in the order of the table or of picking.")

    aliases: ClassVar[dict[str, str]] = {"caption": "captions"}
    migrations: ClassVar[dict[int, Any]] = {1: lambda old: _with_captions(old)}

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        pick_images(data, self.image, run)
        rows = selected_rows(data, self.selected)
        sent = rows
        if self.order == "picking" and self.selected != "all":
            sent = [data.row_of[one] for one in self.selected if one in data.row_of]
        return Outputs(data.rows(sent) if sent else None, with_selected(data, rows), data)

    def view(self, outputs: Outputs) -> Gallery:
        table = outputs.whole
        image = pick_column(table, self.image, (Kind.IMAGE,), Run())
        captions = tuple(name for name in self.captions if name in table)
        if not captions and "image name" in table:
            captions = ("image name",)
        color, group, sort = (name if name is not None and name in table else None
                              for name in (self.color, self.group, self.sort))
        return Gallery(table, image or "", captions, self.size, self.selected,
                       color, group, sort, self.descending)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Changed(setting=name, value=value) if name in setting_fields(self):
                return replace(self, **{name: value})
            case Boxed(items="all"):
                return replace(self, selected="all")
        now = self.selected if isinstance(self.selected, tuple) else ()
        return replace(self, selected=picked(now, gesture))

    def summary(self, outputs: Outputs) -> str:
        count = len(outputs.data)
        total = "1 picture" if count == 1 else f"{count:,} pictures"
        parts = [f"{len(outputs.selected):,} selected"] if outputs.selected else []
        if self.selected != "all" and self.selected:
            gone = len(set(self.selected) - outputs.data.row_of.keys())
            parts += [f"{gone:,} selected before {'is' if gone == 1 else 'are'} not here"] \
                if gone else []
        return " · ".join((total, *parts))


def _with_captions(old: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had one caption or none."""
    caption = old.pop("caption", None)
    return {**old, "captions": [caption] if caption else []}
