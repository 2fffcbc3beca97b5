"""How many pictures a second each engine turns into vectors, and what starting one costs.

    python benchmarks/embedding_speed.py [--networks efficientnet_lite0 resnet50] [--rounds 10]

Eager torch (as tutorials use it), torch as Satsuma's fallback runs it, and ONNX Runtime take turns
on the same batches, so that whatever else the computer does falls on all of them; the load is
printed, because figures of a busy computer say little. Networks whose weights are not on this
computer get weights made on the spot: the speed is the same.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from satsuma.algorithms.inference import TorchModel, open_model, usable_cores
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import network
from satsuma.algorithms.weights import MissingWeights, Weights, find_weights, weights_in
from satsuma.run import Run

Engine = Callable[[np.ndarray], np.ndarray]
T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--networks", nargs="+", default=["efficientnet_lite0", "resnet50"])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--batch", type=int, default=8)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SATSUMA_CACHE"] = folder
        for name in chosen.networks:
            measure(network(name), chosen.batch, chosen.rounds, Path(folder))


def measure(subject: Network, size: int, rounds: int, folder: Path) -> None:
    """Print the figures of one network; the engines take turns."""
    weights = _weights(subject, folder)
    cold, _ = _timed(lambda: open_model(subject, weights, device="cpu").close())
    warm, graph = _timed(lambda: open_model(subject, weights, device="cpu"))
    start, child = _timed(lambda: TorchModel(subject, weights, "cpu", Run()))
    engines: dict[str, Engine] = {
        "torch, eager": _eager(subject, weights), "torch, fallback": child, graph.engine: graph}
    side = subject.preprocessing.crop
    batch = np.random.default_rng(0).integers(0, 256, (size, side, side, 3), dtype=np.uint8)
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(rounds + 1):
        for name, engine in engines.items():
            started = time.perf_counter()
            engine(batch)
            if turn:  # the first one warms up
                seconds[name].append(time.perf_counter() - started)
    print(f"{subject.id}, batches of {size}, {usable_cores()} cores: first start {cold:.1f} s, "  # noqa: T201
          f"later ones {warm:.2f} s, torch process {start:.1f} s, load {_load()}")
    for name, spent in seconds.items():
        print(f"  {name:16} {size / median(spent):6.1f} images/s (best {size / min(spent):.1f})")  # noqa: T201
    graph.close()
    child.close()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _weights(subject: Network, folder: Path) -> Weights:
    try:
        return find_weights(subject)
    except MissingWeights:
        import torch
        from torchvision.models import get_model

        file = folder / subject.weights_file
        torch.save(get_model(subject.id, weights=None).state_dict(), file)
        return weights_in(file, subject)


def _eager(subject: Network, weights: Weights) -> Engine:
    import torch

    from satsuma.algorithms.torch_networks import load

    module = load(subject, weights.path, weights.digest)

    def run(batch: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            vectors: np.ndarray = module(torch.from_numpy(batch)).numpy()
        return vectors

    return run


if __name__ == "__main__":
    main()
