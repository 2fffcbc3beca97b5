"""Reading tables from .xlsx.

Formulas are not computed: what the spreadsheet stored as their results counts, and errors such as
#N/A are missing. Of several sheets the first is read, where no other is asked for. Types tell
numbers, times and texts apart; for the rest see `guess`. Where all cells are texts, as Orange
writes them, numbers are looked for in these. Three header rows of Orange's are understood (see
`annotations`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from satsuma.data.column import Column, Role, numbers, texts, times
from satsuma.data.flat import Layout, layout
from satsuma.data.found_table import FoundTable, Wish
from satsuma.data.guess import guessed_words
from satsuma.data.heading import Heading, heading
from satsuma.data.number_text import narrowed, number_texts, time_texts, times_from
from satsuma.data.sheet import Cells, Sheet, table_from
from satsuma.data.table_record import TableRecord, from_json
from satsuma.data.table_xlsx import MOST_ROWS, RECORD
from satsuma.problem import Problem
from satsuma.run import Price, Run

if TYPE_CHECKING:
    from openpyxl import Workbook

CELL_SECONDS = 9e-6
"""About what a cell takes to be read: measured were 6.7 to 20 µs, words taking longest."""

_SURELY_FINE = 128 << 20
_TEXTS_SURELY_FINE = 8 << 20
_LARGEST_RATIO = 100
_CELLS_SURELY_FINE = 20_000_000
_WORTH_SAYING = 2.0
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"])
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(file: Path, run: Run = Run(), wish: Wish = Wish()) -> FoundTable:
    """Read a table. Raises Problem, naming the file, for everything that is wrong."""
    _check_size(file)
    try:
        return _read(file, run, wish)
    except (Problem, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises of all kinds on damaged files
        reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
        raise Problem(f"“{file}” cannot be read: it is no .xlsx file, or is damaged ({reason}).") \
            from error


def _check_size(file: Path) -> None:
    """Raise Problem for what is no archive or would unpack to far more than its size."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
        size = file.stat().st_size
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Problem(f"“{file}” cannot be read: {reason}.") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Problem(f"“{file}” cannot be read: it is no .xlsx file, or only a part of one. "
                      "Save it as .xlsx again (.xls is another format).") from error
    if unpacked > max(_SURELY_FINE, _LARGEST_RATIO * size) or any(map(_repeats_texts, entries)):
        raise Problem(f"“{file}” cannot be read: it would unpack to {unpacked / 1e9:,.1f} GB, far "
                      "more than its size.")


def _repeats_texts(entry: zipfile.ZipInfo) -> bool:
    """Whether this is a list of shared texts that says the same again and again.

    Each text stands in it once, so it shrinks to a tenth at best. All are read before the first
    cell is, 100,000 in a second, and nobody can stop that.
    """
    return (entry.filename.lower().endswith("sharedstrings.xml")
            and entry.file_size > max(_TEXTS_SURELY_FINE, 40 * entry.compress_size))


def _read(file: Path, run: Run, wish: Wish) -> FoundTable:
    from openpyxl import load_workbook

    with file.open("rb") as opened:
        book = load_workbook(opened, read_only=True, data_only=True, keep_links=False)
        try:
            record = _record(book, run)
            sheet, names = _chosen(book, file, wish, run)
            _say_price(sheet, file, run)
            rows = list(_rows(sheet, file, run))
            title = sheet.title
        finally:
            book.close()
    if not rows:
        raise Problem(f"“{file}” cannot be read: it is empty. A table begins with a row of column "
                      "names.")
    if record is not None and wish.sheet not in ("", names[0]):
        record = None  # it speaks of the first sheet
    return replace(_found(rows, record, file, wish, run), sheets=names, sheet=title)


def _chosen(book: Workbook, file: Path, wish: Wish, run: Run) -> tuple[Any, tuple[str, ...]]:
    """The sheet that is wanted, and the names of all."""
    sheets = {sheet.title: sheet for sheet in book.worksheets if sheet.title != RECORD}
    if not sheets:
        raise Problem(f"“{file}” has no sheet with a table.")
    names = tuple(sheets)
    if wish.sheet and wish.sheet not in sheets:
        run.warn(f"“{file.name}” has no sheet “{wish.sheet}”; the first, “{names[0]}”, was read.")
    elif not wish.sheet and len(names) > 1:
        run.warn(f"“{file.name}” has {len(names)} sheets; the first, “{names[0]}”, was read.")
    return sheets.get(wish.sheet, sheets[names[0]]), names


def _say_price(sheet: Any, file: Path, run: Run) -> None:
    """Tell how long it takes, as far as the file can be believed on its size."""
    cells = min((sheet.max_row or 0) * (sheet.max_column or 0), file.stat().st_size)
    if cells * CELL_SECONDS > _WORTH_SAYING:
        run.price(Price(cells * CELL_SECONDS))


def _found(rows: list[Sequence[Any]], record: TableRecord | None, file: Path, wish: Wish,
           run: Run) -> FoundTable:
    width = max(map(len, rows))
    words = [[_text(value) for value in row] for row in rows[:3]]
    words[0] += [""] * (width - len(words[0]))
    plain = record is not None and not record.annotated
    head = Heading(tuple(words[0])) if plain else heading(words)
    laid = layout(head.names, record, run, head.notes, wish.ids)
    below = rows[head.rows:]
    untyped = record is None and bool(head.notes)
    sheet = _sheet(below, laid, file, as_texts=untyped or _all_texts(below))
    found = table_from(sheet, record, file, run, wish=wish)
    told = head.told if record is None else "Kinds and roles come from a hidden sheet."
    return replace(found, told=(told,) if told else ())


def _all_texts(rows: Sequence[Sequence[Any]]) -> bool:
    return all(value is None or isinstance(value, str) for row in rows for value in row)


def _record(book: Workbook, run: Run) -> TableRecord | None:
    if RECORD not in book.sheetnames:
        return None
    sheet = book[RECORD]
    sheet.reset_dimensions()
    parts = [_text(row[0]) for row in sheet.iter_rows(values_only=True, max_col=1) if row]
    try:
        return from_json("".join(parts))
    except Problem as error:
        run.warn(f"The hidden sheet “{RECORD}” was not read, so kinds and roles are guessed. "
                 f"{error}")
        return None


def _rows(sheet: Any, file: Path, run: Run) -> Iterator[Sequence[Any]]:
    """The rows that hold anything, without the empty cells at their ends."""
    sheet.reset_dimensions()  # what a file claims of its size may be wrong
    budget = _CELLS_SURELY_FINE + 20 * file.stat().st_size
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        budget -= len(row)
        if number > MOST_ROWS or budget < 0:
            raise Problem(f"“{file}” cannot be read: it claims more cells than it can hold.")
        if number % 1000 == 0:
            run.check()
        stop = len(row)
        while stop and row[stop - 1] is None:
            stop -= 1
        if stop:
            yield row[:stop]


def _sheet(rows: Sequence[Sequence[Any]], laid: Layout, file: Path, *, as_texts: bool) -> Sheet:
    """The cells by column; `as_texts` where their types say nothing."""
    full = [(*row, *(None,) * (laid.width - len(row))) for row in rows]
    columns = list(zip(*full, strict=True)) if full else [()] * laid.width
    blocks = {span.start: _block(columns[span.start:span.stop]) for span in laid.vectors}
    known = {span.start for span in laid.spans if span.record is not None and not span.is_vector}
    cells: dict[int, Cells] = {}
    read = {place for span in laid.vectors if blocks[span.start] is not None
            for place in range(span.start, span.stop)}
    for place, values in enumerate(columns):
        if place in read:
            continue
        cells[place] = ([_text(value) for value in values] if place in known or as_texts
                        else _guessed(values, laid, place, file))
    ids = None if laid.id_place is None else [_text(one) for one in columns[laid.id_place]]
    return Sheet(laid, len(rows), ids, cells, blocks)


def _block(columns: Sequence[Sequence[Any]]) -> np.ndarray | None:
    try:
        return narrowed(np.column_stack([
            np.array([np.nan if value is None else float(value) for value in values])
            for values in columns]))
    except (ValueError, TypeError):
        return None


def _text(value: Any) -> str:
    """What a cell holds, as text."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        case bool():
            return str(value).upper()
        case float():
            return number_texts(np.array([value]))[0]
        case datetime():
            return time_texts(np.array([value], "datetime64[us]"))[0]
        case _:
            return str(value)


def _guessed(values: Sequence[Any], laid: Layout, place: int, file: Path) -> Column:
    """The column that the cells' types tell of."""
    values = [None if isinstance(one, str) and one in _ERRORS else one for one in values]
    found = {type(one) for one in values} - {type(None)}
    if found and found <= {int, float}:
        role = Role.META if laid.vectors else Role.FEATURE
        return numbers([np.nan if one is None else one for one in values], role)
    if found and found <= {datetime, date}:
        return times(["NaT" if one is None else one for one in values])
    words = [_text(one) for one in values]
    if found == {str} and (moments := times_from(words)) is not None:
        return times(moments)
    return guessed_words(words, laid.names[place], file.parent) if any(words) else texts(words)
