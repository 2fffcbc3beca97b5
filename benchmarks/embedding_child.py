"""One engine in a process of its own, which waits until it is asked: for benchmarks of embedding.

    python benchmarks/embedding_child.py ENGINE NETWORK BATCH

Idle threads of one engine would otherwise take the cores from the next. It answers `go` with the
pictures per second of about a second of work, `vectors FILE` when those of the example pictures are
written there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import numpy as np

from satsuma.algorithms.fast_trying import example_pictures
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.inference import open_model
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import network
from satsuma.algorithms.onnx_runtime import onnx_runtime
from satsuma.algorithms.openvino_runtime import openvino
from satsuma.algorithms.weights import Weights, find_weights

Run = Callable[[np.ndarray], np.ndarray]


class Engine:
    """An engine, seen from the benchmark; a context manager that ends it."""

    def __init__(self, name: str, subject: str, batch: int = 8) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, name, subject, str(batch)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._answer()

    def speed(self) -> float:
        """Pictures per second, over about a second."""
        return float(self._ask("go"))

    def vectors(self, file: Path) -> np.ndarray:
        """Those of the example pictures."""
        self._ask(f"vectors {file}")
        made: np.ndarray = np.load(file)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def _ask(self, line: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the engine has ended; what it said stands above")
        return json.loads(line)


def _ours(subject: Network, weights: Weights) -> Run:
    return open_model(subject, weights, device="cpu")


def _fast(subject: Network, weights: Weights) -> Run:
    return open_model(subject, weights, device="cpu", precision="fast")


def _onnxruntime(subject: Network, weights: Weights) -> Run:
    """As its documentation shows it: nothing is set."""
    session = onnx_runtime().InferenceSession(str(graph_of(weights)),
                                              providers=["CPUExecutionProvider"])
    return lambda batch: session.run(None, {"pictures": batch})[0]


def _openvino(subject: Network, weights: Weights) -> Run:
    """As its documentation shows it, at 32 bits."""
    core = openvino().Core()
    compiled = core.compile_model(core.read_model(str(graph_of(weights))), "CPU",
                                  {"INFERENCE_PRECISION_HINT": "f32"})
    return lambda batch: compiled(batch)[0]


def _eager(subject: Network, weights: Weights) -> Run:
    import torch

    from satsuma.algorithms.torch_networks import load

    module = load(subject, weights.path, weights.digest)

    def run(batch: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            vectors: np.ndarray = module(torch.from_numpy(batch)).numpy()
        return vectors

    return run


ENGINES = {"ours": _ours, "fast": _fast, "onnxruntime": _onnxruntime, "openvino": _openvino,
           "eager": _eager}


def _speed(run: Run, batch: np.ndarray) -> float:
    count, started = 0, time.perf_counter()
    while count == 0 or time.perf_counter() - started < 1.0:
        run(batch)
        count += len(batch)
    return count / (time.perf_counter() - started)


def main(name: str, subject: str, size: str) -> None:
    known = network(subject)
    run = ENGINES[name](known, find_weights(known))
    pictures = example_pictures(known)
    batch = np.resize(pictures, (int(size), *pictures.shape[1:]))
    for _ in range(2):
        run(batch)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        word, _, file = line.strip().partition(" ")
        if word == "vectors":
            np.save(file, np.concatenate([run(pictures[at:at + 8])
                                          for at in range(0, len(pictures), 8)]))
        print(json.dumps(_speed(run, batch) if word == "go" else "done"), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
