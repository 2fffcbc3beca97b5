"""Whatever bytes a file holds, the decoder gives a picture or a reason, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.data.images import describe, open_picture
from satsuma.data.outcome import Refused

LIMITS = settings(max_examples=120, deadline=None, derandomize=True,
                  suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SUFFIXES = st.sampled_from(["", ".jpg", ".png", ".tga", ".ico", ".heic", ".tif"])
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["set", "cut", "drop", "add"]),
                             st.binary(min_size=1, max_size=8)), min_size=1, max_size=5)


def look(folder, content, suffix=""):
    """Both ways of looking at the content."""
    file = folder / f"any{suffix}"
    file.write_bytes(content)
    for how in (open_picture, lambda file: open_picture(file, short_side=20, repair=False)):
        try:
            picture = how(file)
        except Refused as refused:
            reason = str(refused)
        else:
            assert picture.pixels.mode == "RGB"
            assert picture.outcome.state in ("fine", "repaired")
            assert picture.upright().width <= picture.size[0]
            reason = "a picture"
        assert reason
    try:
        header = describe(file)
    except Refused:
        return
    assert min(header.width, header.height) >= 1


@LIMITS
@given(content=st.binary(max_size=200), suffix=SUFFIXES)
def test_random_bytes(tmp_path, content, suffix):
    look(tmp_path, content, suffix)


@LIMITS
@given(content=st.binary(max_size=120), start=st.sampled_from([
    b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"BM", b"II*\0", b"MM\0*",
    b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypavif", b"\0\0\0\x18ftypheic", b"P6 3 2 255\n",
    b"P1 9 9 ", b"P5 3 2 65535\n", b"Pf 3 2 -1\n", b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x18\0"]))
def test_random_bytes_behind_a_signature(tmp_path, start, content):
    look(tmp_path, start + content)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "HEIC",
                                  "PPM", "ICO", "TGA", "MPO", "progressive", "deep"])
def test_random_changes_of_real_files(hostile, tmp_path, form):
    image = hostile.blocks(24, 16)
    if form == "progressive":
        content = hostile.encoded(image, "JPEG", progressive=True)
    elif form == "deep":
        content = hostile.deep_png(np.asarray(image).astype(np.uint16) * 257)
    else:
        content = hostile.animation("MPO", 2) if form == "MPO" else hostile.encoded(image, form)

    @settings(LIMITS, max_examples=40)
    @given(changes=CHANGES)
    def change(changes):
        look(tmp_path, changed(content, changes), ".tga" if form == "TGA" else "")

    change()


def changed(content, changes):
    """The content with bytes set, dropped, added, or cut off, at shares of its length."""
    data = bytearray(content)
    for where, what, new in changes:
        place = int(where * len(data))
        match what:
            case "set":
                data[place:place + len(new)] = new
            case "add":
                data[place:place] = new
            case "drop":
                del data[place:place + len(new)]
            case "cut":
                del data[max(place, 8):]
    return bytes(data)
