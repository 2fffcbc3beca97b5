"""Column: the values of one property, with what they mean and what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.problem import Problem


class Kind(Enum):
    """What the values of a column are."""

    NUMBER = "number"      # float64, NaN where missing
    CATEGORY = "category"  # int32 codes into `categories`, -1 where missing
    TEXT = "text"          # str, "" where missing
    TIME = "time"          # datetime64[us] in UTC, NaT where missing
    IMAGE = "image"        # str, a path below `folder`, "" where missing
    VECTOR = "vector"      # float32, n × d: one row of a matrix per table row

    @property
    def word(self) -> str:
        """What a person reads; its value is what files hold."""
        return "picture" if self is Kind.IMAGE else self.value


class Role(Enum):
    """What a column is for: described by, to be explained, or about the row."""

    FEATURE = "feature"
    TARGET = "target"
    META = "meta"


@dataclass(frozen=True)
class Passport:
    """Where vectors come from. Vectors can be compared only when all of this is equal."""

    network: str
    weights: str        # digest of the weights, with "custom" in front when not the official ones
    preprocessing: str  # how a picture was brought to the network's size and colors
    decoding: str       # how the file was read
    width: int
    precision: str = "fp32"

    def difference(self, other: Passport) -> str:
        """What differs, in words; "" when nothing does."""
        parts = [
            f"{f.name} {getattr(self, f.name)} and {getattr(other, f.name)}"
            for f in fields(self)
            if getattr(self, f.name) != getattr(other, f.name)
        ]
        return "; ".join(parts)


_DTYPES: dict[Kind, Any] = {
    Kind.NUMBER: np.float64,
    Kind.CATEGORY: np.int32,
    Kind.TEXT: object,
    Kind.TIME: np.dtype("datetime64[us]"),
    Kind.IMAGE: object,
    Kind.VECTOR: np.float32,
}


@dataclass(frozen=True, eq=False)
class Column:
    """Values of one kind. Made by `numbers`, `texts`, `categorical` ...; never changes.

    `values` is a read-only array, n values or, for vectors, n × d; the dtypes stand at `Kind`.
    Raises TypeError for another dtype or shape, ValueError when categories repeat, one is "", or
    a code stands for none.
    """

    values: np.ndarray
    kind: Kind
    role: Role = Role.FEATURE
    categories: tuple[str, ...] = ()
    folder: Path | None = None
    passport: Passport | None = None

    def __post_init__(self) -> None:
        wanted = 2 if self.kind is Kind.VECTOR else 1
        if self.values.dtype != _DTYPES[self.kind] or self.values.ndim != wanted:
            raise TypeError(
                f"a column of kind {self.kind.value} wants {wanted}-dimensional values of "
                f"{np.dtype(_DTYPES[self.kind])}, not {self.values.ndim}-dimensional of "
                f"{self.values.dtype}"
            )
        if self.kind is Kind.CATEGORY:
            _check_categories(self.values, self.categories)
        self.values.flags.writeable = False  # results are shared, so nobody may edit them

    def __len__(self) -> int:
        return len(self.values)

    @property
    def width(self) -> int:
        """The number of numbers per row: d for vectors, else 1."""
        return self.values.shape[1] if self.kind is Kind.VECTOR else 1

    def rows(self, indices: np.ndarray | slice) -> Column:
        """The given rows; a slice copies nothing."""
        return replace(self, values=self.values[indices])

    def with_role(self, role: Role) -> Column:
        return self if role is self.role else replace(self, role=role)

    def missing(self) -> np.ndarray:
        """n booleans: where there is no value. A vector is missing when all of it is NaN."""
        match self.kind:
            case Kind.NUMBER:
                return np.isnan(self.values)
            case Kind.CATEGORY:
                return self.values < 0
            case Kind.TIME:
                return np.isnat(self.values)
            case Kind.VECTOR:
                return np.isnan(self.values).all(axis=1)
            case _:
                return self.values == ""

    def shown(self, row: int) -> str:
        """The value of one row as a person reads it; "" where missing."""
        value = self.values[row]
        match self.kind:
            case Kind.NUMBER:
                return "" if np.isnan(value) else f"{value:.15g}"
            case Kind.CATEGORY:
                return "" if value < 0 else self.categories[value]
            case Kind.TIME:
                return "" if np.isnat(value) else self._moment(str(value))
            case Kind.VECTOR:
                return f"{self.width:,} numbers"
            case _:
                return str(value)

    def _moment(self, text: str) -> str:
        if self._has_days_only:
            return text.partition("T")[0]
        return text.replace("T", " ").removesuffix(".000000")

    @cached_property
    def _has_days_only(self) -> bool:
        """Whether all times are midnights: then it is the days that are meant."""
        known = self.values[~np.isnat(self.values)]
        return bool(np.all(known == known.astype("datetime64[D]")))

    def equals(self, other: Column) -> bool:
        """Whether kind, role, values (NaN equal to NaN) and everything else are the same."""
        same = all(
            getattr(self, f.name) == getattr(other, f.name)
            for f in fields(self)
            if f.name != "values"
        )
        inexact = self.kind in (Kind.NUMBER, Kind.VECTOR, Kind.TIME)
        return same and np.array_equal(self.values, other.values, equal_nan=inexact)


def _check_categories(codes: np.ndarray, categories: tuple[str, ...]) -> None:
    if "" in categories or len(set(categories)) != len(categories):
        raise ValueError('categories repeat, or one is ""')
    if len(codes) and not -1 <= codes.min() <= codes.max() < len(categories):
        raise ValueError(f"a code stands for none of the {len(categories)} categories")


def numbers(values: Iterable[float], role: Role = Role.FEATURE) -> Column:
    """A column of numbers; NaN where missing."""
    return Column(_array(values, np.float64), Kind.NUMBER, role)


def texts(values: Iterable[str], role: Role = Role.META) -> Column:
    """A column of texts; "" where missing."""
    return Column(_objects(values), Kind.TEXT, role)


def images(values: Iterable[str], folder: Path | None, role: Role = Role.META) -> Column:
    """A column of pictures: paths with `/`, relative to the folder (absolute where it is None)."""
    return Column(_objects(values), Kind.IMAGE, role, folder=folder)


def times(values: Iterable[Any], role: Role = Role.META) -> Column:
    """A column of points in time, UTC; NaT where missing."""
    return Column(_array(values, np.dtype("datetime64[us]")), Kind.TIME, role)


def vectors(values: np.ndarray, passport: Passport | None = None,
            role: Role = Role.FEATURE) -> Column:
    """A column of vectors, n × d."""
    return Column(_array(values, np.float32), Kind.VECTOR, role, passport=passport)


def categorical(values: Iterable[str | None], role: Role = Role.META,
                categories: Sequence[str] | None = None) -> Column:
    """A column of categories from words; None and "" are missing.

    The categories are sorted where they are not given. Raises Problem for a word that is not
    among the given ones.
    """
    words = [word or "" for word in values]
    names = tuple(sorted(set(words) - {""}) if categories is None else categories)
    code = {"": -1} | {name: i for i, name in enumerate(names)}
    unknown = next((word for word in words if word not in code), None)
    if unknown is not None:
        raise Problem(f"“{unknown}” is none of the categories {', '.join(names)}.")
    codes = np.fromiter((code[word] for word in words), np.int32, len(words))
    return Column(codes, Kind.CATEGORY, role, categories=names)


def _array(values: Iterable[Any], dtype: Any) -> np.ndarray:
    given = values if isinstance(values, np.ndarray) else list(values)
    array = np.asarray(given, dtype)
    # A caller's own array must stay writable, so it is looked at through a view of ours.
    return array.view() if array is values else array


def _objects(values: Iterable[str]) -> np.ndarray:
    items = list(values)
    if not all(isinstance(item, str) for item in items):
        raise TypeError('texts wanted; a missing one is ""')
    array = np.empty(len(items), object)
    array[:] = items
    return array


def joined(columns: Sequence[Column], name: str) -> Column:
    """The columns one under the other: categories united in order, folders brought together.

    Raises Problem when kinds, widths or passports differ; the text names the difference.
    """
    first = columns[0]
    if len(columns) == 1:
        return first
    for other in columns[1:]:
        _check_joinable(first, other, name)
    if first.kind is Kind.CATEGORY:
        return _joined_categories(columns)
    if first.kind is Kind.IMAGE and any(c.folder != first.folder for c in columns):
        values = [_full_path(c, row) for c in columns for row in range(len(c))]
        return images(values, None, first.role)
    return replace(first, values=np.concatenate([c.values for c in columns]))


def _check_joinable(a: Column, b: Column, name: str) -> None:
    if a.kind is not b.kind:
        raise Problem(
            f"Column “{name}” holds {a.kind.word} values in one table and {b.kind.word} values "
            "in the other. Rename one of them, or make them the same kind."
        )
    if a.kind is Kind.VECTOR:
        check_same_passport(a, b, name)


def check_same_passport(a: Column, b: Column, name: str) -> None:
    """Raise Problem, naming the difference, when the vectors of two columns cannot be compared."""
    if a.passport and b.passport and (difference := a.passport.difference(b.passport)):
        raise Problem(
            f"The vectors in “{name}” do not come from the same source: {difference}. "
            "Embed both with the same network and weights."
        )
    if a.width != b.width:
        raise Problem(
            f"The vectors in “{name}” have {a.width:,} numbers in one table and {b.width:,} in "
            "the other. Embed both with the same network."
        )
    if (a.passport is None) != (b.passport is None):
        raise Problem(
            f"Of the vectors in “{name}” one table says which network made them and the other "
            "does not, so they cannot be mixed. Embed both with the same network."
        )


def _joined_categories(columns: Sequence[Column]) -> Column:
    names = tuple(dict.fromkeys(name for c in columns for name in c.categories))
    place = {name: i for i, name in enumerate(names)}
    parts = []
    for column in columns:
        moved = np.array([place[name] for name in column.categories] + [-1], np.int32)
        parts.append(moved[column.values])  # code -1 picks the last entry, which is -1
    return replace(columns[0], values=np.concatenate(parts), categories=names)


def _full_path(column: Column, row: int) -> str:
    value = column.values[row]
    return value if column.folder is None or not value else (column.folder / value).as_posix()


def empty_like(column: Column, n: int) -> Column:
    """A column of the same kind with n missing values."""
    match column.kind:
        case Kind.NUMBER:
            values: Any = np.full(n, np.nan)
        case Kind.CATEGORY:
            values = np.full(n, -1, np.int32)
        case Kind.TIME:
            values = np.full(n, "NaT", "datetime64[us]")
        case Kind.VECTOR:
            values = np.full((n, column.width), np.nan, np.float32)
        case _:
            values = _objects([""] * n)
    return replace(column, values=values)
