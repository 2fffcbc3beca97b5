"""Archive: results as bytes in a file, and back.

A value becomes arrays in an .npz without objects, plus a JSON tree that says how they belong
together. Only the record types listed here are known; whatever else a result holds makes it
unfit for the disk, which costs nothing but a new computation. Texts are kept as UTF-8 bytes with
offsets, since reading a long JSON list would hold up the whole process.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from satsuma.data.column import Column, Kind, Passport, Role
from satsuma.data.distances import Distances
from satsuma.data.outcome import Outcome
from satsuma.data.prototypes import Prototypes
from satsuma.data.table import Table
from satsuma.data.tree import Tree

_RECORDS = {cls.__name__: cls
            for cls in (Table, Column, Passport, Distances, Prototypes, Tree, Outcome)}
_ENUMS = {cls.__name__: cls for cls in (Kind, Role)}
_TREE = "_tree"

_DAMAGE = (OSError, ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile, zlib.error,
           RuntimeError, MemoryError, OverflowError, AttributeError)
"""What zipfile, numpy and json raise on a file that is not what it seems."""


class Unfit(Exception):
    """The value holds something that the archive does not know."""


class Damaged(Exception):
    """The file is not what was written."""


def save(value: Any, file: BinaryIO) -> None:
    """Write a value. Raises Unfit for what cannot be kept, before anything is written."""
    packing = _Packing()
    tree = json.dumps(packing.pack(value)).encode()
    np.savez(file, allow_pickle=False, **packing.arrays,
             **{_TREE: np.frombuffer(tree, np.uint8)})


def load(file: Path) -> Any:
    """Read a value; the checksums of the .npz are verified. Raises Damaged."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        tree = json.loads(arrays.pop(_TREE).tobytes())
        return _Unpacking(arrays).unpack(tree)
    except _DAMAGE as error:
        raise Damaged(f"{file.name}: {error}") from error


class _Packing:
    """Turns a value into a JSON tree, gathering its arrays; an array met twice is kept once."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []  # an id means something only while its object lives

    def pack(self, value: Any) -> Any:
        match value:
            case Enum() if type(value).__name__ in _ENUMS:
                return {"enum": [type(value).__name__, value.name]}
            case None | bool() | int() | float() | str():
                return value
            case np.ndarray():
                return {"array": self._once(value, self._add)}
            case Path():
                return {"path": str(value)}
            case tuple() if len(value) > 50 and all(type(item) is str for item in value):
                return {"texts": self._once(value, self._texts)}
            case tuple() if len(value) > 50 and all(type(item) is Outcome for item in value):
                return {"repeated": self._distinct(value)}
            case tuple() if type(value) is tuple:
                return {"tuple": [self.pack(item) for item in value]}
            case Mapping():
                return {"map": [[self.pack(k), self.pack(v)] for k, v in value.items()]}
            case _ if type(value).__name__ in _RECORDS and is_dataclass(value):
                parts = {f.name: self.pack(getattr(value, f.name)) for f in fields(value)}
                return {"record": [type(value).__name__, parts]}
            case _:
                raise Unfit(type(value).__name__)

    def _distinct(self, items: tuple[Outcome, ...]) -> dict[str, Any]:
        """Most pictures fare alike: each outcome once, and which one it is of each picture."""
        places = {item: place for place, item in enumerate(dict.fromkeys(items))}
        codes = np.array([places[item] for item in items], np.int32)
        return {"items": [self.pack(item) for item in places],
                "codes": self._once(items, lambda _: self._named(codes))}

    def _once(self, value: Any, add: Callable[[Any], str]) -> str:
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = add(value)
            self._kept.append(value)
        return name

    def _add(self, array: np.ndarray) -> str:
        if array.dtype != object:
            return self._named(array)
        if array.ndim != 1 or not all(type(item) is str for item in array):
            raise Unfit("an array of objects")
        return self._texts(tuple(array))

    def _texts(self, items: tuple[str, ...]) -> str:
        coded = [item.encode("utf-8", "surrogatepass") for item in items]
        ends = np.cumsum([len(item) for item in coded], dtype=np.int64)
        name = self._named(np.frombuffer(b"".join(coded), np.uint8))
        self.arrays[f"{name}.ends"] = ends
        return name

    def _named(self, array: np.ndarray) -> str:
        name = f"a{len(self.arrays)}"
        self.arrays[name] = array
        return name


class _Unpacking:
    """Turns the JSON tree back into values."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._arrays = arrays
        self._texts_by_name: dict[str, np.ndarray] = {}

    def unpack(self, tree: Any) -> Any:
        if not isinstance(tree, dict):
            return tree
        ((kind, content),) = tree.items()
        match kind:
            case "array":
                return self._array(content)
            case "texts":
                return tuple(self._texts(content))
            case "tuple":
                return tuple(self.unpack(item) for item in content)
            case "repeated":
                items = [self.unpack(item) for item in content["items"]]
                return tuple(items[code] for code in self._arrays[content["codes"]].tolist())
            case "map":
                return {self.unpack(key): self.unpack(item) for key, item in content}
            case "path":
                return Path(content)
            case "enum":
                return _ENUMS[content[0]][content[1]]
            case "record":
                parts = {name: self.unpack(item) for name, item in content[1].items()}
                return _RECORDS[content[0]](**parts)
        raise KeyError(kind)

    def _array(self, name: str) -> np.ndarray:
        return self._texts(name) if f"{name}.ends" in self._arrays else self._arrays[name]

    def _texts(self, name: str) -> np.ndarray:
        if name not in self._texts_by_name:
            joined, ends = self._arrays[name].tobytes(), self._arrays[f"{name}.ends"].tolist()
            texts = np.empty(len(ends), object)
            start = 0
            for i, end in enumerate(ends):
                texts[i] = joined[start:end].decode("utf-8", "surrogatepass")
                start = end
            self._texts_by_name[name] = texts
        return self._texts_by_name[name]
