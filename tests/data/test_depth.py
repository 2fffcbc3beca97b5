"""Depth: golden pixels of 16-bit numbers, integers and floats."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from satsuma.data.outcome import Refused

FULL = np.array([[0, 257, 25700, 65535]], np.uint16)
TWELVE = np.array([[0, 16, 1600, 4095]], np.uint16)


@pytest.mark.parametrize(("values", "expected", "note"), [
    (FULL, [0, 1, 100, 255], "16 bits scaled to 8"),
    (TWELVE, [0, 1, 100, 255], "12 bits scaled to 8"),
    (np.array([[4096, 128, 129, 65535 - 128]], np.uint16), [16, 0, 1, 255], "16 bits scaled to 8"),
])
def test_gray_of_16_bits_is_scaled_by_its_largest_value(hostile, rgb, values, expected, note):
    contents = [hostile.deep_png(values), hostile.encoded(Image.fromarray(values), "TIFF"),
                hostile.encoded(Image.fromarray(values), "TIFF", compression="tiff_lzw"),
                hostile.deep_png(np.stack([values, np.full_like(values, 65535)], axis=2))]
    for content in contents:
        pixels, notes = rgb(content)
        assert pixels[0].tolist() == [[value] * 3 for value in expected]
        assert notes == (note,)


@pytest.mark.parametrize(("values", "note"), [(FULL, "16 bits scaled to 8"),
                                              (TWELVE, "12 bits scaled to 8")])
def test_colors_of_16_bits_keep_all_of_them_until_they_are_scaled(hostile, rgb, values, note):
    colors = np.stack([values, values[:, ::-1], np.zeros_like(values)], axis=2)
    expected = [[0, 255, 0], [1, 100, 0], [100, 1, 0], [255, 0, 0]]
    opaque = np.full_like(values, values.max())[..., None]
    with_alpha = np.concatenate([colors, opaque], axis=2)
    contents = [hostile.deep_png(colors), hostile.deep_png(with_alpha),
                *(hostile.deep_tiff(colors, order) for order in "<>")]
    for content in contents:
        pixels, notes = rgb(content)
        assert pixels[0].tolist() == expected
        assert notes == (note,)


def test_transparency_of_16_bits_shows_white(hostile, rgb):
    gray = np.array([[300, 40000]], np.uint16)
    assert rgb(hostile.deep_png(gray, b"\x01\x2c"))[0][0].tolist() == [[255] * 3, [156] * 3]
    color = np.stack([gray] * 3, axis=2)
    assert rgb(hostile.deep_png(color, b"\x01\x2c" * 3))[0][0].tolist() == [
        [255] * 3, [156] * 3]
    near = rgb(hostile.deep_png(color, b"\x01\x2d" * 3))[0][0]
    assert near[0].tolist() == [1] * 3  # another color with the same upper bytes is not clear
    alpha = np.concatenate([color, np.array([[[0], [65535]]], np.uint16)], axis=2)
    assert rgb(hostile.deep_png(alpha))[0][0].tolist() == [[255] * 3, [156] * 3]
    faint = np.stack([gray, np.array([[0, 65535]], np.uint16)], axis=2)
    assert rgb(hostile.deep_png(faint))[0][0].tolist() == [[255] * 3, [156] * 3]


def test_a_tiff_of_16_bits_may_count_from_white(hostile, rgb):
    content = hostile.encoded(Image.fromarray(FULL), "TIFF", tiffinfo={262: 0})
    assert rgb(content)[0][0, :, 0].tolist() == [255, 254, 155, 0]


def test_a_deep_pgm_is_scaled_by_the_largest_value_it_names(rgb):
    values = np.array([0, 2048, 4095], ">u2").tobytes()
    pixels, notes = rgb(b"P5 3 1 4095\n" + values)
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
def test_floats_are_stretched(hostile, rgb, values, expected, note):
    image = Image.fromarray(np.array([values], np.float32))
    pixels, notes = rgb(hostile.encoded(image, "TIFF"))
    assert pixels[0, :, 0].tolist() == expected
    assert notes == (note,)


def test_a_picture_of_no_numbers_is_refused(hostile, read):
    image = Image.fromarray(np.full((2, 2), np.nan, np.float32))
    with pytest.raises(Refused, match="NaN"):
        read(hostile.encoded(image, "TIFF"))


@pytest.mark.parametrize(("values", "expected"), [
    ([0, 257, 65535], [0, 1, 255]), ([-100, 0, 100], [0, 128, 255]),
    ([0, 1_000_000, 2_000_000], [0, 128, 255])])
def test_integers_of_32_bits(hostile, rgb, values, expected):
    pixels, _ = rgb(hostile.encoded(Image.fromarray(np.array([values], np.int32)), "TIFF"))
    assert pixels[0, :, 0].tolist() == expected


