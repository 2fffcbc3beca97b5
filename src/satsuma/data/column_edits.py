"""Column edits: what a person corrected of the columns of a file, by name.

Only what differs from the guess is kept, so that a file whose columns come and go is read with
what is known of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from satsuma.data.annotations import Purpose
from satsuma.data.column import Column, Kind, Role
from satsuma.data.found_table import FoundTable, Guess
from satsuma.data.table import Table, free_name
from satsuma.run import Run

KindWord = Literal["", "number", "category", "text", "time", "image"]
RoleWord = Literal["", "feature", "target", "meta", "skip"]


class ColumnEdit(NamedTuple):
    """Corrections of one column, "" where there is none. `rename` is another name for it."""

    name: str
    kind: KindWord = ""
    role: RoleWord = ""
    rename: str = ""


Edits = tuple[ColumnEdit, ...]


def with_edits(edits: Edits, guesses: Mapping[str, Guess], new: Iterable[ColumnEdit]) -> Edits:
    """The edits with those of some columns replaced; what is as it was guessed is not kept, but for
    a choice in doubt (see `Guess.odd`)."""
    found = {one.name: one for one in edits}
    for edit in new:
        guess = guesses[edit.name]
        kind = "" if edit.kind == guess.kind.value and guess.odd is None else edit.kind
        role = "" if edit.role == usual_role(guess, kind) else edit.role
        rename = "" if edit.rename.strip() in ("", edit.name) else edit.rename.strip()
        found[edit.name] = ColumnEdit(edit.name, kind, role, rename)
    return tuple(one for one in found.values() if one != ColumnEdit(one.name))


def edit_of(edits: Iterable[ColumnEdit], name: str) -> ColumnEdit:
    """The edit of a column; one that changes nothing where there is none."""
    return next((one for one in edits if one.name == name), ColumnEdit(name))


def wished_kinds(edits: Iterable[ColumnEdit]) -> dict[str, Kind]:
    """The kinds that columns are to be read as."""
    return {one.name: Kind(one.kind) for one in edits if one.kind}


def usual_role(guess: Guess, kind: str) -> str:
    """The role of a column where nobody chose one; texts and pictures are no features."""
    purpose = word_of(guess.purpose)
    about = kind in ("text", "image", "time") and guess.kind.value != kind
    return "meta" if about and purpose == "feature" else purpose


def word_of(purpose: Purpose) -> str:
    return purpose.value if isinstance(purpose, Role) else purpose


def edited(found: FoundTable, edits: Edits, run: Run = Run()) -> Table:
    """The table with all edits, without the columns that are left out.

    Kinds were changed when the file was read (see `Wish`). Edits of columns that the file lacks are
    warned of; a new name that is taken gets a number, with a warning.
    """
    by_name: Mapping[str, ColumnEdit] = {one.name: one for one in edits}
    _warn_of_unknown(found, by_name, run)
    columns: dict[str, Column] = {}
    renamed = {one.rename for one in edits if one.rename and one.name in found.table}
    for name, column in found.table.columns.items():
        edit = by_name.get(name, ColumnEdit(name))
        role = edit.role or usual_role(found.guesses[name], edit.kind)
        if role == "skip":
            continue
        wanted = edit.rename or name
        free = free_name(wanted, columns if edit.rename else {*columns, *renamed})
        if free != wanted:
            run.warn(f"There are two columns “{wanted}”; one is called “{free}”.")
        columns[free] = column.with_role(Role(role))
    return replace(found.table, columns=columns)


def _warn_of_unknown(found: FoundTable, by_name: Mapping[str, ColumnEdit], run: Run) -> None:
    unknown = [name for name in by_name if name not in found.table]
    if unknown:
        shown = ", ".join(f"“{name}”" for name in unknown[:3])
        more = f" and {len(unknown) - 3:,} more" if len(unknown) > 3 else ""
        run.warn(f"The file has no column {shown}{more}, of which something was corrected.")
