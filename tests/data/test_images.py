"""The decoder: turns, colors, depths, frames, sizes. Damage is in test_repair.py."""

from __future__ import annotations

import io
import itertools
import os
import struct
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from satsuma.data.images import Header, describe, open_picture
from satsuma.data.outcome import Refused


@pytest.fixture
def keep(tmp_path):
    def keep(content, name="picture"):
        file = tmp_path / name
        file.write_bytes(content)
        return file
    return keep


@pytest.fixture
def read(keep):
    """Write the content and decode it."""
    def read(content, name="picture", **how):
        return open_picture(keep(content, name), **how)
    return read


def stored(image, turn):
    """How a camera stores the picture that is upright after the turn."""
    back = {6: 8, 8: 6}.get(turn, turn)  # the others undo themselves
    block = Image.Exif()
    block[0x0112] = back
    holder = image.copy()
    holder.info["exif"] = block.tobytes()
    return ImageOps.exif_transpose(holder)


def far(one, other):
    """The largest mean difference of a color field's middle, in 0 … 255."""
    if one.size != other.size:
        return 255
    a, b = (np.asarray(image, np.int16) for image in (one, other))
    return np.abs(a - b).mean()


FORMATS = [("JPEG", 3), ("PNG", 0), ("TIFF", 0), ("WEBP", 5), ("AVIF", 5), ("HEIC", 6)]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize(("form", "near"), FORMATS)
def test_pictures_come_out_the_right_way_up(hostile, keep, form, near, turn):
    upright = hostile.blocks()
    options = {"quality": 95} if form not in ("PNG", "TIFF") else {}
    if form == "JPEG":
        options["subsampling"] = 0
    content = hostile.encoded(stored(upright, turn), form, exif=hostile.exif(turn), **options)
    file = keep(content)
    picture = open_picture(file)
    assert far(picture.upright(), upright) <= near
    assert picture.size == upright.size
    assert picture.outcome.state == "fine"
    header = describe(file)
    assert (header.width, header.height) == upright.size


@pytest.mark.parametrize("turn", [0, 9, 77])
def test_a_turn_that_does_not_exist_is_none(hostile, read, turn):
    assert read(hostile.encoded(hostile.blocks(), "JPEG", exif=hostile.exif(turn))).turn == 1


def test_the_turn_of_a_png_may_stand_behind_its_pixels(hostile, keep):
    whole = hostile.encoded(hostile.blocks(), "PNG")
    late = whole[:-12] + hostile.chunk(b"eXIf", hostile.exif(6)[6:]) + whole[-12:]
    file = keep(late)
    assert describe(file) == Header(64, 96, "PNG")
    assert open_picture(file).size == (64, 96)


def test_a_shrunken_photograph_still_tells_its_full_size(hostile, read):
    photo = hostile.encoded(hostile.photograph(1200, 800), "JPEG", exif=hostile.exif(6))
    picture = read(photo, short_side=100)
    assert picture.size == (800, 1200)
    assert picture.pixels.size == (300, 200)
    assert picture.upright().size == (200, 300)


@pytest.mark.parametrize("size", [(1200, 800), (801, 1203), (447, 447), (448, 448), (896, 3000),
                                  (899, 897), (100, 5000), (1, 3000)])
@pytest.mark.parametrize("short_side", [1, 50, 224])
def test_a_jpeg_is_never_shrunk_below_twice_the_short_side(hostile, read, size, short_side):
    content = hostile.encoded(Image.new("RGB", size, "teal"), "JPEG")
    pixels = read(content, short_side=short_side).pixels
    assert min(pixels.size) >= min(2 * short_side, min(size))
    assert pixels.size in [tuple(-(-side // step) for side in size) for step in (1, 2, 4, 8)]


def test_only_what_is_asked_for_is_shrunk(hostile, read):
    photo = hostile.photograph(1200, 800)
    assert read(hostile.encoded(photo, "JPEG")).pixels.size == (1200, 800)
    assert read(hostile.encoded(photo, "PNG"), short_side=10).pixels.size == (1200, 800)


def rgb(read, content, name="picture"):
    """The pixels of a file as numbers, and the notes."""
    picture = read(content, name)
    assert picture.pixels.mode == "RGB"
    assert picture.outcome.state == "fine"
    return np.asarray(picture.pixels), picture.outcome.notes


def test_transparency_shows_white_and_never_the_hidden_color(hostile, read):
    image = Image.new("RGBA", (3, 1))
    for x, color in enumerate([(255, 0, 0, 255), (255, 0, 0, 128), (255, 0, 0, 0)]):
        image.putpixel((x, 0), color)
    expected = [(255, 0, 0), (255, 127, 127), (255, 255, 255)]
    for form in ("PNG", "TIFF", "TGA"):
        pixels, _ = rgb(read, hostile.encoded(image, form), f"a.{form.lower()}")
        assert [tuple(pixel) for pixel in pixels[0]] == expected, form


@pytest.mark.parametrize("form", ["WEBP", "AVIF", "HEIC", "ICO"])
def test_transparency_shows_white_in_every_format_that_has_it(hostile, read, form):
    image = hostile.blocks(64, 64).convert("RGBA")
    image.putalpha(0)
    options = {"sizes": [(64, 64)]} if form == "ICO" else {}
    pixels, _ = rgb(read, hostile.encoded(image, form, **options))
    assert (pixels >= 254).all()


def test_gray_with_alpha_shows_white(hostile, read):
    image = Image.merge("LA", (Image.new("L", (2, 1), 40), Image.new("L", (2, 1), 255)))
    image.putpixel((1, 0), (40, 0))
    pixels, _ = rgb(read, hostile.encoded(image, "PNG"))
    assert pixels[0].tolist() == [[40] * 3, [255] * 3]


def test_a_transparent_color_of_a_palette_shows_white(hostile, read):
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    for content in (hostile.encoded(image, "PNG", transparency=1),
                    hostile.encoded(image, "PNG", transparency=b"\xff\x00"),
                    hostile.encoded(image, "GIF", transparency=1)):
        assert rgb(read, content)[0][0].tolist() == [[255, 0, 0], [255] * 3]


def test_a_transparent_color_outside_a_palette_shows_white(hostile, read):
    color = Image.new("RGB", (2, 1), (9, 8, 7))
    color.putpixel((0, 0), (255, 0, 0))
    assert rgb(read, hostile.encoded(color, "PNG", transparency=(9, 8, 7)))[0][0].tolist() == [
        [255, 0, 0], [255] * 3]
    assert rgb(read, hostile.encoded(color.convert("L"), "PNG", transparency=8))[0][0].tolist() == [
        [76] * 3, [255] * 3]


@pytest.mark.parametrize(("bits", "row", "first"), [(1, 0b0100_0000, 0), (2, 0b0001_0000, 0),
                                                   (4, 0b0001_0000, 17)])
def test_a_transparent_gray_of_few_bits_shows_white(hostile, read, bits, row, first):
    """The gray one step above black is clear; of two pixels the second has it."""
    if bits == 4:  # the other way round: the first pixel is one, the second, which is clear, zero
        clear, expected = b"\0\0", [[first] * 3, [255] * 3]
    else:
        clear, expected = b"\0\1", [[0] * 3, [255] * 3]
    content = hostile.png(bytes([0, row]), 2, 1, bits, 0, hostile.chunk(b"tRNS", clear))
    assert rgb(read, content)[0][0].tolist() == expected


def test_a_tga_with_an_empty_fourth_channel_is_opaque(hostile, read):
    image = hostile.blocks().convert("RGBA")
    image.putalpha(0)
    pixels, _ = rgb(read, hostile.encoded(image, "TGA"), "a.tga")
    assert (pixels == np.asarray(hostile.blocks())).all()


FULL = np.array([[0, 257, 25700, 65535]], np.uint16)
TWELVE = np.array([[0, 16, 1600, 4095]], np.uint16)


@pytest.mark.parametrize(("values", "expected", "note"), [
    (FULL, [0, 1, 100, 255], "16 bits scaled to 8"),
    (TWELVE, [0, 1, 100, 255], "12 bits scaled to 8"),
    (np.array([[4096, 128, 129, 65535 - 128]], np.uint16), [16, 0, 1, 255], "16 bits scaled to 8"),
])
def test_gray_of_16_bits_is_scaled_by_its_largest_value(hostile, read, values, expected, note):
    contents = [hostile.deep_png(values), hostile.encoded(Image.fromarray(values), "TIFF"),
                hostile.encoded(Image.fromarray(values), "TIFF", compression="tiff_lzw"),
                hostile.deep_png(np.stack([values, np.full_like(values, 65535)], axis=2))]
    for content in contents:
        pixels, notes = rgb(read, content)
        assert pixels[0].tolist() == [[value] * 3 for value in expected]
        assert notes == (note,)


@pytest.mark.parametrize(("values", "note"), [(FULL, "16 bits scaled to 8"),
                                              (TWELVE, "12 bits scaled to 8")])
def test_colors_of_16_bits_keep_all_of_them_until_they_are_scaled(hostile, read, values, note):
    colors = np.stack([values, values[:, ::-1], np.zeros_like(values)], axis=2)
    expected = [[0, 255, 0], [1, 100, 0], [100, 1, 0], [255, 0, 0]]
    opaque = np.full_like(values, values.max())[..., None]
    contents = [hostile.deep_png(colors), hostile.deep_png(np.concatenate([colors, opaque], axis=2)),
                *(deep_tiff(colors, order) for order in "<>")]
    for content in contents:
        pixels, notes = rgb(read, content)
        assert pixels[0].tolist() == expected
        assert notes == (note,)


def deep_tiff(values, order):
    """A plain TIFF of 16-bit RGB, little- or big-endian."""
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


def test_transparency_of_16_bits_shows_white(hostile, read):
    gray = np.array([[300, 40000]], np.uint16)
    assert rgb(read, hostile.deep_png(gray, b"\x01\x2c"))[0][0].tolist() == [[255] * 3, [156] * 3]
    color = np.stack([gray] * 3, axis=2)
    assert rgb(read, hostile.deep_png(color, b"\x01\x2c" * 3))[0][0].tolist() == [
        [255] * 3, [156] * 3]
    near = rgb(read, hostile.deep_png(color, b"\x01\x2d" * 3))[0][0]
    assert near[0].tolist() == [1] * 3  # another color with the same upper bytes is not clear
    alpha = np.concatenate([color, np.array([[[0], [65535]]], np.uint16)], axis=2)
    assert rgb(read, hostile.deep_png(alpha))[0][0].tolist() == [[255] * 3, [156] * 3]
    faint = np.stack([gray, np.array([[0, 65535]], np.uint16)], axis=2)
    assert rgb(read, hostile.deep_png(faint))[0][0].tolist() == [[255] * 3, [156] * 3]


def test_a_tiff_of_16_bits_may_count_from_white(hostile, read):
    content = hostile.encoded(Image.fromarray(FULL), "TIFF", tiffinfo={262: 0})
    assert rgb(read, content)[0][0, :, 0].tolist() == [255, 254, 155, 0]


def test_a_deep_pgm_is_scaled_by_the_largest_value_it_names(read):
    values = np.array([0, 2048, 4095], ">u2").tobytes()
    pixels, notes = rgb(read, b"P5 3 1 4095\n" + values)
    assert pixels[0, :, 0].tolist() == [0, 128, 255]
    assert notes == ("16 bits scaled to 8",)


@pytest.mark.parametrize(("values", "expected", "note"), [
    ([0, 0.5, 1], [0, 128, 255], "numbers from 0 to 1 scaled to 8 bits"),
    ([0.25, 0.5, 0.5], [64, 128, 128], "numbers from 0 to 1 scaled to 8 bits"),
    ([-1, 0, 3], [0, 64, 255], "numbers from -1 to 3 scaled to 8 bits"),
    ([7, 7, 7], [0, 0, 0], "numbers from 7 to 7 scaled to 8 bits"),
    ([0, np.nan, 1], [0, 0, 255], "numbers from 0 to 1 scaled to 8 bits"),
    ([-np.inf, 0.5, np.inf], [0, 128, 255], "numbers from 0 to 1 scaled to 8 bits"),
    ([-3e38, 0, 3e38], [0, 128, 255], "numbers from -3e+38 to 3e+38 scaled to 8 bits"),
])
def test_floats_are_stretched(hostile, read, values, expected, note):
    image = Image.fromarray(np.array([values], np.float32))
    pixels, notes = rgb(read, hostile.encoded(image, "TIFF"))
    assert pixels[0, :, 0].tolist() == expected
    assert notes == (note,)


def test_a_picture_of_no_numbers_is_refused(hostile, read):
    image = Image.fromarray(np.full((2, 2), np.nan, np.float32))
    with pytest.raises(Refused, match="NaN"):
        read(hostile.encoded(image, "TIFF"))


@pytest.mark.parametrize(("values", "expected"), [
    ([0, 257, 65535], [0, 1, 255]), ([-100, 0, 100], [0, 128, 255]),
    ([0, 1_000_000, 2_000_000], [0, 128, 255])])
def test_integers_of_32_bits(hostile, read, values, expected):
    pixels, _ = rgb(read, hostile.encoded(Image.fromarray(np.array([values], np.int32)), "TIFF"))
    assert pixels[0, :, 0].tolist() == expected


def test_two_colors_and_gray(hostile, read):
    image = Image.new("1", (2, 1))
    image.putpixel((1, 0), 1)
    for form in ("PNG", "TIFF", "BMP", "PPM", "GIF"):
        assert rgb(read, hostile.encoded(image, form))[0][0].tolist() == [[0] * 3, [255] * 3], form
    gray = Image.new("L", (1, 1), 99)
    assert rgb(read, hostile.encoded(gray, "PNG"))[0][0].tolist() == [[99] * 3]


def test_cmyk_without_a_profile_is_converted_plainly(hostile, read):
    cmyk = hostile.blocks().convert("CMYK")
    for form in ("JPEG", "TIFF"):  # in a JPEG the numbers are inverted, as Adobe does
        pixels, notes = rgb(read, hostile.encoded(cmyk, form))
        assert np.abs(pixels.astype(int) - np.asarray(hostile.blocks())).mean() < 4, form
        assert notes == ("CMYK without a color profile, converted plainly",)


def test_cmyk_with_a_damaged_or_foreign_profile_is_converted_plainly(hostile, read):
    cmyk = hostile.blocks().convert("CMYK")
    foreign = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (b"no profile at all", foreign):
        pixels, notes = rgb(read, hostile.encoded(cmyk, "TIFF", icc_profile=profile))
        assert np.abs(pixels.astype(int) - np.asarray(hostile.blocks())).mean() < 4
        assert notes == ("CMYK with a damaged color profile, converted plainly",)


def test_cmyk_goes_through_its_profile(hostile, read):
    cmyk = Image.new("CMYK", (4, 4), (255, 0, 0, 0))
    pixels, notes = rgb(read, hostile.encoded(cmyk, "TIFF", icc_profile=ink_profile()))
    assert notes == ("CMYK converted through its color profile",)
    assert np.abs(pixels[0, 0].astype(int) - GRAY_OF_THE_PROFILE).max() <= 2
    jpeg, _ = rgb(read, hostile.encoded(cmyk, "JPEG", icc_profile=ink_profile(), quality=95))
    assert np.abs(jpeg[0, 0].astype(int) - GRAY_OF_THE_PROFILE).max() <= 4


GRAY_OF_THE_PROFILE = 119  # L* = 50 in sRGB


def ink_profile():
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


def test_profiles_of_rgb_pictures_are_ignored(hostile, read):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    pixels, notes = rgb(read, hostile.encoded(hostile.blocks(), "PNG", icc_profile=profile))
    assert (pixels == np.asarray(hostile.blocks())).all()
    assert notes == ()


def test_lab_pictures_are_converted(hostile, read):
    image = Image.new("LAB", (2, 2), (128, 128, 128))
    pixels, _ = rgb(read, hostile.encoded(image, "TIFF"))
    assert np.abs(pixels.astype(int) - GRAY_OF_THE_PROFILE).max() <= 3


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF", "AVIF", "MPO"])
def test_of_several_frames_the_first_is_shown_and_the_count_told(hostile, read, form):
    picture = read(hostile.animation(form))
    assert far(picture.upright(), hostile.blocks()) < 12
    assert picture.outcome.notes == ("first of 12 frames",)


def test_a_damaged_later_frame_is_no_concern(hostile, read):
    picture = read(hostile.cut(hostile.animation("GIF"), 95))
    assert far(picture.upright(), hostile.blocks()) == 0
    assert picture.outcome.state == "fine"
    assert "frames" in picture.outcome.notes[0]


def test_every_file_ends_in_one_outcome(hostile, keep):
    for file in hostile.odd_files():
        assert_outcome(file, keep(file.content, file.name))


def assert_outcome(file, path):
    try:
        picture = open_picture(path)
    except Refused as refused:
        assert file.state == "refused", f"{file.name}: {refused}"
        assert str(refused)
        return
    assert picture.outcome.state == file.state, f"{file.name}: {picture.outcome}"
    assert bool(picture.outcome.reason) == (file.state == "repaired")
    assert picture.pixels.mode == "RGB"
    assert picture.upright().size == picture.size
    header = describe(path)
    assert (header.width, header.height) == picture.size


@pytest.mark.parametrize(("name", "reason"), [
    ("empty.jpg", "the file is empty"),
    ("text.jpg", "not a picture, although its name ends in .jpg"),
    ("page.jpg", "a web page"),
    ("drawing.svg", "a drawing (SVG), not a photograph"),
    ("document.pdf", "a drawing (PDF), not a photograph"),
    ("raw.nef", "a camera's raw file"),
    ("bomb.png", "60,000 × 60,000 pixels are more than the 300 million"),
    ("bomb.jpg", "65,000 × 65,000 pixels"), ("bomb.gif", "65,535 × 65,535 pixels"),
    ("bomb.bmp", "60,000 × 60,000 pixels"), ("bomb.tif", "60,000 × 60,000 pixels"),
])
def test_the_reason_says_what_is_wrong(hostile, keep, name, reason):
    content = next(file.content for file in hostile.odd_files() if file.name == name)
    for look in (open_picture, describe):
        with pytest.raises(Refused) as refused:
            look(keep(content, name))
        assert reason in str(refused.value)


@pytest.mark.parametrize(("name", "note"), [
    ("jpeg called.png", "a JPEG file, although its name ends in .png"),
    ("png called.jpg", "a PNG file, although its name ends in .jpg")])
def test_a_wrong_suffix_is_told(hostile, keep, name, note):
    content = next(file.content for file in hostile.odd_files() if file.name == name)
    assert open_picture(keep(content, name)).outcome.notes == (note,)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "a.jpg").mkdir()
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    reasons = {"a.jpg": "a folder", "gone.jpg": "missing", "nowhere.jpg": "missing",
               "circle.jpg": "cannot be read", "pipe.jpg": "not a plain file",
               "x" * 300: "cannot be read", "zero\0.jpg": "cannot be read",
               "a.jpg/b.jpg": "missing"}
    for name, reason in reasons.items():
        for look in (open_picture, describe):
            with pytest.raises(Refused, match=reason):
                look(tmp_path / name)


def test_a_file_of_enormous_length_is_refused(tmp_path):
    with (tmp_path / "a.jpg").open("wb") as stream:
        stream.write(b"\xff\xd8\xff")
        stream.truncate(2**31 + 1)
    with pytest.raises(Refused, match="larger than 2 GiB"):
        open_picture(tmp_path / "a.jpg")


def test_pillows_own_limit_of_size_does_not_matter(hostile, read, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    for form in ("JPEG", "PNG", "TIFF", "BMP", "PPM", "AVIF", "HEIC"):
        assert read(hostile.encoded(hostile.blocks(), form)).outcome.state == "fine", form


def test_pillows_remarks_stay_inside(hostile, keep):
    """A TIFF whose description has more entries than it should, which Pillow warns about."""
    content = hostile.encoded(hostile.blocks(), "TIFF", tiffinfo={270: "a cow"})
    odd = content.replace(b"\x1c\x01\x03\x00\x01", b"\x1c\x01\x03\x00\x02")
    assert odd != content
    file = keep(odd)
    with pytest.warns(UserWarning, match="too many entries"):
        Image.open(io.BytesIO(odd)).load()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert open_picture(file).outcome.state == "fine"
        describe(file)


def test_threads_see_the_same(hostile, tmp_path):
    files = []
    for file in hostile.odd_files():
        (tmp_path / file.name).write_bytes(file.content)
        files.append(tmp_path / file.name)
    start = threading.Barrier(2)

    def look(order):
        start.wait()
        return {file.name: told(file) for file in order}

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(look, (files, files[::-1]))
    assert one == other
    assert len(one) == len(files)


def told(file):
    try:
        picture = open_picture(file, short_side=32)
    except Refused as refused:
        return str(refused)
    return picture.pixels.tobytes(), picture.outcome
