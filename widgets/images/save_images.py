"""Save Images."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from satsuma.algorithms.picture_encoding import Encoding
from satsuma.algorithms.picture_plan import Wish, picture_plan
from satsuma.algorithms.picture_writing import write_pictures
from satsuma.data.choices import expanded
from satsuma.data.column import Column, Kind
from satsuma.data.names import full_paths
from satsuma.data.new_file import folder_stamp
from satsuma.data.plan import Plan, Receipt
from satsuma.data.plan_words import plan_title
from satsuma.data.safe_names import is_of_another_system
from satsuma.data.table import Table
from satsuma.views import Planned
from satsuma.widget import Run, Shown, WidgetError, columns, pick_images, setting, widget

ICON = ("M10.3 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10l-3.1-3.1a2 2 0 0 0-2.814.014"
        "L6 21 M14 19l3 3l3-3 M17 22v-5.5 M7 9a2 2 0 1 0 4 0a2 2 0 1 0-4 0")

_AS_SEEN = ("Pictures that are converted hold what you see here: the first frame, the right way "
            "up, 8 bits for each color, on white. Camera data, such as the place, are left out.")


class Outputs(NamedTuple):
    plan: Annotated[Plan, Shown]


@widget("Save Images", icon=ICON, lane="long",
        keywords=("export", "write", "copy", "sort into folders", "convert", "resize", "jpeg"))
class SaveImages:
    """Save pictures into a folder, sorted into folders of their own if you like, once you say so.

    First you see every picture with the place it would go to. Only the button **Save** writes;
    opening a workflow never does. Nothing that is there is ever replaced, changed or removed: where
    a name is taken the picture gets a number, such as `cow (2).jpg`, and a picture that lies there
    already is not saved twice. Pictures that are missing or broken are listed with the reason.

    **One folder per** takes a column, such as the cluster: every value gets a folder. Names are
    made so that Windows, macOS and Linux all take them. **As it is** copies every file byte by byte
    and keeps its time; other formats, and a **Longest side**, make new files: the right way up, the
    first frame only, 8 bits for each color, on white, without the camera's data.

    Saving can be stopped; what is written stays. Afterwards you see what was saved, left out or
    failed, can show it in the file manager, or take it back: then the files that were just written
    are removed, if nobody has changed them since, and nothing else.
    """

    folder: str = setting("", "Folder", path="new folder", help=(
        "The folder into which the pictures go. It is made if it is not there."))
    groups: str | None = setting(
        None, "One folder per", help="A column, such as the cluster: each value gets a folder.",
        choices=columns("data", (Kind.CATEGORY, Kind.TEXT), none="All in one folder"))
    names: str | None = setting(
        None, "Names", help="A column that says what the files are called. Endings are added.",
        choices=columns("data", (Kind.TEXT, Kind.CATEGORY, Kind.NUMBER, Kind.TIME),
                        none="As they are"))
    format: Literal["as_it_is", "jpeg", "png", "webp", "tiff"] = setting(
        "as_it_is", "Format", help="As it is copies the files; the others make new ones.")
    quality: int = setting(90, "Quality", low=1, high=100, use=(
        "with Format: JPEG or WebP, or with a Longest side"), help=(
        "How finely JPEG and WebP are stored: 100 is best and largest."))
    longest: int | None = setting(None, "Longest side", low=1, high=65_535, unit="px", help=(
        "Larger pictures are made smaller, to this longest side. Smaller ones stay as they are."))
    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                help="The column that holds the pictures.")

    def stamp(self) -> tuple[object, ...]:
        """How the folder looks, and those in it."""
        return folder_stamp(self._place(), inner=True) if self.folder else ()

    def idle(self) -> tuple[str, ...]:
        """The quality means nothing to files that are copied, and to formats that lose nothing."""
        lossless = self.format in ("png", "tiff") or self._encoding().copies
        return ("quality",) if lossless else ()

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        if not self.folder:
            raise WidgetError("Choose the folder for the pictures.", lasting=True, asks="folder")
        column, encoding = pick_images(data, self.image, run), self._encoding()
        groups, names = (_named(data, name, run) for name in (self.groups, self.names))
        notes = () if encoding.copies else (_AS_SEEN,)
        wishes = list(_wishes(data, column, groups, names, run))
        try:
            return Outputs(picture_plan(wishes, self._place(), encoding.suffix,
                                        sized=encoding.copies, notes=notes, run=run))
        except OSError as error:
            raise WidgetError(f"“{error.filename or self.folder}” cannot be listed: "
                              f"{(error.strerror or str(error)).lower()}. Choose another folder.") \
                from error

    def commit(self, outputs: Outputs, run: Run = Run()) -> Receipt:
        return write_pictures(outputs.plan, self._encoding(), run)

    def view(self, outputs: Outputs) -> Planned:
        return Planned(outputs.plan)

    def summary(self, outputs: Outputs) -> str:
        plan = outputs.plan
        failed = plan.counts.get("fail", 0)
        return plan_title(plan) + (f" · {failed:,} cannot be saved" if failed else "")

    def _encoding(self) -> Encoding:
        return Encoding(self.format, self.quality, self.longest)

    def _place(self) -> str:
        if is_of_another_system(self.folder):
            raise WidgetError(f"“{self.folder}” is a place on another computer. Choose a folder "
                              "here.")
        return os.path.abspath(expanded(Path(self.folder)))


def _named(data: Table, name: str | None, run: Run) -> Column | None:
    """A column that a setting names; a warning where it is not there."""
    if name is None:
        return None
    if name in data and data[name].kind not in (Kind.IMAGE, Kind.VECTOR):
        return data[name]
    run.warn(f"There is no fitting column “{name}”; it is done without.")
    return None


def _wishes(data: Table, column: Column, groups: Column | None, names: Column | None,
            run: Run) -> Iterator[Wish]:
    files = full_paths(column.folder, column.values.tolist())
    for row, file in enumerate(run.track(files, len(data))):
        yield Wish(data.ids[row], file, groups.shown(row) if groups is not None else "",
                   names.shown(row) if names is not None else None)
