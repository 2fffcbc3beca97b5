"""Distances side by side: `python benchmarks/distances.py [--orange PYTHON]`.

Cosine distances of 5,000 × 2,048 numbers against Orange and scipy, and whether copies and near
copies come out right; then all twelve metrics at 2,000 × 2,048 against the quickest that scipy and
scikit-learn have. Rivals take turns with us in the same run. About 3 minutes with five rounds.
"""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, not_here, options, tell
from made_vectors import WIDTH, as_table, in_groups
from orange_distances import OrangeDistances
from scipy.spatial.distance import pdist
from scipy.stats import rankdata, spearmanr
from sklearn.covariance import ledoit_wolf
from sklearn.metrics import pairwise_distances

from satsuma.algorithms.distance import distances
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.data.table import Table

MANY, FEW = 5000, 2000

Work = Callable[[], object]


def timed(work: Work) -> Callable[[], float]:
    """The work as something that measures itself, in seconds."""
    def measure() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return measure


def cosine(orange: Path | None, rounds: int) -> list[Claim]:
    """5,000 × 2,048 against Orange and scipy."""
    values = in_groups(MANY)
    table, double = as_table(values), values.astype(np.float64)
    name = f"cosine distances, {MANY:,} × {WIDTH:,}"
    engines = {"ours": timed(lambda: distances(table)),
               "scipy": timed(lambda: pdist(double, "cosine"))}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "vectors.npy")
        np.save(file, values)
        if orange is None:
            found = interleaved(engines, rounds)
            against_orange = not_here(f"{name}, against Orange", 8, "s", "no --orange given")
        else:
            with OrangeDistances(orange, file) as theirs:
                engines["Orange"] = lambda: theirs.seconds("Cosine")
                found = interleaved(engines, rounds)
            against_orange = compared(f"{name}, against Orange", found["ours"], found["Orange"], 8,
                                      "s", against="Orange", less_is_better=True)
    return [tell(against_orange),
            tell(compared(f"{name}, against scipy", found["ours"], found["scipy"], 12, "s",
                          against="scipy", less_is_better=True))]


def copies() -> list[Claim]:
    """Copies and near copies among 5,000 rows."""
    values = in_groups(MANY)
    rng = np.random.default_rng(7)
    values[100:200] = values[:100]
    near = values[:300] * (1 + 10.0 ** rng.uniform(-5, -1, (300, 1)) * rng.normal(
        size=(300, WIDTH)))
    values[1000:1300] = np.maximum(near, 0)
    found = distances(as_table(values))
    exact = max(found.between(i, i + 100) for i in range(100))
    rows = values.astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    wanted = np.square(rows[:300] - rows[1000:1300]).sum(axis=1) / 2
    ours = np.array([found.between(i, 1000 + i) for i in range(300)])
    error = float(np.abs(ours / wanted - 1).max())
    return [tell(bounded("cosine, farthest of 100 exact copies", [exact], 0, "apart")),
            tell(bounded("cosine, 300 near copies, largest relative error", [error], 1e-4, ""))]


def rivals(values: np.ndarray) -> dict[Metric, dict[str, Work]]:
    """What scipy and scikit-learn have for each metric."""
    double, present = values.astype(np.float64), values != 0
    return {
        "cosine": {"scikit-learn": lambda: pairwise_distances(values, metric="cosine"),
                   "scipy": lambda: pdist(double, "cosine")},
        "euclidean": {"scikit-learn": lambda: pairwise_distances(values),
                      "scipy": lambda: pdist(double)},
        "euclidean-normalized": {"scikit-learn": lambda: pairwise_distances(_scaled(double))},
        "manhattan": {"scikit-learn": lambda: pairwise_distances(values, metric="manhattan"),
                      "scipy": lambda: pdist(double, "cityblock")},
        "manhattan-normalized": {"scipy": lambda: pdist(_by_median(double), "cityblock")},
        "pearson": {"scipy": lambda: pdist(double, "correlation")},
        "pearson-absolute": {"scipy": lambda: pdist(double, "correlation")},
        "spearman": {"scipy": lambda: spearmanr(double, axis=1),
                     "scipy, ranks first": lambda: pdist(rankdata(double, axis=1), "correlation")},
        "spearman-absolute": {"scipy": lambda: spearmanr(double, axis=1)},
        "jaccard": {"scipy": lambda: pdist(present, "jaccard")},
        "hamming": {"scipy": lambda: pdist(double, "hamming")},
        "mahalanobis": {"scikit-learn": lambda: _whitened(double)},
    }


def _scaled(values: np.ndarray) -> np.ndarray:
    """Columns brought to one scale, as the normalized metric wants it."""
    found: np.ndarray = (values - values.mean(axis=0)) / np.sqrt(2 * values.var(axis=0))
    return found


def _by_median(values: np.ndarray) -> np.ndarray:
    middle = np.median(values, axis=0)
    deviation = np.median(np.abs(values - middle), axis=0)
    found: np.ndarray = (values - middle)[:, deviation > 0] / (2 * deviation[deviation > 0])
    return found


def _whitened(values: np.ndarray) -> np.ndarray:
    """With more columns than rows scipy has no inverse; scikit-learn shrinks the covariance."""
    root = np.linalg.cholesky(np.linalg.inv(ledoit_wolf(values)[0]))
    far: np.ndarray = pairwise_distances(values @ root)
    return far


BARS: dict[Metric, float] = {"manhattan": 1.5, "manhattan-normalized": 1.5, "jaccard": 5,
                             "hamming": 5, "spearman": 5, "spearman-absolute": 5}


def every_metric(rounds: int, chosen: list[Metric]) -> list[Claim]:
    """Each at 2,000 × 2,048 against the quickest of its rivals."""
    values = in_groups(FEW)
    tables = {metric: as_table(values) for metric in chosen}
    found = []
    for metric, theirs in rivals(values).items():
        if metric not in chosen:
            continue
        quickest = min(theirs, key=lambda name: timed(theirs[name])())
        found.append(_against(metric, tables[metric], quickest, theirs[quickest], rounds))
    return found


def _against(metric: Metric, table: Table, name: str, theirs: Work, rounds: int) -> Claim:
    ours: Work = lambda: distances(table, metric)  # noqa: E731 - a name for the typechecker
    ours()
    times = interleaved({"ours": timed(ours), "theirs": timed(theirs)}, rounds)
    return tell(compared(f"{metric} distances, {FEW:,} × {WIDTH:,}", times["ours"],
                         times["theirs"], BARS.get(metric, 0.9), "s", against=name,
                         less_is_better=True))


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--orange", type=Path, metavar="PYTHON", help="the Python that has Orange")
    parser.add_argument("--metrics", nargs="*", choices=list(METRICS), default=list(METRICS))
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    found = [] if chosen.metrics != list(METRICS) else [*copies(),
                                                        *cosine(chosen.orange, chosen.rounds)]
    return finish([*found, *every_metric(chosen.rounds, chosen.metrics)], chosen, "distances")


if __name__ == "__main__":
    raise SystemExit(main())
