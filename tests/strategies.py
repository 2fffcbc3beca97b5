"""Invented columns and tables for hypothesis: small, and as odd as the types allow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from satsuma.data.column import Column, Kind, Passport, Role
from satsuma.data.table import Table

TRICKY = ["", " ", "=1+1", "+1", "-1", "@a", "007", "1.50", "1,5", "NA", "?", "nan", "inf", "a,b",
          'say "moo"', '"', "two\nlines", "a\r\nb", "\r", "\t", "tab\tbed", " spaced ", "a;b",
          "a|b", "\0", "ends with\0", "\x01", "_x0041_", "_x005F_", "#N/A", "cow", "Kuh 🐄", "é",
          "\ufeff",
          "\u2028", "\x85", "2024-05-01", "TRUE", "1e5", "12345678901234567890", "'quoted",
          "\uffff", "'", "#", "sep=;", "id", "n0"]
NAMES = [*TRICKY, "ids", "satsuma", "embedding", "image", "a/b", "..", "a\\b", "x.npy", "C:", "n1",
         "embedding.n0", "id (2)", "column 1", "ID", "distances"]

any_text = st.sampled_from(TRICKY) | st.text(max_size=8)
"""Texts as any file can hold them: no lone surrogates."""

any_name = st.sampled_from(NAMES) | st.text(max_size=8)
roles = st.sampled_from(Role)
folders = st.sampled_from([None, Path("/pictures"), Path("/a/b c/ü"), Path("relative")])
passports = st.none() | st.builds(
    Passport, any_text, any_text, any_text, any_text, st.integers(0, 4096))


def texts_of(n: int, words: st.SearchStrategy[str] = any_text) -> st.SearchStrategy[np.ndarray]:
    """n texts as an array of objects."""
    return st.lists(words, min_size=n, max_size=n).map(_objects)


def _objects(words: list[str]) -> np.ndarray:
    array = np.empty(len(words), object)
    array[:] = words
    return array


@st.composite
def categories_of(draw: st.DrawFn, n: int) -> Column:
    """n codes into up to four categories, some of which no row may have."""
    names = draw(st.lists(any_text.filter(bool), max_size=4, unique=True))
    codes = draw(arrays.arrays(np.int32, n, elements=st.integers(-1, len(names) - 1)))
    return Column(codes, Kind.CATEGORY, draw(roles), tuple(names))


@st.composite
def vectors_of(draw: st.DrawFn, n: int) -> Column:
    """n vectors of 0 to 4 numbers."""
    shape = (n, draw(st.integers(0, 4)))
    block = draw(arrays.arrays(np.float32, shape, elements=st.floats(width=32)))
    return Column(block, Kind.VECTOR, draw(roles), passport=draw(passports))


def _times_of(n: int) -> st.SearchStrategy[np.ndarray]:
    usual = st.datetimes().map(lambda moment: np.datetime64(moment, "us"))
    extreme = st.integers(-(2 ** 63), 2 ** 63 - 1).map(lambda i: np.int64(i).view("M8[us]"))
    return st.lists(usual | extreme | st.just(np.datetime64("NaT")), min_size=n, max_size=n).map(
        lambda moments: np.array(moments, "datetime64[us]"))


def columns_of(n: int) -> st.SearchStrategy[Column]:
    """Columns of any kind with n rows."""
    numbers = arrays.arrays(np.float64, n, elements=st.floats())
    make: Callable[..., Any] = st.builds
    return st.one_of(
        make(Column, numbers, st.just(Kind.NUMBER), roles),
        make(Column, texts_of(n), st.just(Kind.TEXT), roles),
        make(Column, _times_of(n), st.just(Kind.TIME), roles),
        make(Column, texts_of(n), st.just(Kind.IMAGE), roles, folder=folders),
        categories_of(n), vectors_of(n))


@st.composite
def tables(draw: st.DrawFn, most_rows: int = 5, most_columns: int = 4) -> Table:
    """Tables of any columns, of none, and of no rows."""
    ids = draw(st.lists(any_text, max_size=most_rows, unique=True))
    names = draw(st.lists(any_name, max_size=most_columns, unique=True))
    columns = {name: draw(columns_of(len(ids))) for name in names}
    return Table(tuple(ids), columns, draw(any_text))
