"""PCA."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np

from satsuma.algorithms.principal import Principal, price_of_components, principal
from satsuma.data.column import Column, Kind, Role, numbers, vectors
from satsuma.data.table import Table, free_name
from satsuma.gestures import Dragged, Gesture
from satsuma.views import Scree
from satsuma.widget import Choice, Run, Shown, setting, widget

ICON = "M3 3v18h18 M7 21V7 M11 21v-9 M15 21v-5 M19 21v-2"

MOST = 1_000
"""Components that can be kept."""


class Outputs(NamedTuple):
    transformed: Table
    data: Table
    components: Table
    shares: Annotated[np.ndarray, Shown]


def ways() -> list[Choice]:
    """How many components are kept."""
    return [Choice("number", "A number of them", "As many as you say."),
            Choice("share", "Enough for a share", "As many as are needed to tell this share of "
                   "how much the rows differ.")]


@widget("PCA", icon=ICON, version=1,
        keywords=("principal components", "projection", "reduce", "scree", "variance"))
class PCA:
    """Describe the rows by few new numbers that tell most of how they differ.

    A table may have many columns, an embedding has over a thousand numbers. **Principal
    components** put them together anew: the first one, PC1, is the mixture of all of them in which
    the rows differ most, PC2 the one that tells most of what is left, and so on. So a few
    components often say nearly as much as all columns did.

    The window shows how much: a bar for each component, and a line for all components up to there
    together. Drag the cut, or press beside it, to keep more or fewer; with the keyboard the arrow
    keys move it, with Shift by ten, Home and End to the ends. Point at the drawing to read the
    numbers.

    What leaves by **transformed** has the components as features, so that widgets behind it, such
    as Distances, go by them alone. **data** has all columns as they came, and the components beside
    them as metas, to color or place pictures by. **components** tells what each component is made
    of: a row for each, with its weight of every column, and how much it tells.

    With **Columns count alike**, every column is divided by its spread first: else those with large
    numbers outweigh the others. The components are exact, and the same on every run: each is turned
    so that its largest weight is positive.
    """

    keep: Literal["number", "share"] = setting(
        "number", "Keep", choices=ways, help="How it is decided how many components are kept.")
    components: int = setting(2, "Components", low=1, high=MOST, when=("keep", "number"),
                              help="How many components are kept, from the first on.")
    share: float = setting(80.0, "Share", low=1.0, high=100.0, unit="%", when=("keep", "share"),
                           help="How much of all variance the components tell together.")
    standardize: bool = setting(
        True, "Columns count alike",
        help="Divide every number by the spread of its column, so that all columns weigh the same.")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        found = run.once(principal, data, self.standardize, price=price_of_components(data))
        for told in found.told:
            run.warn(told)
        kept = self._kept(found, run)
        places = np.ascontiguousarray(found.places(data, kept).T)
        names = [f"PC{number}" for number in range(1, kept + 1)]
        return Outputs(_transformed(data, found, names, places), _beside(data, names, places),
                       _components(found, names), found.shares)

    def _kept(self, found: Principal, run: Run) -> int:
        if self.keep == "number":
            if self.components > len(found):
                run.warn(f"These rows have only {len(found):,} components, and all are kept.")
            return min(self.components, len(found))
        wanted = found.enough(self.share / 100)
        if wanted > MOST:
            run.warn(f"{self.share:g} % would need {wanted:,} components; the first {MOST:,} are "
                     "kept.")
        return min(wanted, MOST)

    def view(self, outputs: Outputs) -> Scree:
        return Scree(outputs.shares, len(outputs.components))

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Dragged(value=value):
                return replace(self, keep="number", components=min(max(round(value), 1), MOST))
        return self

    def summary(self, outputs: Outputs) -> str:
        kept = len(outputs.components)
        told = 100 * float(outputs.shares[:kept].sum())
        count = "1 component" if kept == 1 else f"{kept:,} components"
        return f"{count} · {told:.0f} % of variance"


def _transformed(data: Table, found: Principal, names: list[str], places: np.ndarray) -> Table:
    """The components as the only features; what they were made of is left out."""
    used = {feature.name for feature in found.features}
    others = {name: column.with_role(Role.META) if column.role is Role.FEATURE else column
              for name, column in data.columns.items() if name not in used}
    return _with(Table(data.ids, others, data.name), names, places, Role.FEATURE)


def _beside(data: Table, names: list[str], places: np.ndarray) -> Table:
    return _with(data, names, places, Role.META)


def _with(table: Table, names: list[str], places: np.ndarray, role: Role) -> Table:
    columns = dict(table.columns)
    for name, values in zip(names, places, strict=True):
        columns[free_name(name, columns)] = Column(values, Kind.NUMBER, role)
    return replace(table, columns=columns)


def _components(found: Principal, names: list[str]) -> Table:
    """A row for each component: what it tells, and its weight of every column."""
    count, start = len(names), 0
    columns = {"variance": numbers(found.variances[:count], Role.META),
               "share of variance": numbers(found.shares[:count], Role.META)}
    for feature in found.features:
        block = found.axes[:count, start:start + feature.width]
        start += feature.width
        if feature.kind is Kind.VECTOR:
            made = {feature.name: vectors(block.astype(np.float32))}
        elif feature.kind is Kind.NUMBER:
            made = {feature.name: numbers(block[:, 0])}
        else:
            made = {f"{feature.name}: {word}": numbers(weights)
                    for word, weights in zip(feature.categories, block.T, strict=True)}
        for name, column in made.items():
            columns[free_name(name, columns)] = column
    return Table(tuple(names), columns, "components")
