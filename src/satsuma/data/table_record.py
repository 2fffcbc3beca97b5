"""What a file has to say of a table beside its values, as JSON.

A .npz carries it as the text array `satsuma`, an .xlsx in a hidden sheet, a .csv or .tsv in a
second file beside it. It names for every column the place of its values (`key`), its kind and role,
the categories in their order, where its pictures lie, and the passport of its vectors.

A folder of pictures below the table's own is stored relative to the table, so that both can be
moved together. One that lies elsewhere is stored both ways: relative, and as a full path for when
only the table was moved.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.data.column import Column, Kind, Passport, Role
from satsuma.data.table import Table
from satsuma.problem import Problem

FORMAT = 1


@dataclass(frozen=True)
class ColumnRecord:
    """A column without its values.

    `key` is the array's name (.npz), or the header's cell; for vectors the beginning of their
    cells, which go on with 0, 1 ... `place` tells where the folder is, see `place_of`. `digest`
    vouches for vectors in files that other programs may change. `nulls` counts by row the NULs at
    the end of a text, which numpy's text arrays drop. `packed` texts lie as UTF-8.
    """

    name: str
    key: str
    kind: Kind
    role: Role
    categories: tuple[str, ...] = ()
    place: Mapping[str, str] = field(default_factory=dict)
    passport: Passport | None = None
    width: int = 1
    digest: str = ""
    nulls: Mapping[str, int] = field(default_factory=dict)
    packed: bool = False

    def column(self, values: np.ndarray, file: Path) -> Column:
        """The column, its values being at hand."""
        return Column(values, self.kind, self.role, self.categories,
                      folder_at(self.place, file), self.passport)


IDS = ColumnRecord("ids", "ids", Kind.TEXT, Role.META)
"""How the row ids are stored: as any text."""


@dataclass(frozen=True)
class TableRecord:
    """A table without its ids and values.

    `metric` is None for a table; with one the file holds the distances between the table's rows,
    which are of the type `dtype`. `annotated`: three header rows are above the values of a file
    that usually has one.
    """

    name: str
    columns: tuple[ColumnRecord, ...]
    ids: ColumnRecord = IDS
    metric: str | None = None
    dtype: str = ""
    annotated: bool = False


def record_of(column: Column, name: str, key: str, file: Path) -> ColumnRecord:
    """What is to be written of a column when its table goes to `file`."""
    digest = vector_digest(column.values) if column.kind is Kind.VECTOR and column.passport else ""
    return ColumnRecord(name, key, column.kind, column.role, column.categories,
                        place_of(column.folder, file), column.passport, column.width, digest)


def vector_digest(block: np.ndarray) -> str:
    """The digest of a block of vectors, n × d float32, whatever the order of its rows."""
    clean = np.where(np.isnan(block), np.float32(np.nan), block).astype("<f4") + np.float32(0)
    rows = (blake2b(row.tobytes(), digest_size=16).digest() for row in clean)
    total = sum(int.from_bytes(row, "little") for row in rows)
    return f"{total % 2 ** 128:032x}"


def place_of(folder: Path | None, file: Path) -> dict[str, str]:
    """A folder as seen from the file that names it: `relative`, `full`, both, or none.

    A folder that depends on where the program was started has no place of its own and is kept as
    it stands, as `given`.
    """
    if folder is None:
        return {}
    if not folder.is_absolute() or Path(os.path.normpath(folder)) != folder:
        return {"given": str(folder)}
    try:
        relative = Path(os.path.relpath(folder, _home(file))).as_posix()
    except ValueError:  # another drive
        return {"full": str(folder)}
    outside = relative == ".." or relative.startswith("../")
    return {"relative": relative} | ({"full": str(folder)} if outside else {})


def folder_at(place: Mapping[str, str], file: Path) -> Path | None:
    """The folder that `place_of` described, now that the file may lie elsewhere."""
    if not place:
        return None
    if "given" in place:
        return Path(place["given"])
    if "relative" not in place:
        return Path(place["full"])
    near = Path(os.path.normpath(_home(file) / place["relative"]))
    far = Path(place.get("full", near))
    # Not `is_dir`, which raises for names that are too long.
    return far if not os.path.isdir(near) and os.path.isdir(far) else near


def _home(file: Path) -> Path:
    return Path(os.path.abspath(file)).parent


def to_json(record: TableRecord, *, indent: int | None = None) -> str:
    """The record as JSON of ASCII letters."""
    data: dict[str, Any] = {"satsuma": FORMAT, "name": record.name}
    if record.metric is not None:
        data |= {"metric": record.metric, "dtype": record.dtype}
    if record.annotated:
        data["annotated"] = True
    data["ids"] = _column_data(record.ids)
    data["columns"] = [_column_data(column) for column in record.columns]
    return json.dumps(data, indent=indent, separators=None if indent else (",", ":"))


def _column_data(column: ColumnRecord) -> dict[str, Any]:
    """The fields that say something: the defaults are left out."""
    data: dict[str, Any] = {"name": column.name, "key": column.key, "kind": column.kind.value,
                            "role": column.role.value}
    if column.passport is not None:
        data["passport"] = asdict(column.passport)
    if column.kind is Kind.VECTOR:
        data["width"] = column.width
    for name in ("categories", "place", "digest", "nulls", "packed"):
        if value := getattr(column, name):
            data[name] = list(value) if isinstance(value, tuple) else value
    return data


def from_json(text: str) -> TableRecord:
    """The record that a file holds. Raises Problem when it is none, or a newer program's."""
    try:
        data = json.loads(text)
        version = data["satsuma"]
        if isinstance(version, int) and version > FORMAT:
            raise Problem("It was written by a newer Satsuma. Update Satsuma to read it.")
        columns = tuple(_column_from(one) for one in data["columns"])
        metric = data.get("metric")
        record = TableRecord(
            _typed(data["name"], str), columns, _column_from(data["ids"]),
            None if metric is None else _typed(metric, str), _typed(data.get("dtype", ""), str),
            _typed(data.get("annotated", False), bool))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Problem("What it says of its columns is damaged.") from error
    if len({column.name for column in columns}) != len(columns):
        raise Problem("What it says of its columns is damaged: two have one name.")
    return record


def _column_from(data: Mapping[str, Any]) -> ColumnRecord:
    passport = data.get("passport")
    return ColumnRecord(
        _typed(data["name"], str), _typed(data["key"], str),
        Kind(data["kind"]), Role(data["role"]),
        tuple(_all_typed(data.get("categories", []), str)),
        _mapping(data.get("place", {}), str),
        None if passport is None else _passport(passport),
        _width(data.get("width", 1)), _typed(data.get("digest", ""), str),
        _mapping(data.get("nulls", {}), int), _typed(data.get("packed", False), bool))


def _passport(data: Mapping[str, Any]) -> Passport:
    known = {f.name: (int if f.name == "width" else str) for f in fields(Passport)}
    return Passport(**{name: _typed(value, known[name]) for name, value in data.items()})


def _width(value: Any) -> int:
    if _typed(value, int) < 0:
        raise ValueError("a width below 0")
    return int(value)


def _mapping(value: Any, kind: type) -> dict[str, Any]:
    return {_typed(key, str): _typed(item, kind) for key, item in value.items()}


def _all_typed(values: Sequence[Any], kind: type) -> list[Any]:
    return [_typed(value, kind) for value in _typed(values, list)]


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} wanted")
    return value


def rebuilt(ids: Sequence[str], columns: Mapping[str, Column], name: str) -> Table:
    """A table from what a file held. Raises Problem where ids repeat or lengths differ."""
    try:
        return Table(tuple(ids), columns, name)
    except ValueError as error:
        raise Problem(f"It is damaged: {error}.") from error
