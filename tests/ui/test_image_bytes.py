"""Pictures go from bytes to Qt's images and back without Qt's own readers."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PyQt6.QtGui import QColor, QImage

from satsuma.ui.image_bytes import image_of, png_of

pytestmark = pytest.mark.window


@given(width=st.integers(1, 40), height=st.integers(1, 40), seed=st.integers(0, 2**24 - 1))
def test_there_and_back(width, height, seed):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for x in range(width):
        for y in range(height):
            image.setPixelColor(x, y, QColor((seed + 7 * x) % 256, (seed + 11 * y) % 256, x + y))
    assert image_of(png_of(image)) == image.convertToFormat(QImage.Format.Format_RGB888)


def test_what_is_clear_becomes_white_and_what_is_no_picture_nothing():
    buffer = BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(buffer, "PNG")
    assert image_of(buffer.getvalue()).pixelColor(0, 0) == QColor("white")
    assert image_of(b"<svg/>").isNull()
    assert image_of(buffer.getvalue()[:40]).isNull()
    assert png_of(QImage()) == b""
