"""JPEG: what takes far too much time or memory is refused, and nothing else is."""

from __future__ import annotations

import time

import pytest
from PIL import Image

from satsuma.data.jpeg import MOST_PER_BYTE, MOST_SCANS
from satsuma.data.outcome import Refused
from tests.picture_bytes import blocks, claiming_jpeg, encoded, many_scans


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True},
                                     {"progressive": True, "optimize": True, "quality": 1}])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_no_picture_is_so_plain_that_it_is_taken_for_a_claim(read, mode, options):
    content = encoded(Image.new(mode, (3000, 2000)), "JPEG", **options)
    assert MOST_PER_BYTE * len(content) / 4 > 3000 * 2000
    assert read(content).outcome.state == "fine"


def test_a_header_that_claims_what_cannot_be_there_is_refused_at_once(read):
    started = time.thread_time()
    with pytest.raises(Refused, match="claims 17,000 × 17,000 pixels"):
        read(claiming_jpeg(17_000, 17_000))
    assert time.thread_time() - started < 0.2


@pytest.mark.parametrize(("scans", "is_read"), [(MOST_SCANS - 20, True), (MOST_SCANS + 1, False)])
def test_so_many_scans_are_read(read, scans, is_read):
    if is_read:
        assert read(many_scans(scans)).outcome.state == "fine"
    else:
        with pytest.raises(Refused, match="more than 100 passes"):
            read(many_scans(scans))


def test_what_looks_like_scans_behind_the_picture_does_not_count(read):
    """Phones put a film behind the picture, and thumbnails in front of it."""
    whole = encoded(blocks(), "JPEG", progressive=True)
    assert read(whole + b"\xff\xda\0\x08" * 500).outcome.state == "fine"
    described = whole[:2] + b"\xff\xef" + (2 + 2_000).to_bytes(2) + b"\xff\xda" * 1_000 + whole[2:]
    assert read(described).outcome.state == "fine"
