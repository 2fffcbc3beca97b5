"""Bounds of .parquet files, which name a value once and say how often it comes.

So a file of some kilobytes can hold a thousand million rows, or one long text a million times. What
it says of itself is asked before anything is unpacked; texts that may repeat stay codes until it is
known how long they are together.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.data.budget import most_cells, too_many
from satsuma.problem import Problem

_BYTES_SURELY_FINE = 1 << 29
_BYTES_RATIO = 100
_NUMBERS_EACH = 10
"""A number of a vector takes a tenth of the memory of a cell."""


def read_within_bounds(arrow: Any, opened: Any, size: int) -> Any:
    """The whole file as a table of pyarrow. Raises Problem, and what pyarrow raises."""
    said = arrow.parquet.ParquetFile(opened)
    _check_claims(said.metadata, size)
    coded = [] if _fits(said, size) else _texts(arrow, said.schema_arrow)
    if not coded:
        return said.read()
    opened.seek(0)
    whole = arrow.parquet.ParquetFile(opened, read_dictionary=coded).read()
    _check_texts(arrow, whole, coded, size)
    fields = [field.with_type(said.schema_arrow.field(field.name).type)
              if field.name in coded else field for field in whole.schema]
    return whole.cast(arrow.schema(fields, whole.schema.metadata))


def _check_claims(metadata: Any, size: int) -> None:
    rows, columns = metadata.num_rows, metadata.num_columns
    numbers = sum(metadata.row_group(group).column(column).num_values
                  for group in range(metadata.num_row_groups) for column in range(columns))
    cells = max(rows * (len(metadata.schema.names) + 1), numbers // _NUMBERS_EACH)
    if rows < 0 or cells > most_cells(size):
        raise Problem(too_many(cells))


def _fits(said: Any, size: int) -> bool:
    """Whether no text is so long that it could matter how often it comes."""
    metadata = said.metadata
    longest = max((metadata.row_group(group).column(column).total_uncompressed_size
                   for group in range(metadata.num_row_groups)
                   for column in range(metadata.num_columns)), default=0)
    return bool(longest * metadata.num_rows <= _most_bytes(size))


def _texts(arrow: Any, schema: Any) -> list[str]:
    is_ = arrow.types
    return [field.name for field in schema if schema.names.count(field.name) == 1
            and (is_.is_string(field.type) or is_.is_large_string(field.type))]


def _check_texts(arrow: Any, whole: Any, coded: list[str], size: int) -> None:
    total = 0
    for name in coded:
        for chunk in whole.column(name).chunks:
            lengths = arrow.compute.binary_length(chunk.dictionary).fill_null(0)
            times = np.bincount(chunk.indices.drop_null().to_numpy(), minlength=len(lengths))
            total += int(times @ lengths.to_numpy().astype(np.int64))
    if total > _most_bytes(size):
        raise Problem(too_many(total, "letters"))


def _most_bytes(size: int) -> int:
    return max(_BYTES_SURELY_FINE, _BYTES_RATIO * size)
