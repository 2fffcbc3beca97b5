"""Tokens: the tags and words of an HTML file, as far as a report of ours needs them.

Whatever the file holds, it is walked through once: the parser of Python's library looks again and
again for the end of what was never closed, which takes hours for a few megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_MARK = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,31})(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][a-zA-Z-]{0,31})=(?:\"([^\"]*)\"|'([^']*)')")
_LETTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_COMMENT = "-->"
_RAW = {"script", "style"}
"""Elements whose content is no HTML."""


@dataclass(frozen=True)
class Token:
    """A tag, with a slash before its `name` where it ends an element; or words, without a name."""

    name: str = ""
    words: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(text: str) -> Iterator[Token]:
    """What stands in the text, in its order. Words are all that is neither tag nor comment."""
    at = 0
    while (found := _MARK.search(text, at)) is not None:
        if found.start() > at:
            yield Token(words=plain(text[at:found.start()]))
        at = found.end()
        slash, name = found[1], (found[2] or "").lower()
        if not name:
            at = _after(text, _COMMENT, at)
        elif name in _RAW and not slash:
            at = _after(text, f"</{name}", at)
        else:
            yield Token(slash + name, "", {} if slash else _attributes(found[3]))
    if at < len(text):
        yield Token(words=plain(text[at:]))


def _after(text: str, end: str, begin: int) -> int:
    """Behind that end; what is never closed goes to the end of the file."""
    place = text.find(end, begin)
    return len(text) if place < 0 else place + len(end)


def _attributes(inner: str) -> dict[str, str]:
    return {found[1].lower(): plain(found[2] or found[3] or "")
            for found in _ATTRIBUTE.finditer(inner)}


def plain(text: str) -> str:
    """The text with its “&amp;” and the like as what they stand for."""
    return _LETTER.sub(lambda found: unescape(found[0]), text)
