"""Outcome words: what a person is told of the pictures that were embedded, or were not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from satsuma.data.column import Column
from satsuma.data.outcome import Outcome
from satsuma.run import Run

NOT_YET = "not embedded yet"
"""What `embed` says of a picture that it was not to look at."""


def pending_in(outcomes: Sequence[Outcome]) -> int:
    """How many pictures are still to come."""
    return sum(outcome.reason == NOT_YET for outcome in outcomes)


def picture_names(ids: Sequence[str], column: Column) -> list[str]:
    """What the rows are called in a sentence: by their file where the id, such as 6, does not
    tell."""
    files = (PurePosixPath(value).name for value in column.values)
    return [row_id if row_id.endswith(file) else file
            for row_id, file in zip(ids, files, strict=True)]


def tell_outcomes(names: Sequence[str], outcomes: Sequence[Outcome], run: Run) -> None:
    """Warn of what is left out, repaired, still to come, or good to know."""
    told = [row for row, outcome in enumerate(outcomes)
            if outcome.state != "fine" and outcome.reason != NOT_YET]
    for state, what in (("refused", "left out"), ("repaired", "repaired")):
        if rows := [row for row in told if outcomes[row].state == state]:
            number = "1 picture is" if len(rows) == 1 else f"{len(rows):,} pictures are"
            more = "" if len(rows) == 1 else "; the output “skipped” lists them all" \
                if state == "refused" else "; the column “outcome” lists them all"
            again = _passing(outcomes, run) if state == "refused" else ""
            run.warn(f"{number} {what}: {first_of(names, outcomes, rows)}{more}{again}")
    if pending := pending_in(outcomes):
        number = "1 picture is" if pending == 1 else f"{pending:,} pictures are"
        run.warn(f"{number} {NOT_YET}. Turn off “Only what is known” to embed the rest too.")
    noted = [row for row, o in enumerate(outcomes) if o.state == "fine" and o.notes]
    if noted:
        number = "1 picture" if len(noted) == 1 else f"{len(noted):,} pictures"
        run.warn(f"Good to know of {number}: {first_of(names, outcomes, noted)}")


def _passing(outcomes: Sequence[Outcome], run: Run) -> str:
    """A picture that is locked or out of reach just now must not stay left out for ever."""
    number = sum(outcome.passing for outcome in outcomes)
    if not number:
        return ""
    run.passing()
    refused = sum(one.state == "refused" and one.reason != NOT_YET for one in outcomes)
    what = "The next look at the files tries again" if number == refused else \
        f"The next look at the files tries {number:,} of them again"
    return f". {what}."


def first_of(names: Sequence[str], outcomes: Sequence[Outcome], rows: Sequence[int]) -> str:
    """The first one by name, with what is to be told of it, and how many more."""
    more = f"; and {len(rows) - 1:,} more" if len(rows) > 1 else ""
    return f"{names[rows[0]]}: {outcomes[rows[0]].told()}{more}"
