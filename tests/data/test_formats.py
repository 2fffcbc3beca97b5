"""Which files are pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.formats import FORMATS, HEAD, looks_like_picture, recognized, why_unknown

NAMED = {"JPEG": "JPEG", "PNG": "PNG", "GIF": "GIF", "BMP": "BMP", "TIFF": "TIFF", "WEBP": "WebP",
         "AVIF": "AVIF", "HEIC": "HEIC", "PPM": "PPM", "ICO": "ICO"}


@pytest.mark.parametrize(("form", "name"), NAMED.items())
def test_a_format_is_told_by_its_first_bytes(hostile, form, name):
    head = hostile.encoded(hostile.blocks(), form)[:HEAD]
    assert recognized(head, "whatever.txt").name == name


def test_a_tga_has_no_signature_and_needs_its_suffix(hostile):
    head = hostile.encoded(hostile.blocks(), "TGA")[:HEAD]
    assert recognized(head, "a.TGA").name == "TGA"
    assert recognized(head, "a") is None
    assert recognized(b"A text, not a picture.", "a.tga") is None


@pytest.mark.parametrize(("head", "name"), [
    (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
    (b"\0\0\0\x18ftypheix\0\0\0\0mif1heic", "HEIC"),
    (b"MM\0+\0\x08\0\0", "TIFF"), (b"GIF87a", "GIF"),
    (b"P6\n# a cow\n3 2 255\n", "PPM"), (b"Pf\n3 2\n-1.0\n", "PPM")])
def test_rarer_beginnings(head, name):
    assert recognized(head, "").name == name


@pytest.mark.parametrize("head", [
    b"BM is not always a bitmap, it may begin a text", b"P5 or P6, that is the question",
    b"RIFF\0\0\0\0WAVEfmt ", b"\0\0\0\x1cftypisom\0\0\0\0isomavc1", b"II*", b"GIF89b", b"\0\0\1\0",
    b"\0\1\0\0\0\x0f", b"PK\3\4", b""])
def test_other_files_are_not_taken_for_pictures(head):
    assert not looks_like_picture(head)


def test_a_raw_file_is_not_taken_for_the_preview_inside(hostile):
    tiff = hostile.encoded(hostile.blocks(), "TIFF")[:HEAD]
    assert recognized(tiff, "cow.NEF") is None
    assert recognized(b"II*\0\x10\0\0\0CR\2\0", "cow") is None
    assert "raw" in why_unknown(tiff, "cow.NEF")
    assert recognized(hostile.encoded(hostile.blocks(), "JPEG")[:HEAD], "cow.nef").name == "JPEG"


@given(st.binary(max_size=HEAD),
       st.sampled_from(["a", "a.jpg", "a.tga", "a.svg", "a.nef", "a.psd"]))
def test_every_beginning_is_a_format_or_has_a_reason(head, name):
    assert recognized(head, name) is not None or why_unknown(head, name)


def test_each_suffix_belongs_to_one_format():
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))
