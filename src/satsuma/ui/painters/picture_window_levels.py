"""Levels: a picture decoded for looking at it closely, with smaller copies of it.

Drawn small, a large picture would flicker and take long; so it is kept at a half, a quarter … of
its size too, and the copy is drawn that is just large enough. For workers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QImage

from satsuma.algorithms.networks import Network, Preprocessing, network
from satsuma.algorithms.see import see
from satsuma.data.images import open_picture
from satsuma.ui.painters.thumbnails import image_of

MOST_PIXELS = 24_000_000
"""A larger picture is made smaller before it is shown; with its copies it takes 130 MB."""

_SMALLEST_SIDE = 512


@dataclass(frozen=True)
class Levels:
    """`images` are ever smaller copies; `size` is that of the picture in its file, upright."""

    images: tuple[QImage, ...]
    size: tuple[int, int]
    notes: tuple[str, ...] = ()

    def best(self, width: float) -> QImage:
        """The smallest copy that is at least so many pixels wide, else the largest."""
        return next((one for one in reversed(self.images) if one.width() >= width),
                    self.images[0])


@dataclass(frozen=True)
class Sight:
    """What a network sees of a picture, and which part of it that is, in its own pixels."""

    image: QImage
    network: Network
    part: QRectF


def levels_of(file: Path) -> Levels:
    """Decode a picture in full. Raises Refused."""
    picture = open_picture(file)
    pixels, notes = picture.upright(), list(picture.outcome.notes)
    if picture.outcome.state == "repaired":
        notes.insert(0, f"repaired: {picture.outcome.reason}")
    total = pixels.width * pixels.height
    if total > MOST_PIXELS:
        share = (MOST_PIXELS / total) ** 0.5
        notes.append(f"shown at {share:.0%} of its size".replace("%", "\u00a0%"))
        size = max(1, int(pixels.width * share)), max(1, int(pixels.height * share))
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    images = [image_of(pixels)]
    while max(pixels.size) > _SMALLEST_SIDE and min(pixels.size) > 1:
        pixels = pixels.reduce(2)
        images.append(image_of(pixels))
    return Levels(tuple(images), picture.size, tuple(notes))


def sight_of(file: Path, name: str, *, exact: bool = False) -> Sight:
    """What goes into the network of that name, pixel by pixel. Raises Problem."""
    found = network(name)
    how = found.preprocessing
    # Read as Image Embedding reads it, or the colors could differ by a step.
    picture = open_picture(file, short_side=None if exact else how.resize)
    seen = np.ascontiguousarray(see(picture, how))
    height, width = seen.shape[:2]
    image = QImage(seen.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return Sight(image.convertToFormat(QImage.Format.Format_RGB32), found,
                 part_of(picture.size, how))


def part_of(size: tuple[int, int], how: Preprocessing) -> QRectF:
    """The part of an upright picture of this size that a network gets to see."""
    width, height = size
    if how.fit == "whole":
        return QRectF(0, 0, width, height)
    side = min(width, height) * how.crop / how.resize
    return QRectF((width - side) / 2, (height - side) / 2, side, side)
