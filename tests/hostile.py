"""Odd picture files, each with what must become of it; made here, for any test that reads pictures.

`odd_files` gives contents, `odd_folder` writes them together with names and things that a scan
must survive. Nothing in here is dangerous: the worst is a file that claims to be enormous.
"""

from __future__ import annotations

import io
import itertools
import os
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pillow_heif
from PIL import Image

COLORS = ("red", "lime", "blue", "yellow", "cyan", "magenta")
ORIENTATION = 0x0112


def blocks(width: int = 96, height: int = 64) -> Image.Image:
    """Six colored fields, three in a row: unlike itself in any turn, and kept well by JPEG."""
    image = Image.new("RGB", (3, 2))
    for place, color in enumerate(COLORS):
        image.paste(color, (place % 3, place // 3, place % 3 + 1, place // 3 + 1))
    return image.resize((width, height), Image.Resampling.NEAREST)


def photograph(width: int = 160, height: int = 120, seed: int = 0) -> Image.Image:
    """Coarse and fine structure, which takes room in a file."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 256, (5, 4, 3), dtype=np.uint8))
    smooth = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.int16)
    noise = random.integers(-20, 21, smooth.shape, dtype=np.int16)
    return Image.fromarray((smooth + noise).clip(0, 255).astype(np.uint8))


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """The file of a picture."""
    stream = io.BytesIO()
    if form == "HEIC":
        pillow_heif.from_pillow(image).save(stream, **options)
    else:
        image.save(stream, form, **options)
    return stream.getvalue()


def exif(turn: int) -> bytes:
    """An EXIF block that says how the picture is to be turned."""
    block = Image.Exif()
    block[ORIENTATION] = turn
    return block.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(
        ">I", zlib.crc32(kind + body))


def png(rows: bytes, width: int, height: int, bits: int, kind: int, before: bytes = b"",
        after: bytes = b"") -> bytes:
    """A PNG file from rows as the format wants them, each with a filter byte in front."""
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
            + chunk(b"IDAT", zlib.compress(rows)) + after + chunk(b"IEND", b""))


def deep_png(values: np.ndarray, clear: bytes = b"") -> bytes:
    """A PNG of 16-bit gray (h × w), gray with alpha, RGB or RGBA (h × w × 2, 3 or 4)."""
    height, width = values.shape[:2]
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[values[0, 0].size]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    return png(rows, width, height, 16, kind, chunk(b"tRNS", clear) if clear else b"")


def deep_tiff(values: np.ndarray, order: str) -> bytes:
    """A plain TIFF of 16-bit RGB (h × w × 3), little- (`<`) or big-endian (`>`)."""
    height, width, _ = values.shape
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 3, 200), (259, 3, 1, 1),
            (262, 3, 1, 2), (273, 4, 1, 300), (277, 3, 1, 3), (278, 3, 1, height),
            (279, 4, 1, values.nbytes)]
    entries = b""
    for tag, kind, count, value in tags:
        packed = struct.pack(order + ("HH" if kind == 3 and count == 1 else "I"),
                             *((value, 0) if kind == 3 and count == 1 else (value,)))
        entries += struct.pack(order + "HHI", tag, kind, count) + packed
    head = mark + struct.pack(order + "I", 8) + struct.pack(order + "H", len(tags)) + entries
    head = head.ljust(200, b"\0") + struct.pack(order + "HHH", 16, 16, 16)
    return head.ljust(300, b"\0") + values.astype(order + "u2").tobytes()


def ink_profile() -> bytes:
    """A color profile (ICC.1:2001, lut8) in which cyan prints as gray, L* = 50, and black black."""
    grid = 2
    tables = bytes(range(256)) * 4
    corners = itertools.product((0, 1), repeat=4)
    shades = b"".join(bytes([0 if k else 128 if c else 255, 128, 128]) for c, _, _, k in corners)
    lut = (struct.pack(">4sI4B", b"mft1", 0, 4, 3, grid, 0)
           + struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
           + tables + shades + bytes(range(256)) * 3)
    white = struct.pack(">4sI3i", b"XYZ ", 0, 63190, 65536, 54061)
    words = struct.pack(">4sII", b"desc", 0, 4) + b"ink\0" + bytes(78)
    copyright_ = struct.pack(">4sI", b"text", 0) + b"none\0\0\0\0"
    bodies = {b"A2B0": lut, b"wtpt": white, b"desc": words, b"cprt": copyright_}
    directory, content = b"", b""
    start = 128 + 4 + 12 * len(bodies)
    for name, body in bodies.items():
        body += bytes(-len(body) % 4)
        directory += struct.pack(">4sII", name, start + len(content), len(body))
        content += body
    size = start + len(content)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(bodies)) + directory + content


def animation(form: str, frames: int = 12) -> bytes:
    """The six fields first, then one color after the other."""
    more = [Image.new("RGB", (96, 64), COLORS[n % 6]) for n in range(frames - 1)]
    return encoded(blocks(), form, save_all=True, append_images=more)


def bomb(form: str) -> bytes:
    """A small file that claims to hold far too many pixels."""
    match form:
        case "PNG":
            return png(b"", 60_000, 60_000, 8, 2)
        case "GIF":
            return b"GIF89a" + struct.pack("<HH", 65535, 65535) + encoded(blocks(), "GIF")[10:]
        case "BMP":
            whole = bytearray(encoded(blocks(), "BMP"))
            whole[18:26] = struct.pack("<ii", 60_000, 60_000)
            return bytes(whole)
        case "JPEG":
            whole = bytearray(encoded(blocks(), "JPEG"))
            place = whole.index(b"\xff\xc0") + 5
            whole[place:place + 4] = struct.pack(">HH", 65_000, 65_000)
            return bytes(whole)
        case "TIFF":
            whole = encoded(blocks(97, 65), "TIFF")
            return whole.replace(struct.pack("<HHIHH", 256, 4, 1, 97, 0), struct.pack(
                "<HHII", 256, 4, 1, 60_000)).replace(
                struct.pack("<HHIHH", 257, 4, 1, 65, 0), struct.pack("<HHII", 257, 4, 1, 60_000))
    raise ValueError(form)


def cut(content: bytes, percent: float) -> bytes:
    """The first part of a file."""
    return content[:round(len(content) * percent / 100)]


def bad_chunk_png() -> bytes:
    """A whole picture behind a comment whose checksum is wrong."""
    comment = bytearray(chunk(b"tEXt", b"Comment\0a cow"))
    comment[-1] ^= 0xFF
    whole = encoded(photograph(), "PNG")
    return whole[:33] + bytes(comment) + whole[33:]


def broken_stream_png() -> bytes:
    """A picture with a damaged place in the middle of its data."""
    whole = bytearray(encoded(photograph(), "PNG"))
    middle = len(whole) // 2
    whole[middle:middle + 40] = bytes(40)
    return bytes(whole)


@dataclass(frozen=True)
class OddFile:
    """A file, and what must become of it."""

    name: str
    content: bytes
    state: Literal["fine", "repaired", "refused"]


@cache
def odd_files() -> tuple[OddFile, ...]:
    """Files that are unusual in one way each; the names are plain."""
    return (*_unusual(), *_damaged(), *_no_pictures())


def _unusual() -> list[OddFile]:
    jpeg, plain_png = encoded(blocks(), "JPEG"), encoded(blocks(), "PNG")
    palette = blocks().quantize(8)
    return [OddFile(name, content, "fine") for name, content in {
        "turned.jpg": encoded(blocks(), "JPEG", exif=exif(6)),
        "cmyk.jpg": encoded(blocks().convert("CMYK"), "JPEG"),
        "gray.jpg": encoded(blocks().convert("L"), "JPEG"),
        "jpeg called.png": jpeg,
        "png called.jpg": plain_png,
        "no suffix": jpeg,
        "odd suffix.xyz": plain_png,
        "LOUD.JPG": jpeg,
        "alpha.png": encoded(blocks().convert("RGBA"), "PNG"),
        "bilevel.png": encoded(blocks().convert("1"), "PNG"),
        "palette.png": encoded(palette, "PNG", transparency=1),
        "interlaced.gif": encoded(palette, "GIF", interlace=True),
        "sixteen bits.png": deep_png(np.arange(0, 65536, 64, np.uint16).reshape(32, 32)),
        "float.tif": encoded(Image.fromarray(np.eye(8, dtype=np.float32)), "TIFF"),
        "pages.tif": animation("TIFF", 3),
        "moves.gif": animation("GIF"),
        "moves.webp": animation("WEBP"),
        "moves.png": animation("PNG"),
        "dot.png": encoded(Image.new("RGB", (1, 1), "red"), "PNG"),
        "long.png": encoded(Image.new("RGB", (1, 30_000), "red"), "PNG"),
        "trailing.jpg": jpeg + b"and more" * 100,
        "phone.heic": encoded(blocks(), "HEIC"),
        "small.avif": encoded(blocks(), "AVIF"),
        "small.tga": encoded(blocks(), "TGA"),
        "small.ico": encoded(blocks(), "ICO"),
        "small.ppm": encoded(blocks(), "PPM"),
        "small.bmp": encoded(blocks(), "BMP"),
    }.items()]


def _damaged() -> list[OddFile]:
    jpeg = encoded(photograph(), "JPEG")
    layered = encoded(photograph(), "JPEG", progressive=True)
    plain_png, bmp = encoded(photograph(), "PNG"), encoded(photograph(), "BMP")
    repaired = {
        "cut.jpg": cut(jpeg, 66), "nearly whole.jpg": jpeg[:-2],
        "zeros at the end.jpg": jpeg[:len(jpeg) // 2] + bytes(len(jpeg) // 2),
        "cut progressive.jpg": cut(layered, 50),
        "cut.png": cut(plain_png, 66), "bad chunk.png": bad_chunk_png(),
        "broken stream.png": broken_stream_png(),
        "cut.bmp": cut(bmp, 50), "cut.gif": cut(encoded(photograph(), "GIF"), 60),
        "cut.tif": cut(encoded(photograph(), "TIFF"), 50),
    }
    refused = {
        "only a header.jpg": cut(jpeg, 1), "hardly begun.png": cut(plain_png, 3),
        "signature.png": plain_png[:8], "cut.webp": cut(encoded(photograph(), "WEBP"), 50),
        "cut.heic": cut(encoded(photograph(), "HEIC"), 50),
        "cut.avif": cut(encoded(photograph(), "AVIF"), 50),
    }
    return [*(OddFile(name, content, "repaired") for name, content in repaired.items()),
            *(OddFile(name, content, "refused") for name, content in refused.items())]


def _no_pictures() -> list[OddFile]:
    return [OddFile(name, content, "refused") for name, content in {
        "empty.jpg": b"",
        "text.jpg": b"A cow is a cow is a cow.\n" * 10,
        "page.jpg": b"<!DOCTYPE html><html><body>404</body></html>",
        "drawing.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "document.pdf": b"%PDF-1.7\n%%EOF",
        "raw.nef": encoded(blocks(), "TIFF"),
        "bomb.png": bomb("PNG"),
        "bomb.gif": bomb("GIF"),
        "bomb.bmp": bomb("BMP"),
        "bomb.jpg": bomb("JPEG"),
        "bomb.tif": bomb("TIFF"),
    }.items()]


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
        os.mkfifo(folder / "pipe.jpg")
    return [file.name for file in odd_files()]
