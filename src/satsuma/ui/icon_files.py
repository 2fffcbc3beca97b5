"""Icon files: a style sheet takes pictures from files only, so these are files that lie in memory.

Qt reads what is registered with it as if it were a file whose name begins with a colon. Nothing is
written to a disk, and nothing is left there when the program is killed.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from PyQt6.QtCore import QResource
from PyQt6.QtGui import QColor

from satsuma.ui.icon_paths import PATHS

_ROOT = "/satsuma-icons"
_HEAD = struct.Struct(">4sIIII")
_FOLDER, _FILE = struct.Struct(">IHII"), struct.Struct(">IHHHI")
_C_LANGUAGE = 1

_kept: list[bytes] = []
"""Qt reads from these bytes and makes no copy of them."""


@lru_cache(maxsize=256)
def _registered(name: str, color: str, width: float) -> str:
    text = (f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
            f'fill="none" stroke="{color}" stroke-width="{width}" stroke-linecap="round" '
            f'stroke-linejoin="round"><path d="{PATHS[name]}"/></svg>')
    file = f"{name}-{color[1:]}-{width}.svg"
    _kept.append(resource(file, text.encode()))
    if not QResource.registerResourceData(_kept[-1], _ROOT):
        raise ValueError(f"Qt does not take the icon {file}.")
    return f":{_ROOT}/{file}"


def icon_file(name: str, color: QColor, width: float = 1.75) -> str:
    """`url(...)` of an icon in a color, for a style sheet."""
    return f"url({_registered(name, color.name(), width)})"


def resource(name: str, content: bytes) -> bytes:
    """One file as what Qt's `rcc -binary` would make of it: a folder, its file, their name."""
    entries = _FOLDER.pack(0, 2, 1, 1) + _FILE.pack(0, 0, 0, _C_LANGUAGE, 0)
    data = struct.pack(">I", len(content)) + content
    names = struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    at = _HEAD.size
    head = _HEAD.pack(b"qres", 1, at, at + len(entries), at + len(entries) + len(data))
    return head + entries + data + names


def _hash(name: str) -> int:
    """By which Qt finds a name (`qt_hash` in its sources)."""
    found = 0
    for letter in name:
        found = (found << 4) + ord(letter)
        found = (found ^ (found & 0xF0000000) >> 23) & 0x0FFFFFFF
    return found
