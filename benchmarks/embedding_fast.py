"""Claim: fast precision is worth it where it is offered, and says what becomes of neighbors.

    python benchmarks/embedding_fast.py [--networks resnet50 inception_v3 efficientnet_lite0]

Needs the extra `fast`. Against full precision on the same pictures, each in a process of its own,
by turns. The bar of 3 holds for processors with AMX; elsewhere it is 1.5, from which on it is
offered.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from claim import Claim, compared, finish, interleaved, not_here, options, tell
from embedding_child import Engine
from networks_here import apart, has_amx, weights_of

from satsuma.algorithms.fast_trial import NEAREST, WORTH_IT
from satsuma.algorithms.fast_trying import compared as by_neighbors
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.networks import Network, network
from satsuma.algorithms.openvino_runtime import EXTRA, openvino_is_here

ALL = ("resnet50", "inception_v3", "efficientnet_lite0")
AMX_BAR = {"resnet50": 3.0, "inception_v3": 3.0}


def claims(names: tuple[str, ...] = ALL, rounds: int = 7) -> list[Claim]:
    """What is claimed of each network."""
    if not openvino_is_here():
        return [tell(not_here(f"{name}, fast precision", WORTH_IT, "images/s",
                              f"OpenVINO is not installed ({EXTRA})")) for name in names]
    with tempfile.TemporaryDirectory() as name:
        apart(Path(name))
        return [claim for each in names for claim in _of(network(each), rounds, Path(name))]


def _of(subject: Network, rounds: int, folder: Path) -> list[Claim]:
    graph_of(weights_of(subject))
    with ExitStack() as stack:
        engines = {name: stack.enter_context(Engine(name, subject.id))
                   for name in ("fast", "ours")}
        speeds = interleaved({name: one.speed for name, one in engines.items()}, rounds)
        full, fast = (engines[name].vectors(folder / f"{name}.npy") for name in ("ours", "fast"))
    trial = by_neighbors(subject.title, 0.0, full, fast)
    note = (f"{trial.same_nearest} of {trial.pictures} pictures keep their nearest neighbor, "
            f"{100 * trial.kept:.0f} % of {NEAREST}; least cosine {trial.cosine:.4f}")
    title = f"{subject.title}, fast precision"
    bar = AMX_BAR.get(subject.id, WORTH_IT) if has_amx() else WORTH_IT
    found = [tell(compared(title, speeds["fast"], speeds["ours"], bar, "images/s",
                           against="full precision", note=note))]
    if not has_amx() and subject.id in AMX_BAR:
        ratio = median(a / b for a, b in zip(speeds["fast"], speeds["ours"], strict=True))
        found.append(tell(not_here(f"{title}, with AMX", AMX_BAR[subject.id], "images/s",
                                   f"the processor has no AMX; without it × {ratio:.2f}")))
    return found


def main() -> int:
    parser = options(__doc__, rounds=7)
    parser.add_argument("--networks", nargs="+", default=list(ALL))
    chosen = parser.parse_args()
    return finish(claims(tuple(chosen.networks), chosen.rounds), chosen, "fast precision")


if __name__ == "__main__":
    raise SystemExit(main())
