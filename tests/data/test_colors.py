"""Colors: transparency, palettes, ink and profiles become plain RGB on white."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms


def test_transparency_shows_white_and_never_the_hidden_color(hostile, rgb):
    image = Image.new("RGBA", (3, 1))
    for x, color in enumerate([(255, 0, 0, 255), (255, 0, 0, 128), (255, 0, 0, 0)]):
        image.putpixel((x, 0), color)
    expected = [(255, 0, 0), (255, 127, 127), (255, 255, 255)]
    for form in ("PNG", "TIFF", "TGA"):
        pixels, _ = rgb(hostile.encoded(image, form), f"a.{form.lower()}")
        assert [tuple(pixel) for pixel in pixels[0]] == expected, form


@pytest.mark.parametrize("form", ["WEBP", "AVIF", "HEIC", "ICO"])
def test_transparency_shows_white_in_every_format_that_has_it(hostile, rgb, form):
    image = hostile.blocks(64, 64).convert("RGBA")
    image.putalpha(0)
    options = {"sizes": [(64, 64)]} if form == "ICO" else {}
    pixels, _ = rgb(hostile.encoded(image, form, **options))
    assert (pixels >= 254).all()


def test_gray_with_alpha_shows_white(hostile, rgb):
    image = Image.merge("LA", (Image.new("L", (2, 1), 40), Image.new("L", (2, 1), 255)))
    image.putpixel((1, 0), (40, 0))
    pixels, _ = rgb(hostile.encoded(image, "PNG"))
    assert pixels[0].tolist() == [[40] * 3, [255] * 3]


def test_a_transparent_color_of_a_palette_shows_white(hostile, rgb):
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    for content in (hostile.encoded(image, "PNG", transparency=1),
                    hostile.encoded(image, "PNG", transparency=b"\xff\x00"),
                    hostile.encoded(image, "GIF", transparency=1)):
        assert rgb(content)[0][0].tolist() == [[255, 0, 0], [255] * 3]


def test_a_transparent_color_outside_a_palette_shows_white(hostile, rgb):
    color = Image.new("RGB", (2, 1), (9, 8, 7))
    color.putpixel((0, 0), (255, 0, 0))
    assert rgb(hostile.encoded(color, "PNG", transparency=(9, 8, 7)))[0][0].tolist() == [
        [255, 0, 0], [255] * 3]
    assert rgb(hostile.encoded(color.convert("L"), "PNG", transparency=8))[0][0].tolist() == [
        [76] * 3, [255] * 3]


@pytest.mark.parametrize(("bits", "row", "first"), [(1, 0b0100_0000, 0), (2, 0b0001_0000, 0),
                                                   (4, 0b0001_0000, 17)])
def test_a_transparent_gray_of_few_bits_shows_white(hostile, rgb, bits, row, first):
    """The gray one step above black is clear; of two pixels the second has it."""
    if bits == 4:  # the other way round: the first pixel is one, the second, which is clear, zero
        clear, expected = b"\0\0", [[first] * 3, [255] * 3]
    else:
        clear, expected = b"\0\1", [[0] * 3, [255] * 3]
    content = hostile.png(bytes([0, row]), 2, 1, bits, 0, hostile.chunk(b"tRNS", clear))
    assert rgb(content)[0][0].tolist() == expected


def test_a_tga_with_an_empty_fourth_channel_is_opaque(hostile, rgb):
    image = hostile.blocks().convert("RGBA")
    image.putalpha(0)
    pixels, _ = rgb(hostile.encoded(image, "TGA"), "a.tga")
    assert (pixels == np.asarray(hostile.blocks())).all()


def test_two_colors_and_gray(hostile, rgb):
    image = Image.new("1", (2, 1))
    image.putpixel((1, 0), 1)
    for form in ("PNG", "TIFF", "BMP", "PPM", "GIF"):
        assert rgb(hostile.encoded(image, form))[0][0].tolist() == [[0] * 3, [255] * 3], form
    gray = Image.new("L", (1, 1), 99)
    assert rgb(hostile.encoded(gray, "PNG"))[0][0].tolist() == [[99] * 3]


def test_cmyk_without_a_profile_is_converted_plainly(hostile, rgb):
    cmyk = hostile.blocks().convert("CMYK")
    for form in ("JPEG", "TIFF"):  # in a JPEG the numbers are inverted, as Adobe does
        pixels, notes = rgb(hostile.encoded(cmyk, form))
        assert np.abs(pixels.astype(int) - np.asarray(hostile.blocks())).mean() < 4, form
        assert notes == ("CMYK without a color profile, converted plainly",)


def test_cmyk_with_a_damaged_or_foreign_profile_is_converted_plainly(hostile, rgb):
    cmyk = hostile.blocks().convert("CMYK")
    foreign = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (b"no profile at all", foreign):
        pixels, notes = rgb(hostile.encoded(cmyk, "TIFF", icc_profile=profile))
        assert np.abs(pixels.astype(int) - np.asarray(hostile.blocks())).mean() < 4
        assert notes == ("CMYK with a damaged color profile, converted plainly",)


def test_cmyk_goes_through_its_profile(hostile, rgb):
    cmyk = Image.new("CMYK", (4, 4), (255, 0, 0, 0))
    pixels, notes = rgb(hostile.encoded(cmyk, "TIFF", icc_profile=hostile.ink_profile()))
    assert notes == ("CMYK converted through its color profile",)
    assert np.abs(pixels[0, 0].astype(int) - GRAY_OF_THE_PROFILE).max() <= 2
    jpeg, _ = rgb(hostile.encoded(cmyk, "JPEG", icc_profile=hostile.ink_profile(), quality=95))
    assert np.abs(jpeg[0, 0].astype(int) - GRAY_OF_THE_PROFILE).max() <= 4


GRAY_OF_THE_PROFILE = 119  # L* = 50 in sRGB


def test_profiles_of_rgb_pictures_are_ignored(hostile, rgb):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    pixels, notes = rgb(hostile.encoded(hostile.blocks(), "PNG", icc_profile=profile))
    assert (pixels == np.asarray(hostile.blocks())).all()
    assert notes == ()


def test_lab_pictures_are_converted(hostile, rgb):
    image = Image.new("LAB", (2, 2), (128, 128, 128))
    pixels, _ = rgb(hostile.encoded(image, "TIFF"))
    assert np.abs(pixels.astype(int) - GRAY_OF_THE_PROFILE).max() <= 3


