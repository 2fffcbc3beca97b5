"""Damaged pictures by the thousand: every file ends in one outcome, soon, within its memory.

Real files of every common kind are cut, and bytes in them flipped, dropped, moved and put in; each
then goes all the ways a picture goes: header, viewer, thumbnail, network.
"""

from __future__ import annotations

import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from satsuma.algorithms.networks import network
from satsuma.algorithms.see import see
from satsuma.data.images import describe, open_picture
from satsuma.data.outcome import Refused
from satsuma.ui.painters.thumbnails_store import make
from tests.picture_bytes import (
    animation,
    blocks,
    deep_png,
    encoded,
    exif,
    ink_profile,
    photograph,
    ycck,
)
from tests.trust.telling import report
from tests.trust.watching_model import NETWORK

RECIPE = network(NETWORK).preprocessing
SECONDS = 20.0
"""Of the processor for one file, all ways together; a sound one of this size takes 0.02."""

MEGABYTES = 2_500
"""By how much the process may grow in all: pictures of up to 300 megapixels are decoded."""

sizes = pytest.mark.parametrize("examples", [45, pytest.param(4_000, marks=pytest.mark.long)])


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Sound files by format."""
    image, small, palette = photograph(64, 48), blocks(24, 16), photograph(64, 48).quantize(16)
    deep = np.asarray(small).astype(np.uint16) * 257
    return {
        "JPEG": (encoded(image, "JPEG"), encoded(image, "JPEG", progressive=True),
                 encoded(image, "JPEG", exif=exif(6)), ycck(small.convert("CMYK")),
                 encoded(small.convert("CMYK"), "JPEG", icc_profile=ink_profile())),
        "PNG": (encoded(image, "PNG"), encoded(palette, "PNG", transparency=1), deep_png(deep),
                animation("PNG", 3), encoded(small, "PNG", exif=exif(5))),
        "WebP": (encoded(image, "WEBP"), encoded(small, "WEBP", lossless=True),
                 animation("WEBP", 3)),
        "TIFF": tuple(encoded(small, "TIFF", compression=how) for how in
                      ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"))
                + (encoded(small.convert("1"), "TIFF", compression="group4"),
                   encoded(Image.fromarray(np.eye(9, dtype=np.float32)), "TIFF")),
        "GIF": (encoded(palette, "GIF"), animation("GIF", 3)),
        "HEIC": (encoded(image, "HEIC"), encoded(image, "HEIC", exif=exif(8))),
        "BMP": (encoded(image, "BMP"), encoded(small.convert("P"), "BMP")),
    }


PLACE = st.floats(0, 1, exclude_max=True)
CHANGE = st.one_of(
    st.tuples(st.just("flip"), PLACE, st.integers(0, 7)),
    st.tuples(st.just("set"), PLACE, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("add"), PLACE, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("drop"), PLACE, st.integers(1, 40)),
    st.tuples(st.just("twice"), PLACE, st.integers(1, 200)),
    st.tuples(st.just("cut"), PLACE, st.just(0)),
    # Most fields that decide how a file is read stand near its beginning.
    st.tuples(st.just("flip"), PLACE.map(lambda place: place / 20), st.integers(0, 7)),
    st.tuples(st.just("set"), PLACE.map(lambda place: place / 20),
              st.sampled_from([b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff",
                               b"\0\0\0\0", b"\x80\0\0\0"])))


def changed(content: bytes, changes: list[tuple[str, float, object]]) -> bytes:
    data = bytearray(content)
    for what, where, how in changes:
        place = int(where * len(data))
        match what, how:
            case "flip", int(bit) if data:
                data[place] ^= 1 << bit
            case "set", bytes(new):
                data[place:place + len(new)] = new
            case "add", bytes(new):
                data[place:place] = new
            case "drop", int(count):
                del data[place:place + count]
            case "twice", int(count):
                data[place:place] = data[place:place + count]
            case "cut", _:
                del data[place:]
    return bytes(data)


@pytest.mark.timeout(3_600)
@sizes
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WebP", "TIFF", "GIF", "HEIC", "BMP"])
def test_a_damaged_file_ends_in_one_outcome(tmp_path, form, examples):
    before, longest = peak_megabytes(), [0.0]

    @settings(max_examples=examples, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))
    @given(content=st.sampled_from(seeds()[form]),
           changes=st.lists(CHANGE, min_size=1, max_size=4))
    def attack(content, changes):
        file = tmp_path / "picture"
        file.write_bytes(changed(content, changes))
        started = time.thread_time()
        goes_all_ways(file)
        longest.append(time.thread_time() - started)
        assert longest[-1] < SECONDS

    attack()
    report(f"damaged {form}", files=len(longest) - 1, longest_s=round(max(longest), 2),
           grew_MB=round(peak_megabytes() - before))
    assert peak_megabytes() - before < MEGABYTES


def goes_all_ways(file: Path) -> None:
    """Header, viewer, thumbnail and network agree on whether there is a picture, and which."""
    try:
        picture = open_picture(file)
    except Refused:
        for way in (open_picture, lambda file: make(file, 64),
                    lambda file: open_picture(file, short_side=8)):
            with pytest.raises(Refused, match="."):
                way(file)
        return
    header, small = describe(file), make(file, 64)
    assert picture.size == picture.upright().size
    if header.format != "HEIC":  # where the size stands twice
        assert (header.width, header.height) == picture.size
    assert small.pixels.mode == picture.pixels.mode == "RGB"
    assert max(small.pixels.size) <= 64
    shrunk = open_picture(file, short_side=8)
    assert (shrunk.size, shrunk.outcome.state) == (picture.size, picture.outcome.state)
    seen = see(shrunk, RECIPE)
    assert (seen.shape, seen.dtype) == ((RECIPE.crop, RECIPE.crop, 3), np.uint8)


def peak_megabytes() -> float:
    """The most memory that the process had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)
