"""50,000 pictures clustered: `python benchmarks/many_pictures.py [--rows 50000]`.

From vectors that are there already: what the widget asks, then distances by way of prototypes, the
tree with all rows, and its agreement with the exact tree of 5,000 of them. Memory is that of the
whole process at its peak, the vectors included. About a minute with one round.
"""

from __future__ import annotations

import resource
import sys
import time

from claim import Claim, bounded, finish, options, tell
from made_vectors import WIDTH, as_table, in_kinds

from satsuma.commands import Choose
from satsuma.data.table import Table
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.unsupervised.distances import DistancesWidget
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering

CLUSTERS = 20


class Listening(Run):
    """Prints what is told."""

    def warn(self, text: str) -> None:
        print(f"  {text}", flush=True)


def peak() -> float:
    """The most memory that this process has had, in GB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def asked(table: Table) -> Claim:
    """Whether the widget asks before it begins, and offers the other way."""
    try:
        DistancesWidget().compute(table)
    except WidgetError as question:
        print(f"  {question}", flush=True)
        offers = [one for one in question.remedies if one == Choose(
            "many", "prototypes", "Use prototypes")]
        return tell(bounded("prototypes are offered, never taken", [len(offers)], 1, "offer",
                            less_is_better=False))
    return tell(bounded("prototypes are offered, never taken", [0], 1, "offer",
                        less_is_better=False))


def clustered(table: Table) -> tuple[float, float, float]:
    """Seconds for distances and tree, the correlation and the Rand index that are told."""
    listening = Listening()
    began = time.perf_counter()
    far = DistancesWidget(many="prototypes").compute(table, listening)
    told: list[str] = []
    listening.warn = told.append  # type: ignore[method-assign]
    outputs = HierarchicalClustering(selection="top", top=CLUSTERS).compute(far, listening)
    seconds = time.perf_counter() - began
    print(f"  {told[0]}", flush=True)
    assert len(outputs.data) == len(table)
    numbers = told[0].replace(";", "").replace(",", "").split()
    return seconds, float(numbers[numbers.index("correlation") + 1]), float(
        numbers[numbers.index("clusters") + 2])


def main() -> int:
    parser = options(__doc__, rounds=1)
    parser.add_argument("--rows", type=int, default=50_000)
    chosen = parser.parse_args()
    table = as_table(in_kinds(chosen.rows))
    found = [asked(table)]
    rounds = [clustered(table) for _ in range(chosen.rounds)]
    name = f"{chosen.rows:,} × {WIDTH:,} clustered"
    found += [tell(claim) for claim in (
        bounded(f"{name}, from stored vectors", [one[0] for one in rounds], 300, "s"),
        bounded(f"{name}, memory of the process", [peak()], 4, "GB"),
        bounded(f"{name}, cophenetic correlation with the exact tree of 5,000",
                [one[1] for one in rounds], 0.9, "", less_is_better=False),
        bounded(f"{name}, adjusted Rand index of {CLUSTERS} clusters with it",
                [one[2] for one in rounds], 0.8, "", less_is_better=False))]
    return finish(found, chosen, "many pictures")


if __name__ == "__main__":
    raise SystemExit(main())
