"""Columns from the typed arrays of pyarrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from satsuma.data.column import Column, Kind, categorical, numbers, texts, times, vectors
from satsuma.data.guess import guessed_words
from satsuma.data.table_record import ColumnRecord
from satsuma.run import Run


def column_of_arrow(array: Any, record: ColumnRecord | None, name: str, file: Path,
                    run: Run) -> Column | None:
    """The column that an array of pyarrow makes; None where it fits into none."""
    whole = array.combine_chunks() if hasattr(array, "combine_chunks") else array
    if hasattr(whole, "num_chunks"):  # an array without any chunk
        whole = whole.chunk(0) if whole.num_chunks else whole
    column = _plain(whole, name, file)
    if record is None or column is None:
        return column
    values = _fitted(column, record, len(whole))
    if values is None:
        run.warn(f"“{name}” does not hold {record.kind.value} values any more; its kind is "
                 "guessed.")
        return column
    return record.column(values, file)


def _fitted(column: Column, record: ColumnRecord, n: int) -> np.ndarray | None:
    """The values as the record has them; None where they are of another kind."""
    if record.kind is Kind.VECTOR and record.width == 0:
        return np.empty((n, 0), np.float32)
    if column.kind is record.kind:
        if record.kind is not Kind.CATEGORY:
            return column.values
        words = [column.categories[code] if code >= 0 else "" for code in column.values.tolist()]
        known = set(record.categories)
        return categorical(words, categories=record.categories).values \
            if known.issuperset(set(words) - {""}) else None
    if record.kind in (Kind.TEXT, Kind.IMAGE) and column.kind in (
            Kind.TEXT, Kind.IMAGE, Kind.CATEGORY):
        return texts([column.shown(row) for row in range(n)]).values
    return None


def _plain(array: Any, name: str, file: Path) -> Column | None:
    import pyarrow as arrow

    kind = array.type
    is_ = arrow.types
    if is_.is_dictionary(kind):
        return _dictionary(array)
    if is_.is_boolean(kind):
        words = ["" if one is None else "Yes" if one else "No" for one in array.to_pylist()]
        return categorical(words, categories=["No", "Yes"])
    if is_.is_integer(kind):
        return _whole_numbers(array)
    if is_.is_floating(kind) or is_.is_decimal(kind):
        values = array.cast(arrow.float64()).to_numpy(zero_copy_only=False)
        return numbers(values.astype(np.float64))
    if is_.is_timestamp(kind) or is_.is_date(kind):
        moments = array.cast(arrow.timestamp("us", tz=getattr(kind, "tz", None)), safe=False)
        plain = moments.cast(arrow.int64()).fill_null(np.iinfo(np.int64).min)
        return times(plain.to_numpy(zero_copy_only=False).view("datetime64[us]"))
    if is_.is_string(kind) or is_.is_large_string(kind):
        return guessed_words([one or "" for one in array.to_pylist()], name, file.parent)
    if is_.is_null(kind):
        return texts([""] * len(array))
    if is_.is_fixed_size_list(kind) or is_.is_list(kind) or is_.is_large_list(kind):
        return _vectors(array)
    return None


def _whole_numbers(array: Any) -> Column:
    found = array.to_pylist()
    if any(one is not None and abs(one) > 2 ** 53 for one in found):
        return texts(["" if one is None else str(one) for one in found])
    return numbers([np.nan if one is None else one for one in found])


def _dictionary(array: Any) -> Column:
    # Not `array.to_pylist()`, which makes each text anew for every row.
    names = [None if one is None else str(one) for one in array.dictionary.to_pylist()]
    words = [None if code is None else names[code] for code in array.indices.to_pylist()]
    used = [name for name in dict.fromkeys(names) if name]
    return categorical(words, categories=used)


def _vectors(array: Any) -> Column | None:
    """Lists of equally many numbers; None where they are something else."""
    import pyarrow as arrow

    inner = array.type.value_type
    if not (arrow.types.is_floating(inner) or arrow.types.is_integer(inner)):
        return None
    fixed = arrow.types.is_fixed_size_list(array.type)
    lengths = {array.type.list_size} if fixed else {len(one) for one in array if one.is_valid}
    if len(lengths) != 1:
        return None
    width = lengths.pop()
    block = np.full((len(array), width), np.nan, np.float32)
    present = array.is_valid().to_numpy(zero_copy_only=False)
    flat = array.flatten().cast(arrow.float32()).to_numpy(zero_copy_only=False)
    block[present] = flat.reshape(-1, width)
    return vectors(block)
