"""Odd picture files, each with what must become of it; made here, for any test that reads pictures.

`odd_files` gives contents, `odd_folder` writes them together with names and things that a scan
must survive. Nothing in here is dangerous: the worst is a file that claims to be enormous.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from tests.picture_bytes import (
    animation,
    bad_chunk_png,
    blocks,
    bomb,
    broken_stream_png,
    chunk,
    claiming_jpeg,
    cut,
    deep_png,
    deep_tiff,
    encoded,
    exif,
    ink_profile,
    many_pages,
    many_scans,
    pages_in_a_circle,
    photograph,
    png,
    turned_file,
    ycck,
)
from tests.told_of_odd_files import TOLD

__all__ = [
    "ODD_NAMES", "OddFile", "animation", "bad_chunk_png", "blocks", "bomb", "broken_stream_png",
    "chunk", "cut", "deep_png", "deep_tiff", "encoded", "exif", "ink_profile", "odd_files",
    "odd_folder", "photograph", "png", "turned_files",
]


@dataclass(frozen=True)
class OddFile:
    """A file, and what must become of it.

    `told` is all that is said of it, reason and notes, with `#` for shares; only how it begins
    where it ends in "(": behind that stand the words of a library.
    """

    name: str
    content: bytes
    state: Literal["fine", "repaired", "refused"]
    told: str = ""

    def is_told(self, words: str) -> bool:
        """Whether these are the words that are written here."""
        words = re.sub(r"\d+%", "#%", words)
        if self.told.endswith("("):
            return words.startswith(self.told)
        return words == self.told


@cache
def odd_files() -> tuple[OddFile, ...]:
    """Files that are unusual in one way each; the names are plain."""
    return (*_unusual(), *_colors(), *_frames(), *_damaged(), *_no_pictures(), *_enormous())


@cache
def turned_files() -> tuple[OddFile, ...]:
    """The six fields with every EXIF orientation, in every format that has such."""
    forms = {"jpg": ("JPEG", {"quality": 95, "subsampling": 0}), "heic": ("HEIC", {"quality": 95}),
             "webp": ("WEBP", {"quality": 95}), "png": ("PNG", {}), "tif": ("TIFF", {}),
             "avif": ("AVIF", {"quality": 95})}
    return tuple(OddFile(f"turned {turn}.{suffix}",
                         turned_file(blocks(), turn, form, **options), "fine")
                 for suffix, (form, options) in forms.items() for turn in range(1, 9))


def _named(state: Literal["fine", "repaired", "refused"],
           contents: dict[str, bytes]) -> Iterator[OddFile]:
    for name, content in contents.items():
        yield OddFile(name, content, state, TOLD.get(name, ""))


def _unusual() -> Iterator[OddFile]:
    jpeg, plain_png = encoded(blocks(), "JPEG"), encoded(blocks(), "PNG")
    palette = blocks().quantize(8)
    return _named("fine", {
        "turned.jpg": encoded(blocks(), "JPEG", exif=exif(6)),
        "progressive.jpg": encoded(blocks(), "JPEG", progressive=True),
        "jpeg called.png": jpeg,
        "png called.jpg": plain_png,
        "heic called.jpg": encoded(blocks(), "HEIC"),
        "no suffix": jpeg,
        "odd suffix.xyz": plain_png,
        "LOUD.JPG": jpeg,
        "interlaced.gif": encoded(palette, "GIF", interlace=True),
        "dot.png": encoded(Image.new("RGB", (1, 1), "red"), "PNG"),
        "long.png": encoded(Image.new("RGB", (1, 30_000), "red"), "PNG"),
        "wide.jpg": encoded(Image.new("RGB", (30_000, 1), "red"), "JPEG"),
        "trailing.jpg": jpeg + b"and more" * 100,
        "phone.heic": encoded(blocks(), "HEIC"),
        "small.avif": encoded(blocks(), "AVIF"),
        "small.webp": encoded(blocks(), "WEBP"),
        "small.tga": encoded(blocks(), "TGA"),
        "small.ico": encoded(blocks(), "ICO"),
        "small.ppm": encoded(blocks(), "PPM"),
        "small.bmp": encoded(blocks(), "BMP"),
    })


def _colors() -> Iterator[OddFile]:
    gray, ink, ramp = blocks().convert("L"), blocks().convert("CMYK"), np.arange(0, 65536, 64)
    deep = ramp.astype(np.uint16).reshape(32, 32)
    hidden = blocks().convert("RGBA")
    hidden.putalpha(Image.linear_gradient("L").resize(hidden.size))
    return _named("fine", {
        "gray.jpg": encoded(gray, "JPEG"),
        "cmyk.jpg": encoded(ink, "JPEG"),
        "cmyk with profile.jpg": encoded(ink, "JPEG", icc_profile=ink_profile()),
        "cmyk with bad profile.jpg": encoded(ink, "JPEG", icc_profile=b"no profile" * 20),
        "ycck.jpg": ycck(ink),
        "ycck with profile.jpg": ycck(ink, icc_profile=ink_profile()),
        "cmyk.tif": encoded(ink, "TIFF"),
        "alpha.png": encoded(blocks().convert("RGBA"), "PNG"),
        "hidden color.png": encoded(hidden, "PNG"),
        "hidden color.webp": encoded(hidden, "WEBP", lossless=True, exact=True),
        "gray alpha.png": encoded(hidden.convert("LA"), "PNG"),
        "bilevel.png": encoded(blocks().convert("1"), "PNG"),
        "bilevel.tif": encoded(blocks().convert("1"), "TIFF", compression="group4"),
        "palette.png": encoded(blocks().quantize(8), "PNG", transparency=1),
        "sixteen bits.png": deep_png(deep),
        "twelve bits.png": deep_png(deep // 16),
        "sixteen bits of color.png": deep_png(np.stack([deep] * 3, axis=2)),
        "sixteen bits with alpha.png": deep_png(np.stack([deep] * 4, axis=2)),
        "sixteen bits.tif": encoded(Image.fromarray(deep), "TIFF"),
        "sixteen bits of color.tif": deep_tiff(np.stack([deep] * 3, axis=2), ">"),
        "whole numbers.tif": encoded(Image.fromarray(deep.astype(np.int32) - 9), "TIFF"),
        "float.tif": encoded(Image.fromarray(np.eye(8, dtype=np.float32)), "TIFF"),
        "gaps.tif": encoded(Image.fromarray(np.array(
            [[np.nan, -np.inf, np.inf], [-1, 0, 3]], np.float32)), "TIFF"),
        "lab.tif": encoded(Image.merge("LAB", gray.convert("RGB").split()), "TIFF"),
    })


def _frames() -> Iterator[OddFile]:
    return _named("fine", {
        "pages.tif": animation("TIFF", 3),
        "pages in a circle.tif": pages_in_a_circle(),
        "thousands of pages.tif": many_pages(3_000),
        "moves.gif": animation("GIF"),
        "moves.webp": animation("WEBP"),
        "moves.png": animation("PNG"),
        "two views.mpo": animation("MPO", 2),
    })


def _damaged() -> Iterator[OddFile]:
    jpeg = encoded(photograph(), "JPEG")
    layered = encoded(photograph(), "JPEG", progressive=True)
    plain_png, bmp = encoded(photograph(), "PNG"), encoded(photograph(), "BMP")
    yield from _named("repaired", {
        "cut at 33.jpg": cut(jpeg, 33), "cut at 66.jpg": cut(jpeg, 66),
        "cut at 99.jpg": cut(jpeg, 99), "nearly whole.jpg": jpeg[:-2],
        "zeros at the end.jpg": jpeg[:len(jpeg) // 2] + bytes(len(jpeg) // 2),
        "cut progressive.jpg": cut(layered, 50),
        "cut.png": cut(plain_png, 66), "bad chunk.png": bad_chunk_png(),
        "broken stream.png": broken_stream_png(),
        "cut.bmp": cut(bmp, 50), "cut.gif": cut(encoded(photograph(), "GIF"), 60),
        "cut.tif": cut(encoded(photograph(), "TIFF"), 50),
    })
    yield from _named("refused", {
        "cut at 1.jpg": cut(jpeg, 1), "hardly begun.png": cut(plain_png, 3),
        "signature.png": plain_png[:8], "cut.webp": cut(encoded(photograph(), "WEBP"), 50),
        "cut.heic": cut(encoded(photograph(), "HEIC"), 50),
        "cut.avif": cut(encoded(photograph(), "AVIF"), 50),
    })


def _no_pictures() -> Iterator[OddFile]:
    return _named("refused", {
        "empty.jpg": b"",
        "text.jpg": b"A cow is a cow is a cow.\n" * 10,
        "page.jpg": b"<!DOCTYPE html><html><body>404</body></html>",
        "drawing.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "document.pdf": b"%PDF-1.7\n%%EOF",
        "raw.nef": encoded(blocks(), "TIFF"),
        "no pixels.png": png(b"", 0, 0, 8, 2),
        "no numbers.tif": encoded(Image.fromarray(np.full((2, 2), np.nan, np.float32)), "TIFF"),
    })


def _enormous() -> Iterator[OddFile]:
    return _named("refused", {
        "bomb.png": bomb("PNG"),
        "bomb.gif": bomb("GIF"),
        "bomb.bmp": bomb("BMP"),
        "bomb.jpg": bomb("JPEG"),
        "bomb.tif": bomb("TIFF"),
        "claims much.jpg": claiming_jpeg(17_000, 17_000),
        "claims much progressively.jpg": claiming_jpeg(17_000, 17_000, progressive=True),
        "claims much.png": png(b"", 17_000, 17_000, 8, 2),
        "thousands of passes.jpg": many_scans(3_000),
    })


ODD_NAMES = (
    b"\xf0\x9f\x90\x84.png",            # a cow
    b"ka\xcc\x88fer.png",               # NFD, as macOS writes it
    b"k\xe4fer.png",                    # Latin-1, which is not UTF-8
    b"x" * 246 + b".png",               # as long as names may be
    b"-rf.png",
    b"two\nlines.png",
    b"back\\slash.png",
    b" space .png",
    b"100% & <cow>;'\".png",
)


def odd_folder(folder: Path) -> list[str]:
    """Fill the folder; gives the names of the plain files whose outcome `odd_files` knows.

    Beside them come odd names, links in a circle and to nowhere, a folder called like a picture,
    and a pipe, where the system has these.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in odd_files():
        (folder / file.name).write_bytes(file.content)
    content = encoded(blocks(), "PNG")
    for name in ODD_NAMES:
        try:
            (folder / os.fsdecode(name)).write_bytes(content)
        except (OSError, ValueError):  # some systems allow fewer names
            continue
    (folder / "a.jpg").mkdir()
    (folder / "a.jpg" / "inside.png").write_bytes(content)
    (folder / ".hidden.png").write_bytes(content)
    if os.name == "posix":
        (folder / "circle").symlink_to(folder)
        (folder / "nowhere.png").symlink_to(folder / "gone.png")
        (folder / "round.png").symlink_to(folder / "round.png")
        os.mkfifo(folder / "pipe.jpg")
    return [file.name for file in odd_files()]
