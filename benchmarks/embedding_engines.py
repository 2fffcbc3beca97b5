"""Claim: vectors come from pictures in memory as fast as any engine makes them on a processor.

    python benchmarks/embedding_engines.py [--networks resnet50 inception_v3 efficientnet_lite0]

Against ONNX Runtime and OpenVINO as their documentation shows them, at 32 bits, and torchvision's
model in eager torch; each in a process of its own, by turns. The vectors are held against
torchvision's.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, options, tell
from embedding_child import Engine
from networks_here import apart, weights_of

from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.networks import Network, network

EAGER_BARS = {"resnet50": 1.8, "inception_v3": 1.5, "efficientnet_lite0": 1.5}
ALL = tuple(EAGER_BARS)
_NAMES = {"onnxruntime": "ONNX Runtime", "openvino": "OpenVINO", "eager": "torch, eager"}


def claims(names: tuple[str, ...] = ALL, rounds: int = 7) -> list[Claim]:
    """What is claimed of each network."""
    with tempfile.TemporaryDirectory() as name:
        apart(Path(name))
        return [claim for each in names for claim in _of(network(each), rounds, Path(name))]


def _of(subject: Network, rounds: int, folder: Path) -> list[Claim]:
    graph_of(weights_of(subject))
    with ExitStack() as stack:
        engines = {name: stack.enter_context(Engine(name, subject.id))
                   for name in ("ours", *_NAMES)}
        speeds = interleaved({name: one.speed for name, one in engines.items()}, rounds)
        wanted = engines["eager"].vectors(folder / "eager.npy")
        made = engines["ours"].vectors(folder / "ours.npy")
    best = max(("onnxruntime", "openvino"), key=lambda name: median(speeds[name]))
    told = ", ".join(f"{_NAMES[name]} {median(speeds[name]):.1f}" for name in _NAMES)
    title = f"{subject.title}, vectors from pictures in memory"
    return [
        tell(compared(title, speeds["ours"], speeds[best], 0.9, "images/s",
                      against=f"the fastest, {_NAMES[best]},", note=told)),
        tell(compared(title, speeds["ours"], speeds["eager"], EAGER_BARS.get(subject.id, 1.5),
                      "images/s", against=_NAMES["eager"])),
        tell(bounded(f"{subject.title}, least cosine to torchvision's recipe",
                     [cosines(made, wanted).min()], 0.99999, "", less_is_better=False)),
    ]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The cosine of each two rows that belong together."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    found: np.ndarray = (one * other).sum(axis=1) / lengths
    return found


def main() -> int:
    parser: argparse.ArgumentParser = options(__doc__, rounds=7)
    parser.add_argument("--networks", nargs="+", default=list(ALL), choices=list(ALL))
    chosen = parser.parse_args()
    return finish(claims(tuple(chosen.networks), chosen.rounds), chosen, "embedding engines")


if __name__ == "__main__":
    raise SystemExit(main())
