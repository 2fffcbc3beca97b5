"""Pictures as the bytes of a file: another format, or smaller.

What is encoded is what the whole program sees: the first frame, the right way up, 8 bits for each
of red, green and blue, on white (see `data/images.py`).
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image

from satsuma.data.header import describe
from satsuma.data.images import open_picture
from satsuma.data.outcome import Refused

Format = Literal["as_it_is", "jpeg", "png", "webp", "tiff"]

_PILLOW = {".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".png": "PNG",
           ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF"}
_SUFFIX = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "tiff": ".tif"}

_LONGEST = {"JPEG": 65_535, "WEBP": 16_383}
"""Pixels that a side of a picture may have in such a file."""


class Encoding(NamedTuple):
    """How pictures are to be written; `longest` is the longest side in pixels, None for any."""

    format: Format = "as_it_is"
    quality: int = 90
    longest: int | None = None

    @property
    def copies(self) -> bool:
        """Whether every file is copied as it stands."""
        return self.format == "as_it_is" and self.longest is None

    def suffix(self, own: str) -> str:
        """The ending of the copy of a file with this ending."""
        if self.format != "as_it_is":
            return _SUFFIX[self.format]
        # Formats that we do not write become PNG, which loses nothing.
        return own if self.copies or own.lower() in _PILLOW else ".png"


class Encoded(NamedTuple):
    """The bytes of a file, and what is to be said of it; None: the original is to be copied."""

    data: bytes | None
    note: str = ""


def encoded(source: str, suffix: str, encoding: Encoding) -> Encoded:
    """A picture as a file with this ending. Safe in several threads.

    Raises Refused when there is no picture to be had.
    """
    file = Path(source)
    if encoding.format == "as_it_is" and file.suffix.lower() == suffix.lower() \
            and _fits(file, encoding.longest):
        return Encoded(None)
    # A JPEG may be decoded smaller, but never below twice what is wanted in the end.
    picture = open_picture(file, short_side=encoding.longest)
    pixels = _resized(picture.upright(), encoding.longest)
    form = _PILLOW[suffix.lower()]
    _check_size(pixels, form)
    return Encoded(_saved(pixels, form, encoding.quality), picture.outcome.reason)


def _fits(file: Path, longest: int | None) -> bool:
    """Whether the picture is small enough as it is."""
    if longest is None:
        return True
    header = describe(file)
    return max(header.width, header.height) <= longest


def _resized(pixels: Image.Image, longest: int | None) -> Image.Image:
    """No side longer than that; a small picture stays as it is."""
    if longest is None or max(pixels.size) <= longest:
        return pixels
    share = longest / max(pixels.size)
    size = tuple(max(1, round(side * share)) for side in pixels.size)
    return pixels.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def _check_size(pixels: Image.Image, form: str) -> None:
    most = _LONGEST.get(form)
    if most is not None and max(pixels.size) > most:
        raise Refused(f"It is {max(pixels.size):,} pixels long, and {form} holds {most:,}. Choose "
                      "PNG or TIFF, or a longest side.")


def _saved(pixels: Image.Image, form: str, quality: int) -> bytes:
    packed = io.BytesIO()
    match form:
        case "JPEG":
            # Above 90 colors are kept as finely as brightness.
            pixels.save(packed, form, quality=quality, optimize=True,
                        subsampling=0 if quality > 90 else 2)
        case "WEBP":
            pixels.save(packed, form, quality=quality, method=4)
        case "TIFF":
            pixels.save(packed, form, compression="tiff_deflate")
        case _:
            pixels.save(packed, form)
    return packed.getvalue()
