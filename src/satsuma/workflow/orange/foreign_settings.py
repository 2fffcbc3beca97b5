"""Foreign settings: what Orange kept of a widget, as plain values, and what could not be used."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any

from satsuma.workflow.orange.literal_text import read_literal
from satsuma.workflow.orange.pickle_text import read_pickle
from satsuma.workflow.orange.records import Record, Unreadable

_INTEGERS = {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"}


def read_properties(text: str, form: str) -> Mapping[str, Any]:
    """The settings in a `properties` element by name. Raises Unreadable."""
    if not text.strip():
        return {}
    found = _read(text, form)
    if not isinstance(found, dict):
        raise Unreadable("they are no settings by name")
    return {name: value for name, value in found.items() if isinstance(name, str)}


def _read(text: str, form: str) -> Any:
    match form:
        case "literal":
            return read_literal(text)
        case "pickle":
            try:
                data = base64.b64decode("".join(text.split()), validate=True)
            except (binascii.Error, ValueError):
                raise Unreadable("they are damaged") from None
            return read_pickle(data)
        case "json":
            try:
                return json.loads(text)
            except (ValueError, RecursionError):
                raise Unreadable("they are damaged") from None
    raise Unreadable(f"they are written as {form[:20]!r}")


class ForeignSettings:
    """The settings of one widget, asked for by name; what cannot be used is noted in words."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self._context = _newest_context(values)
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        """Tell the person something that was not taken over."""
        self.notes.append(text)

    def has(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> Any:
        """A setting as it stands; None where there is none."""
        return plain(self._values.get(name))

    def number(self, name: str, default: int) -> int:
        """A whole number; the default, and a note, where it is something else."""
        value = self.get(name)
        if value is None:
            return default
        if not _is_number(value):
            self.note(f"its setting “{name}” is no number; {default} is used.")
            return default
        return int(value)

    def share(self, name: str, default: float) -> float:
        """A number that need not be whole."""
        value = self.get(name)
        return float(value) if _is_number(value) else default

    def word(self, name: str, words: Sequence[str], default: int) -> str:
        """One of several words that Orange keeps by its place among them."""
        place = self.number(name, default)
        if not 0 <= place < len(words):
            self.note(f"its setting “{name}” is {place}, which has no meaning here; "
                      f"“{words[default]}” is used.")
            place = default
        return words[place]

    def flag(self, name: str, default: bool) -> bool:
        value = self.get(name)
        return value if isinstance(value, bool) else default

    def text(self, name: str) -> str:
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def of_context(self, name: str) -> Any:
        """What was chosen for the data that was there last: a column's name, or another value."""
        return plain(_unmarked(self._context.get(name)))

    def column(self, name: str) -> str | None:
        """The column that was chosen for the data that was there last."""
        value = self._context.get(name)
        if not (isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], int)):
            return None
        return value[0] if value[1] > 100 and isinstance(value[0], str) else None

    def places(self, name: str, folder: str = "") -> list[str]:
        """The files or folders in a list of recent ones, the one in use first."""
        listed = self.get(name)
        found = (place_of(one) for one in listed) if isinstance(listed, list) else ()
        return [place for place in found if place]


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and abs(value) < 1e15


def rows_of(listed: Any) -> list[int] | None:
    """Numbers of rows in a list or tuple, from 0; None where something else stands among them."""
    rows: list[Any] = list(map(plain, listed)) if isinstance(listed, list | tuple) else [None]
    good = all(_is_number(row) and isinstance(row, int) and row >= 0 for row in rows)
    return rows if good else None


def _newest_context(values: Mapping[str, Any]) -> Mapping[str, Any]:
    listed = values.get("context_settings")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, Record) and isinstance(kept := one.field("values"), dict):
            return kept
    return {}


def _unmarked(value: Any) -> Any:
    """A value without the number of its type beside it."""
    marked = isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], int)
    return value[0] if marked else value


def place_of(record: Any) -> str:
    """The path in a record of a recent file; relative where it lay below the workflow's folder."""
    if not isinstance(record, Record) or not record.name.endswith(".RecentPath"):
        return ""
    below = record.field("relpath") if record.field("prefix") == "basedir" else None
    found = below or record.field("abspath")
    return found if isinstance(found, str) else ""


def plain(value: Any) -> Any:
    """A number of numpy's as a plain one; everything else as it is."""
    if not (isinstance(value, Record) and value.name.endswith("multiarray.scalar")):
        return value
    match value.arguments:
        case (Record(arguments=(str(kind), *_)), bytes(data)) if kind in _INTEGERS:
            return int.from_bytes(data[:8], "little", signed=kind[0] == "i")
        case (Record(arguments=("b1", *_)), bytes(data)):
            return data != b"\0"
        case (Record(arguments=("f4" | "f8" as kind, *_)), bytes(data)):
            return _real(data, kind)
    return value


def _real(data: bytes, kind: str) -> float | None:
    import struct

    letter = "<f" if kind == "f4" else "<d"
    return struct.unpack(letter, data)[0] if len(data) == struct.calcsize(letter) else None
