"""Small widgets for testing the document: every kind of setting, every kind of port."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Literal, NamedTuple

from satsuma.catalog import Catalog
from satsuma.data.column import numbers
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.widget import setting, widget

ICON = "M4 4h16v16H4z"


class Branch(NamedTuple):
    first: str
    size: int
    heights: tuple[float, ...] = ()


class Halves(NamedTuple):
    small: Table | None
    large: Table | None


def table_of(*values: float) -> Table:
    return Table(tuple(f"row {i}" for i in range(len(values))), {"x": numbers(values)})


def values_of(table: Table) -> list[float]:
    return table["x"].values.tolist()


def named(name: str, version: int = 1) -> Any:
    """As `widget`, with the id that a file of its own would give."""
    def decorate(cls: type) -> type:
        cls = widget(cls.__doc__.partition(".")[0], icon=ICON, version=version)(cls)
        cls.spec = replace(cls.spec, id=f"satsuma.{name}", category="Toys")
        return cls

    return decorate


@named("read_numbers")
class ReadNumbers:
    """Read numbers. Comes from a folder."""

    sources: tuple[str, ...] = setting((), "Sources", path="pictures")
    folder_of_more: str = setting("", "More", path="folder")
    kept: str | None = setting(None, "Kept", path="file")
    count: int = setting(3, "Count", low=0, high=9)

    aliases: ClassVar[dict[str, str]] = {"folder": "sources"}

    def compute(self) -> Table:
        return table_of(*range(self.count))


@named("every_setting")
class EverySetting:
    """Every setting. One of each kind."""

    yes: bool = setting(True, "Yes")
    whole: int = setting(1, "Whole", low=-5)
    real: float = setting(0.5, "Real", low=0.0, high=1.0)
    free: float = setting(0.0, "Free")
    text: str = setting("", "Text")
    word: Literal["one", "two", "None"] = setting("one", "Word")
    maybe: str | None = setting(None, "Maybe")
    number: int | None = setting(None, "Number", low=1)
    texts: tuple[str, ...] = setting((), "Texts")
    pair: tuple[int, float] = setting((1, 2.0), "Pair")
    picked: tuple[str, ...] | Literal["all"] = setting((), "Picked")
    branches: tuple[Branch, ...] = setting((), "Branches")
    level: Literal[1, 2] | bool = setting(1, "Level")

    def compute(self, data: Table) -> Table:
        return data


@named("split")
class Split:
    """Split. Small and large numbers go different ways."""

    border: float = setting(1.5, "Border")

    def compute(self, data: Table) -> Halves:
        small = [v for v in values_of(data) if v < self.border]
        large = [v for v in values_of(data) if v >= self.border]
        return Halves(table_of(*small) if small else None, table_of(*large) if large else None)


@named("join")
class Join:
    """Join. Many tables become one."""

    scale: float = setting(1.0, "Scale")

    def compute(self, tables: list[Table], extra: Table | None) -> Table:
        parts = [*tables, *([extra] if extra is not None else [])]
        return table_of(*(v * self.scale for part in parts for v in values_of(part)))


@named("measure")
class Measure:
    """Measure. Tells how far apart."""

    def compute(self, data: Table) -> Distances:
        raise NotImplementedError


@named("grown", version=3)
class Grown:
    """Grown. Its settings were called otherwise once."""

    metric: str = setting("cosine", "Metric")
    count: int = setting(1, "Count")

    migrations: ClassVar[dict[int, Any]] = {
        1: lambda old: {"metric": ["euclidean", "cosine"][old["metric_id"]]},
        2: lambda old: {**old, "count": old.get("count", 7)},
    }

    def compute(self, data: Table) -> Table:
        return data


WIDGETS = (ReadNumbers, EverySetting, Split, Join, Measure, Grown)
CATALOG = Catalog({cls.spec.id: cls for cls in WIDGETS})
