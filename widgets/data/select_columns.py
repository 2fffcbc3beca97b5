"""Select Columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NamedTuple, Self

from satsuma.data.division import Division, Names, arranged, divided, own_division
from satsuma.data.table import Table
from satsuma.gestures import Changed, Gesture
from satsuma.views import Roles
from satsuma.widget import Run, Shown, setting, widget

ICON = ("M9 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h4z M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4z "
        "M12 3v18")


class Outputs(NamedTuple):
    data: Table
    whole: Annotated[Table, Shown]


def _names(label: str, text: str) -> Names:
    return setting((), label, form=False, help=text)  # type: ignore[no-any-return]


@widget("Select Columns", icon=ICON, keywords=(
    "roles", "features", "target", "class", "meta", "attributes", "leave out", "drop", "reorder"))
class SelectColumns:
    """Say what the columns are for, in which order they stand, and leave some out.

    The window shows four lists. **Features** describe the rows: distances and models look at
    these. The **target** is what is to be explained, such as the category. **Meta** columns are
    about the rows: names, places, sizes. What is **left out** is not sent on. A column of vectors
    is one entry, however many numbers it has.

    Drag columns from list to list, or within one to change their order. With the keys: arrows
    choose, Shift with arrows chooses several, Alt+Left and Alt+Right carry them into the list
    beside, Alt+Up and Alt+Down move them within the list. The line above filters the lists by name.
    **Columns as they came** takes all of this back.

    Columns are kept by their names. One that comes later has its own role, and that is said.
    """

    features: Names = _names("Features", "Columns that describe the rows, in their order.")
    target: Names = _names("Target", "Columns that are to be explained.")
    meta: Names = _names("Meta", "Columns that are about the rows.")
    left_out: Names = _names("Left out", "Columns that are not sent on.")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        if not self._settled:
            return Outputs(data, data)
        self._warn(data, run)
        return Outputs(arranged(data, divided(data, self._stored)), data)

    def view(self, outputs: Outputs) -> Roles:
        whole = outputs.whole
        if not self._settled:
            return Roles(whole, own_division(whole))
        return Roles(whole, divided(whole, self._stored), True, self._new(whole))

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Changed("lists", None):
                return replace(self, **Division()._asdict())
            case Changed("lists", Division() as lists):
                kept = self._kept(lists)
                return replace(self, **kept._asdict())
        return self

    def summary(self, outputs: Outputs) -> str:
        lists = own_division(outputs.data)
        out = len(outputs.whole.columns) - len(outputs.data.columns)
        counts = ((len(lists.features), "features"), (len(lists.target), "target"),
                  (len(lists.meta), "meta"), (out, "left out"))
        parts = [f"{count:,} {word if count != 1 else word.removesuffix('s')}"
                 for count, word in counts if count]
        return " · ".join(parts) or "no columns"

    @property
    def _stored(self) -> Division:
        return Division(self.features, self.target, self.meta, self.left_out)

    @property
    def _settled(self) -> bool:
        return any(self._stored)

    def _new(self, table: Table) -> Names:
        known = {name for names in self._stored for name in names}
        return tuple(name for name in table.columns if name not in known)

    def _kept(self, lists: Division) -> Division:
        """The lists with the names that this table lacks: they may come back."""
        there = {name for names in lists for name in names}
        lost = [tuple(name for name in names if name not in there) for names in self._stored]
        return Division(*((*now, *gone) for now, gone in zip(lists, lost, strict=True)))

    def _warn(self, table: Table, run: Run) -> None:
        new = self._new(table)
        if new:
            verb = "is new and has its" if len(new) == 1 else "are new and have their"
            run.warn(f"{_some(new)} {verb} own role.")
        gone = [name for names in self._stored for name in names if name not in table]
        if gone:
            run.warn(f"{_some(gone)} {'is' if len(gone) == 1 else 'are'} not in this table.")


def _some(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:3])
    return shown + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
