"""Embedding a folder, side by side with the plain loop of tutorials.

    python benchmarks/embedding_pipeline.py [--pictures 300] [--plain 60] [--rounds 3] [NETWORK ...]

The plain loop opens one picture at a time, transforms it with torchvision and sends it through
eager torch; loading torch and the network is not counted for it. Satsuma's time is that of a whole
call of `embed` on new pictures, then of a second call that finds everything in the cache. The
pictures are made on the spot: 2 megapixel JPEGs with the structure of photographs. Networks whose
weights are not on this computer get random ones, which compute just as long. Nothing of the
user's own cache or weights is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from satsuma.algorithms.embed import Embedded, embed
from satsuma.algorithms.embedding_cache import EmbeddingCache
from satsuma.algorithms.networks import Network, network
from satsuma.algorithms.weights import MissingWeights, find_weights
from satsuma.data.places import torch_weights_folder

ANIMALS = Path(__file__).parents[1] / "examples" / "animals"
SIZE = (1632, 1224)


def make_pictures(folder: Path, number: int) -> list[Path]:
    """JPEGs of 2 megapixels: an animal before blurred and fine noise of several sizes."""
    animals = sorted(ANIMALS.rglob("*.png"))
    files = []
    for seed in range(number):
        file = folder / f"{seed:04}.jpg"
        _photograph(animals[seed % len(animals)], seed).save(file, quality=88)
        os.utime(file, (1e9, 1e9))
        files.append(file)
    return files


def _photograph(animal: Path, seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    picture = Image.new("RGB", SIZE, "gray")
    for grid in (4, 16, 64, 256):
        noise = Image.fromarray(random.integers(0, 256, (grid, grid, 3), np.uint8))
        picture = Image.blend(picture, noise.resize(SIZE, Image.Resampling.BICUBIC), 0.4)
    drawing = Image.open(animal).convert("RGBA").resize((1000, 1000))
    picture.paste(drawing, (int(random.integers(600)), int(random.integers(200))), drawing)
    grain = Image.effect_noise(SIZE, 30).convert("RGB")
    return Image.blend(picture, grain, 0.08)


def make_weights(wanted: Network) -> None:
    """Random weights where downloaded ones would lie, unless there are some."""
    try:
        find_weights(wanted)
    except MissingWeights:
        script = ("import sys, torch, torchvision\n"
                  "model = torchvision.models.get_model(sys.argv[1], weights=None)\n"
                  "torch.save(model.state_dict(), sys.argv[2])\n")
        file = torch_weights_folder() / wanted.weights_file
        file.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-c", script, wanted.id, str(file)], check=True)


def plain_loop(wanted: Network, files: list[Path]) -> float:
    """Pictures per second of the loop that tutorials show."""
    import torch
    from torchvision import transforms

    from satsuma.algorithms.torch_networks import load

    weights = find_weights(wanted)
    model = load(wanted, weights.path, weights.digest).body
    recipe = wanted.preprocessing
    transform = transforms.Compose([
        transforms.Resize(recipe.resize), transforms.CenterCrop(recipe.crop),
        transforms.ToTensor(), transforms.Normalize(recipe.mean, recipe.std)])
    vectors = []
    started = time.perf_counter()
    with torch.no_grad():
        for file in files:
            picture = transform(Image.open(file).convert("RGB"))
            vectors.append(model(picture.unsqueeze(0)).squeeze().numpy())
    return len(vectors) / (time.perf_counter() - started)


def plain_in_a_process(wanted: Network, files: list[Path]) -> float:
    done = subprocess.run([sys.executable, __file__, "--plain-loop", wanted.id],
                          input=json.dumps([str(file) for file in files]), text=True,
                          stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


def compare(wanted: Network, files: list[Path], plain: int, rounds: int, folder: Path) -> None:
    make_weights(wanted)
    with EmbeddingCache(folder / f"{wanted.id} warm") as cache:
        embed(files[:1], wanted, cache=cache)  # makes the graph, which is kept
    ours, theirs, again = [], [], []
    for number in range(rounds):
        with EmbeddingCache(folder / f"{wanted.id} {number}") as cache:
            ours.append(_speed(embed(files, wanted, cache=cache)))
            again.append(_speed(embed(files, wanted, cache=cache)))
        theirs.append(plain_in_a_process(wanted, files[:plain]))
    print(f"{wanted.id:20} {'images/s':>20} {'rounds'}")
    for name, speeds in (("satsuma", ours), ("plain loop", theirs), ("all from the cache", again)):
        told = ", ".join(f"{speed:,.1f}" for speed in speeds)
        print(f"  {name:18} {statistics.median(speeds):20,.1f} {told}")
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"  satsuma is {ratio:.1f} times as fast as the plain loop\n", flush=True)


def _speed(done: Embedded) -> float:
    return len(done.vectors) / done.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", nargs="*", default=["efficientnet_lite0", "resnet50"])
    parser.add_argument("--pictures", type=int, default=300, help="how many satsuma embeds")
    parser.add_argument("--plain", type=int, default=60, help="how many the plain loop embeds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plain-loop", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain_loop:
        print(plain_loop(network(options.plain_loop), [Path(p) for p in json.load(sys.stdin)]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(SATSUMA_CACHE=str(folder / "cache"), TORCH_HOME=str(folder / "torch"))
        (folder / "pictures").mkdir()
        files = make_pictures(folder / "pictures", options.pictures)
        size = sum(file.stat().st_size for file in files) / len(files) / 1000
        print(f"{len(files)} pictures of 2 megapixels, {size:.0f} KB each; "
              f"{os.cpu_count()} cores\n", flush=True)
        for wanted in options.networks:
            compare(network(wanted), files, options.plain, options.rounds, folder)


if __name__ == "__main__":
    main()
