"""Repair: what can still be shown of a damaged picture, and how much of it is missing.

A damaged file is decoded twice, over pixels that start out with two different values. Where the
two results differ, nothing ever came: these pixels are missing. This needs no global switch of
Pillow's, tells the exact share, and serves rows, tiles and interlaced pictures alike. Missing
pixels are shown mid gray.

Progressive JPEGs come as a coarse picture of everything, then finer ones. Cut off they are given
an end, so that the decoder shows what it has.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from satsuma.data.decoding import Decoded, decoded
from satsuma.data.depth import bands
from satsuma.data.formats import Format
from satsuma.data.header import BROKEN, check_claim, started, told
from satsuma.data.jpeg import END, sound_jpeg
from satsuma.data.outcome import Refused, is_passing
from satsuma.data.png import breaks_off, has_wrong_pixels, sound_png

MOST_MISSING = 0.9
"""With a larger share missing a picture is refused."""

_GRAY = 128
_NOISE = bytes(range(1, 255)) * 8
"""Data that a JPEG decoder makes something of where it still waits for data."""

_SIDE_DAMAGED = "damaged side information was left out; the picture itself is whole"
_MAYBE_WRONG = "the data are damaged; parts of the picture may be wrong"
_END_MISSING = "the file breaks off behind its last row; the picture itself is whole"


@dataclass(frozen=True)
class Repaired:
    """What was decoded; `missing` marks the pixels that never came (h × w booleans)."""

    found: Decoded
    missing: np.ndarray
    reason: str

    def filled(self, pixels: Image.Image) -> Image.Image:
        """The RGB picture with its missing pixels gray."""
        if self.missing.any():
            pixels = pixels.copy()
            pixels.paste((_GRAY,) * 3, mask=Image.fromarray(self.missing))
        return pixels


def repaired(data: bytes, form: Format, short_side: int | None, cause: Exception) -> Repaired:
    """Decode what there is of a file that `cause` was raised for.

    Raises Refused, with the reason, where too little is left or the format allows no repair.
    """
    try:
        _check_claim(data, form)
        if form.name == "JPEG":
            return _jpeg(data, form, short_side)
        if form.name == "PNG":
            return _png(data, form)
        found, missing = _twice(data, form, short_side)
    except BROKEN as error:
        raise Refused(told(cause, form), passing=is_passing(cause)) from error
    return Repaired(found, missing, _missing_reason(missing) or _MAYBE_WRONG)


def _check_claim(data: bytes, form: Format) -> None:
    sound = sound_png(data) if form.name == "PNG" else data
    check_claim(started(io.BytesIO(sound), form).size, data)


def _jpeg(data: bytes, form: Format, short_side: int | None) -> Repaired:
    data = sound_jpeg(data)
    ended = decoded(data + END, form, short_side, ink=0)
    other = decoded(data + _NOISE + END, form, short_side, ink=0)
    if ended.whole and not _differing(ended, other).any():  # nothing waits for more data
        return Repaired(ended, _nothing(ended), _END_MISSING)
    if ended.progressive:
        return _coarse(ended)
    found, missing = _twice(data, form, short_side)
    return Repaired(found, missing, _missing_reason(missing) or _MAYBE_WRONG)


def _coarse(found: Decoded) -> Repaired:
    """A progressive JPEG that breaks off."""
    missing = _flat_end(found.image)
    if missing.any():
        return Repaired(found, missing, f"{_missing_reason(missing)}, and finer detail of the rest")
    return Repaired(found, missing, "the file breaks off: finer detail is missing everywhere")


def _png(data: bytes, form: Format) -> Repaired:
    found, missing = _twice(sound_png(data), form, None)
    reason = _missing_reason(missing)
    if has_wrong_pixels(data):
        reason = f"{reason}; parts of the rest may be wrong" if reason else _MAYBE_WRONG
    if not reason and breaks_off(data):
        reason = _END_MISSING
    return Repaired(found, missing, reason or (_SIDE_DAMAGED if found.whole else _MAYBE_WRONG))


def _twice(data: bytes, form: Format, short_side: int | None) -> tuple[Decoded, np.ndarray]:
    """What could be decoded, and which of its pixels never came."""
    found = decoded(data, form, short_side, ink=0)
    return found, _differing(found, decoded(data, form, short_side, ink=1))


def _differing(one: Decoded, other: Decoded) -> np.ndarray:
    missing = _nothing(one)
    for rows in bands(*missing.shape):
        box = (0, rows.start, one.image.width, rows.stop)
        differs = np.asarray(one.image.crop(box)) != np.asarray(other.image.crop(box))
        missing[rows] = differs.any(axis=2) if differs.ndim == 3 else differs
    return missing


def _nothing(found: Decoded) -> np.ndarray:
    return np.zeros((found.image.height, found.image.width), bool)


def _missing_reason(missing: np.ndarray) -> str:
    """The missing share in words, "" where nothing is. Raises Refused where it is too large."""
    share = float(missing.mean())
    if share > MOST_MISSING:
        left = f"only {1 - share:.0%}" if share < 0.995 else "hardly anything"
        raise Refused(f"the file is damaged, {left} of the picture is left")
    if not share:
        return ""
    percent = f"{share:.0%}" if share >= 0.01 else "less than 1%"
    return f"{percent} of the picture is missing"


def _flat_end(image: Image.Image) -> np.ndarray:
    """Where a picture ends in rows of plain mid gray, which is what a JPEG shows of no data."""
    pixels = np.asarray(image)
    rows = np.abs(pixels.reshape(len(pixels), -1).astype(np.int16) - _GRAY).max(axis=1) <= 1
    filled = np.flatnonzero(~rows)
    missing = np.zeros(pixels.shape[:2], bool)
    missing[filled[-1] + 1 if len(filled) else 0:] = True
    return missing
