"""t-SNE."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from satsuma.algorithms.price_of_all import price_in_words
from satsuma.algorithms.principal import price_of_components, principal
from satsuma.algorithms.tsne import on_a_plane, price_of_map
from satsuma.commands import Choose
from satsuma.data.column import Kind, Role, numbers
from satsuma.data.table import Table
from satsuma.views import Points
from satsuma.widget import Choice, Run, WidgetError, columns, pick_column, setting, widget

ICON = ("M3 3v16a2 2 0 0 0 2 2h16 M8 7h.01 M10 10h.01 M7 11h.01 M16 6h.01 M18 9h.01 M15 10h.01 "
        "M13 16h.01 M16 17h.01 M11 17h.01")

LEAST_ROWS = 4

LONG = 30.0
"""Seconds above which it is asked first."""


class Outputs(NamedTuple):
    data: Table


def when_long() -> list[Choice]:
    """What is done with many rows."""
    return [Choice("ask", "Ask first", "A map that takes longer than half a minute is not begun "
                   "before you say so."),
            Choice("go", "Make the map", "However long it takes.")]


def starts() -> list[Choice]:
    """Where the rows stand at first."""
    return [Choice("pca", "The first two components", "As a whole the map then lies as PCA would "
                   "lay it, and there is no chance in it."),
            Choice("random", "At random", "By the seed; another seed gives another map.")]


def ways() -> list[Choice]:
    """What stands for a row."""
    return [Choice("pictures", "Pictures", "The pictures themselves."),
            Choice("dots", "Dots", "A dot for every row.")]


@widget("t-SNE", icon=ICON, version=1,
        keywords=("tsne", "map", "projection", "manifold", "embedding", "perplexity"))
class TSNE:
    """Lay the rows out on a plane, so that those which are alike lie close together.

    Embeddings of pictures have over a thousand numbers, and nobody can look at so many directions.
    t-SNE finds a place for each picture on a plane, so that the pictures which were its neighbors
    stay its neighbors: kinds of pictures become islands. Read such a map with care: which pictures
    are neighbors means something; how far one island is from another, and how large it is, means
    little. Nor do the numbers at the axes mean anything.

    **Perplexity** is how many neighbors each picture looks at, about. With few there are many small
    islands, with many fewer and larger ones. Where there are too few rows for it, a smaller one is
    used, and this is told.

    First the features are put together into a few **components**, as PCA does, which takes away
    noise and saves time. The map is the same on each run. It takes a few seconds for some hundred
    pictures and minutes for ten thousand; you see how far it is, and can stop it. Where it would
    take longer than half a minute, the widget asks first.

    The window shows the map: point at a picture to see it larger, turn the wheel with Ctrl to zoom
    around the pointer, turn it alone or drag with the middle button to move the map; the keys + and
    − zoom, 0 shows all. **data** has all columns, and beside them the metas `t-SNE x` and
    `t-SNE y`. Connect Image Map to it to pick pictures on the map.
    """

    perplexity: int = setting(30, "Perplexity", low=2, high=500,
                              help="About how many neighbors each row looks at.")
    components: int = setting(50, "Components", low=2, high=500,
                              help="How many principal components of the features are used.")
    standardize: bool = setting(
        True, "Columns count alike",
        help="Divide every number by the spread of its column, so that all columns weigh the same.")
    iterations: int = setting(1_000, "Steps", low=250, high=10_000,
                              help="How many steps the rows take towards their places.")
    start: Literal["pca", "random"] = setting("pca", "Start", choices=starts,
                                              help="Where the rows stand at first.")
    seed: int = setting(0, "Seed", low=0, high=2**31 - 1, when=("start", "random"),
                        help="Another number gives another start.")
    many: Literal["ask", "go"] = setting(
        "ask", "Many rows", choices=when_long, help="What is done where the map takes long.")
    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                cosmetic=True, help="The column that holds the pictures.")
    color: str | None = setting(
        None, "Color by", cosmetic=True, choices=columns("data", (Kind.CATEGORY,), none="Nothing"),
        help="The categories that give pictures and dots their colors and shapes.")
    show: Literal["pictures", "dots"] = setting(
        "pictures", "Show", choices=ways, cosmetic=True, help="What stands for a row on the map.")
    size: int = setting(56, "Size", low=24, high=256, unit="px", cosmetic=True,
                        when=("show", "pictures"), help="How large the pictures are drawn.")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        if len(data) < LEAST_ROWS:
            raise WidgetError(f"A map needs at least {LEAST_ROWS} rows. Import more pictures.",
                              lasting=True)
        self._ask(data)
        found = run.once(principal, data, self.standardize, price=price_of_components(data))
        for told in found.told:
            run.warn(told)
        perplexity = self._perplexity(len(data), run)
        run.price(price_of_map(len(data), perplexity, self.iterations))
        points = found.places(data, min(self.components, len(found)))
        points /= np.sqrt(found.variances[0])  # only who is nearer counts, so numbers stay handy
        places = on_a_plane(points, self._start(points), perplexity, self.iterations, run)
        table = data
        for name, values in zip(("t-SNE x", "t-SNE y"), places.T, strict=True):
            table = table.with_column(table.free_name(name), numbers(values, Role.META))
        return Outputs(table)

    def _ask(self, data: Table) -> None:
        """Raise WidgetError where a person should say whether so long a work is begun."""
        price = price_of_map(len(data), self.perplexity, self.iterations)
        if self.many == "ask" and price.seconds > LONG:
            raise WidgetError(
                f"A map of {len(data):,} rows takes {price_in_words(price)}. Choose “Make the map” "
                "under “Many rows”, or take a sample with Data Sampler.",
                remedies=(Choose("many", "go", "Make the map"),), asks="many")

    def _perplexity(self, rows: int, run: Run) -> float:
        """The one that is asked for, or the largest that so many rows allow."""
        most = (rows - 1) / 3
        if self.perplexity <= most:
            return float(self.perplexity)
        run.warn(f"A perplexity of {self.perplexity} needs {3 * self.perplexity + 1:,} rows; for "
                 f"these {rows:,} it is {most:.3g}.")
        return most

    def _start(self, points: np.ndarray) -> np.ndarray:
        """Places close to the middle, so that nothing is settled yet."""
        random = np.random.default_rng(self.seed)
        if self.start == "random":
            return 1e-4 * random.standard_normal((len(points), 2))
        first = points[:, :2]
        if first.shape[1] < 2:  # one component only: a line could never become a plane
            first = np.column_stack([first, 0.01 * random.standard_normal(len(points))])
        return 1e-4 * first / first[:, 0].std()

    def view(self, outputs: Outputs) -> Points:
        table = outputs.data
        x, y = list(table.columns)[-2:]
        image = pick_column(table, self.image, (Kind.IMAGE,), Run())
        color = self.color if self.color in table.named((Kind.CATEGORY,)) else None
        return Points(table, table[x].values, table[y].values, (x, y), image, color,
                      self.show == "pictures", self.size)

    def summary(self, outputs: Outputs) -> str:
        return f"{len(outputs.data):,} rows · perplexity {self.perplexity}"
