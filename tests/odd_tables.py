"""What any widget may get to work on: tables that nobody expects, and what is made of them.

`inputs` gives values for a type of port; a new type of port has to be said here how to make one.
"""

from __future__ import annotations

import itertools
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.algorithms.distance import distances
from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import fit
from satsuma.data.column import (
    Column,
    Kind,
    Passport,
    Role,
    categorical,
    empty_like,
    images,
    numbers,
    texts,
    times,
    vectors,
)
from satsuma.data.distances import Distances
from satsuma.data.learner import Learner, Model
from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.widget import Anything, ColumnChoice, Spec, setting_fields
from tests.picture_bytes import blocks, encoded
from tests.strategies import TRICKY

PASSPORT = Passport("some network", "0" * 64, "none", "exact", 4)
ALIKE = ("embedding", "Embedding", "embedding ", "embedding (2)", "Cluster", "cluster", "Selected",
         "selected", "Selected (2)", "outcome", "reason", "k\u00e4fer", "ka\u0308fer", "n0", "id",
         "image", "Image", "a/b", "=1+1", "<b>bold</b>", "two\nlines", " ", "")


def plain(n: int, folder: Path, seed: int = 0) -> Table:
    """A column of every kind; every third row has a picture that is there."""
    random = np.random.default_rng(seed)
    times_ = np.datetime64("2024-01-01", "us") + np.arange(n).astype("timedelta64[D]")
    names = [f"cow-{row}.png" if row % 3 else "there.png" for row in range(n)]
    kinds = ("cow", "frog", "pig")
    return Table(tuple(f"row {row}" for row in range(n)), {
        "kind": categorical((kinds[row % 3] for row in range(n)), Role.TARGET, kinds),
        "name": texts(f"animal {row}" for row in range(n)),
        "size": numbers(random.normal(size=n)),
        "seen": times(times_),
        "image": images(names, folder),
        "embedding": vectors(random.normal(size=(n, 4)).astype(np.float32), PASSPORT),
    }, "odd")


def write_picture(folder: Path) -> None:
    """The one picture that is there."""
    (folder / "there.png").write_bytes(encoded(blocks(12, 8), "PNG"))


def tables(folder: Path, many: int, categories: int = 5_000) -> Iterator[tuple[str, Table]]:
    """Odd tables by name; the longest has `many` rows, or one for each of the categories."""
    few = plain(6, folder)
    yield "no rows", plain(0, folder)
    yield "no columns", Table(("a", "b", "c"))
    yield "nothing at all", Table(())
    yield "one row", plain(1, folder)
    yield "two rows", plain(2, folder)
    yield "rows all equal", _equal(few)
    yield "all values missing", replace(few, columns={
        name: empty_like(column, len(few)) for name, column in few.columns.items()})
    yield "infinite values", _infinite(few)
    yield "numbers at the ends", _extreme(few)
    yield "vectors of no numbers", few.with_column("embedding", vectors(np.empty((6, 0))))
    yield "columns named alike", _alike(few)
    yield "odd texts", _odd_texts(folder)
    yield "thousands of categories", _many_categories(folder, categories)
    yield "many rows", plain(many, folder)


def _equal(table: Table) -> Table:
    first = np.zeros(len(table), int)
    return replace(table, columns={name: column.rows(first)
                                   for name, column in table.columns.items()})


def _infinite(table: Table) -> Table:
    values = np.array([np.inf, -np.inf, np.nan, 0, 1, np.inf])
    block = np.resize(values, (len(table), 4)).astype(np.float32)
    return table.with_columns({"size": numbers(values), "embedding": vectors(block, PASSPORT)})


def _extreme(table: Table) -> Table:
    most = np.finfo(np.float64).max
    values = np.array([most, -most, 5e-324, -0.0, 1e100, 1e-300])
    block = np.resize(np.array([3e38, -3e38, 1e-45, 0], np.float32), (len(table), 4))
    ends = np.array([2 ** 63 - 1, -(2 ** 63) + 1, 0, 1, -1, 10 ** 15]).view("datetime64[us]")
    return table.with_columns({"size": numbers(values), "embedding": vectors(block, PASSPORT),
                               "seen": Column(ends, Kind.TIME, Role.META)})


def _alike(table: Table) -> Table:
    columns = itertools.cycle(table.columns.values())
    return replace(table, columns={**table.columns, **dict(zip(ALIKE, columns, strict=False))})


def _odd_texts(folder: Path) -> Table:
    words = tuple(dict.fromkeys((*TRICKY, "long " * 10_000, "\u202eright to left", "a\u0301" * 99)))
    table = plain(len(words), folder)
    return Table(words, {**table.columns, "name": texts(words),
                         "kind": categorical(words), "image": images(words, folder)}, "<i>\n")


def _many_categories(folder: Path, n: int) -> Table:
    table, words = plain(n, folder), [f"kind {row}" for row in range(n)]
    return table.with_columns({"kind": categorical(words, Role.TARGET),
                               "unused": categorical([None] * n, categories=words)})


def inputs(port: type, folder: Path, many: int) -> Iterator[tuple[str, Any]]:
    """Odd values for a port of this type, by name. Raises LookupError for a type nobody told."""
    if port in (Table, Anything):
        yield from tables(folder, many)
    elif port is Distances:
        yield from _distances(folder, min(many, 2_000))
    elif port is Learner:
        yield from _learners()
    elif port is Model:
        yield from _models(folder)
    else:
        raise LookupError(f"tests/odd_tables.py does not say how to make a {port.__name__}")


def _distances(folder: Path, many: int) -> Iterator[tuple[str, Distances]]:
    for name, table in tables(folder, many, categories=many):
        for metric in ("cosine", "euclidean"):
            try:
                yield f"{name}, {metric}", distances(table, metric)
            except Problem:
                break  # Distances has said so
    few = plain(5, folder)
    for value in (0.0, 1.0, 1e300, np.inf, np.nan):
        yield f"all {value} apart", Distances(np.full(10, value), few, "euclidean")
    yield "the metric is not known", Distances(np.arange(10.0), few, "of another program")


def _learners() -> Iterator[tuple[str, Learner]]:
    for method, record in METHODS.items():
        yield method, Learner(method, record.title)
    yield "settings that are not known", Learner("constant", "Constant", (("gone", 7),))


def _models(folder: Path) -> Iterator[tuple[str, Model]]:
    """Each learner's model, of a table as it should be, and of one with odd words in it."""
    table = plain(12, folder)
    sizes = table.with_columns({"kind": table["kind"].with_role(Role.META),
                                "size": table["size"].with_role(Role.TARGET)})
    words = categorical((TRICKY[row % 4] or "-" for row in range(12)), Role.TARGET)
    for method, record in METHODS.items():
        learner = Learner(method, record.title)
        if record.classes:
            yield method, fit(learner, table)
        if record.numbers:
            yield f"{method}, numbers", fit(learner, sizes)
    odd = replace(table.without("kind"), columns={
        **table.without("kind").columns, "<b>\n=1+1": words, "a/b\u202e": numbers(range(12))})
    yield "odd words", fit(Learner("naive_bayes", "Naive Bayes"), odd)


def settings(cls: Any, table: Table | None) -> Iterator[tuple[str, Any]]:
    """The widget as it is placed, and with odd choices; by name."""
    yield "as placed", cls().placed() if hasattr(cls, "placed") else cls()
    hints, ids = typing.get_type_hints(cls), table.ids if table is not None else ()
    picks: dict[str, Callable[[], Any]] = {"all": lambda: "all", "every other": lambda: ids[::2],
                                           "gone": lambda: ("gone", *(f"g {i}" for i in range(9)))}
    for name in (name for name in setting_fields(cls) if hints[name] == Selection):
        for pick, made in picks.items():
            yield f"{name}: {pick}", replace(cls(), **{name: made()})
    chosen = {name: field.metadata["choices"] for name, field in setting_fields(cls).items()
              if isinstance(field.metadata["choices"], ColumnChoice)}
    if chosen:
        yield "columns that are not there", _with_columns(cls, dict.fromkeys(chosen, "gone"))
    if chosen and table is not None:
        fitting = {name: table.named(choice.kinds) for name, choice in chosen.items()}
        yield "the last column that fits", _with_columns(
            cls, {name: some[-1] for name, some in fitting.items() if some})


def _with_columns(cls: Any, names: dict[str, str]) -> Any:
    """Each of these settings names a column; those that take many get a list of one."""
    many = {name for name in names if isinstance(getattr(cls(), name), tuple)}
    return replace(cls(), **{name: (one,) if name in many else one for name, one in names.items()})


def given(spec: Spec, folder: Path, many: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a widget may get by all its ports, by name: one odd value at a time."""
    if not spec.inputs:
        yield "nothing", {}
        return
    usual = {name: next(value for _, value in inputs(port.type, folder, 2))
             for name, port in spec.inputs.items()}
    for name, port in spec.inputs.items():
        for told, value in inputs(port.type, folder, many):
            values = {**usual, name: value}
            yield f"{name}: {told}", {one: [value] if spec.inputs[one].many else value
                                      for one, value in values.items()}
        if not port.required:
            nothing: Any = [] if port.many else None
            yield f"{name}: nothing", {**usual, name: nothing}


def table_in(values: dict[str, Any]) -> Table | None:
    """The table among the inputs, from which settings choose columns and rows."""
    for value in values.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Table):
                return one
            if hasattr(one, "table"):
                table: Table = one.table
                return table
    return None
