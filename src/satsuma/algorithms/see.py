"""See: the pixels that a network gets to see of a picture.

The result is what torchvision's `weights.transforms()` makes of the upright picture before it
turns pixels into numbers. The picture is turned last, when it is small: turning a photograph of
12 megapixels first would cost a fifth of its decoding.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from satsuma.algorithms.network_record import Preprocessing
from satsuma.data.images import Picture, turned

_FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}

MOST_PIXELS = 24_000_000
"""A resized picture is never made whole beyond this: a line of 1 × 3,000 would take 0.6 GB."""


def see(picture: Picture, preprocessing: Preprocessing) -> np.ndarray:
    """The picture as the network sees it: uint8, `crop` × `crop` × 3, upright.

    Equals resizing and cropping the upright picture, up to Pillow's rounding (one step of 255)
    where the picture is mirrored, turned, or more than 200 times as long as wide.
    """
    if preprocessing.fit == "whole":
        seen = _whole(picture.pixels, picture.turn, preprocessing)
    else:
        seen = turned(_middle(picture.pixels, picture.turn, preprocessing), picture.turn)
    return np.asarray(seen)


def _resize(pixels: Image.Image, size: tuple[int, int], resample: Image.Resampling, turn: int,
            box: tuple[float, float, float, float] | None = None) -> Image.Image:
    """Pillow's resizing of a box to a size, as it would go if the picture were upright.

    Pillow goes across first and cuts off at 0 and 255 before it goes down. Sharp filters overshoot
    there, so of a picture on its side the way down must come first.
    """
    left, top, right, bottom = box or (0, 0, *pixels.size)
    if not _is_on_its_side(turn):
        return pixels.resize(size, resample, box=(left, top, right, bottom))
    flat = pixels.resize((pixels.width, size[1]), resample, box=(0, top, pixels.width, bottom))
    return flat.resize(size, resample, box=(left, 0, right, size[1]))


def _is_on_its_side(turn: int) -> bool:
    """Whether turning exchanges width and height."""
    return turn >= 5


def _whole(pixels: Image.Image, turn: int, preprocessing: Preprocessing) -> Image.Image:
    """The whole picture in the middle of a white square."""
    side = preprocessing.crop
    scale = side / max(pixels.size)
    width, height = (max(1, round(length * scale)) for length in pixels.size)
    resized = _resize(pixels, (width, height), _FILTERS[preprocessing.filter], turn)
    small = turned(resized, turn)
    square = Image.new("RGB", (side, side), "white")
    square.paste(small, ((side - small.width) // 2, (side - small.height) // 2))
    return square


def _middle(pixels: Image.Image, turn: int, preprocessing: Preprocessing) -> Image.Image:
    """The middle of the resized picture, not yet turned."""
    resample, side = _FILTERS[preprocessing.filter], preprocessing.crop
    width, height = _resized(pixels.size, preprocessing.resize)
    left, top = _corner(width, height, turn, side)
    if width * height <= MOST_PIXELS:
        resized = _resize(pixels, (width, height), resample, turn)
        return resized.crop((left, top, left + side, top + side))
    across, down = pixels.width / width, pixels.height / height
    box = (left * across, top * down,
           min((left + side) * across, pixels.width), min((top + side) * down, pixels.height))
    return _resize(pixels, (side, side), resample, turn, box)


def _resized(size: tuple[int, int], short_side: int) -> tuple[int, int]:
    """Width and height when the shorter side gets that long (rounded as torchvision does)."""
    width, height = size
    if width <= height:
        return short_side, int(short_side * height / width)
    return int(short_side * width / height), short_side


def _corner(width: int, height: int, turn: int, side: int) -> tuple[int, int]:
    """Left and top of the box that is the upright picture's middle once it has been turned.

    The middle is off by half a pixel where a margin is odd, so turning moves the box.
    """
    swapped = _is_on_its_side(turn)
    across, down = (height, width) if swapped else (width, height)
    left, top = round((across - side) / 2.0), round((down - side) / 2.0)
    if turn in (2, 3, 6, 7):  # the upright picture's left lies at the far end
        left = across - side - left
    if turn in (3, 4, 7, 8):  # the upright picture's top lies at the far end
        top = down - side - top
    return (top, left) if swapped else (left, top)
