"""The ending of a table's file, which says what kind of file it is."""

from __future__ import annotations

import os

_PACKED = ".gz"


def table_suffix(name: str | os.PathLike[str]) -> str:
    """`.csv`, or `.csv.gz` where the file is packed; in small letters."""
    stem, suffix = os.path.splitext(os.fspath(name))
    if suffix.lower() == _PACKED:
        return os.path.splitext(stem)[1].lower() + _PACKED
    return suffix.lower()


def plain_suffix(name: str | os.PathLike[str]) -> str:
    """The same, of what is inside the packing."""
    return table_suffix(name).removesuffix(_PACKED)


def table_stem(name: str | os.PathLike[str]) -> str:
    """The file's name without folder and ending."""
    base = os.path.basename(os.fspath(name))
    return base[:len(base) - len(table_suffix(base))] or base


def is_packed(name: str | os.PathLike[str]) -> bool:
    return table_suffix(name).endswith(_PACKED)
