"""Python literals read as a text, as Orange writes settings: `{'metric_id': 4, 'top': (1, 2)}`.

Python's own reader compiles the text first, and can be brought down by deep nesting; this one
only reads.
"""

from __future__ import annotations

import re
from typing import Any

from satsuma.workflow.orange.records import Unreadable

LARGEST = 16_000_000
DEEPEST = 60

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r"""([bB]?)('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")""", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:_\d+)*)?(?:\.\d*)?(?:[eE][-+]?\d+)?")
_WORD = re.compile(r"[A-Za-z_]\w*")
_ESCAPE = re.compile(r"\\(\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)",
                     re.DOTALL)

_WORDS = {"None": None, "True": True, "False": False}
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v",
           "\\": "\\", "'": "'", '"': '"', "\n": "", "\r\n": ""}


def read_literal(text: str) -> Any:
    """The value of a Python literal: None, booleans, numbers, texts, bytes, lists, tuples, dicts,
    sets. Raises Unreadable for everything else.
    """
    if len(text) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB")
    reader = _Reader(text)
    value = reader.value(0)
    if not reader.at_end():
        raise reader.wrong()
    return value


class _Reader:
    """A place in the text, and what begins there."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def wrong(self) -> Unreadable:
        near = self._text[self._at:self._at + 20]
        return Unreadable(f"it is no plain value at character {self._at + 1}: {near!r}")

    def at_end(self) -> bool:
        self._skip()
        return self._at == len(self._text)

    def _skip(self) -> None:
        self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]

    def _next(self) -> str:
        self._skip()
        return self._text[self._at:self._at + 1]

    def _taken(self, sign: str) -> bool:
        if self._next() != sign:
            return False
        self._at += 1
        return True

    def _matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found is None or not found[0]:
            return None
        self._at = found.end()
        return found

    def value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise Unreadable("it is too deep")
        sign = self._next()
        if sign == "[":
            return self._several("]", depth)[0]
        if sign == "(":
            parts, comma = self._several(")", depth)
            return tuple(parts) if comma or not parts else parts[0]
        if sign == "{":
            return self._braces(depth)
        if sign in ("'", '"') or self._text[self._at:self._at + 2].lower() in ("b'", 'b"'):
            return self._strings()
        return self._number() if sign and sign in "+-.0123456789" else self._word(depth)

    def _several(self, closing: str, depth: int) -> tuple[list[Any], bool]:
        """The values up to the closing sign, and whether a comma was among them."""
        self._at += 1
        parts: list[Any] = []
        comma = False
        while not self._taken(closing):
            if parts and not comma:
                raise self.wrong()
            parts.append(self.value(depth + 1))
            now = self._taken(",")
            if not now and self._next() != closing:
                raise self.wrong()
            comma = comma or now
        return parts, comma

    def _braces(self, depth: int) -> Any:
        self._at += 1
        found: dict[Any, Any] = {}
        members: set[Any] = set()
        while not self._taken("}"):
            key = self._key(depth)
            if self._taken(":"):
                found[key] = self.value(depth + 1)
            else:
                members.add(key)
            if not self._taken(",") and self._next() != "}":
                raise self.wrong()
        if found and members:
            raise Unreadable("it mixes a set with a dictionary")
        return frozenset(members) if members else found

    def _key(self, depth: int) -> Any:
        key = self.value(depth + 1)
        try:
            hash(key)
        except TypeError:
            raise Unreadable("a key in it is neither text nor number") from None
        return key

    def _strings(self) -> Any:
        """One or more strings, one after the other, which make one."""
        found: list[Any] = []
        while True:
            self._skip()
            if not (match := self._matched(_STRING)):
                break
            found.append(_unescaped(match[2][1:-1], bool(match[1])))
        if not found or len({type(part) for part in found}) > 1:
            raise self.wrong()
        return found[0] if len(found) == 1 else type(found[0])().join(found)

    def _number(self) -> Any:
        if not (match := self._matched(_NUMBER)):
            raise self.wrong()
        try:
            return _number(match[0])
        except ValueError:
            raise self.wrong() from None

    def _word(self, depth: int) -> Any:
        found = self._matched(_WORD)
        if found and found[0] in _WORDS:
            return _WORDS[found[0]]
        if found and found[0] == "set" and self._taken("(") and self._taken(")"):
            return frozenset()
        raise self.wrong()


def _number(text: str) -> int | float:
    return float(text) if any(sign in text for sign in ".eE") else int(text)


def _unescaped(body: str, as_bytes: bool) -> str | bytes:
    text = _ESCAPE.sub(_escape, body) if "\\" in body else body
    if not as_bytes:
        return text
    try:
        return text.encode("latin-1")
    except UnicodeError:
        raise Unreadable("bytes in it hold letters") from None


def _escape(found: re.Match[str]) -> str:
    body = found[1]
    if body in _SIMPLE:
        return _SIMPLE[body]
    try:
        if body[0] in "xuU":
            return chr(int(body[1:], 16))
        return chr(int(body, 8)) if body[0] in "01234567" else found[0]
    except (ValueError, OverflowError):
        raise Unreadable("a letter in it does not exist") from None
