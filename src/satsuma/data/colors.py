"""Colors: from the mode of a file to plain RGB, as a person would see it on white paper.

What is transparent shows white, never the color hidden under it. CMYK goes through the profile in
the file; profiles of RGB pictures are ignored, as the networks' own recipes do.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

from satsuma.data.decoding import Decoded
from satsuma.data.depth import divided_by_257, from_16_bits, from_numbers
from satsuma.data.outcome import Refused

_STEPS = {"1": 255, "L;2": 85, "L;4": 17}
"""What one step of a gray of few bits is in the 8 bits that Pillow makes of it."""


def plain(found: Decoded, there: np.ndarray | None = None) -> tuple[Image.Image, tuple[str, ...]]:
    """The picture in mode RGB, not turned, and notes on what had to be chosen.

    `there` marks the pixels that are not missing (h × w booleans); only they decide a rescaling.
    Raises Refused for modes that cannot be shown.
    """
    image, mode = found.image, found.image.mode
    if mode == "RGB" and found.lower is None and "transparency" not in image.info:
        return image, _told_bits(found)
    if found.lower is not None or found.raw == "LA;16B" or mode.startswith("I;16"):
        return _of_16_bits(found, there)
    if mode in ("I", "F"):
        return _of_numbers(found, there)
    if mode == "CMYK":
        return _of_ink(found)
    if mode == "LAB":
        return _of_lab(found)
    if image.has_transparency_data:
        return _without_alpha(_rgba(found), found), _told_bits(found)
    return _converted(image, "RGB"), _told_bits(found)


def _converted(image: Image.Image, mode: str) -> Image.Image:
    try:
        return image.convert(mode)
    except (ValueError, OSError) as error:
        raise Refused(f"its colors ({image.mode}) cannot be shown") from error


def _told_bits(found: Decoded) -> tuple[str, ...]:
    bits = found.image.info.get("bit_depth", 8)
    return (f"{bits} bits scaled to 8",) if bits > 8 else ()


def _rgba(found: Decoded) -> Image.Image:
    image, clear = found.image, found.image.info.get("transparency")
    step = _STEPS.get(found.raw)
    if step and isinstance(clear, int):
        image = image.convert("L")  # which drops the key, so it is set anew
        image.info["transparency"] = min(clear * step, 255)
    return _converted(image, "RGBA")


def _without_alpha(image: Image.Image, found: Decoded) -> Image.Image:
    """The RGBA picture on white."""
    alpha = image.getchannel("A")
    if found.format.name == "TGA" and alpha.getextrema() == (0, 0):
        return image.convert("RGB")  # many programs leave the fourth byte empty
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(image.convert("RGB"), mask=alpha)
    return canvas


def _of_16_bits(found: Decoded, there: np.ndarray | None) -> tuple[Image.Image, tuple[str, ...]]:
    color, alpha = _samples(found)
    shown, note = from_16_bits(color, there)
    if found.white_is_zero and color.ndim == 2:
        shown = 255 - shown
    if alpha is None:
        return Image.fromarray(shown).convert("RGB"), (note,)
    clear = alpha if alpha.dtype == np.uint8 else from_16_bits(alpha, there)[0]
    canvas = Image.new("RGB", found.image.size, "white")
    canvas.paste(Image.fromarray(shown).convert("RGB"), mask=Image.fromarray(clear))
    return canvas, (note,)


def _samples(found: Decoded) -> tuple[np.ndarray, np.ndarray | None]:
    """The colors (uint16, h × w or h × w × 3) and the alpha, 16 bits or a mask of 8."""
    image, clear = found.image, found.image.info.get("transparency")
    if found.raw == "LA;16B":
        quarters = np.asarray(image).astype(np.uint16)
        halves = quarters[..., ::2] << 8 | quarters[..., 1::2]
        return halves[..., 0], halves[..., 1]
    if found.lower is None:
        gray = np.asarray(image).astype(np.uint16)
        return gray, None if clear is None else _mask(gray != clear)
    values = np.asarray(image).astype(np.uint16) << 8 | np.asarray(found.lower)
    if values.shape[2] == 4:
        return values[..., :3], values[..., 3]
    return values, None if clear is None else _mask((values != np.array(clear)).any(axis=2))


def _mask(opaque: np.ndarray) -> np.ndarray:
    return opaque.astype(np.uint8) * np.uint8(255)


def _of_numbers(found: Decoded, there: np.ndarray | None) -> tuple[Image.Image, tuple[str, ...]]:
    values = np.asarray(found.image)
    if found.format.name == "PPM" and values.dtype.kind == "i":
        # Pillow has brought them to 0 … 65,535 by the largest value that the file names.
        shown = divided_by_257(values)
        return Image.fromarray(shown).convert("RGB"), ("16 bits scaled to 8",)
    shown, note = from_numbers(values, there)
    return Image.fromarray(shown).convert("RGB"), (note,)


def _of_ink(found: Decoded) -> tuple[Image.Image, tuple[str, ...]]:
    """CMYK as RGB. The inverted numbers of Adobe's JPEGs have been set right by the reader."""
    image, profile = found.image, found.image.info.get("icc_profile")
    bits = ("16 bits scaled to 8",) if ";16" in found.raw else ()
    if not profile:
        return image.convert("RGB"), ("CMYK without a color profile, converted plainly", *bits)
    shown = _through_profile(image, io.BytesIO(profile))
    if shown is None:
        return image.convert("RGB"), ("CMYK with a damaged color profile, converted plainly", *bits)
    return shown, ("CMYK converted through its color profile", *bits)


def _of_lab(found: Decoded) -> tuple[Image.Image, tuple[str, ...]]:
    from PIL import ImageCms

    shown = _through_profile(found.image, ImageCms.createProfile("LAB"))
    if shown is None:
        raise Refused("its colors (Lab) cannot be shown")
    return shown, ()


def _through_profile(image: Image.Image, profile: Any) -> Image.Image | None:
    """The picture in sRGB; None when the profile is damaged or made for other colors."""
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
