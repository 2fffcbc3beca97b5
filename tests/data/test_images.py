"""The decoder: turns, colors, depths, frames, sizes. Damage is in test_repair.py."""

from __future__ import annotations

import io
import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageOps

from satsuma.data.images import Header, describe, open_picture
from satsuma.data.outcome import Refused


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
        found = "refused" if str(refused) else "refused without a word"
    else:
        found = picture.outcome.state
    assert found == file.state, file.name
    if found == "refused":
        return
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
