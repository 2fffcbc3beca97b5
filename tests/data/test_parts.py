"""Files of some megabytes that consist of millions of pieces are refused soon, and not read on."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import pytest
from PIL import Image

from satsuma.data.images import describe, open_picture
from satsuma.data.outcome import Refused
from satsuma.data.parts import Counted, most_parts
from tests.picture_bytes import chunk, encoded

NUMBER = 250_000
SECONDS = 5.0
"""Of the processor; without a bound some of these take twenty."""

PICTURE = Image.new("RGB", (8, 8), "red")
JPEG, PNG = encoded(PICTURE, "JPEG"), encoded(PICTURE, "PNG")
GIF = encoded(PICTURE.quantize(4), "GIF")
FIRST = GIF.index(b",\0\0\0\0\x08\0\x08\0")
PIXELS = PNG.index(b"IDAT") - 4
FRAME = b"!\xf9\x04\x00\x05\0\0\0" + GIF[FIRST:-1]

ENDLESS = {
    "markers.jpg": JPEG[:2] + b"\xff\xe5\0\2" * NUMBER + JPEG[2:],
    "comments.jpg": JPEG[:2] + b"\xff\xfe\0\2" * NUMBER + JPEG[2:],
    "fill.jpg": JPEG[:2] + b"\xff" * 4 * NUMBER + JPEG[2:],
    "chunks.png": PNG[:PIXELS] + chunk(b"abCd", b"") * NUMBER + PNG[PIXELS:],
    "texts.png": PNG[:PIXELS] + chunk(b"tEXt", b"a\0b") * NUMBER + PNG[PIXELS:],
    "texts behind.png": PNG[:-12] + chunk(b"tEXt", b"a\0b") * NUMBER + PNG[-12:],
    "a comment.gif": GIF[:FIRST] + b"!\xfe" + b"\1x" * NUMBER + b"\0" + GIF[FIRST:],
    "comments.gif": GIF[:FIRST] + b"!\xfe\1x\0" * NUMBER + GIF[FIRST:],
    "header.ppm": b"P6\n" + b"#\n" * NUMBER + b"8 8 255\n" + bytes(192),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_picture_in_a_quarter_of_a_million_pieces_is_refused_soon(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(ENDLESS[name])
    for read in (describe, open_picture):
        began = time.thread_time()
        with pytest.raises(Refused, match="comes in more pieces than any camera"):
            read(file)
        assert time.thread_time() - began < SECONDS


def test_damage_is_no_way_around(tmp_path):
    """Repairing goes through the chunks once more."""
    file = tmp_path / "a.png"
    file.write_bytes(PNG[:PIXELS] + chunk(b"abCd", b"")[:-1] + b"x" + ENDLESS["chunks.png"][8:])
    for read in (describe, open_picture):
        began = time.thread_time()
        with pytest.raises(Refused):
            read(file)
        assert time.thread_time() - began < SECONDS


@pytest.mark.parametrize(("content", "told"), [
    (GIF[:FIRST] + FRAME * 2_000 + b";", r"first of 2000 frames"),
    (GIF[:FIRST] + FRAME * 100_000 + b";", r"first of more than [\d,]{5,6} frames"),
    (GIF[:-1] + FRAME[:-1] + b"\1x" * NUMBER + b"\0;", "first of several frames"),
])
def test_the_frames_of_a_moving_picture_are_counted_for_a_while(tmp_path, content, told):
    file = tmp_path / "a.gif"
    file.write_bytes(content)
    began = time.thread_time()
    note, = open_picture(file).outcome.notes
    assert time.thread_time() - began < SECONDS
    assert re.fullmatch(told, note)


def test_a_large_picture_of_ordinary_pieces_is_read_to_its_end():
    """A PNG in pieces of eight kilobytes, as its library writes it, and blocks of a GIF."""
    for size, piece, reads in ((2_000_000, 8_192, 4), (2_000_000, 256, 2)):
        stream = Counted(io.BytesIO(bytes(size)))
        for _ in range(size // piece * reads):
            stream.read(1)
        assert size // piece * reads < most_parts(size)


def test_a_counted_stream_is_the_stream(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"abc")
    with open(tmp_path / "a", "rb") as plain:
        stream = Counted(plain)
        assert stream.read(1) == b"a"
        assert stream.tell() == 1
        assert stream.seek(0) == 0
        assert stream.read() == b"abc"
        assert stream.fileno() == plain.fileno()
