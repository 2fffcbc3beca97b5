"""Claim: beside a program that takes all of a core, embedding keeps 0.40 of its speed.

    python benchmarks/embedding_busy.py [--rounds 7]

Against ourselves alone, on two cores, by turns. Torch, whose idle threads spin, stands beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from claim import Claim, compared, finish, interleaved, options, tell
from embedding_child import Engine
from networks_here import apart, weights_of

from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.networks import RESNET50


def claims(rounds: int = 7) -> list[Claim]:
    """What is claimed, of ResNet-50 on two cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory() as name:
        apart(Path(name))
        graph_of(weights_of(RESNET50))
        with Engine("ours", RESNET50.id) as ours, Engine("eager", RESNET50.id) as eager:
            speeds = interleaved({
                "alone": ours.speed, "busy": lambda: _beside_a_loop(ours.speed),
                "eager": eager.speed, "eager busy": lambda: _beside_a_loop(eager.speed)}, rounds)
    torch = median(busy / alone for busy, alone in
                   zip(speeds["eager busy"], speeds["eager"], strict=True))
    return [tell(compared("ResNet-50 beside an endless loop, two cores", speeds["busy"],
                          speeds["alone"], 0.40, "images/s", against="alone",
                          note=f"torch, eager, keeps {torch:.2f}"))]


def _beside_a_loop(speed: Callable[[], float]) -> float:
    loop = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        return speed()
    finally:
        loop.kill()
        loop.wait()


def main() -> int:
    chosen = options(__doc__, rounds=7).parse_args()
    return finish(claims(chosen.rounds), chosen, "embedding on a busy machine")


if __name__ == "__main__":
    raise SystemExit(main())
