"""What the columns of a file mean, where nothing says so.

- The ids are the first column called `id`, in capitals or not, when its values do not repeat; else
  the rows are numbered from 1.
- Columns `n0`, `n1` ... side by side are one vector column, `embedding`; `NAME.n0`, `NAME.n1` ...
  the vector column NAME.
- Numbers when all present values are numbers. `007` and whole numbers of over 15 digits stay texts,
  since as numbers they would not come back. `NA`, `NaN`, `N/A`, `NULL`, `?`, `.`, `~` and nothing
  at all are missing values among numbers and times; among texts only nothing is.
- Times when all are ISO 8601, such as 2026-03-01 or 2026-03-01 12:30, where offsets are counted in,
  or dates as people write them, where these mean one thing only (see `written_dates`).
- Pictures when all end like a picture's file and the first is found from the table's folder.
- Categories when the words repeat: at most half as many as there are values, at most 100, none
  over 60 letters long.
- Texts otherwise.

Roles: numbers and vectors are features, but numbers beside a vector are metas, since they speak
about the row; `category`, `class` and `target` are targets when they hold categories; all else is
a meta.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Role, categorical, images, numbers, texts, times
from satsuma.data.number_text import numbers_from, times_from
from satsuma.data.picture_folder import are_pictures

_TARGETS = ("category", "class", "target")
_NUMBERED = re.compile(r"(?:(.*)\.)?n(\d+)", re.DOTALL)
_MOST_CATEGORIES = 100
_LONGEST_CATEGORY = 60


def guessed(cells: Sequence[str], name: str, folder: Path, *, beside_vectors: bool,
            decimal_comma: bool = False) -> Column:
    """The column that these texts most likely are; `folder` is the table's."""
    if any(cells):
        values = numbers_from(cells, decimal_comma=decimal_comma)
        if values is not None and not np.isnan(values).all():
            return numbers(values, Role.META if beside_vectors else Role.FEATURE)
        moments = times_from(cells)
        if moments is not None and not np.isnat(moments).all():
            return times(moments)
    return guessed_words(cells, name, folder)


def guessed_words(cells: Sequence[str], name: str, folder: Path) -> Column:
    """Pictures, categories or texts."""
    present = [cell for cell in cells if cell]
    if present and are_pictures(present, folder):
        return images(cells, folder)
    words = set(present)
    few = 2 * len(words) <= len(present) and len(words) <= _MOST_CATEGORIES
    if present and few and max(map(len, words)) <= _LONGEST_CATEGORY:
        from natsort import natsorted

        role = Role.TARGET if name.lower() in _TARGETS else Role.META
        return categorical(cells, role, natsorted(words))
    return texts(cells)


def is_id(name: str) -> bool:
    """Whether a column of this name holds the ids."""
    return name.strip().lower() == "id"


def vector_runs(names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where names go `n0`, `n1` ...: start, stop and the vector's name ("" where it has none)."""
    runs: list[tuple[int, int, str]] = []
    start, stem = 0, ""
    for place, name in enumerate([*names, ""]):
        found = _NUMBERED.fullmatch(name)
        number = found and found[2]
        goes_on = found and place > start and found[1] == stem and number == str(place - start)
        if goes_on:
            continue
        if place - start >= 2:
            runs.append((start, place, stem or ""))
        start = place + 1
        if found and number == "0":
            start, stem = place, found[1]
    return runs
