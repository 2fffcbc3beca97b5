"""Import Images."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np

from satsuma.data.column import Column, Role, categorical, images, numbers, texts
from satsuma.data.fingerprint import fingerprint
from satsuma.data.folder_news import Listing
from satsuma.data.known_files import KnownFiles
from satsuma.data.names import escape
from satsuma.data.outcome import FINE, Outcome
from satsuma.data.scan import PictureFile
from satsuma.data.sources import Source, Sources, files_below
from satsuma.data.table import Table, free_name
from satsuma.views import Outcomes
from satsuma.widget import Run, Shown, WidgetError, setting, widget

ICON = ("M16 5h6 M19 2v6 M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5 "
        "M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21 M7 9a2 2 0 1 0 4 0a2 2 0 1 0-4 0")

_NAMED = 3
"""So many folders stand in the name of a table."""


class Outputs(NamedTuple):
    data: Table
    unreadable: Annotated[tuple[Outcome, ...], Shown]
    others: Annotated[int, Shown]
    times: Annotated[np.ndarray, Shown]  # of change, in nanoseconds since 1970
    named: Annotated[tuple[Any, ...], Shown]  # what the sources were: see `Sources`


@widget("Import Images", icon=ICON, keywords=("folder", "open", "load", "photos", "pictures"))
class ImportImages:
    """Read the pictures of a folder into a table.

    Every picture becomes a row, with its name, place, size, width and height. When the pictures
    lie in several folders, the folder of each becomes its **category**. The pictures themselves
    stay where they are; nothing is copied or changed.

    You can name several folders and loose pictures, and more can be added at any time: choose
    them, drop them anywhere on the window, type them, or take a folder you used lately. When
    pictures come, change or go later, a notice says so; nothing is read again until you ask.

    The window counts the pictures of each category, and lists those that cannot be read, each
    with its reason.
    """

    sources: tuple[str, ...] = setting(
        (), "Folders and pictures", path="pictures",
        help="Where the pictures are. Drop folders or pictures here.")
    subfolders: bool = setting(
        True, "Include subfolders", help="Also look into the folders inside the folder.")
    patterns: tuple[str, ...] = setting(
        (), "Only names like", help="For example *.jpg or cow*. Empty takes every picture.")
    most: int | None = setting(
        None, "At most", low=1, unit="pictures",
        help="Take no more than so many pictures from each place named above.")

    aliases: ClassVar[dict[str, str]] = {"folder": "sources"}

    def __post_init__(self) -> None:
        if isinstance(self.sources, str):  # one place, as people write it in a notebook
            object.__setattr__(self, "sources", (self.sources,))

    def stamp(self) -> str:
        """The listing: a picture that comes, goes or changes makes the table a new one."""
        found = self._named().walk()
        _walked[self._named()] = found
        while len(_walked) > 4:
            _walked.pop(next(iter(_walked)))
        return fingerprint([source.found.digest() for source in found])

    def compute(self, run: Run = Run()) -> Outputs:
        if not self.sources:
            raise WidgetError("Choose a folder of pictures.", lasting=True, asks="sources")
        # The walk that the stamp was made from is the one this result is named after.
        sources = _walked.pop(self._named(), None) or self._named().walk(run)
        files = [file for source in sources for file in source.found.pictures]
        others = sum(source.found.others for source in sources)
        if len({source.place for source in sources}) < len(sources):
            run.warn("A folder is named twice, so its pictures are there twice.")
        for problem in (problem for source in sources for problem in source.found.problems):
            run.warn(problem)
        if not files:
            raise WidgetError(self._nothing_found(sources, others))
        with KnownFiles() as known:
            headers = known.described(files, run)
        table = Table(_row_ids(sources), _columns(sources, files), _name(sources))
        width = numbers([h.width for h in headers], Role.META)
        height = numbers([h.height for h in headers], Role.META)
        table = table.with_columns({"width": width, "height": height})
        unreadable = tuple(Outcome("refused", h.problem, passing=h.passing) if h.problem else FINE
                           for h in headers)
        if any(header.passing for header in headers):
            run.passing()
        _warn_of_unreadable(table, unreadable, run)
        times = np.array([file.mtime_ns for file in files], np.int64)
        return Outputs(table, unreadable, others, times, tuple(vars(self._named()).values()))

    def view(self, outputs: Outputs) -> Outcomes:
        data = outputs.data
        pictures = data["image"]
        listing = Listing(Sources(*outputs.named), pictures.folder, pictures.values,
                          data["size"].values, outputs.times, outputs.others)
        return Outcomes(
            data.ids, outputs.unreadable, pictures, refused="cannot be read",
            categories=data.columns.get("category"),
            others=outputs.others, listing=listing)

    def summary(self, outputs: Outputs) -> str:
        data, others = outputs.data, outputs.others
        parts = [_count(len(data), "picture", "pictures")]
        if unreadable := sum(o.state == "refused" for o in outputs.unreadable):
            parts.append(f"{unreadable:,} of them unreadable")
        if "category" in data:
            parts.append(_count(len(data["category"].categories), "category", "categories"))
        if others:
            parts.append(_count(others, "other file", "other files"))
        return " · ".join(parts)

    def _nothing_found(self, sources: list[Source], others: int) -> str:
        where = ", ".join(f"“{escape(source.place.name)}”" for source in sources)
        beside = f" ({_count(others, 'other file', 'other files')} there)" if others else ""
        named = " with such names" if self.patterns else ""
        remedy = "Choose another folder" + ("" if self.subfolders else ", or include subfolders")
        remedy += ", or ask for other names" if self.patterns else ""
        return f"There are no pictures{named} in {where}{beside}. {remedy}."

    def _named(self) -> Sources:
        return Sources(self.sources, self.subfolders, self.patterns, self.most)


_walked: dict[Sources, list[Source]] = {}


def _columns(sources: list[Source], files: list[PictureFile]) -> dict[str, Column]:
    columns = {}
    categories = _categories(sources)
    if len(set(categories) - {""}) > 1:
        columns["category"] = categorical(categories, Role.TARGET)
    folder, paths = files_below(sources)
    columns["image name"] = texts(PurePosixPath(file.relative).stem for file in files)
    columns["image"] = images(paths, folder)
    columns["size"] = numbers([file.size for file in files], Role.META)
    return columns


def _categories(sources: list[Source]) -> list[str]:
    """The folder of each picture below its root; "." in the root, "" for a loose picture."""
    return [
        unicodedata.normalize("NFC", str(PurePosixPath(file.relative).parent))
        if source.is_folder else ""
        for source in sources for file in source.found.pictures
    ]


def _row_ids(sources: list[Source]) -> tuple[str, ...]:
    """The path below the folder; the folder's name goes in front where ids would clash."""
    found: dict[str, None] = {}
    numbers: dict[str, int] = {}
    for source in sources:
        for file in source.found.pictures:
            row_id = unicodedata.normalize("NFC", file.relative)
            if row_id in found:
                row_id = unicodedata.normalize("NFC", f"{escape(source.place.name)}/{row_id}")
            found[free_name(row_id, found, numbers)] = None
    return tuple(found)


def _name(sources: list[Source]) -> str:
    """“cow, frog and 2 more”: the folders, or the picture where there is only one."""
    single = len(sources) == 1
    places = (one.place if single or one.is_folder else one.place.parent for one in sources)
    names = list(dict.fromkeys(escape(place.name) for place in places if place.name))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more or "pictures"


def _warn_of_unreadable(table: Table, outcomes: tuple[Outcome, ...], run: Run) -> None:
    bad = [row for row, outcome in enumerate(outcomes) if outcome.state == "refused"]
    if bad:
        more = f"; and {len(bad) - 1:,} more" if len(bad) > 1 else ""
        what = "1 file cannot be read as a picture" if len(bad) == 1 else \
            f"{len(bad):,} files cannot be read as pictures"
        run.warn(f"{what}: {table.ids[bad[0]]}: {outcomes[bad[0]].reason}{more}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
