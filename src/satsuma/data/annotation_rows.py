"""The two rows below the names in which a table's header says kinds and roles, for Orange."""

from __future__ import annotations

from pathlib import Path

from satsuma.data.annotations import flag_words, type_word
from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.data.table_record import place_of


def annotation_rows(table: Table, file: Path) -> tuple[list[str], list[str]]:
    """A cell of types and one of flags for the ids and for every column; see `annotations`."""
    types, flags = ["string"], ["meta"]
    for column in table.columns.values():
        types += [type_word(column)] * column.width
        place = place_of(column.folder, file)
        origin = place.get("full") or place.get("relative") or place.get("given", "")
        flags += [flag_words(column, origin, hidden=column.kind is Kind.VECTOR)] * column.width
    return types, flags
