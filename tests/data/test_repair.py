"""Repair: what is kept of damaged files, and whether the missing share is told truly."""

from __future__ import annotations

import re
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageFile

from satsuma.data.images import describe, open_picture
from satsuma.data.outcome import Refused
from satsuma.data.png import sound_png


def share(picture):
    """The missing share that the outcome tells."""
    return int(re.search(r"(\d+)% of the picture is missing", picture.outcome.reason)[1]) / 100


def gray_share(picture):
    """The share of pixels that are exactly mid gray."""
    return (np.asarray(picture.pixels) == 128).all(axis=2).mean()


def kept(picture, whole):
    """Whether the pixels that are not gray are those of the whole picture."""
    found, true = np.asarray(picture.pixels), np.asarray(whole)
    there = ~(found == 128).all(axis=2)
    return there.any() and (found[there] == true[there]).all()


@pytest.mark.parametrize("percent", [33, 66, 99])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "GIF", "PPM", "TIFF", "TGA"])
def test_what_came_is_kept_and_the_rest_is_gray(hostile, read, form, percent):
    photo = hostile.photograph(200, 400)
    photo = photo.quantize(16).convert("RGB") if form == "GIF" else photo
    whole = hostile.encoded(photo, form)
    picture = read(hostile.cut(whole, percent), f"cut.{form.lower()}")
    assert picture.outcome.state == "repaired"
    assert share(picture) == pytest.approx(1 - percent / 100, abs=0.16)
    assert share(picture) == pytest.approx(gray_share(picture), abs=0.011)
    assert kept(picture, read(whole, f"whole.{form.lower()}").pixels)


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "jpeg"])
def test_a_compressed_tiff_keeps_its_sound_strips(hostile, read, capfd, compression):
    whole = hostile.encoded(
        hostile.photograph(200, 400), "TIFF", compression=compression, strip_size=8000)
    content = bytearray(whole)
    middle = len(whole) // 2
    content[middle:middle + 3000] = bytes(3000)
    picture = read(bytes(content))
    assert share(picture) == pytest.approx(0.5, abs=0.15)
    above = (0, 0, 200, 160)
    assert picture.pixels.crop(above).tobytes() == read(whole).pixels.crop(above).tobytes()
    capfd.readouterr()  # libtiff talks to the terminal


@pytest.mark.parametrize("percent", [1, 5])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "TIFF"])
def test_with_next_to_nothing_left_a_picture_is_refused(hostile, read, form, percent):
    with pytest.raises(Refused):
        read(hostile.cut(hostile.encoded(hostile.photograph(), form), percent))


@pytest.mark.parametrize("form", ["WEBP", "AVIF", "HEIC", "ICO"])
@pytest.mark.parametrize("percent", [1, 33, 66, 99])
def test_formats_that_come_whole_or_not_at_all_are_refused(hostile, read, form, percent):
    with pytest.raises(Refused):
        read(hostile.cut(hostile.encoded(hostile.photograph(), form), percent))


@pytest.mark.parametrize("percent", [33, 66, 99])
def test_a_cut_progressive_jpeg_shows_all_of_it_less_finely(hostile, read, percent):
    photo = hostile.photograph()
    whole = hostile.encoded(photo, "JPEG", progressive=True)
    picture = read(hostile.cut(whole, percent))
    assert picture.outcome.state == "repaired"
    assert "finer detail is missing everywhere" in picture.outcome.reason
    assert gray_share(picture) < 0.01
    true = np.asarray(photo, np.int16)
    assert np.abs(np.asarray(picture.pixels) - true).mean() < 25


def test_a_progressive_jpeg_cut_in_its_first_scan_tells_the_share(hostile, read):
    whole = hostile.encoded(hostile.photograph(320, 320), "JPEG", progressive=True)
    scans = [match.start() for match in re.finditer(b"\xff\xda", whole)]
    picture = read(whole[:scans[0] + (scans[1] - scans[0]) * 6 // 10])
    assert "and finer detail of the rest" in picture.outcome.reason
    assert share(picture) == pytest.approx(0.4, abs=0.2)
    assert gray_share(picture) == pytest.approx(share(picture), abs=0.05)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_only_lacks_its_end_lacks_no_pixel(hostile, read, progressive):
    whole = hostile.encoded(hostile.photograph(), "JPEG", progressive=progressive)
    picture = read(whole[:-2])
    assert picture.outcome.reason == (
        "the file breaks off behind its last row; the picture itself is whole")
    assert (np.asarray(picture.pixels) == np.asarray(read(whole).pixels)).all()


def test_a_jpeg_broken_in_the_middle_loses_what_follows(hostile, read):
    whole = bytearray(hostile.encoded(hostile.photograph(200, 400), "JPEG"))
    middle = len(whole) // 2
    whole[middle:middle + 2] = b"\xff\xc0"  # a marker that may not stand there
    picture = read(bytes(whole))
    assert picture.outcome.state == "repaired"
    assert share(picture) == pytest.approx(0.5, abs=0.15)


def test_a_download_filled_with_zeros_tells_what_is_missing(hostile, read):
    whole = hostile.encoded(hostile.photograph(200, 400), "JPEG")
    half = len(whole) // 2
    picture = read(whole[:half] + bytes(len(whole) - half))
    assert share(picture) == pytest.approx(0.5, abs=0.15)


def test_a_cut_jpeg_can_be_shrunk_and_turned(hostile, read):
    whole = hostile.encoded(hostile.photograph(1200, 800), "JPEG", exif=hostile.exif(6))
    picture = read(hostile.cut(whole, 60), short_side=100)
    assert picture.pixels.size == (300, 200)
    assert picture.size == (800, 1200)
    assert picture.upright().size == (200, 300)
    assert share(picture) == pytest.approx(gray_share(picture), abs=0.01)


def test_a_cut_tiff_is_still_turned(hostile, read):
    whole = hostile.encoded(hostile.photograph(200, 100), "TIFF", exif=hostile.exif(6))
    picture = read(hostile.cut(whole, 70))
    assert picture.size == picture.upright().size == (100, 200)
    assert share(picture) == pytest.approx(0.3, abs=0.03)


def test_a_tiff_with_fewer_strips_than_its_height_is_not_fine(hostile, read):
    whole = hostile.encoded(hostile.photograph(97, 65), "TIFF")
    taller = whole.replace(struct.pack("<HHIHH", 257, 4, 1, 65, 0), struct.pack(
        "<HHII", 257, 4, 1, 130))
    if taller == whole:
        taller = whole.replace(struct.pack("<HHII", 257, 3, 1, 65), struct.pack(
            "<HHII", 257, 3, 1, 130))
    assert taller != whole
    picture = read(taller)
    assert share(picture) == 0.5
    assert gray_share(picture) == pytest.approx(0.5, abs=0.01)


def test_a_cut_picture_of_16_bits_is_scaled_by_what_is_there(hostile, read):
    random = np.random.default_rng(0)
    values = random.integers(1000, 4096, (200, 100, 3)).astype(np.uint16)
    picture = read(hostile.cut(hostile.deep_png(values), 70))
    assert picture.outcome.notes == ("12 bits scaled to 8",)
    assert (np.asarray(picture.pixels)[:100] == values[:100] >> 4).all()


def test_a_cut_float_picture_is_stretched_by_what_is_there(hostile, read):
    values = np.random.default_rng(0).uniform(5, 9, (200, 100)).astype(np.float32)
    picture = read(hostile.cut(hostile.encoded(Image.fromarray(values), "TIFF"), 70))
    low = re.search(r"numbers from (\S+) to", picture.outcome.notes[0])[1]
    assert float(low) >= 5


def test_a_damaged_comment_costs_nothing_of_a_png(hostile, keep):
    file = keep(hostile.bad_chunk_png())
    picture = open_picture(file)
    assert picture.outcome.reason == (
        "damaged side information was left out; the picture itself is whole")
    assert (np.asarray(picture.pixels) == np.asarray(hostile.photograph())).all()
    assert describe(file).width == 160


def test_a_png_with_a_damaged_header_is_refused(hostile, keep):
    whole = bytearray(hostile.encoded(hostile.photograph(), "PNG"))
    whole[18] ^= 1  # the width; its checksum no longer fits
    file = keep(bytes(whole))
    for look in (open_picture, describe):
        with pytest.raises(Refused):
            look(file)


def test_a_png_with_wrong_data_of_full_length_says_that_they_may_be_wrong(hostile, read):
    rows = b"".join(b"\0" + bytes([n] * 30) for n in range(100))
    damaged = bytearray(hostile.chunk(b"IDAT", zlib.compress(rows, 0)))
    damaged[1500] ^= 0xFF
    whole = hostile.png(rows, 10, 100, 8, 2).replace(
        hostile.chunk(b"IDAT", zlib.compress(rows)), bytes(damaged))
    assert read(whole).outcome.reason.endswith("parts of the rest may be wrong")


def test_a_png_without_its_end_is_whole_but_not_fine(hostile, read):
    whole = hostile.encoded(hostile.photograph(), "PNG")
    assert "behind its last row" in read(whole[:-12]).outcome.reason
    assert read(whole + b"appended").outcome.state == "fine"


def test_an_interlaced_png_keeps_its_coarse_passes(hostile, read):
    """Adam7: the first pass has one pixel in 64."""
    whole = interlaced(hostile)
    picture = read(whole[:len(whole) // 2])
    assert picture.outcome.state == "repaired"
    assert share(picture) == pytest.approx(gray_share(picture), abs=0.01)


def interlaced(hostile):
    random = np.random.default_rng(0)
    pixels = random.integers(0, 127, (64, 64), dtype=np.uint8)
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
              (1, 0, 2, 1)]
    rows = b"".join(b"\0" + row.tobytes() for y, x, down, right in passes
                    for row in pixels[y::down, x::right])
    header = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 1)
    return (b"\x89PNG\r\n\x1a\n" + hostile.chunk(b"IHDR", header)
            + hostile.chunk(b"IDAT", zlib.compress(rows)) + hostile.chunk(b"IEND", b""))


def test_a_small_file_that_claims_many_pixels_costs_little(hostile, read):
    """16,000 × 16,000 pixels, of which not one is there."""
    with pytest.raises(Refused, match="16,000 × 16,000 pixels, but holds hardly any"):
        read(hostile.png(b"\0" * 100, 16_000, 16_000, 8, 2))


def test_without_repair_damaged_files_are_refused(hostile, keep):
    for file in hostile.odd_files():
        if file.state == "repaired":
            with pytest.raises(Refused):
                open_picture(keep(file.content, file.name), repair=False)


def test_nothing_global_is_switched_on(hostile, read):
    read(hostile.cut(hostile.encoded(hostile.photograph(), "JPEG"), 66))
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    assert Image.MAX_IMAGE_PIXELS == 89478485


def test_a_sound_png_stays_the_picture_it_is(hostile, read):
    whole = hostile.encoded(hostile.blocks().quantize(8), "PNG", transparency=1,
                            exif=hostile.exif(6))
    one, other = read(whole), read(sound_png(whole))
    assert one.pixels.tobytes() == other.pixels.tobytes()
    assert one.turn == other.turn == 6
