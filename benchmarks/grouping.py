"""Groups side by side: `python benchmarks/grouping.py [--sizes 2000 5000]`.

k-Means and HDBSCAN as the widgets find them against scikit-learn called alone, which is to show
that what is done around it costs little; communities of a graph by igraph against networkx. About
two minutes with three rounds.
"""

from __future__ import annotations

from functools import partial

import networkx
import numpy as np
from claim import Claim, compared, finish, interleaved, options, tell
from distances import timed
from made_vectors import as_table, in_kinds
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.preprocessing import normalize

from satsuma.algorithms.density import hdbscan_groups
from satsuma.algorithms.group_space import group_space
from satsuma.algorithms.kmeans_groups import kmeans_groups
from satsuma.algorithms.louvain import communities, neighbor_graph
from satsuma.data.table import Table

K, RESTARTS, WIDTH = 8, 3, 1024


def fits(table: Table, unit: np.ndarray, rounds: int) -> list[Claim]:
    """The widgets' functions, with silhouettes and centers, against the bare fit."""
    alone = {
        "k-Means": (partial(kmeans_groups, table, "cosine", K, RESTARTS, 0),
                    lambda: KMeans(K, n_init=RESTARTS, random_state=0).fit(unit)),
        "HDBSCAN": (partial(hdbscan_groups, table, "cosine", 5, 5, "lasting"),
                    lambda: HDBSCAN(min_cluster_size=5, min_samples=5, algorithm="brute",
                                    copy=True).fit(unit))}
    found = []
    for name, (ours, theirs) in alone.items():
        times = interleaved({"ours": timed(ours), "sklearn": timed(theirs)}, rounds)
        found.append(tell(compared(
            f"{name}, {len(unit):,} rows of {WIDTH:,}", times["ours"], times["sklearn"], 0.5, "s",
            against="scikit-learn", less_is_better=True,
            note="ours with reading the table, centers and silhouette")))
    return found


def graphs(table: Table, rounds: int) -> list[Claim]:
    """The communities of one graph, whichever library finds them."""
    links, weights = neighbor_graph(group_space(table, "cosine"), 10)
    graph = networkx.Graph()
    graph.add_weighted_edges_from([(int(a), int(b), float(weight)) for (a, b), weight
                                   in zip(links, weights, strict=True)])
    times = interleaved({
        "ours": timed(partial(communities, len(table), links, weights, 1.0, 0)),
        "networkx": timed(partial(networkx.community.louvain_communities, graph, seed=0))}, rounds)
    return [tell(compared(f"communities of {len(links):,} links", times["ours"],
                          times["networkx"], 3.0, "s", against="networkx", less_is_better=True))]


def main() -> int:
    parser = options(__doc__, rounds=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[2_000, 5_000])
    chosen = parser.parse_args()
    found = []
    for size in chosen.sizes:
        table = as_table(in_kinds(size, WIDTH))
        unit = normalize(table["embedding"].values.astype(np.float64))
        found += [*fits(table, unit, chosen.rounds), *graphs(table, chosen.rounds)]
    return finish(found, chosen, "grouping")


if __name__ == "__main__":
    raise SystemExit(main())
