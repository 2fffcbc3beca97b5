"""Tables as .xlsx, for spreadsheets.

The first sheet, `data`, is laid out as in `flat`: one header row, the ids first. Numbers are
numbers with every bit, infinities the texts `inf` and `-inf`, missing values empty cells. Texts are
texts and never formulas, also where they begin with =. Times are dates where Excel can hold them
(from March 1900 on, whole milliseconds or nearly so), else the column is ISO 8601 text. Control
characters are escaped as the standard has it (`_x0001_`, ECMA-376, 22.9.2.19). The hidden sheet
`satsuma` holds kinds, roles and the like (see `table_record`) and is believed as a second file of a
.csv is (see `side_file`); then the table comes back as it was.

Refused are: over 16,384 columns or 1,048,575 rows, texts of over 32,767 letters, an empty row id,
and a lone half of a surrogate pair.

When reading, formulas are not computed: what the spreadsheet stored as their results counts, and
errors such as #N/A are missing. Of several sheets the first is read. Types tell numbers, times and
texts apart; for the rest see `guess`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from satsuma.data.atomic import atomic_write
from satsuma.data.column import Column, Kind, Role, numbers, texts, times
from satsuma.data.flat import Layout, Sheet, header, layout, recorded, table_from
from satsuma.data.guess import guessed_words
from satsuma.data.number_text import narrowed, number_texts, time_texts, times_from
from satsuma.data.table import Table
from satsuma.data.table_record import TableRecord, from_json, to_json
from satsuma.problem import Problem
from satsuma.run import Run

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
_RECORD = "satsuma"
_RECORD_PART = 16_000
_SURELY_FINE = 512 << 20
_LARGEST_RATIO = 100
_CELLS_SURELY_FINE = 20_000_000
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"])
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_LONE = re.compile(r"[\ud800-\udfff]")


def write_xlsx(table: Table, file: Path) -> None:
    """Write the table, atomically."""
    from openpyxl import Workbook

    record = recorded(table, file)
    names = header(record)
    if len(names) > MOST_COLUMNS or len(table) + 1 > MOST_ROWS:
        raise Problem(
            f"A table of {len(table):,} rows and {len(names):,} columns does not fit into .xlsx, "
            f"which holds {MOST_ROWS - 1:,} rows and {MOST_COLUMNS:,} columns. Save it as .npz.")
    if "" in table.ids:
        raise Problem("A row's id is empty, which .xlsx cannot hold. Save the table as .npz.")
    book = Workbook(write_only=True)
    data, hidden = book.create_sheet("data"), book.create_sheet(_RECORD)
    hidden.sheet_state = "hidden"
    data.freeze_panes = "B2"
    cells = _Cells(data)
    head = [cells.text(name) for name in names]
    columns = [cells.texts(table.ids), *(part for column in table.columns.values()
                                         for part in cells.of(column))]
    data.append(head)
    for row in zip(*columns, strict=True):
        data.append(row)
    text = to_json(record)
    for start in range(0, len(text), _RECORD_PART):
        hidden.append([cells.text(text[start:start + _RECORD_PART])])
    packed = io.BytesIO()  # openpyxl must be let finish, whatever becomes of the file
    book.save(packed)
    with atomic_write(file) as opened:
        opened.write(packed.getbuffer())


class _Cells:
    """Values as openpyxl wants them for a sheet."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._sheet = sheet
        self._cell = WriteOnlyCell

    def of(self, column: Column) -> list[list[Any]]:
        """The cells of a column, d lists for vectors."""
        match column.kind:
            case Kind.NUMBER:
                return [[self._number(value) for value in column.values.tolist()]]
            case Kind.TIME:
                return [self._times(column.values)]
            case Kind.VECTOR:
                return [[self._short(value) for value in values]
                        for values in column.values.T.tolist()]
            case Kind.CATEGORY:
                names = [*column.categories, ""]  # code -1 picks the last
                return [self.texts([names[code] for code in column.values.tolist()])]
            case _:
                return [self.texts(column.values.tolist())]

    def texts(self, words: Sequence[str]) -> list[Any]:
        return [self.text(word) for word in words]

    def text(self, word: str) -> Any:
        """A cell that is a text, whatever it looks like. Raises Problem where it cannot be one."""
        if not word:
            return None
        escaped = _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", word)
        if len(escaped) > _LONGEST_TEXT:
            raise Problem(f"The text “{word[:40]}…” has {len(word):,} letters; a cell of an .xlsx "
                          f"holds {_LONGEST_TEXT:,}. Save the table as .npz.")
        if _LONE.search(word):
            raise Problem(f"The text “{_LONE.sub('?', word)[:40]}” holds a letter that .xlsx "
                          "cannot hold. Save the table as .npz.")
        return self._typed(escaped, "s") if escaped[0] in "=#" else escaped

    def _short(self, value: float) -> Any:
        """A cell with the nine digits that a float32 needs."""
        if value and -np.inf < value < np.inf:
            return float(f"{value:.9g}")
        return self._number(value)

    def _number(self, value: float) -> Any:
        if value != value:
            return None
        if value in (np.inf, -np.inf):
            return str(value)
        # openpyxl writes 16 digits, which do not always suffice, and reads -0 as 0.
        written = f"{value:.16g}"
        exact = float(written) == value and written != "-0"
        return value if exact else self._typed(repr(value), "n")

    def _typed(self, text: str, data_type: str) -> Any:
        """A cell of its own: openpyxl goes on writing with the cell that it was given."""
        cell = self._cell(self._sheet, text)
        cell.data_type = data_type
        return cell

    def _times(self, values: np.ndarray) -> list[Any]:
        if _excel_keeps(values):
            return values.tolist()
        return self.texts(time_texts(values))


def _excel_keeps(values: np.ndarray) -> bool:
    """Whether all times come back from the fractions of days that Excel makes of them."""
    from openpyxl.utils.datetime import from_excel, to_excel

    present = values[~np.isnat(values)]
    first, last = np.datetime64("1900-03-01"), np.datetime64("9999-12-31")
    if not ((first <= present) & (present < last)).all():
        return False
    return all(from_excel(float(f"{to_excel(one):.16g}")) == one for one in present.tolist())


def read_xlsx(file: Path, run: Run = Run()) -> Table:
    """Read a table. Raises Problem, naming the file, for everything that is wrong."""
    _check_size(file)
    try:
        return _read(file, run)
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
            unpacked = sum(entry.file_size for entry in archive.infolist())
        size = file.stat().st_size
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Problem(f"“{file}” cannot be read: {reason}.") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Problem(f"“{file}” cannot be read: it is no .xlsx file, or only a part of one. "
                      "Save it as .xlsx again (.xls is another format).") from error
    if unpacked > max(_SURELY_FINE, _LARGEST_RATIO * size):
        raise Problem(f"“{file}” cannot be read: it would unpack to {unpacked / 1e9:,.1f} GB, far "
                      "more than its size.")


def _read(file: Path, run: Run) -> Table:
    from openpyxl import load_workbook

    with file.open("rb") as opened:
        book = load_workbook(opened, read_only=True, data_only=True, keep_links=False)
        try:
            record = _record(book, run)
            sheets = [sheet for sheet in book.worksheets if sheet.title != _RECORD]
            if not sheets:
                raise Problem(f"“{file}” has no sheet with a table.")
            if len(sheets) > 1:
                run.warn(f"“{file.name}” has {len(sheets)} sheets; the first, "
                         f"“{sheets[0].title}”, was read.")
            rows = list(_rows(sheets[0], file, run))
        finally:
            book.close()
    if not rows:
        raise Problem(f"“{file}” cannot be read: it is empty. A table begins with a row of column "
                      "names.")
    names = [_text(value) for value in rows[0]]
    names += [""] * (max(map(len, rows)) - len(names))
    laid = layout(names, record, run)
    return table_from(_sheet(rows[1:], laid, file), record, file, run)


def _record(book: Workbook, run: Run) -> TableRecord | None:
    if _RECORD not in book.sheetnames:
        return None
    sheet = book[_RECORD]
    sheet.reset_dimensions()
    parts = [_text(row[0]) for row in sheet.iter_rows(values_only=True, max_col=1) if row]
    try:
        return from_json("".join(parts))
    except Problem as error:
        run.warn(f"The hidden sheet “{_RECORD}” was not read, so kinds and roles are guessed. "
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


def _sheet(rows: Sequence[Sequence[Any]], laid: Layout, file: Path) -> Sheet:
    full = [(*row, *(None,) * (laid.width - len(row))) for row in rows]
    columns = list(zip(*full, strict=True)) if full else [()] * laid.width
    blocks = {span.start: _block(columns[span.start:span.stop]) for span in laid.vectors}
    known = {span.start for span in laid.spans if span.record is not None and not span.is_vector}
    cells: dict[int, Sequence[str] | Column] = {}
    read = {place for span in laid.vectors if blocks[span.start] is not None
            for place in range(span.start, span.stop)}
    for place, values in enumerate(columns):
        if place in read:
            continue
        cells[place] = ([_text(value) for value in values] if place in known
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
