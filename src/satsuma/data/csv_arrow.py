"""Large text tables by pyarrow, where it is installed: as quick as can be, and the same values.

It reads the block of numbers and leaves everything else as texts. What it stumbles over, or reads
otherwise than `csv_rows` would, is read by that; nothing depends on which of the two did it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np

from satsuma.data.csv_blocks import Block
from satsuma.data.csv_text import CsvText
from satsuma.data.number_text import MISSING
from satsuma.run import Run

_AT_ONCE = 16 << 20
_WORTH_IT = 4 << 20
_TOO_LONG = 1e15
_SCANNED = 16 << 20

Cells = list[list[str]]
"""The columns beside the block, each from top to bottom."""


def read_by_arrow(text: CsvText, lines: int, width: int, block: Block,
                  run: Run) -> tuple[np.ndarray, Cells] | None:
    """The numbers of the block, and the cells beside it; None where it is better read otherwise.

    `lines` is the number of lines above the values, `width` that of the columns.
    """
    if len(text.data) < _WORTH_IT or find_spec("pyarrow") is None:
        return None
    data = _utf8(text, lines)
    if block.spans and _any_leading_zero(data, text.separator):
        return None
    from pyarrow.lib import ArrowException

    values, done = block.room(text.most_rows()), 0
    beside = [place for place in range(width) if not block.start <= place < block.stop]
    cells: Cells = [[] for _ in beside]
    try:
        for batch in _batches(data, text.separator, width, block):
            run.check()
            part = values[done:done + batch.num_rows]
            for place in range(block.start, block.stop):
                part[:, place - block.start] = batch.column(place).to_numpy(zero_copy_only=False)
            for column, place in zip(cells, beside, strict=True):
                column += batch.column(place).to_pylist()
            done += batch.num_rows
            if _any_beyond(part, _TOO_LONG if block.spans else np.inf):
                return None  # a number too large, or one that would not come back
    except ArrowException:
        return None
    return values[:done], cells


def _any_beyond(part: np.ndarray, limit: float) -> bool:
    highest = np.fmax.reduce(part, axis=None, initial=0)  # these pass over NaN
    return bool(highest >= limit or np.fmin.reduce(part, axis=None, initial=0) <= -limit)


def _utf8(text: CsvText, lines: int) -> memoryview:
    """The text below these lines, in UTF-8."""
    above = sum(len(line.encode()) for line in itertools.islice(text.lines(), lines))
    if text.skip or text.encoding not in ("utf-8", "utf-8-sig"):
        whole = "".join(text.lines()).encode()
        return memoryview(whole)[above:]
    mark = 3 if text.encoding == "utf-8-sig" else 0
    return memoryview(text.data)[mark + above:]


def _batches(data: memoryview, separator: str, width: int, block: Block) -> Iterator[Any]:
    import pyarrow
    from pyarrow import csv

    if not len(data):
        return
    names = [str(place) for place in range(width)]
    number = pyarrow.float64() if block.spans else pyarrow.float32()
    types = {name: pyarrow.string() for name in names}
    types.update(dict.fromkeys(names[block.start:block.stop], number))
    quotes = _has_quotes(data)
    reader = csv.open_csv(
        pyarrow.BufferReader(pyarrow.py_buffer(data)),
        csv.ReadOptions(column_names=names, block_size=_AT_ONCE),
        csv.ParseOptions(delimiter=separator, newlines_in_values=quotes),
        csv.ConvertOptions(column_types=types, null_values=sorted(MISSING),
                           strings_can_be_null=False))
    yield from reader


def _has_quotes(data: memoryview) -> bool:
    return any(b'"' in bytes(data[at:at + _SCANNED]) for at in range(0, len(data), _SCANNED))


def _any_leading_zero(data: memoryview, separator: str) -> bool:
    """Whether a cell begins like `007`, which as a number would not come back."""
    begins = np.isin(np.arange(256), [ord(separator), ord("\n"), ord("\r"), ord('"'), ord(" ")])
    digit = np.isin(np.arange(256), list(b"0123456789"))
    for at in range(0, len(data), _SCANNED):
        letters = np.frombuffer(data[max(0, at - 3):at + _SCANNED], np.uint8)
        zeros = np.flatnonzero(letters[:-1] == ord("0"))
        zeros = zeros[digit[letters[zeros + 1]]]
        before = letters[zeros - 1]
        signed = (before == ord("-")) | (before == ord("+"))
        before = np.where(signed, letters[zeros - 2], before)
        if (begins[before] | (zeros == (0 if at == 0 else -1))).any():
            return True
    return False
