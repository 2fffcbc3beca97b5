"""Numbers, vectors and times as text and back, without losing a bit.

float64 is written with the fewest digits that mean the same number (Python's `repr`), float32 with
nine significant digits, which always suffice (IEEE 754-2008, 5.12.2). Blocks of vectors go through
C code: 20 million numbers take seconds, not minutes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from satsuma.data.quick_numbers import numbers_quickly
from satsuma.data.written_dates import Order, is_written_date, iso_date, order_of

MISSING = frozenset(["", "?", "NA", "Na", "na", "N/A", "N/a", "n/a", "NaN", "nan", "NULL",
                     "null", "#N/A", ".", "~"])
"""What stands for a missing value among numbers and times. In texts only "" does."""

_TIME = re.compile(r"(-\d{3,6}|\+?\d{4,6})-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?")
_TIME_ELSEWHERE = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)? ?(Z|[+-]\d\d:?\d\d)")
_ODD_NUMBER = re.compile(r"^[ \t]*[+-]?(0\d|\d{16,}[ \t]*$)|[_a-df-zA-DF-Z\r]", re.MULTILINE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+(,\d+)?")
_IN_THOUSANDS = {
    ".": (re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?"), ","),
    ",": (re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"), ".")}
"""By the mark between thousands: how such numbers look, and their decimal point."""


def number_texts(values: np.ndarray) -> list[str]:
    """n float64 as text: `640`, `0.1`, `1e-07`, `inf`; "" for NaN."""
    return [_number_text(value) for value in values.tolist()]


def _number_text(value: float) -> str:
    if value != value:
        return ""
    # Longer whole numbers keep their point: without it they would be taken for identifiers.
    return repr(value).removesuffix(".0") if abs(value) < 1e15 else repr(value)


def time_texts(values: np.ndarray) -> list[str]:
    """n datetime64[us] as ISO 8601 with a blank, as spreadsheets like it; days where all are."""
    shown = np.datetime_as_string(values, unit="us").tolist()
    texts = ["" if text == "NaT" else text.replace("T", " ") for text in shown]
    for tail in (".000000", " 00:00:00"):
        if any(text and not text.endswith(tail) for text in texts):
            return texts
        texts = [text.removesuffix(tail) for text in texts]
    return texts


def vector_texts(block: np.ndarray, separator: str) -> list[str]:
    """n × d floats as n lines; NaN leaves the place between two separators empty."""
    if block.dtype == np.float32:
        pattern = separator.join(["%.9g"] * block.shape[1])
        lines = [pattern % tuple(row) for row in block.tolist()]
    else:
        lines = [separator.join(map(repr, row)) for row in block.tolist()]
    for row in np.flatnonzero(np.isnan(block).any(axis=1)):
        lines[row] = separator.join("" if c == "nan" else c for c in lines[row].split(separator))
    return lines


def numbers_from(cells: Sequence[str], *, decimal_comma: bool = False) -> np.ndarray | None:
    """n float64 from texts, NaN where missing; None when one is no number.

    `007` is none, nor is a whole number of over 15 digits: as numbers they would not come back.
    """
    present = [cell for cell in cells if cell not in MISSING]
    if decimal_comma and any("," in cell for cell in present):
        if not all(_DECIMAL_COMMA.fullmatch(cell.strip()) for cell in present):
            return None
        cells = [cell.replace(",", ".") for cell in cells]
        present = [cell.replace(",", ".") for cell in present]
    joined = "\n".join(present)
    if not joined.isascii() or _ODD_NUMBER.search(_without_infinity(joined)):
        return None
    return any_numbers_from(cells)


def _without_infinity(joined: str) -> str:
    return re.sub(r"^[+-]?inf$", "0", joined, flags=re.MULTILINE) if "inf" in joined else joined


def lenient_numbers_from(cells: Sequence[str]) -> np.ndarray | None:
    """n float64 from texts that are said to be numbers, also `007`, `0,5`, and `1.200,5` or
    `1,200.5` where all fit one of these; None else."""
    values = any_numbers_from(cells)
    if values is None:
        values = numbers_from(cells, decimal_comma=True)
    return _numbers_in_thousands(cells) if values is None else values


def _numbers_in_thousands(cells: Sequence[str]) -> np.ndarray | None:
    """Numbers with marks between the thousands; None where two ways to read them fit, or none."""
    found = []
    for mark, (fits, point) in _IN_THOUSANDS.items():
        if all(cell in MISSING or fits.fullmatch(cell.strip()) for cell in cells):
            found.append([cell if cell in MISSING else cell.replace(mark, "").replace(point, ".")
                          for cell in cells])
    return any_numbers_from(found[0]) if len(found) == 1 else None


def any_numbers_from(cells: Sequence[str]) -> np.ndarray | None:
    """n float64 from texts in any notation with decimal points; None when one is no number."""
    joined = "".join(cells)
    if "_" in joined or not joined.isascii():  # Python reads 1_000, and digits of all scripts
        return None
    try:
        return np.array([np.nan if c in MISSING else float(c) for c in cells], np.float64)
    except ValueError:
        return None


def times_from(cells: Sequence[str], order: Order | None = None) -> np.ndarray | None:
    """n datetime64[us] in UTC from ISO 8601 or dates as people write them, NaT where missing; None
    when one is no time, or could be two.

    The cells themselves say the order of dates with slashes, unless it is given.
    """
    plain = []
    for cell in cells:
        if cell in MISSING or _TIME.fullmatch(cell):
            plain.append("" if cell in MISSING else cell)
        elif _TIME_ELSEWHERE.fullmatch(cell):
            plain.append(_in_utc(cell))
        elif is_written_date(cell):
            order = order or order_of(cells)
            plain.append(iso_date(cell, order) or "no time")
        else:
            return None
    try:
        return np.array(plain, "datetime64[us]")
    except ValueError:  # the 31st of February
        return None


def _in_utc(cell: str) -> str:
    try:
        moment = datetime.fromisoformat(re.sub(r" ?(Z|[+-]\d\d:?\d\d)$", r"\1", cell))
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return "no time"


def vectors_from(lines: Sequence[str], separator: str, width: int, *,
                 strict: bool = False) -> np.ndarray | None:
    """n × d float64 from lines; NaN where missing, None when one is no number.

    Every line must hold `width` numbers; `strict` ones as `numbers_from` wants them.
    """
    if not lines or not width:
        return np.empty((len(lines), width))
    column = "\n".join(lines).replace(separator, "\n")
    block = numbers_quickly(column, len(lines), width, strict=strict)
    if block is not None:
        return block
    read = numbers_from if strict else any_numbers_from
    rows = []
    for line in lines:
        row = read(line.split(separator))
        if row is None or len(row) != width:
            return None
        rows.append(row)
    return np.stack(rows)


def narrowed(block: np.ndarray) -> np.ndarray | None:
    """A block as float32; None when a number is too large for it."""
    with np.errstate(over="ignore"):
        narrow = np.ascontiguousarray(block, np.float32)
    return narrow if np.array_equal(np.isinf(narrow), np.isinf(block)) else None
