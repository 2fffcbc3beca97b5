"""Claim: a folder of photographs becomes vectors as fast as decoding and network together allow.

    python benchmarks/embedding_pipeline.py [--pictures 500] [--plain 60] [--rounds 5]

Measured by turns: decoding alone in two threads, the network alone on pictures in memory, a whole
call of `embed` on new pictures, and the loop that tutorials show (open one picture, transform it
with torchvision, send it through eager torch), in a process of its own and without the loading of
torch and weights. What two cores can do at best is 1 / (1 / decoding + 1 / network). The
photographs are JPEGs of 2 megapixels, made on the spot.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
from claim import Claim, compared, finish, interleaved, not_here, options, tell
from networks_here import apart, has_amx, weights_of
from photographs import kilobytes_each, make_photographs

from satsuma.algorithms.embed import embed
from satsuma.algorithms.embedding_cache import EmbeddingCache
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.inference import open_model
from satsuma.algorithms.model import Model
from satsuma.algorithms.networks import Network, network
from satsuma.algorithms.openvino_runtime import EXTRA, openvino_is_here
from satsuma.algorithms.precision import Precision
from satsuma.algorithms.see import see
from satsuma.algorithms.weights import find_weights
from satsuma.data.images import open_picture

LOOP_BARS = {"resnet50": 2.2, "efficientnet_lite0": 4.0}
FAST_BAR = 6.0
_THREADS = 2
_DECODED, _MODELED = 100, 96


def claims(pictures: int = 500, plain: int = 60, rounds: int = 5) -> list[Claim]:
    """What is claimed of ResNet-50 and EfficientNet-Lite0."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(folder)
        files = make_photographs(folder / "pictures", pictures)
        print(f"{len(files)} photographs of 2 megapixels, {kilobytes_each(files):.0f} KB each",
              flush=True)
        found = []
        for subject in ("resnet50", "efficientnet_lite0"):
            wanted = network(subject)
            graph_of(weights_of(wanted))
            found += _full(wanted, files, plain, rounds, folder)
        return found + _fast(network("resnet50"), files, plain, rounds, folder)


def _full(wanted: Network, files: list[Path], plain: int, rounds: int,
          folder: Path) -> list[Claim]:
    with open_model(wanted, find_weights(wanted), device="cpu") as model:
        speeds = interleaved({
            "decode": partial(decoding, wanted, files[:_DECODED]),
            "model": partial(modeling, wanted, model),
            "ours": partial(whole, wanted, files, folder, "full"),
            "loop": partial(loop_in_a_process, wanted, files[:plain])}, rounds)
    limit = [1 / (1 / decode + 1 / model) for decode, model in
             zip(speeds["decode"], speeds["model"], strict=True)]
    title = f"{wanted.title}, {len(files)} photographs to vectors"
    note = f"decoding {np.median(speeds['decode']):.0f}, network {np.median(speeds['model']):.0f}"
    return [
        tell(compared(title, speeds["ours"], limit, 0.9, "images/s", against="the limit",
                      note=note)),
        tell(compared(title, speeds["ours"], speeds["loop"], LOOP_BARS[wanted.id], "images/s",
                      against="the tutorials' loop")),
    ]


def _fast(wanted: Network, files: list[Path], plain: int, rounds: int,
          folder: Path) -> list[Claim]:
    title = f"{wanted.title}, {len(files)} photographs to vectors, fast precision"
    if not openvino_is_here():
        return [tell(not_here(title, FAST_BAR, "images/s",
                              f"OpenVINO is not installed ({EXTRA})"))]
    speeds = interleaved({
        "ours": partial(whole, wanted, files, folder, "fast"),
        "loop": partial(loop_in_a_process, wanted, files[:plain])}, rounds)
    made = compared(title, speeds["ours"], speeds["loop"], FAST_BAR, "images/s",
                    against="the tutorials' loop")
    if has_amx():
        return [tell(made)]
    return [tell(not_here(title, FAST_BAR, "images/s",
                          f"the processor has no AMX; without it {made.ours:.1f} images/s, "
                          f"× {made.ratio:.2f}"))]


_numbers = count()


def whole(wanted: Network, files: list[Path], folder: Path, precision: Precision) -> float:
    """Pictures per second of a call of `embed` with an empty cache."""
    place = folder / f"cache {next(_numbers)}"
    started = time.perf_counter()
    with EmbeddingCache(place) as cache:
        done = embed(files, wanted, cache=cache, device="cpu", precision=precision)
    assert done.computed == len(files)
    return len(files) / (time.perf_counter() - started)


def decoding(wanted: Network, files: list[Path]) -> float:
    """Pictures per second, decoded and brought to size by two threads, and nothing else."""
    sight = wanted.preprocessing
    started = time.perf_counter()
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda file: see(open_picture(file, short_side=sight.resize), sight), files))
    return len(files) / (time.perf_counter() - started)


def modeling(wanted: Network, model: Model) -> float:
    """Pictures per second of the network alone."""
    side = wanted.preprocessing.crop
    batch = np.random.default_rng(0).integers(0, 256, (8, side, side, 3), np.uint8)
    model(batch)
    started = time.perf_counter()
    for _ in range(_MODELED // len(batch)):
        model(batch)
    return _MODELED / (time.perf_counter() - started)


def loop_in_a_process(wanted: Network, files: list[Path]) -> float:
    """Pictures per second of the loop that tutorials show."""
    done = subprocess.run([sys.executable, __file__, "--plain-loop", wanted.id],
                          input=json.dumps([str(file) for file in files]), text=True,
                          stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


def plain_loop(wanted: Network, files: list[Path]) -> float:
    """The loop itself."""
    import torch
    from PIL import Image
    from torchvision import transforms
    from torchvision.transforms import InterpolationMode

    from satsuma.algorithms.torch_networks import load

    weights = find_weights(wanted)
    model = load(wanted, weights.path, weights.digest).body
    recipe = wanted.preprocessing
    transform = transforms.Compose([
        transforms.Resize(recipe.resize, InterpolationMode(recipe.filter)),
        transforms.CenterCrop(recipe.crop), transforms.ToTensor(),
        transforms.Normalize(recipe.mean, recipe.std)])
    vectors = []
    started = time.perf_counter()
    with torch.no_grad():
        for file in files:
            picture = transform(Image.open(file).convert("RGB"))
            vectors.append(model(picture.unsqueeze(0)).squeeze().numpy())
    return len(vectors) / (time.perf_counter() - started)


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--plain", type=int, default=60, help="how many the plain loop embeds")
    parser.add_argument("--plain-loop", help="used by itself: run the loop with this network")
    chosen = parser.parse_args()
    if chosen.plain_loop:
        print(plain_loop(network(chosen.plain_loop), [Path(p) for p in json.load(sys.stdin)]))
        return 0
    return finish(claims(chosen.pictures, chosen.plain, chosen.rounds), chosen,
                  "embedding a folder")


if __name__ == "__main__":
    raise SystemExit(main())
