"""Pictures to measure with: JPEGs with the structure of photographs, made on the spot.

Fifty are drawn; further ones are copies with another comment inside, which decode just as long and
are other pictures to whoever looks at their bytes.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image

ANIMALS = Path(__file__).parents[1] / "examples" / "animals"
TWO_MEGAPIXELS = (1632, 1224)
TWELVE_MEGAPIXELS = (4000, 3000)
STRONG_GRAIN, LITTLE_GRAIN = 0.08, 0.02
"""As at dusk, and as in daylight."""

_DRAWN = 50


def make_photographs(folder: Path, number: int, size: tuple[int, int] = TWO_MEGAPIXELS, *,
                     drawn: int = _DRAWN, grain: float = STRONG_GRAIN) -> list[Path]:
    """So many JPEGs in `folder`, not of this very moment. `grain` is 0…1."""
    folder.mkdir(parents=True, exist_ok=True)
    first = [_jpeg(_photograph(seed, size, grain)) for seed in range(min(number, drawn))]
    files = []
    for place in range(number):
        file = folder / f"{place:05}.jpg"
        file.write_bytes(_with_comment(first[place % len(first)], f"number {place}"))
        os.utime(file, (1e9, 1e9))
        files.append(file)
    return files


def kilobytes_each(files: list[Path]) -> float:
    """How large they are, in the mean."""
    return sum(file.stat().st_size for file in files) / len(files) / 1000


def _photograph(seed: int, size: tuple[int, int], grain: float) -> Image.Image:
    """An animal before blurred and fine noise of several sizes."""
    animals = sorted(ANIMALS.rglob("*.png"))
    random = np.random.default_rng(seed)
    picture = Image.new("RGB", size, "gray")
    for grid in (4, 16, 64, 256):
        noise = Image.fromarray(random.integers(0, 256, (grid, grid, 3), np.uint8))
        picture = Image.blend(picture, noise.resize(size, Image.Resampling.BICUBIC), 0.4)
    side = int(size[1] * 0.8)
    drawing = Image.open(animals[seed % len(animals)]).convert("RGBA").resize((side, side))
    left, top = random.integers(size[0] - side), random.integers(size[1] - side)
    picture.paste(drawing, (int(left), int(top)), drawing)
    noise = Image.effect_noise(size, 30).convert("RGB")
    return Image.blend(picture, noise, grain)


def _jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=88)
    return made.getvalue()


def _with_comment(jpeg: bytes, text: str) -> bytes:
    comment = text.encode()
    length = (2 + len(comment)).to_bytes(2, "big")
    return jpeg[:2] + b"\xff\xfe" + length + comment + jpeg[2:]
