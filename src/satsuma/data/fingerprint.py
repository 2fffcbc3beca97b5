"""One digest for every value that may decide a result.

Each value is fed as "kind:length:content", so that 1 differs from "1" and ("ab", "c") from
("a", "bc"). Equal values give equal digests on every machine and in every session.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

import numpy as np

_NOT_PYTHON = (np.datetime64, np.timedelta64, np.longdouble)
"""numpy's scalars that no type of Python stands for."""


def fingerprint(value: object) -> str:
    """The digest of a value, 32 hexadecimal digits.

    Takes None, bool, int, float, str, bytes, enums, paths, numpy arrays and scalars, dataclasses,
    and lists, tuples, sets and mappings of these. Raises TypeError for anything else.
    """
    digest = blake2b(digest_size=16)
    _feed(digest, value)
    return digest.hexdigest()


def _write(digest: Any, kind: str, content: bytes = b"") -> None:
    digest.update(f"{kind}:{len(content)}:".encode() + content)


def _feed(digest: Any, value: object) -> None:
    match value:
        case Enum():  # before str and int: an enum may be one of these as well
            _write(digest, "enum", f"{type(value).__qualname__}.{value.name}".encode())
        case _ if isinstance(value, _NOT_PYTHON):
            _feed_array(digest, np.asarray(value))
        case np.generic():  # before float: numpy's float64 is one, and is written otherwise
            _feed(digest, value.item())
        case None | bool() | int() | float():
            _write(digest, type(value).__name__, repr(value).encode())
        case str():
            _write(digest, "str", value.encode("utf-8", "surrogatepass"))
        case bytes():
            _write(digest, "bytes", value)
        case PurePath():
            _write(digest, "path", value.as_posix().encode("utf-8", "surrogatepass"))
        case np.ndarray():
            _feed_array(digest, value)
        case list() | tuple():
            _write(digest, "list", str(len(value)).encode())
            for item in value:
                _feed(digest, item)
        case Mapping():
            _feed_mapping(digest, value)
        case Set():
            _feed(digest, sorted(fingerprint(item) for item in value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            _write(digest, "class", type(value).__qualname__.encode())
            for field in fields(value):
                _feed(digest, getattr(value, field.name))
        case _:
            raise TypeError(f"cannot fingerprint {type(value).__name__}")


def _feed_array(digest: Any, array: np.ndarray) -> None:
    _write(digest, "array", f"{array.dtype.str}{array.shape}".encode())
    if array.dtype == object:
        _feed(digest, array.tolist())
    else:
        digest.update(np.ascontiguousarray(array).view(np.uint8).data)


def _feed_mapping(digest: Any, mapping: Mapping[Any, Any]) -> None:
    _write(digest, "map", str(len(mapping)).encode())
    named = {fingerprint(key): item for key, item in mapping.items()}
    for name, item in sorted(named.items(), key=lambda pair: pair[0]):
        _write(digest, "key", name.encode())
        _feed(digest, item)
