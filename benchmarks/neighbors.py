"""Neighbors side by side: `python benchmarks/neighbors.py`.

The ten nearest of 100,000 × 2,048 numbers by cosine, to one row and to 100 rows, against
scikit-learn's exact search (brute force); whether both find the same; and how soon a further click
in the same pictures is answered. Needs 3 GB of memory; about 2 minutes with five rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, options, tell
from made_vectors import as_table
from sklearn.neighbors import NearestNeighbors

from satsuma.algorithms.neighbors import search
from satsuma.algorithms.neighbors_space import Space, points_of, space_of
from satsuma.data.table import Table

ROWS, WIDTH, COUNT = 100_000, 2048, 10


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """The work as something that measures itself, in seconds."""
    def measure() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return measure


def made() -> np.ndarray:
    """Vectors as of a network: none below 0, in loose groups; some are copies of others."""
    rng = np.random.default_rng(3)
    values = rng.standard_normal((ROWS, WIDTH), np.float32)
    centers = rng.standard_normal((50, WIDTH), np.float32)
    values += centers[rng.integers(0, 50, ROWS)]
    np.maximum(values, 0, out=values)
    values[500:510] = values[:10]
    return values


def ours(space: Space, table: Table, rows: list[int]) -> np.ndarray:
    """The rows that are found for each of the given ones, each by itself where there is one."""
    found = search(space, points_of(space, table, table.rows(rows)), COUNT, each=True)
    return found.rows


def against(table: Table, rows: list[int], bar: float, rounds: int) -> list[Claim]:
    """A first search, all that is prepared included, and a further one in the same rows."""
    values, space = table.features(), space_of(table, "cosine")
    theirs = NearestNeighbors(n_neighbors=COUNT, algorithm="brute", metric="cosine").fit(values)
    times = interleaved({
        "first": timed(lambda: ours(space_of(table, "cosine"), table, rows)),
        "further": timed(lambda: ours(space, table, rows)),
        "theirs": timed(lambda: theirs.kneighbors(values[rows])),
    }, rounds)
    what = f"{COUNT} nearest of {ROWS:,} × {WIDTH:,} to {len(rows)}"
    return [tell(compared(f"{what}, {name}", times[which], times["theirs"], bar, "s",
                          against="scikit-learn", less_is_better=True))
            for which, name in (("first", "first search"), ("further", "further searches"))]


def the_same(table: Table) -> list[Claim]:
    """Of the rows nearest to each of ten, how many scikit-learn finds too, in the same place."""
    values, space = table.features(), space_of(table, "cosine")
    theirs = NearestNeighbors(n_neighbors=COUNT, algorithm="brute", metric="cosine").fit(values)
    far, rows = theirs.kneighbors(values[20:30])
    same, apart, copies = 0, 0.0, 0.0
    for place, row in enumerate(range(20, 30)):
        found = search(space, points_of(space, table, table.rows([row])), COUNT)
        same += int((found.rows == rows[place]).sum())
        apart = max(apart, float(np.abs(found.far - far[place]).max()))
    for row in range(10):
        found = search(space, points_of(space, table, table.rows([row])), 2)
        copies = max(copies, float(found.far[1]))
    return [tell(bounded("neighbors in the place that scikit-learn gives them", [same], 100,
                         "of 100", less_is_better=False)),
            tell(bounded("largest difference of a distance", [apart], 1e-6, "",
                         note="scikit-learn computes in float32")),
            tell(bounded("farthest of 10 exact copies", [copies], 0, "apart"))]


def main() -> int:
    chosen = options(__doc__).parse_args()
    table = as_table(made())
    return finish([*the_same(table), *against(table, [77], 5, chosen.rounds),
                   *against(table, list(range(1000, 1100)), 1, chosen.rounds)], chosen,
                  "neighbors")


if __name__ == "__main__":
    raise SystemExit(main())
