"""Orange in a process of its own, seen from the benchmarks of embedding."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from pathlib import Path
from typing import Self

HOW = "no Python with Orange was named (--orange PYTHON)"


def add_orange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--orange", type=Path, metavar="PYTHON",
                        help="the Python in which Orange and its Image Analytics are installed")


class OrangeEmbedder:
    """Orange's SqueezeNet on the JPEGs of a folder, with a cache of its own below `place`."""

    def __init__(self, python: Path, pictures: Path, place: Path, weights: Path | None = None
                 ) -> None:
        place.mkdir(parents=True, exist_ok=True)
        env = os.environ | {"HOME": str(place), "XDG_CACHE_HOME": str(place / "cache"),
                            "XDG_DATA_HOME": str(place / "data"), "QT_QPA_PLATFORM": "offscreen"}
        script = Path(__file__).with_name("orange_embedding.py")
        self._process = subprocess.Popen(
            [str(python), str(script), str(pictures), *([str(weights)] if weights else [])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        self._answer()

    def speed(self, first: int, last: int) -> float:
        """Pictures per second of these pictures; from its cache when they come again."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{first} {last}\n")
        self._process.stdin.flush()
        return self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def _answer(self) -> float:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            try:
                return float(json.loads(line))
            except ValueError:  # something that Orange says
                continue
        raise RuntimeError("Orange has ended; what it said stands above")
