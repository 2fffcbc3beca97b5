"""Dates as people write them: 3.2.1899, 31/12/2020 and 12/31/2020, also with a time behind.

With dots the day is first. With slashes it is the month in some countries, and only the column can
say: where one of its dates fits one order alone, as the 31st does, all are read in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

Order = Literal["day first", "month first", "open", "contrary"]
"""Of dates with slashes; "open": nothing says it, "contrary": two dates say different things."""

ALLOWED = ("Understood are 2020-12-31, 31.12.2020 (day first), and with slashes 31/12/2020 or "
           "12/31/2020, each also with a time such as 14:05.")
"""What can be written, as a sentence."""

_DATE = re.compile(r"\s*([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})"
                   r"(?:,?[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?\s*")


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int


def is_written_date(cell: str) -> bool:
    """Whether it looks like such a date."""
    return _DATE.fullmatch(cell) is not None


def order_of(cells: Iterable[str]) -> Order:
    """In which order the dates with slashes are. Those that are the same in both say nothing."""
    said: set[Order] = set()
    for cell in set(cells):
        if "/" in cell:
            day, month = iso_date(cell, "day first"), iso_date(cell, "month first")
            if bool(day) is not bool(month):
                said.add("day first" if day else "month first")
    if len(said) > 1:
        return "contrary"
    return said.pop() if said else "open"


def is_open(cell: str) -> bool:
    """Whether a date alone does not say which of its numbers is the day."""
    return ("/" in cell and is_written_date(cell) and bool(iso_date(cell, "day first"))
            and not iso_date(cell, "open"))


def iso_date(cell: str, order: Order) -> str:
    """The date in ISO 8601; "" where it is none, or could be two.

    While the order is open, a date that fits one order alone is read so.
    """
    found = _DATE.fullmatch(cell)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[3])
    year = int(found[4])
    time = _Clock(*(int(part or 0) for part in found.group(5, 6, 7)))
    if found[2] == "." or order == "day first":
        return _iso(year, second, first, time)
    month = _iso(year, first, second, time)
    if order == "month first":
        return month
    day = _iso(year, second, first, time)
    if order == "open" and not (day and month):
        return day or month
    return day if day == month else ""


def _iso(year: int, month: int, day: int, time: _Clock) -> str:
    try:
        return datetime(year, month, day, time.hour, time.minute, time.second).isoformat()
    except ValueError:  # the 31st of February
        return ""
