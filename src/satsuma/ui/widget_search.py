"""Widget search: which widgets are meant by a few typed letters, best first, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from satsuma.ui.help_text import plain

TITLE, KEYWORD, CATEGORY, HELP = 400, 300, 200, 100
"""What a word found in that place counts; its beginning counts more than its middle."""

_BEGINS_ALL, _BEGINS, _BEGINS_WORD, _INITIALS, _WITHIN = 40, 30, 20, 15, 10

_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
                      "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]")


@dataclass(frozen=True)
class Hit:
    """A widget that was found. A larger score fits better; `why` is empty for the title."""

    widget: Any
    score: int
    why: str


def search(widgets: Iterable[Any], query: str) -> list[Hit]:
    """The widgets in which every word of the query is found, the best first.

    Case and accents do not matter. A title counts before a keyword, that before the category and
    the help text. An empty query finds all, in the order given.
    """
    words = fold(query).split()
    if not words:
        return [Hit(cls, 0, "") for cls in widgets]
    found = [hit for cls in widgets if (hit := _hit(cls, words)) is not None]
    return sorted(found, key=lambda hit: (-hit.score, fold(hit.widget.spec.title)))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as it is compared: small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", parts))


def _hit(cls: Any, words: list[str]) -> Hit | None:
    whole = _in_title(cls.spec.title, " ".join(words))
    if whole:
        return Hit(cls, whole * 1000 + 999, "")
    best = [max(_places(cls.spec, word), default=(0, "")) for word in words]
    weakest = min(best)
    if not weakest[0]:
        return None
    # The weakest word decides where the widget stands, the others only among its equals.
    return Hit(cls, weakest[0] * 1000 + sum(score for score, _ in best) // len(best), weakest[1])


def _places(spec: Any, word: str) -> Iterator[tuple[int, str]]:
    """Where a word is found, with what that counts and how it is told."""
    if score := _in_title(spec.title, word):
        yield score, ""
    for keyword in spec.keywords:
        if score := _within(keyword, word):
            yield KEYWORD + score, f"keyword: {keyword}"
    if score := _within(spec.category, word):
        yield CATEGORY + score, f"category: {spec.category}"
    text = plain(spec.doc)
    if score := _within(text, word):
        yield HELP + min(score, _BEGINS_WORD), f"help: {_around(text, word)}"


def _in_title(title: str, word: str) -> int:
    """As `_within`; hyphens may be left out, and first letters stand for the words."""
    score, bare = _within(title, word), _letters(word)
    initials = "".join(part[0] for part in re.findall(r"\w+", fold(title)))
    if len(bare) > 1 and initials.startswith(bare):
        score = max(score, _INITIALS)
    if bare and bare in _letters(title):
        score = max(score, _WITHIN)
    return TITLE + score if score else 0


def _within(text: str, word: str) -> int:
    """How well a word fits a text: all of it, its beginning, a word's beginning, its middle; 0."""
    folded = fold(text)
    at = folded.find(word)
    if at < 0:
        return 0
    if at == 0:
        return _BEGINS_ALL if folded == word else _BEGINS
    return _BEGINS_WORD if re.search(rf"\b{re.escape(word)}", folded) else _WITHIN


def _letters(text: str) -> str:
    return re.sub(r"\W|_", "", fold(text))


def _around(text: str, word: str, reach: int = 2) -> str:
    """The words of a text around the place where a word is: `…at the pattern of the…`."""
    parts = text.split()
    beginning = [i for i, part in enumerate(parts) if fold(part).lstrip("“(‘\"'").startswith(word)]
    middle = [i for i, part in enumerate(parts) if word in fold(part)]
    at = (beginning or middle or [0])[0]
    first, last = max(at - reach, 0), min(at + reach + 1, len(parts))
    return ("…" if first else "") + " ".join(parts[first:last]) + ("…" if last < len(parts) else "")
