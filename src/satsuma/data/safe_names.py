"""Names of files and folders that every system takes: Windows, macOS and Linux, and sticks too.

A person may carry a folder to another computer, so the strictest rules hold everywhere. Names that
differ only in capitals, or in how an accent is stored, count as equal.
"""

from __future__ import annotations

import os
import re
import unicodedata

LONGEST = 200
"""Bytes of a name; systems take 255, and a number or a part's ending may still be added."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u200e\u200f'
                        r'\u202a-\u202e\u2066-\u2069]')
"""What some system refuses, and signs that turn the direction of writing, which hide an ending."""

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:satsuma-model|[A-Za-z0-9]{1,8}(?:\.gz)?)$", re.IGNORECASE)


def safe_name(name: str, *, empty: str = "_") -> str:
    """A name as near to the given one as every system takes; `empty` where nothing is left."""
    made = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" ").rstrip(". ")
    if not made:
        return empty
    stem, suffix = split_suffix(made)
    if _RESERVED.fullmatch(made.partition(".")[0].rstrip(" ")):
        first, dot, rest = made.partition(".")
        stem, suffix = split_suffix(f"{first.rstrip(' ')}_{dot}{rest}")
    return _shortened(stem, LONGEST - len(suffix.encode())) + suffix


def split_suffix(name: str) -> tuple[str, str]:
    """The name before its ending, and the ending with its dot: `a.b`, `.jpg` (or `.csv.gz`)."""
    found = _SUFFIX.search(name)
    return (name[:found.start()], found[0]) if found and found.start() else (name, "")


def with_number(name: str, number: int) -> str:
    """`a (2).jpg` for `a.jpg` and 2; the name itself for 1."""
    if number == 1:
        return name
    stem, suffix = split_suffix(name)
    return f"{stem} ({number}){suffix}"


def key_of(name: str) -> str:
    """Equal for names that some system takes for the same."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_of_another_system(text: str) -> bool:
    """Whether this is a full path of Windows while we are elsewhere."""
    drive = text[1:3] in (":\\", ":/") and text[:1].isalpha()
    return os.name != "nt" and (drive or text.startswith("\\\\"))


def _shortened(stem: str, most: int) -> str:
    """The beginning of a name, cut between letters, never between a letter and its accents."""
    data = stem.encode()
    if len(data) <= most:
        return stem
    cut = data[:most].decode(errors="ignore")
    while len(cut) > 1 and unicodedata.combining(stem[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(". ") or "_"
