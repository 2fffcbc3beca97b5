"""Rows of a gallery: what is shown and told of each, read from the table when it is seen."""

from __future__ import annotations

import html
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.names import file_of
from satsuma.ui.painters.gallery_tile import Tile
from satsuma.ui.painters.thumbnails import BYTES, Thumbnail, Thumbnails
from satsuma.ui.painters.thumbnails_store import step_for
from satsuma.views import Gallery


class Rows:
    """The rows of the view that is shown."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        self.thumbnails = thumbnails
        self.view: Gallery | None = None
        self.captions: list[Column] = []
        self.colors: Column | None = None
        self._by_color = False

    def show(self, view: Gallery) -> None:
        """Read this view from now on."""
        self.view = view
        self.captions = [view.table[name] for name in view.captions if name in view.table]
        named = view.color if view.color is not None and view.color in view.table else None
        column = view.table[named] if named is not None else None
        self.colors = column if column is not None and column.kind is Kind.CATEGORY else None
        self._by_color = view.group is not None and view.group == view.color

    def file(self, row: int) -> Path | None:
        """The picture's file; None where there is none."""
        assert self.view is not None
        if not self.view.image:
            return None
        column = self.view.table[self.view.image]
        value = column.values[row]
        return file_of(column.folder, value) if value else None

    def color(self, row: int) -> int:
        return int(self.colors.values[row]) if self.colors is not None else -1

    def color_of_group(self, code: int) -> int:
        """The color of a heading, where the groups are what is colored."""
        return code if self._by_color and self.colors is not None else -1

    def tile(self, row: int, side: float, picked: bool, current: bool) -> Tile:
        """What is drawn; the thumbnail comes when it is there."""
        captions = tuple(column.shown(row) for column in self.captions)
        return Tile(self.thumbnail(row, side), captions, self.file(row) is not None,
                    self.color(row), picked, current)

    def thumbnail(self, row: int, side: float) -> Thumbnail | None:
        """The small picture, of another size until the right one is there."""
        file = self.file(row)
        if file is None:
            return None
        return self.thumbnails.get(file, side) or self.thumbnails.near(file, side)

    def look_ahead(self, rows: list[int], side: float) -> None:
        """Make these ready too, unless that would push out what is seen."""
        if 8 * len(rows) * step_for(side) ** 2 < BYTES // 2:
            for row in rows:
                if (file := self.file(row)) is not None:
                    self.thumbnails.get(file, side)

    def title(self, row: int) -> str:
        """What a picture is called."""
        assert self.view is not None
        table = self.view.table
        name = "image name" if "image name" in table else None
        named = table[name].shown(row) if name else ""
        file = self.file(row)
        return named or (file.name if file is not None else table.ids[row])

    def names(self) -> np.ndarray | None:
        """What the pictures are called as texts, "" where that is the file's name; if there are."""
        assert self.view is not None
        table = self.view.table
        if "image name" not in table or table["image name"].kind is not Kind.TEXT:
            return None
        return table["image name"].values

    def told(self, row: int, picked: bool) -> str:
        """The row in a sentence."""
        words = [self.title(row), *(column.shown(row) for column in self.captions)]
        if self.colors is not None:
            words.append(self.colors.shown(row))
        told = ", ".join(dict.fromkeys(word for word in words if word))
        return f"{told}, selected" if picked else told

    def tip(self, row: int) -> str:
        """What is told when the mouse rests: names and values, and what is wrong."""
        assert self.view is not None
        lines = [f"<b>{html.escape(self.title(row))}</b>"]
        names = dict.fromkeys((*self.view.captions, self.view.color, self.view.group))
        for name in names:
            if name and name in self.view.table and name != "image name":
                value = html.escape(self.view.table[name].shown(row)) or "–"
                lines.append(f"{html.escape(name)}: {value}")
        file = self.file(row)
        if file is None:
            lines.append("There is no picture in this row.")
        elif (found := self.thumbnails.any(file)) is not None and found.reason:
            lines.append(html.escape(found.reason))
        return "<br>".join(lines)
