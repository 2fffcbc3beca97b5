"""Claim: large photographs are decoded several times as fast as Pillow does it plainly.

    python benchmarks/embedding_decoding.py [--pictures 24] [--rounds 5]

JPEGs of 12 megapixels to the pixels that a network sees, in two threads: by the program, and by
Pillow opening, resizing and cropping the whole picture. The vectors of both, by EfficientNet-Lite0
with its trained weights, are held against each other, for pictures with little grain, as of
daylight, and with much, as of dusk.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, options, tell
from embedding_engines import cosines
from networks_here import apart
from photographs import LITTLE_GRAIN, TWELVE_MEGAPIXELS, kilobytes_each, make_photographs
from PIL import Image

from satsuma.algorithms.inference import open_model
from satsuma.algorithms.networks import EFFICIENTNET_LITE0, RESNET50, Preprocessing
from satsuma.algorithms.see import see
from satsuma.algorithms.weights import find_weights
from satsuma.data.images import Picture, open_picture
from satsuma.data.outcome import FINE

_THREADS = 2
Look = Callable[[Path, Preprocessing], np.ndarray]


def claims(pictures: int = 24, rounds: int = 5) -> list[Claim]:
    """What is claimed of photographs of 12 megapixels."""
    with tempfile.TemporaryDirectory() as name:
        apart(Path(name))
        files = make_photographs(Path(name) / "pictures", pictures, TWELVE_MEGAPIXELS, drawn=12)
        sight = RESNET50.preprocessing
        speeds = interleaved({"ours": partial(_speed, ours, files, sight),
                              "plain": partial(_speed, plain, files, sight)}, rounds)
        noisy = _cosine(files[:12])
        clear = make_photographs(Path(name) / "clear", 12, TWELVE_MEGAPIXELS, drawn=12,
                                 grain=LITTLE_GRAIN)
        clear_ones = _cosine(clear)
        size = f"{len(files)} photographs of 12 megapixels, {kilobytes_each(files):,.0f} KB each"
    return [
        tell(compared("12-megapixel JPEG decoded and resized, two threads", speeds["ours"],
                      speeds["plain"], 4.0, "images/s", against="plain Pillow", note=size)),
        *(tell(bounded("… least cosine of the vectors to those of plain Pillow, trained network, "
                       f"{grain} grain", [cosine.min()], 0.999, "", less_is_better=False,
                       note=f"median {np.median(cosine):.4f}"))
          for grain, cosine in (("little", clear_ones), ("strong", noisy))),
    ]


def ours(file: Path, sight: Preprocessing) -> np.ndarray:
    return see(open_picture(file, short_side=sight.resize), sight)


def plain(file: Path, sight: Preprocessing) -> np.ndarray:
    """The recipe of torchvision, with Pillow and nothing else."""
    picture = Image.open(file).convert("RGB")
    return see(Picture(picture, 1, FINE, picture.size), sight)


def _speed(look: Look, files: list[Path], sight: Preprocessing) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda file: look(file, sight), files))
    return len(files) / (time.perf_counter() - started)


def _cosine(files: list[Path]) -> np.ndarray:
    sight = EFFICIENTNET_LITE0.preprocessing
    with open_model(EFFICIENTNET_LITE0, find_weights(EFFICIENTNET_LITE0), device="cpu") as model:
        made, wanted = (model(np.stack([look(file, sight) for file in files]))
                        for look in (ours, plain))
    return cosines(made, wanted)


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--pictures", type=int, default=24)
    chosen = parser.parse_args()
    return finish(claims(chosen.pictures, chosen.rounds), chosen, "decoding")


if __name__ == "__main__":
    raise SystemExit(main())
