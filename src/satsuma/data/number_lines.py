"""Columns of numbers side by side as lines of text: millions of them in a second.

Many are written by pyarrow, which differs only in how it writes what is beyond ten digits
(`1.5e+10`). Few are not worth loading it. Either way every number comes back bit by bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from satsuma.data.number_text import number_texts

_WORTH_IT = 100_000
_LARGEST_WHOLE = 1e15


def number_lines(columns: Sequence[np.ndarray], separator: str) -> list[str]:
    """Columns of n float64 each as n lines, with nothing where a value is missing."""
    if sum(map(len, columns)) >= _WORTH_IT:
        return _by_arrow(columns, separator)
    cells = [number_texts(one) for one in columns]
    return cells[0] if len(cells) == 1 else list(map(separator.join, zip(*cells, strict=True)))


def _by_arrow(columns: Sequence[np.ndarray], separator: str) -> list[str]:
    import pyarrow
    from pyarrow import csv

    arrays = [_array(np.ascontiguousarray(one)) for one in columns]
    table = pyarrow.table(arrays, names=[str(place) for place in range(len(arrays))])
    text = pyarrow.BufferOutputStream()
    csv.write_csv(table, text, csv.WriteOptions(include_header=False, delimiter=separator,
                                                batch_size=max(1, len(columns[0]))))
    return text.getvalue().to_pybytes().decode().split("\n")[:-1]


def _array(values: np.ndarray) -> Any:
    """The numbers; whole ones as such, since `1e+10` reads badly."""
    import pyarrow

    missing = np.isnan(values)
    present = values if not missing.any() else values[~missing]
    # Not -0 either, which as a whole number has no sign.
    whole = (present == np.trunc(present)) & ~((present == 0) & np.signbit(present))
    if len(present) and (whole & (np.abs(present) < _LARGEST_WHOLE)).all():
        return pyarrow.array(np.where(missing, 0, values).astype(np.int64), mask=missing)
    return pyarrow.array(values, from_pandas=True)
