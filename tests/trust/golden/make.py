"""Makes the stored pictures of this folder and what a network must see of them.

Run as a program only where a rule is changed on purpose, and look at the result:
`python -m tests.trust.golden.make`. The expected pixels come from the definitions below, by numpy
and in float64, and from nothing in the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from tests.picture_bytes import deep_png, encoded, exif, ink_profile, stored, ycck

FOLDER = Path(__file__).parent
DEFLATE = "tiff_adobe_deflate"
SIZE, CROP = 256, 224
WIDTH, HEIGHT = 272, 256
"""The shorter side is what the network's recipe resizes to, so that nothing is resampled."""


Case = tuple[Callable[[], bytes], np.ndarray, int]
"""What makes the file, the upright RGB picture in it, and how many steps of 255 may be missed."""


def scene() -> np.ndarray:
    """Colored fields of 16 × 16 with a ramp across, unlike itself in any turn; h × w × 3."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    fields = (down // 16 * 5 + across // 16 * 3) % 7 * 30
    return np.stack([fields, across * 255 // (WIDTH - 1), down * 255 // (HEIGHT - 1)],
                    axis=2).astype(np.uint8)


def middle(pixels: np.ndarray) -> np.ndarray:
    """The square in the middle that goes into the network."""
    top, left = (pixels.shape[0] - CROP) // 2, (pixels.shape[1] - CROP) // 2
    return pixels[top:top + CROP, left:left + CROP]


def on_white(color: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Color (0 … 255) seen through alpha (0 … 1) on white paper."""
    return np.rint(color * alpha[..., None] + 255.0 * (1 - alpha[..., None])).astype(np.uint8)


def plain_ink(ink: np.ndarray) -> np.ndarray:
    """CMYK (0 … 255, h × w × 4) as RGB: what is left of white behind color and then black."""
    rest = 255.0 - ink.astype(np.float64)
    return np.rint(rest[..., :3] * rest[..., 3:] / 255).astype(np.uint8)


def ramp_alpha() -> np.ndarray:
    """From clear to opaque and back, h × w in 0 … 255; whole fields are quite clear."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH] // 8
    alpha = (down * 29 + across * 7) % 256
    alpha[(down // 4 + across // 4) % 4 == 0] = 0
    return alpha


def deep() -> np.ndarray:
    """Gray of 16 bits, h × w: fields of 4 × 4 from 0 to 65,535, with all kinds of lower bytes."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH] // 4
    number = down * (WIDTH // 4) + across
    return (number * 65535 // number.max()).astype(np.uint16)


def ink_scene() -> np.ndarray:
    """CMYK fields of 16 × 16, h × w × 4: JPEG keeps even fields well."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH] // 16
    return np.stack([down * 37 % 256, across * 53 % 256, (down + across) * 29 % 256,
                     (down * 3 + across) % 5 * 50], axis=2).astype(np.uint8)


def gray3(values: np.ndarray) -> np.ndarray:
    return np.repeat(values[..., None], 3, axis=2)


def cases() -> dict[str, Case]:
    """All of them by the file's name."""
    return {**_turned(), **_clear(), **_deep(), **_ink()}


def _turned() -> dict[str, Case]:
    found = {}
    for turn in range(1, 9):
        image = Image.fromarray(stored(scene(), turn))
        found[f"turned-{turn}.png"] = (partial(encoded, image, "PNG", exif=exif(turn)), scene(), 0)
        found[f"turned-{turn}.webp"] = (
            partial(encoded, image, "WEBP", exif=exif(turn), lossless=True), scene(), 0)
        fields = Image.fromarray(stored(plain_ink(ink_scene()), turn))
        found[f"turned-{turn}.tif"] = (
            partial(encoded, fields, "TIFF", exif=exif(turn), compression=DEFLATE),
            plain_ink(ink_scene()), 0)
        found[f"turned-{turn}.jpg"] = (
            partial(encoded, fields, "JPEG", exif=exif(turn), quality=97, subsampling=0),
            plain_ink(ink_scene()), 3)
        found[f"turned-{turn}.heic"] = (
            partial(encoded, fields, "HEIC", exif=exif(turn), quality=97),
            plain_ink(ink_scene()), 6)
    return found


def _clear() -> dict[str, Case]:
    alpha, color, opaque = ramp_alpha(), scene(), np.ones((HEIGHT, WIDTH))
    fields = plain_ink(ink_scene())
    even = Image.fromarray(np.dstack([fields, alpha.astype(np.uint8)]))
    rgba = Image.fromarray(np.dstack([color, alpha.astype(np.uint8)]))
    gray = color[..., 1]
    la = Image.merge("LA", (Image.fromarray(gray), Image.fromarray(alpha.astype(np.uint8))))
    keyed = Image.fromarray((gray // 8).astype(np.uint8), "L").convert("P")
    keyed.putpalette([part for number in range(32) for part in (number * 8, 255 - number, 7)])
    entry = gray // 8
    shown = np.stack([entry * 8, 255 - entry, np.full_like(entry, 7)], axis=2)
    shown = on_white(shown, opaque * (entry != 9))
    return {
        "alpha.png": (partial(encoded, rgba, "PNG"), on_white(color, alpha / 255), 1),
        "alpha.webp": (partial(encoded, rgba, "WEBP", lossless=True, exact=True),
                       on_white(color, alpha / 255), 1),
        "alpha.tif": (partial(encoded, even, "TIFF", compression=DEFLATE),
                      on_white(fields, alpha / 255), 1),
        "gray-alpha.png": (partial(encoded, la, "PNG"), on_white(gray3(gray), alpha / 255), 1),
        "palette-key.png": (partial(encoded, keyed, "PNG", transparency=9), shown, 0),
        "palette-key.gif": (partial(encoded, keyed, "GIF", transparency=9), shown, 0),
    }


def _deep() -> dict[str, Case]:
    values = deep()
    eight = np.rint(values / 257).astype(np.uint8)
    color = np.dstack([values, values[::-1], values[:, ::-1]])
    shown = np.rint(color / 257).astype(np.uint8)
    alpha = (ramp_alpha() * 257).astype(np.uint16)
    unit = (values / 65535).astype(np.float32)
    return {
        "gray-16.png": (partial(deep_png, values), gray3(eight), 0),
        "gray-16.tif": (partial(encoded, Image.fromarray(values), "TIFF",
                                compression=DEFLATE), gray3(eight), 0),
        "gray-12.png": (partial(deep_png, values // 16),
                        gray3((values // 256).astype(np.uint8)), 0),
        "color-16.png": (partial(deep_png, color), shown, 0),
        "alpha-16.png": (partial(deep_png, np.dstack([color, alpha])),
                         on_white(color / 257, alpha / 65535), 1),
        "float.tif": (partial(encoded, Image.fromarray(unit), "TIFF", compression=DEFLATE),
                      gray3(np.rint(unit.astype(np.float64) * 255).astype(np.uint8)), 0),
    }


def _ink() -> dict[str, Case]:
    ink = ink_scene()
    image, shown = Image.fromarray(ink, "CMYK"), plain_ink(ink)
    return {
        "cmyk.tif": (partial(encoded, image, "TIFF", compression=DEFLATE), shown, 1),
        "cmyk.jpg": (partial(encoded, image, "JPEG", quality=97, subsampling=0), shown, 3),
        "ycck.jpg": (partial(ycck, image, quality=97, subsampling=0), shown, 4),
        **_profiled(ink),
    }


def _profiled(ink: np.ndarray) -> dict[str, Case]:
    """Full cyan through the profile: a gray of L* = 50, not the blue of the plain rule.

    L* = 50 is a luminance of 0.184187, which sRGB writes as 119 (IEC 61966-2-1).
    """
    cyan = np.zeros_like(ink)
    cyan[..., 0] = 255
    gray = np.full((HEIGHT, WIDTH, 3), 119, np.uint8)
    image = Image.fromarray(cyan, "CMYK")
    return {"cmyk-profile.tif": (partial(encoded, image, "TIFF", compression=DEFLATE,
                                         icc_profile=ink_profile()), gray, 2),
            "cmyk-profile.jpg": (partial(encoded, image, "JPEG", icc_profile=ink_profile()),
                                 gray, 2)}


def main() -> None:
    (FOLDER / "expected").mkdir(exist_ok=True)
    for name, (content, upright, _) in cases().items():
        (FOLDER / name).write_bytes(content())
        Image.fromarray(middle(upright)).save(FOLDER / "expected" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
