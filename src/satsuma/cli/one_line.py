"""Texts from files on a terminal."""

from __future__ import annotations

import unicodedata

_HARMLESS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Letters without width that join or part others: they stand in emoji and in Persian names."""


def one_line(text: object) -> str:
    """A text from a file as one line: what it holds cannot forge another, or steer a terminal.

    Spaces of every width stay as they are; what controls, or turns the direction of writing, or
    is no character at all, becomes �.
    """
    return "".join(letter if _is_shown(letter) else "�" for letter in str(text))


def _is_shown(letter: str) -> bool:
    if letter.isprintable() or letter in _HARMLESS:
        return True
    return unicodedata.category(letter) in ("Zs", "Co")
