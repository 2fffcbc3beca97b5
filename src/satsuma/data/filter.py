"""Filter: a line of text that says which rows are meant.

    cow                          the text in any column
    size > 1000                  a condition: = != < <= > >= and ~ (contains)
    category = cow or species = "Bos taurus"
    size > 1000 and width is missing
    taken = 2024-05              a time, as fine as it is written: all of May
    not category = cow

`and` binds closer than `or`; quotes keep words together. A line never fails: what cannot be used
is told in a sentence and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.condition import moment_in
from satsuma.data.part import part_named, values_of
from satsuma.data.table import Table

_QUOTES = {'"': '"', "“": "”", "„": "“"}
_JOINS = re.compile(r"\s+(and|or)\s+", re.IGNORECASE)
_CONDITION = re.compile(r"""(?P<left>"[^"]+"|“[^”]+”|.+?)\s*"""
                        r"(?P<sign><=|>=|!=|==|≤|≥|≠|=|<|>|~|\s(?=(?i:is)\b))\s*"
                        r"(?P<right>.*)", re.DOTALL)
_MISSING = re.compile(r"is\s+(?P<not>not\s+)?missing", re.IGNORECASE)
_SAME = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}

Sentences = list[str]


@dataclass(frozen=True)
class Found:
    """Which rows a filter means, n booleans, and what is to be said of it."""

    rows: np.ndarray
    notes: tuple[str, ...] = ()


def matching(table: Table, text: str) -> Found:
    """The rows that a filter means; all of them for an empty one."""
    notes: Sentences = []
    found: np.ndarray | None = None
    for branch in _split(text, "or"):
        rows: np.ndarray | None = None
        for term in _split(branch, "and"):
            one = _term(table, term.strip(), notes)
            if one is not None:
                rows = one if rows is None else rows & one
        if rows is not None:
            found = rows if found is None else found | rows
    everything = np.ones(len(table), bool)
    return Found(everything if found is None else found, tuple(dict.fromkeys(notes)))


def narrowed(text: str, term: str) -> str:
    """The filter that also asks for this condition."""
    if not text.strip():
        return term
    return " or ".join(f"{branch.strip()} and {term}" for branch in _split(text, "or"))


def _split(text: str, word: str) -> Iterator[str]:
    """The parts between these words, where they do not stand in quotes."""
    begin = 0
    quoted = _quoted(text)
    for match in _JOINS.finditer(text):
        if match[1].lower() == word and not any(a < match.start(1) < b for a, b in quoted):
            yield text[begin:match.start()]
            begin = match.end()
    yield text[begin:]


def _quoted(text: str) -> list[tuple[int, int]]:
    """Where quotes begin and end; one that is not closed is a letter like any other."""
    found, at = [], 0
    while at < len(text):
        end = text.find(_QUOTES[text[at]], at + 1) if text[at] in _QUOTES else -1
        if end > 0:
            found.append((at, end))
            at = end
        at += 1
    return found


def _bare(text: str) -> str:
    """Without the quotes around all of it."""
    text = text.strip()
    if len(text) > 1 and text[0] in _QUOTES and text.find(_QUOTES[text[0]], 1) == len(text) - 1:
        return text[1:-1]
    return text


def _term(table: Table, term: str, notes: Sentences) -> np.ndarray | None:
    """The rows of one condition; None when it says nothing."""
    if term[:4].lower() == "not " and term[4:].strip():
        rows = _term(table, term[4:].strip(), notes)
        return None if rows is None else ~rows
    if not term:
        return None
    wanted = _bare(term)
    if wanted != term:
        return containing(table, wanted)
    if (condition := _CONDITION.fullmatch(term)) is not None:
        name = _name_of(table, _bare(condition["left"]))
        if name is not None:
            return _condition(table, name, condition["sign"].strip(), condition["right"], notes)
        if condition["sign"].strip():
            notes.append(f"There is no column “{_bare(condition['left'])}”; the rows that contain "
                         f"“{term}” are shown.")
    return containing(table, term)


def _name_of(table: Table, given: str) -> str | None:
    """The column that a person means, whatever the case of the letters."""
    if part_named(table, given) is not None:
        return given
    return next((name for name in table.columns if name.casefold() == given.casefold()), None)


def containing(table: Table, wanted: str) -> np.ndarray:
    """The rows where a text, a category or a time contains this; or a number is this.

    Vectors are not looked into.
    """
    found = np.zeros(len(table), bool)
    for column in table.columns.values():
        found |= _contains(column, wanted)
    return found


def _contains(column: Column, wanted: str) -> np.ndarray:
    low = wanted.casefold()
    match column.kind:
        case Kind.VECTOR:
            return np.zeros(len(column), bool)
        case Kind.NUMBER:
            number = _number(wanted)
            return np.zeros(len(column), bool) if number is None else column.values == number
        case Kind.CATEGORY:
            return _of_categories(column, lambda word: low in word.casefold())
        case Kind.TIME:
            words = np.datetime_as_string(column.values, unit="s").tolist()
            # As times are shown, and as they stand in other programs' files.
            return _marks(low in word.replace("T", " ") or low in word.casefold()
                          for word in words) & ~column.missing()
        case _:
            return _marks(low in text.casefold() for text in column.values.tolist())


def _marks(answers: Iterator[bool]) -> np.ndarray:
    return np.fromiter(answers, bool)


def _of_categories(column: Column, fits: Callable[[str], bool]) -> np.ndarray:
    """Each category is looked at once; missing ones, code -1, pick the False at the end."""
    return np.array([fits(word) for word in column.categories] + [False], bool)[column.values]


def _number(text: str) -> float | None:
    try:
        found = float(text.strip().replace("−", "-").replace("\u00a0", ""))
    except ValueError:
        return None
    return None if np.isnan(found) else found


def _condition(table: Table, name: str, sign: str, right: str,
               notes: Sentences) -> np.ndarray | None:
    part = part_named(table, name)
    assert part is not None, "only names that the table has come here"
    column = values_of(table, part)
    if not sign:
        return _missing(column, name, right, notes)
    sign, wanted = _SAME.get(sign, sign), _bare(right)
    if not wanted:
        return None  # somebody is still typing
    if sign == "~":
        return _contains(column, wanted)
    match column.kind:
        case Kind.VECTOR:
            notes.append(f"“{name}” holds vectors. Write the name of one of its numbers instead.")
            return None
        case Kind.NUMBER:
            return _compared_numbers(column, sign, wanted, name, notes)
        case Kind.TIME:
            return _compared_times(column, sign, wanted, name, notes)
        case _:
            return _compared_words(column, sign, wanted, name, notes)


def _missing(column: Column, name: str, right: str, notes: Sentences) -> np.ndarray | None:
    match = _MISSING.fullmatch(right.strip())
    if match is None:
        notes.append(f"Write “{name} is missing” or “{name} is not missing”.")
        return None
    return ~column.missing() if match["not"] else column.missing()


_COMPARE: dict[str, Callable[..., np.ndarray]] = {
    "=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater,
    ">=": np.greater_equal}


def _compared_numbers(column: Column, sign: str, wanted: str, name: str,
                      notes: Sentences) -> np.ndarray | None:
    number = _number(wanted)
    if number is None:
        notes.append(f"“{name}” holds numbers, and “{wanted}” is none.")
        return None
    return _COMPARE[sign](column.values, number) & ~column.missing()


def _compared_times(column: Column, sign: str, wanted: str, name: str,
                    notes: Sentences) -> np.ndarray | None:
    moment = moment_in(wanted)
    if moment is None:
        notes.append(f"“{name}” holds times, and “{wanted}” is none. Write one as 2024, 2024-05, "
                     "2024-05-31 or 2024-05-31 14:00.")
        return None
    # As fine as it was written: = 2024-05 means all of May.
    return _COMPARE[sign](column.values.astype(moment.dtype), moment) & ~column.missing()


def _compared_words(column: Column, sign: str, wanted: str, name: str,
                    notes: Sentences) -> np.ndarray | None:
    if sign not in ("=", "!="):
        notes.append(f"“{name}” holds words: = != and ~ (contains) can be used.")
        return None
    low = wanted.casefold()
    if column.kind is Kind.CATEGORY:
        same = _of_categories(column, lambda word: word.casefold() == low)
    else:
        same = _marks(text.casefold() == low for text in column.values.tolist())
    return same if sign == "=" else ~same & ~column.missing()
