"""Claim: a second run takes everything from the cache, and opens no picture for it.

    python benchmarks/embedding_again.py [--orange PYTHON] [--pictures 10000] [--rounds 5]

Against Orange's second run on the same pictures (as many as it takes to measure), by turns. That
nothing is decoded and no file is hashed is counted. The vectors of the first run are given: how
long a network takes is no matter here.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, not_here, options, tell
from networks_here import apart
from orange_child import HOW, OrangeEmbedder, add_orange
from photographs import make_photographs

from satsuma.algorithms import picture_reader
from satsuma.algorithms.embed import embed
from satsuma.algorithms.embedding_cache import EmbeddingCache
from satsuma.algorithms.model import Model
from satsuma.algorithms.networks import EFFICIENTNET_LITE0, Network

SIZE = (800, 600)
_NAME = "second run, all from the cache"


class Given(Model):
    """Vectors that take no time."""

    engine = "onnxruntime"

    def __init__(self, network: Network) -> None:
        super().__init__(network, "cpu", "")
        self._random = np.random.default_rng(0)

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        return self._random.random((len(pictures), self.network.width), np.float32)


def claims(orange: Path | None, pictures: int = 10_000, theirs: int = 200,
           rounds: int = 5) -> list[Claim]:
    """What is claimed of so many pictures; Orange gets `theirs` of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(folder)
        files = make_photographs(folder / "pictures", pictures, SIZE)
        with patch("satsuma.algorithms.embed.open_model",
                   lambda network, *_, **__: Given(network)):
            _run(files, folder)
        opened: list[str] = []
        again = partial(_run, files, folder)
        with _counting(opened):
            if orange is None:
                speeds = interleaved({"ours": again}, rounds)
            else:
                speeds = _by_turns(again, orange, theirs, folder, rounds)
    title = f"{pictures:,} pictures, {_NAME}"
    told = ([compared(title, speeds["ours"], speeds["theirs"], 50, "images/s",
                      against=f"Orange's second run of {theirs}")] if orange else
            [not_here(title, 50, "images/s", f"{HOW}; ours {np.median(speeds['ours']):,.0f}")])
    return [*map(tell, told), tell(bounded("… files opened, hashed or decoded for it",
                                           [len(opened)], 0, "files"))]


def _run(files: list[Path], folder: Path) -> float:
    """Pictures per second of a whole call."""
    started = time.perf_counter()
    with EmbeddingCache(folder / "vectors") as cache:
        done = embed(files, EFFICIENTNET_LITE0, cache=cache, device="cpu")
    assert len(done.vectors) == len(files)
    return len(files) / (time.perf_counter() - started)


def _by_turns(again: Callable[[], float], orange: Path, count: int, folder: Path,
              rounds: int) -> dict[str, list[float]]:
    with OrangeEmbedder(orange, folder / "pictures", folder / "orange") as other:
        other.speed(0, count)  # the first run, which fills its cache
        return interleaved({"ours": again, "theirs": lambda: other.speed(0, count)}, rounds)


@contextmanager
def _counting(opened: list[str]) -> Iterator[None]:
    """Note whatever opens a picture meanwhile."""
    def noting(name: str) -> Callable[..., object]:
        real = getattr(picture_reader, name)

        def call(*given: object, **more: object) -> object:
            opened.append(name)
            return real(*given, **more)

        return call

    names = ("content_digest", "open_picture", "opened")
    with (patch.object(picture_reader, names[0], noting(names[0])),
          patch.object(picture_reader, names[1], noting(names[1])),
          patch.object(picture_reader, names[2], noting(names[2]))):
        yield


def main() -> int:
    parser = options(__doc__)
    add_orange(parser)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--theirs", type=int, default=200, help="how many Orange gets")
    chosen = parser.parse_args()
    return finish(claims(chosen.orange, chosen.pictures, chosen.theirs, chosen.rounds), chosen,
                  "embedding again")


if __name__ == "__main__":
    raise SystemExit(main())
