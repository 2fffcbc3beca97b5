"""Tables as .parquet: small, quick, and read by pandas, polars, R and databases.

Every column has its natural type: numbers as double, times as timestamps in UTC, categories as
dictionaries, texts and pictures as strings, and a vector as a list of floats of one length; missing
values are nulls. The ids are the column `id`. What the types cannot say (see `table_record`) stands
under `satsuma` in the metadata of the schema: with it the table comes back as it was. Files of
other programs are read too; what is no table column, such as a list of lists, is left out and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.data.atomic import atomic_write
from satsuma.data.column import Column, Kind, texts
from satsuma.data.flat import ID
from satsuma.data.found_table import FoundTable, Wish, found_as_written
from satsuma.data.parquet_bounds import read_within_bounds
from satsuma.data.parquet_columns import column_of_arrow
from satsuma.data.table import Table, free_name
from satsuma.data.table_record import TableRecord, from_json, rebuilt, record_of, to_json
from satsuma.problem import Problem
from satsuma.run import Run

_KEY = b"satsuma"


def _pyarrow() -> Any:
    import pyarrow
    import pyarrow.compute
    import pyarrow.parquet  # takes a while, so only where it is needed

    return pyarrow


def write_parquet(table: Table, file: Path) -> None:
    """Write the table, atomically."""
    arrow = _pyarrow()
    taken = {ID}
    arrays: dict[str, Any] = {ID: _strings(arrow, table.ids)}
    records = []
    for number, (name, column) in enumerate(table.columns.items(), start=1):
        key = free_name(name or f"column {number}", taken)
        taken.add(key)
        records.append(replace(record_of(column, name, key, file), digest=""))
        arrays[key] = _array(arrow, column)
    record = TableRecord(table.name, tuple(records))
    whole = arrow.table(arrays).replace_schema_metadata({_KEY: to_json(record).encode()})
    with atomic_write(file) as opened:
        arrow.parquet.write_table(whole, opened)


def _array(arrow: Any, column: Column) -> Any:
    match column.kind:
        case Kind.NUMBER:
            return arrow.array(column.values, mask=np.isnan(column.values))
        case Kind.TIME:
            return arrow.array(column.values.astype(np.int64), mask=np.isnat(column.values)) \
                .cast(arrow.timestamp("us", tz="UTC"))
        case Kind.CATEGORY:
            codes = arrow.array(column.values, mask=column.values < 0)
            return arrow.DictionaryArray.from_arrays(codes, _strings(arrow, column.categories))
        case Kind.VECTOR:
            values = np.ascontiguousarray(column.values)
            if not column.width:  # a list of no numbers has no place in this format
                return arrow.nulls(len(column))
            return arrow.FixedSizeListArray.from_arrays(arrow.array(values.ravel()), column.width)
        case _:
            return _strings(arrow, column.values.tolist(), none=True)


def _strings(arrow: Any, words: Sequence[str], *, none: bool = False) -> Any:
    try:
        return arrow.array([word if word or not none else None for word in words], arrow.string())
    except UnicodeEncodeError as error:
        raise Problem("A text holds a letter that .parquet cannot hold (half of a surrogate pair). "
                      "Save the table as .npz.") from error


def read_parquet(file: Path, run: Run = Run(), wish: Wish = Wish()) -> FoundTable:
    """Read a table. Raises Problem, naming the file, for everything that is wrong."""
    arrow = _pyarrow()
    try:
        with file.open("rb") as opened:
            whole = read_within_bounds(arrow, opened, file.stat().st_size)
    except Problem as error:
        raise Problem(f"“{file}” cannot be read: {error}.") from error
    except (arrow.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.strerror:  # of the system, not of pyarrow
            raise Problem(f"“{file}” cannot be read: {error.strerror.lower()}.") from error
        raise Problem(f"“{file}” cannot be read: it is no .parquet file, or is damaged "
                      f"({str(error).splitlines()[0].rstrip('.')}).") from error
    record = _record(whole, run)
    try:
        table = _table(whole, record, file, run)
    except Problem as error:
        raise Problem(f"“{file}” cannot be read. {error}") from error
    except (arrow.ArrowException, UnicodeDecodeError, OverflowError) as error:  # met late
        raise Problem(f"“{file}” cannot be read: it is damaged ({error}).") from error
    said = "Kinds and roles stand in the file." if record else "The types of the file tell kinds."
    return found_as_written(table, wish, file, run, (said,), known=record is not None)


def _record(whole: Any, run: Run) -> TableRecord | None:
    text = (whole.schema.metadata or {}).get(_KEY)
    if text is None:
        return None
    try:
        return from_json(text.decode("utf-8"))
    except (Problem, UnicodeDecodeError) as error:
        run.warn(f"What the file says of its kinds and roles was not read. {error}")
        return None


def _table(whole: Any, record: TableRecord | None, file: Path, run: Run) -> Table:
    told = {one.key: one for one in record.columns} if record else {}
    columns: dict[str, Column] = {}
    ids = None
    left_out = []
    for name, array in zip(whole.column_names, whole.columns, strict=True):
        if name.lower() == ID and ids is None and name not in told:
            ids = ["" if one is None else str(one) for one in array.to_pylist()]
            continue
        column = column_of_arrow(array, told.get(name), name, file, run)
        if column is None:
            left_out.append(name)
            continue
        columns[free_name(told[name].name if name in told else name, columns)] = column
    if left_out:
        run.warn(f"Left out, since they fit into no column: {', '.join(left_out)}.")
    if ids is None or len(set(ids)) != len(ids):
        if ids is not None:
            run.warn("The values of the column “id” repeat, so the rows are numbered instead.")
            columns[free_name(ID, columns)] = texts(ids)
        ids = [str(row) for row in range(1, whole.num_rows + 1)]
    return rebuilt(ids, columns, record.name if record else file.stem)


