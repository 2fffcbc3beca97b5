"""Decoding: from the bytes of a file to the pixels it holds, in whatever mode the file has.

Pillow keeps only the upper half of 16-bit colors. Such pictures are decoded twice: its unpackers
for the two byte orders take the first and the second byte of each number, so that together they
give all 16 bits. Gray with alpha at 16 bits is read as four bytes.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import Any

from PIL import Image

from satsuma.data.formats import Format
from satsuma.data.header import BROKEN, check_claim, started, turn_of, upright_size
from satsuma.data.jpeg import check_effort
from satsuma.data.outcome import Refused

_BYTES = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}
_OTHER_BYTE = {
    f"{mode};16{order}": f"{mode};16{other}"
    for mode in ("RGB", "RGBA", "RGBX") for order, other in _BYTES.items()
}

_COUNTED_APART = ("GIF", "TIFF")
"""Formats where counting the frames moves through the file."""

_BOUNDED = ("PNG", "GIF", "BMP", "PPM", "TGA")
"""Formats that cannot pack any number of pixels into a few bytes, as a blank page of a fax can."""

_BOUNDED_IN_TIFF = ("raw", "packbits", "tiff_deflate", "tiff_adobe_deflate", "jpeg")
"""The same of what may be inside a TIFF, by Pillow's names."""

_SIZED_LATE = ("HEIC", "AVIF")
"""Formats whose pixels say how many they are; where the file is damaged the header may differ."""

_MOST_PAGES = 1_000
"""Pages of a TIFF that are counted: Pillow takes the longer for each, the more there are."""


@dataclass(frozen=True)
class Decoded:
    """What a file holds.

    `image` is in the mode that Pillow gives it, not turned yet; `lower` the same picture with the
    lower bytes of 16-bit colors, where there are such. `raw` is Pillow's word for how the numbers
    lie in the file. `turn` is the EXIF orientation still to be applied, `size` the full upright
    size in pixels, `whole` whether decoding went through to the end.
    """

    image: Image.Image
    lower: Image.Image | None
    format: Format
    raw: str
    turn: int
    size: tuple[int, int]
    notes: tuple[str, ...]
    progressive: bool
    white_is_zero: bool
    whole: bool = True


def decoded(data: bytes, form: Format, short_side: int | None, ink: int | None = None) -> Decoded:
    """Decode the first picture of a file.

    A JPEG may come out smaller, but not below twice `short_side` on its shorter side. With `ink`
    the pixels start out with that value and decoding stops quietly where the data end, so that
    what never came keeps it. Raises Refused, and any of `BROKEN`: without `ink` for any damage
    that the decoder notices, with it only where nothing can be decoded.
    """
    image = started(io.BytesIO(data), form)
    if form.name == "JPEG":
        check_effort(data, image.size)
    elif form.name in _BOUNDED or image.info.get("compression") in _BOUNDED_IN_TIFF:
        check_claim(image.size, data)
    size, raw = image.size, _raw(image)
    notes = _frames_note(data, form, image)
    whole = _load(image, short_side, raw, ink)
    if form.name in _SIZED_LATE:
        size = image.size
    lower = _lower_bytes(data, form, raw, ink)
    # Pillow turns TIFF itself, at the end of decoding.
    tiff = form.name == "TIFF"
    turn = 1 if tiff and whole else turn_of(image)
    return Decoded(
        image.copy() if ink is not None else image, lower, form, raw, turn,
        size if tiff else upright_size(size, turn), notes,
        progressive=bool(image.info.get("progressive")) and form.name == "JPEG",
        white_is_zero=tiff and image.tag_v2.get(262) == 0,
        whole=whole,
    )


def _raw(image: Any) -> str:
    if not image.tile:
        return ""
    args = image.tile[0].args
    first = args[0] if isinstance(args, tuple) and args else args
    return first if isinstance(first, str) else ""


def _load(image: Any, short_side: int | None, raw: str, ink: int | None) -> bool:
    if short_side is not None and image.format in ("JPEG", "MPO"):
        image.draft(None, (2 * short_side, 2 * short_side))
    if raw == "LA;16B":
        _unpack_as(image, "RGBA")
    if ink is None:
        _check_cover(image)
        _prepare(image, None)
        image.load()
        return True
    _prepare(image, ink)
    try:
        image.load()
    except BROKEN:
        image.tile = []  # so that nobody tries again
        return False
    return True


def _check_cover(image: Any) -> None:
    """A TIFF may name fewer strips than its height needs, which Pillow leaves black."""
    if image.format != "TIFF" or not image.tile:
        return
    right = max(tile.extents[2] for tile in image.tile)
    bottom = max(tile.extents[3] for tile in image.tile)
    if (right, bottom) != image._tile_size:
        raise OSError("strips are missing")


def _lower_bytes(data: bytes, form: Format, raw: str, ink: int | None) -> Image.Image | None:
    """The half of 16-bit colors that the first decoding left out."""
    if raw not in _OTHER_BYTE:
        return None
    image = started(io.BytesIO(data), form)
    _unpack_as(image, _OTHER_BYTE[raw])
    _load(image, None, "", ink)
    return image


def _unpack_as(image: Any, raw: str) -> None:
    image.tile = [
        tile._replace(args=raw if isinstance(tile.args, str) else (raw, *tile.args[1:]))
        for tile in image.tile
    ]


def _prepare(image: Any, ink: int | None) -> None:
    """Fill the pixels before decoding; for TIFF also go around Pillow's own limit of size."""
    if image.format == "TIFF":
        image.im = Image.new(image.mode, image._tile_size).im  # not turned yet
    if ink is None:
        return
    prepare = image.load_prepare

    def prefilled() -> None:
        prepare()
        bands = len(image.im.getpixel((0, 0))) if image.im.bands > 1 else 1
        image.im.paste((ink,) * bands if bands > 1 else ink, (0, 0, *image.im.size))

    image.load_prepare = prefilled


def _frames_note(data: bytes, form: Format, image: Any) -> tuple[str, ...]:
    try:
        if form.name == "TIFF" and _has_page(started(io.BytesIO(data), form), _MOST_PAGES):
            return (f"first of more than {_MOST_PAGES:,} frames",)
        counted = started(io.BytesIO(data), form) if form.name in _COUNTED_APART else image
        number = getattr(counted, "n_frames", 1)
    except BROKEN:  # a later frame is damaged; it is not shown anyway
        return ("first of several frames",)
    except Refused:  # they come in more parts than are read
        seen = counted.tell()
        return (f"first of more than {seen:,} frames" if seen > 1 else "first of several frames",)
    if number < 2:
        return ()
    shown = image.tell()
    return (f"first of {number} frames" if shown == 0 else f"frame {shown + 1} of {number}",)


def _has_page(image: Any, number: int) -> bool:
    try:
        image.seek(number)
    except EOFError:
        return False
    return True
