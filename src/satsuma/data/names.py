"""Names of files as texts that can be shown, written into any file, and opened again.

A name may hold what no text file can: bytes that are not UTF-8, control characters, half a
surrogate pair. These are written as `\\xff` (one byte) or `\\ud83d` (one code unit) and a
backslash in a name is doubled, so that each name has one text and each text leads back to it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from natsort import natsort_keygen, ns

_ODD = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(\\|x[0189a-f][0-9a-f]|x7f|u(?:d[89a-f][0-9a-f]{2}|00[89][0-9a-f]))")
_FIRST_BYTE = 0xDC00  # a byte that is not UTF-8 comes from the system as U+DC00 plus the byte

NaturalKey = tuple[tuple[Any, str], ...]
"""Sorts names; to be compared with other keys only."""


def escape(name: str) -> str:
    """The name of a file, as the system gives it, as text that is valid UTF-8 on one line.

    On systems where the backslash separates folders it becomes `/` first.
    """
    if os.sep != "/":
        name = name.replace(os.sep, "/")
    return _ODD.sub(_spelled, name)


def unescape(text: str) -> str:
    """The name that `escape` made the text from. What it never makes stays as it is."""
    return _ESCAPED.sub(_meant, text)


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\\":
        return r"\\"
    if _FIRST_BYTE + 0x80 <= code <= _FIRST_BYTE + 0xFF:
        return f"\\x{code - _FIRST_BYTE:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def _meant(match: re.Match[str]) -> str:
    spelled = match[1]
    if spelled == "\\":
        return "\\"
    code = int(spelled[1:], 16)
    return chr(code + _FIRST_BYTE if spelled[0] == "x" and code >= 0x80 else code)


def file_of(folder: Path | None, value: str) -> Path:
    """The file that a value of an image column means, ready to be opened.

    `folder` is the column's; a value that is an absolute path needs none.
    """
    name = unescape(value) if os.sep == "/" else _on_windows(value)
    return Path(name) if folder is None else folder / name


def full_paths(folder: Path | None, values: Iterable[str]) -> Iterator[str]:
    """The full paths of the files that these values mean, "" for ""; quick for very many."""
    base = os.path.abspath(folder) if folder is not None else ""
    plain = os.path.join(base, "")
    for value in values:
        if folder is None or os.sep != "/" or "//" in value or "\\" in value \
                or value.startswith(("/", ".")) or "/." in value or value.endswith("/"):
            yield os.path.abspath(file_of(folder, value)) if value else ""
        else:
            yield plain + value if value else ""


def _on_windows(value: str) -> str:
    # There a backslash in a value separates folders; only half surrogates are ever escaped.
    return re.sub(r"\\u(d[89a-f][0-9a-f]{2})", lambda match: chr(int(match[1], 16)), value)


_natural: Callable[[str], Any] = natsort_keygen(alg=ns.INT | ns.IGNORECASE)


def natural_key(name: str) -> NaturalKey:
    """For sorting paths with `/` as people do: `cow2` before `cow10`, on every system alike.

    Folder by folder; capitals count only between names that are otherwise alike. No locale.
    """
    return tuple((_natural(part), part) for part in name.split("/"))
