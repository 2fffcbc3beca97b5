"""Annotations: what the header of a table says of its columns, as Orange writes it.

Three rows: names; types, such as `continuous`, `string` or the values `zebra cow`; and flags, such
as `class` or `meta origin=/pictures type=image`. Blanks inside a word have a backslash in front.
One row: type and role before the name, `cD#kind`, `mS#name`, `i#number`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from satsuma.data.column import Column, Kind, Role

Purpose = Role | Literal["skip"]
"""What a column is for; `skip`: it is left out."""

MISSING_VALUES = frozenset(["", "?", "nan", ".", "NA", "~"])
"""What Orange takes for a missing value."""

_KINDS = {
    **dict.fromkeys(("continuous", "c", "numeric", "n"), Kind.NUMBER),
    **dict.fromkeys(("discrete", "d", "categorical"), Kind.CATEGORY),
    **dict.fromkeys(("string", "s", "text"), Kind.TEXT),
    **dict.fromkeys(("time", "t"), Kind.TIME),
}
_PURPOSES: Mapping[str, Purpose] = {
    "class": Role.TARGET, "c": Role.TARGET, "meta": Role.META, "m": Role.META,
    "ignore": "skip", "i": "skip", "weight": Role.META, "w": Role.META}
_SPLIT = re.compile(r"(?<!\\) +")
_ATTRIBUTE = re.compile(r"[^\s=]+=.*", re.DOTALL)
_ONE_ROW = re.compile(r"(?:([cimw]?[CNDST]|[CNDST][cimw]|[cimw])#)(.*)", re.DOTALL)
_WORDS = {Kind.NUMBER: "continuous", Kind.VECTOR: "continuous", Kind.TEXT: "string",
          Kind.IMAGE: "string", Kind.TIME: "time"}


@dataclass(frozen=True)
class Annotation:
    """What a header says of one column; None where it does not say."""

    kind: Kind | None = None
    purpose: Purpose | None = None
    categories: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_weight: bool = False

    @property
    def is_image(self) -> bool:
        return self.attributes.get("type") == "image" and self.kind in (None, Kind.TEXT)


def three_rows(types: Sequence[str], flags: Sequence[str]) -> tuple[Annotation, ...] | None:
    """What the second and third row say; None where they are ordinary rows."""
    if not any(word.strip() for word in types):
        return None
    if not (all(map(_is_type, types)) and all(map(_are_flags, flags))):
        return None
    count = max(len(types), len(flags))
    return tuple(_of_rows(_at(types, i), _at(flags, i)) for i in range(count))


def _at(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _is_type(cell: str) -> bool:
    word = cell.strip()
    return not word or word in _KINDS or len(_split(word)) > 1


def _are_flags(cell: str) -> bool:
    return all(word in _PURPOSES or _ATTRIBUTE.fullmatch(word) for word in _split(cell.strip()))


def _of_rows(kind_word: str, flags: str) -> Annotation:
    kind = _KINDS.get(kind_word, Kind.CATEGORY if kind_word else None)
    listed = kind_word not in _KINDS
    words = _split(flags)
    named = [word for word in words if word in _PURPOSES]
    purpose: Purpose = _PURPOSES[named[0]] if named else (
        Role.META if kind is Kind.TEXT else Role.FEATURE)
    if any(_PURPOSES[word] == "skip" for word in named):
        purpose = "skip"
    attributes = dict(word.split("=", 1) for word in words if word not in _PURPOSES)
    return Annotation(kind, purpose, tuple(dict.fromkeys(_split(kind_word))) if listed else (),
                      attributes, any(word in ("weight", "w") for word in named))


def _split(cell: str) -> list[str]:
    return [word.replace("\\ ", " ") for word in _SPLIT.split(cell) if word]


def one_row(names: Sequence[str]) -> tuple[list[str], tuple[Annotation, ...]] | None:
    """The names without what stands before them, and what that says; None where nothing does."""
    found = [_ONE_ROW.fullmatch(name) for name in names]
    if not any(found):
        return None
    plain = [one[2] if one else name for one, name in zip(found, names, strict=True)]
    return plain, tuple(_of_letters(one[1]) if one else Annotation() for one in found)


def _of_letters(letters: str) -> Annotation:
    kind = next((_KINDS[one.lower()] for one in letters if one.isupper()), None)
    role = next((one for one in letters if one.islower()), "")
    plain: Purpose | None = None if kind is None else (
        Role.META if kind is Kind.TEXT else Role.FEATURE)
    return Annotation(kind, _PURPOSES.get(role, plain), is_weight=role == "w")


def type_word(column: Column) -> str:
    """The cell of the second row."""
    if column.kind is not Kind.CATEGORY:
        return _WORDS[column.kind]
    # The only word of a column would be taken for a type, and Orange splits at every blank.
    listed = len(column.categories) > 1 and all(map(_fits, column.categories))
    return " ".join(map(_escaped, column.categories)) if listed else "discrete"


def _fits(word: str) -> bool:
    return word.strip() == word and word.isprintable() and "\\" not in word


def flag_words(column: Column, origin: str, *, hidden: bool = False) -> str:
    """The cell of the third row; `origin` is where the pictures lie, "" where that is not said."""
    words = {Role.TARGET: ["class"], Role.META: ["meta"], Role.FEATURE: []}[column.role]
    if column.kind in (Kind.TEXT, Kind.IMAGE) and column.role is Role.FEATURE:
        words = ["meta"]  # in Orange texts are always about the row
    if hidden:
        words.append("hidden=True")
    if column.kind is Kind.IMAGE:
        if origin and _fits(origin):
            words.append(f"origin={_escaped(origin)}")
        words.append("type=image")
    return " ".join(words)


def _escaped(word: str) -> str:
    return word.replace(" ", "\\ ")
