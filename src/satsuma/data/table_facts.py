"""Table facts: what a table is as a whole, in lines of a word and what is to be said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from satsuma.data.column import Column, Kind, Role
from satsuma.data.statistics import bytes_of, missing_in, vectors_in_words
from satsuma.data.table import Table

Facts = tuple[tuple[str, str], ...]

_SEVERAL = {"feature": "features", "target": "targets", "meta": "meta", "number": "numbers",
            "category": "categories", "text": "texts", "time": "times", "picture": "pictures",
            "vector": "vectors"}
_ORDER = (*(role.value for role in Role), *(kind.word for kind in Kind))


def facts_of(table: Table) -> Facts:
    """Rows, columns by role and kind, missing values, vectors, folders of pictures, memory."""
    return tuple((word, text) for word, text in _lines(table) if text)


def _lines(table: Table) -> Iterator[tuple[str, str]]:
    columns = table.columns.values()
    yield "Name", " ".join(table.name.split())
    yield "Rows", f"{len(table):,}"
    roles = _counted(c.role.value for c in columns)
    yield "Columns", f"{len(columns):,}: {roles}" if roles else "0"
    yield "Kinds", _counted(c.kind.word for c in columns)
    yield "Missing", _missing(table)
    for name in table.named((Kind.VECTOR,)):
        yield name, vectors_in_words(table[name])
    for name in table.named((Kind.IMAGE,)):
        yield name, _pictures(table[name])
    yield "Memory", in_bytes(bytes_of(table))


def _counted(words: Iterable[str]) -> str:
    """“1 target, 5 meta”, in the order of all roles and kinds there are."""
    counts = Counter(words)
    return ", ".join(f"{counts[one]:,} {one if counts[one] == 1 else _SEVERAL[one]}"
                     for one in _ORDER if counts[one])


def _missing(table: Table) -> str:
    counts = [count for c in table.columns.values() if (count := missing_in(c))]
    if not counts:
        return "nothing"
    values = "1 value" if sum(counts) == 1 else f"{sum(counts):,} values"
    return f"{values} in {'1 column' if len(counts) == 1 else f'{len(counts):,} columns'}"


def _pictures(column: Column) -> str:
    count = len(column) - missing_in(column)
    files = "1 picture" if count == 1 else f"{count:,} pictures"
    place = f"in {column.folder}" if column.folder is not None else "each with its full path"
    return f"{files}, {place}"


def in_bytes(count: int) -> str:
    """“512 bytes”, “3.4 MB”: in powers of ten, as files are told."""
    size, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 999.5:
            break
        size, unit = size / 1000, larger
    return f"{size:.3g} {unit}" if unit != "bytes" else f"{count:,} bytes"
