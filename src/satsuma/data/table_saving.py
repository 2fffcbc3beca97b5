"""Saving a table to a file of a person's choice: the plan, what it costs, and carrying it out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from satsuma.data.carrying_out import Account
from satsuma.data.new_file import (
    digest_of,
    free_bytes,
    made_folders,
    new_part,
    put_in_place,
    told_as,
    written_file,
)
from satsuma.data.plan import FILES, Entry, Plan, Receipt, Step, WrittenFile, plan_of
from satsuma.data.safe_names import split_suffix, with_number
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.table_suffix import plain_suffix
from satsuma.data.table_xlsx import MOST_COLUMNS, MOST_ROWS
from satsuma.data.tables import can_have_annotations, write_table
from satsuma.problem import Problem
from satsuma.run import Price, Run

Existing = Literal["number", "ask"]

_XLSX_CELL = 8e-6
"""Seconds, about, that a cell of a spreadsheet takes to be written: measured were 5.5 to 12 µs."""

_WORTH_SAYING = 2.0

_TEXT = ("Kinds, roles and the like stand in a second file beside it, “{side}”. Keep both "
         "together; other programs read the first one alone.")

_LOST = {
    ".csv": _TEXT, ".tsv": _TEXT,
    ".xlsx": "Vectors become a column for each number. Kinds and roles stand in a hidden sheet; "
             "spreadsheets show numbers with 15 digits at most.",
    ".tab": "For Orange too: kinds and roles stand in three header rows. What Orange does not know "
            "stands in a second file beside it, “{side}”.",
    ".npz": "Nothing is lost. Satsuma and numpy read it, spreadsheets do not.",
    ".parquet": "Nothing is lost. pandas, R and databases read it, spreadsheets do not.",
}
"""What a person should know of a format."""


def table_plan(table: Table, file: str, existing: Existing, *, for_orange: bool = False) -> Plan:
    """The plan for saving a table; see `write_table`. Raises OSError when the folder cannot be
    looked at."""
    folder, wanted = os.path.split(file)
    width = sum(column.width for column in table.columns.values())
    name = f"{table.name}: {_size(table, width)}" if table.name else _size(table, width)
    why_not = _why_not(table, wanted, width)
    if why_not:
        step = Step(name, "", wanted, "fail", why_not)
    elif not _is_taken(file):
        step = Step(name, "", wanted, "write", "", wanted)
    elif existing == "ask" and os.path.isfile(file):
        step = Step(name, "", wanted, "replace", f"“{wanted}” is there already. You are asked "
                    "before it is replaced.", wanted)
    else:
        step = Step(name, "", _free_name(folder, wanted), "number",
                    f"“{wanted}” is there already.", wanted)
    notes = tuple(_notes(table, step, width, for_orange))
    return plan_of([step], FILES, folder, notes=notes, free=free_bytes(folder),
                   title="the table")


def _size(table: Table, width: int) -> str:
    rows = "1 row" if len(table) == 1 else f"{len(table):,} rows"
    return f"{rows} × {width:,} {'column' if width == 1 else 'columns'}"


def _why_not(table: Table, wanted: str, width: int) -> str:
    if wanted.lower().endswith(".xlsx") and (width + 1 > MOST_COLUMNS or len(table) >= MOST_ROWS):
        return (f"{len(table):,} rows and {width:,} columns do not fit into .xlsx, which holds "
                f"{MOST_ROWS - 1:,} rows and {MOST_COLUMNS - 1:,} columns beside the ids. Save it "
                "as .npz.")
    return ""


def _notes(table: Table, step: Step, width: int, for_orange: bool) -> Iterator[str]:
    if told := _LOST.get(plain_suffix(step.target)):
        yield told.format(side=side_file(Path(step.target)).name)
    if for_orange and can_have_annotations(step.target):
        yield ("Two rows below the names say kinds and roles for Orange; other programs take them "
               "for values.")
    seconds = seconds_for(table, step.target)
    if step.deed != "fail" and seconds > _WORTH_SAYING:
        yield (f"It takes about {seconds:,.0f} s: {len(table):,} × {width + 1:,} cells. As .npz it "
               "takes much less.")


def seconds_for(table: Table, name: str) -> float:
    """What writing costs, where that is worth knowing; else 0."""
    width = sum(column.width for column in table.columns.values()) + 1
    return _XLSX_CELL * len(table) * width if name.lower().endswith(".xlsx") else 0.0


def _is_taken(file: str) -> bool:
    """Whether something has this name, or that of the second file beside it."""
    return os.path.lexists(file) or os.path.lexists(side_file(Path(file)))


def _free_name(folder: str, wanted: str) -> str:
    number = 2
    while _is_taken(os.path.join(folder, with_number(wanted, number))):
        number += 1
    return with_number(wanted, number)


def write_planned(table: Table, plan: Plan, run: Run = Run(),
                  writer: Callable[[Table, Path], None] = write_table) -> Receipt:
    """Save the table as its plan says. A file that is there is replaced only where the plan says
    so and a person has allowed it by name."""
    account = Account(plan)
    run.price(Price(seconds_for(table, plan.targets[0]), stoppable=False))
    with account.whole():
        for number in plan.of("write", "number", "replace"):
            run.check()
            with account.step(int(number)) as step:
                account.note_folders(made_folders(plan.folder))
                if step.deed == "replace":
                    entry = _replaced(table, plan, step, run, writer)
                else:
                    entry = _new(table, plan, step, run, writer)
                account.note(int(number), entry)
    return account.receipt()


def _replaced(table: Table, plan: Plan, step: Step, run: Run,
              writer: Callable[[Table, Path], None]) -> Entry:
    file = os.path.join(plan.folder, step.target)
    if file not in plan.allowed:
        raise Problem(f"“{file}” is there already, and nobody has allowed that it is replaced.")
    writer(table, Path(file))
    return Entry(step.name, "", file, "written", "It took the place of an older file.",
                 tuple(_written(file, run)), replaced=True)


def _new(table: Table, plan: Plan, step: Step, run: Run,
         writer: Callable[[Table, Path], None]) -> Entry:
    suffix = split_suffix(step.wanted)[1]
    with _parts(plan.folder, suffix) as part:
        with told_as(part, os.path.join(plan.folder, step.target), suffix):
            writer(table, Path(part))
        name = step.target
        while not _put_both(part, os.path.join(plan.folder, name)):
            name = _free_name(plan.folder, step.wanted)
    file = os.path.join(plan.folder, name)
    reason = step.reason if name == step.target else f"Saved as “{name}”, since the name was taken."
    return Entry(step.name, "", file, "written", reason, tuple(_written(file, run)))


@contextmanager
def _parts(folder: str, suffix: str) -> Iterator[str]:
    """The path of a file to be made, and room for the second one beside it."""
    with new_part(folder, suffix) as part:
        try:
            yield part
        finally:
            with suppress(FileNotFoundError):
                os.unlink(side_file(Path(part)))


def _put_both(part: str, file: str) -> bool:
    """Give the parts their names; False, and nothing is done, when one of the names is taken."""
    if _is_taken(file):
        return False
    try:
        put_in_place(part, file)
    except FileExistsError:
        return False
    beside, side = side_file(Path(part)), side_file(Path(file))
    if beside.exists():
        try:
            put_in_place(str(beside), str(side))
        except FileExistsError:
            os.unlink(file)  # this very moment it was ours
            return _put_again(part, file)
    return True


def _put_again(part: str, file: str) -> bool:
    """Somebody was quicker with the second file; on Windows the part itself has gone by then."""
    if not os.path.exists(part):
        raise Problem(f"“{side_file(Path(file))}” was made by another program this very moment. "
                      "Save again.")
    return False


def _written(file: str, run: Run) -> Iterator[WrittenFile]:
    for one in (file, str(side_file(Path(file)))):
        if os.path.exists(one):
            yield written_file(one, digest_of(one, run.check))
