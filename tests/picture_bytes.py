"""The bytes of picture files: common ones, rare ones, and ones no program should have written.

What is not in Pillow's power is put together here byte by byte, from the formats' own papers.
Nothing in here is dangerous: the worst is a file that claims to be enormous.
"""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from typing import Any

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


def stored(upright: np.ndarray, turn: int) -> np.ndarray:
    """How a picture (h × w × c) lies in a file whose EXIF orientation is `turn`.

    After the table of EXIF 2.3, 4.6.4 A: where row 0 and column 0 of the file are seen.
    """
    if turn in (2, 3, 6, 7):  # column 0, or for 6 and 7 row 0, is seen at the right
        upright = upright[:, ::-1]
    if turn in (3, 4, 7, 8):  # row 0, or for 7 and 8 column 0, is seen at the bottom
        upright = upright[::-1]
    return np.ascontiguousarray(upright.swapaxes(0, 1) if turn >= 5 else upright)


def turned_file(upright: Image.Image, turn: int, form: str, **options: Any) -> bytes:
    """A file that shows the picture when its EXIF orientation is heeded."""
    image = Image.fromarray(stored(np.asarray(upright), turn))
    return encoded(image, form, exif=exif(turn), **options)


def ycck(ink: Image.Image, **options: Any) -> bytes:
    """A JPEG of a CMYK picture with the first three inks as brightness and two differences.

    Pillow writes CMYK only; so the numbers are brought to YCCK here, and the byte that says so is
    set in Adobe's marker (Adobe Technical Note 5116, Supporting the DCT Filters, 18).
    """
    *three, black = ink.split()
    parts = Image.merge("RGB", three).convert("YCbCr").split()
    turned_round = [part.point(lambda value: 255 - value) for part in parts]
    whole = bytearray(encoded(Image.merge("CMYK", (*turned_round, black)), "JPEG", **options))
    place = whole.index(b"\xff\xee\0\x0eAdobe")
    whole[place + 15] = 2
    return bytes(whole)


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
            return claiming_jpeg(65_000, 65_000)
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


def pages_in_a_circle() -> bytes:
    """A TIFF whose third page is followed by its first."""
    whole = bytearray(animation("TIFF", 3))
    first = struct.unpack_from("<I", whole, 4)[0]
    *_, last = _pages(whole)
    struct.pack_into("<I", whole, last + 2 + 12 * struct.unpack_from("<H", whole, last)[0], first)
    return bytes(whole)


def many_pages(count: int) -> bytes:
    """A TIFF of one gray pixel, so many times."""
    tags = struct.pack("<H", 9) + b"".join(struct.pack("<HHII", *tag) for tag in (
        (256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1)))
    size = len(tags) + 4
    places = [16 + size * (number + 1) for number in range(count - 1)] + [0]
    return b"II*\0" + struct.pack("<I", 16) + bytes(8) + b"".join(
        tags + struct.pack("<I", place) for place in places)


def _pages(whole: bytes | bytearray) -> list[int]:
    """Where the directories of a little-endian TIFF lie."""
    found, place = [], struct.unpack_from("<I", whole, 4)[0]
    while place:
        found.append(place)
        place = struct.unpack_from("<I", whole, place + 2 + 12 * struct.unpack_from(
            "<H", whole, place)[0])[0]
    return found


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last pass comes so many times more."""
    whole = encoded(blocks().convert("L"), "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda"):-2]
    return whole[:-2] + last * count + b"\xff\xd9"


def claiming_jpeg(width: int, height: int, **options: Any) -> bytes:
    """A small JPEG whose header claims another size."""
    whole = bytearray(encoded(blocks(), "JPEG", **options))
    place = whole.index(b"\xff\xc2" if options.get("progressive") else b"\xff\xc0") + 5
    whole[place:place + 4] = struct.pack(">HH", height, width)
    return bytes(whole)
