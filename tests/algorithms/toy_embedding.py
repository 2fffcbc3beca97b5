"""A network that needs no weights and counts what goes through it; also runs as a program.

`python toy_embedding.py FOLDER CACHE LOG SECONDS` embeds the pictures of a folder, taking so many
seconds per batch, writes the size of every batch to the log and prints an account as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from satsuma.algorithms import embed as embed_module
from satsuma.algorithms.embed import Embedded, embed
from satsuma.algorithms.network_record import Network, Preprocessing
from satsuma.algorithms.weights import Weights

TOY = Network("toy", "Toy", "", 12, Preprocessing(8, 8, "bilinear", (0, 0, 0), (1, 1, 1)), "", "",
              "toy.pth", "", None, 0)
WEIGHTS = Weights(TOY, Path("toy.pth"), "ab" * 32, False)


class ToyModel:
    """The mean colors of the four quarters of a picture; `batches` are the sizes that came."""

    device, engine, note, precision = "cpu", "toy", "", "fp32"

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.opened = self.closed = 0
        self.broken = False

    def __enter__(self) -> ToyModel:
        self.opened += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        self.batches.append(len(pictures))
        quarters = pictures.reshape(len(pictures), 2, 4, 2, 4, 3).mean((2, 4), dtype=np.float32)
        vectors = quarters.reshape(len(pictures), 12)
        # What is quite black stands for a picture that the network cannot cope with.
        vectors[vectors.max(axis=1) == 0] = np.nan
        return vectors


def expected(pixels: np.ndarray) -> np.ndarray:
    """The toy's vector of an 8 × 8 picture."""
    return ToyModel()(pixels[None])[0]


class _Logged(ToyModel):
    def __init__(self, log: Path, seconds: float) -> None:
        super().__init__()
        self._log, self._seconds = log, seconds

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        time.sleep(self._seconds)
        with self._log.open("a") as log:
            log.write(f"{len(pictures)}\n")
        return super().__call__(pictures)


def main(folder: str, cache: str, log: str, seconds: str) -> None:
    os.environ["SATSUMA_CACHE"] = cache
    model = _Logged(Path(log), float(seconds))
    embed_module.open_model = lambda *_, **__: model
    embed_module.find_weights = lambda _: WEIGHTS
    done: Embedded = embed(sorted(Path(folder).iterdir()), TOY)
    sys.stdout.write(json.dumps({
        "vectors": len(done.vectors), "outcomes": len(done.outcomes),
        "from cache": done.from_cache, "computed": done.computed,
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
