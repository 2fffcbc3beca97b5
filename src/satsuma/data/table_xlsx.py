"""Tables as .xlsx, for spreadsheets.

The first sheet, `data`, is laid out as in `flat`: one header row, the ids first. Numbers are
numbers with every bit, infinities the texts `inf` and `-inf`, missing values empty cells. Texts are
texts and never formulas, also where they begin with =. Times are dates where Excel can hold them
(from March 1900 on, whole milliseconds or nearly so), else the column is ISO 8601 text. Control
characters are escaped as the standard has it (`_x0001_`, ECMA-376, 22.9.2.19). The hidden sheet
`satsuma` holds kinds, roles and the like (see `table_record`) and is believed as a second file of a
.csv is (see `side_file`); then the table comes back as it was. Where that is wished, two more
header rows say kinds and roles for Orange (see `annotations`).

Refused are: over 16,384 columns or 1,048,575 rows, texts of over 32,767 letters, an empty row id,
and a lone half of a surrogate pair.

For reading see `xlsx_reading`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.data.annotation_rows import annotation_rows
from satsuma.data.atomic import atomic_write
from satsuma.data.column import Column, Kind
from satsuma.data.flat import header, recorded
from satsuma.data.number_text import time_texts
from satsuma.data.table import Table
from satsuma.data.table_record import to_json
from satsuma.problem import Problem

MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
RECORD = "satsuma"
_RECORD_PART = 16_000
_TO_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_LONE = re.compile(r"[\ud800-\udfff]")


def write_xlsx(table: Table, file: Path, *, for_orange: bool = False) -> None:
    """Write the table, atomically; `for_orange` with kinds and roles in two more header rows."""
    from openpyxl import Workbook

    record = replace(recorded(table, file), annotated=for_orange)
    above = [header(record), *(annotation_rows(table, file) if for_orange else ())]
    width = len(above[0])
    if width > MOST_COLUMNS or len(table) + len(above) > MOST_ROWS:
        raise Problem(
            f"A table of {len(table):,} rows and {width:,} columns does not fit into .xlsx, which "
            f"holds {MOST_ROWS - len(above):,} rows and {MOST_COLUMNS:,} columns. Save it as .npz.")
    if "" in table.ids:
        raise Problem("A row's id is empty, which .xlsx cannot hold. Save the table as .npz.")
    book = Workbook(write_only=True)
    data, hidden = book.create_sheet("data"), book.create_sheet(RECORD)
    hidden.sheet_state = "hidden"
    data.freeze_panes = f"B{len(above) + 1}"
    cells = _Cells(data)
    heads = [cells.texts(words) for words in above]
    columns = [cells.texts(table.ids), *(part for column in table.columns.values()
                                         for part in cells.of(column))]
    for head in heads:
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
