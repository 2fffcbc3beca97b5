"""Import Images."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Annotated, ClassVar, NamedTuple

from satsuma.data.column import Column, Role, categorical, images, numbers, texts
from satsuma.data.fingerprint import fingerprint
from satsuma.data.known_files import KnownFiles
from satsuma.data.names import escape
from satsuma.data.outcome import FINE, Outcome
from satsuma.data.scan import PictureFile, Scan, one_picture, scan
from satsuma.data.table import Table, free_name
from satsuma.views import Outcomes
from satsuma.widget import Run, Shown, WidgetError, setting, widget

ICON = ("M16 5h6 M19 2v6 M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5 "
        "M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21 M7 9a2 2 0 1 0 4 0a2 2 0 1 0-4 0")


class Outputs(NamedTuple):
    data: Table
    unreadable: Annotated[tuple[Outcome, ...], Shown]
    others: Annotated[int, Shown]


class Source(NamedTuple):
    """A folder or a loose picture that was named, and what was found in it."""

    place: Path
    found: Scan

    @property
    def is_folder(self) -> bool:
        return not (len(self.found.pictures) == 1 and self.found.pictures[0].path == self.place)


@widget("Import Images", icon=ICON, keywords=("folder", "open", "load", "photos", "pictures"))
class ImportImages:
    """Read the pictures of a folder into a table.

    Every picture becomes a row, with its name, place, size, width and height. When the pictures
    lie in several folders, the folder of each becomes its **category**. The pictures themselves
    stay where they are; nothing is copied or changed.

    You can name several folders and loose pictures, and more can be added at any time.
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
        found = self._walk()
        _walked[self._settings()] = found
        while len(_walked) > 4:
            _walked.pop(next(iter(_walked)))
        return fingerprint([source.found.digest() for source in found])

    def compute(self, run: Run = Run()) -> Outputs:
        if not self.sources:
            raise WidgetError("Choose a folder of pictures.", lasting=True)
        # The walk that the stamp was made from is the one this result is named after.
        sources = _walked.pop(self._settings(), None) or self._walk(run)
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
        unreadable = tuple(Outcome("refused", h.problem) if h.problem else FINE for h in headers)
        _warn_of_unreadable(table, unreadable, run)
        return Outputs(table, unreadable, others)

    def view(self, outputs: Outputs) -> Outcomes:
        return Outcomes(outputs.data.ids, outputs.unreadable)

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

    def _settings(self) -> tuple[object, ...]:
        return self.sources, self.subfolders, self.patterns, self.most

    def _walk(self, run: Run = Run()) -> list[Source]:
        places = [Path(os.path.abspath(Path(source).expanduser())) for source in self.sources]
        return [self._look_into(place, run) for place in places]

    def _look_into(self, place: Path, run: Run) -> Source:
        if place.is_file():
            return Source(place, Scan((one_picture(place),), 0, ()))
        found = scan(place, subfolders=self.subfolders, patterns=self.patterns, most=self.most,
                     run=run)
        return Source(place, found)


_walked: dict[tuple[object, ...], list[Source]] = {}


def _columns(sources: list[Source], files: list[PictureFile]) -> dict[str, Column]:
    columns = {}
    categories = _categories(sources)
    if len(set(categories) - {""}) > 1:
        columns["category"] = categorical(categories, Role.TARGET)
    folder, paths = _places(sources)
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
    for source in sources:
        for file in source.found.pictures:
            row_id = unicodedata.normalize("NFC", file.relative)
            if row_id in found:
                row_id = unicodedata.normalize("NFC", f"{escape(source.place.name)}/{row_id}")
            found[free_name(row_id, found) if row_id in found else row_id] = None
    return tuple(found)


def _places(sources: list[Source]) -> tuple[Path | None, list[str]]:
    """The folder that holds all pictures, and their paths below it; else None and full paths."""
    roots = [s.place if s.is_folder else s.place.parent for s in sources]
    try:
        folder: Path | None = Path(os.path.commonpath(roots))
    except ValueError:  # on several drives
        folder = None
    paths = []
    for source, root in zip(sources, roots, strict=True):
        below = root.relative_to(folder) if folder else root
        front = "" if str(below) == "." else escape(below.as_posix()) + "/"
        paths += [front + file.relative for file in source.found.pictures]
    return folder, paths


def _name(sources: list[Source]) -> str:
    return escape(sources[0].place.name) or "pictures"


def _warn_of_unreadable(table: Table, outcomes: tuple[Outcome, ...], run: Run) -> None:
    bad = [row for row, outcome in enumerate(outcomes) if outcome.state == "refused"]
    if bad:
        named = "; ".join(f"{table.ids[row]}: {outcomes[row].reason}" for row in bad[:3])
        more = f"; and {len(bad) - 3} more" if len(bad) > 3 else ""
        what = "1 file cannot be read as a picture" if len(bad) == 1 else \
            f"{len(bad):,} files cannot be read as pictures"
        run.warn(f"{what}: {named}{more}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
