"""Image bytes: files of pictures to Qt's images and back, for threads beside Qt's own.

Qt's own readers and writers must not be used there. PyQt keeps Python's lock while it reads, and
the readers make objects that wait for locks of Qt's thread, which may itself be waiting for
Python's lock: then the window stands still for good. Pillow knows nothing of Qt.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PyQt6.QtGui import QImage


def image_of(data: bytes) -> QImage:
    """The picture in the bytes of a file, on white; a null image when there is none."""
    try:
        with Image.open(BytesIO(data)) as opened:
            pixels = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return QImage()
    ground = Image.new("RGBA", pixels.size, "white")
    flat = Image.alpha_composite(ground, pixels).convert("RGB")
    image = QImage(flat.tobytes(), flat.width, flat.height, 3 * flat.width,
                   QImage.Format.Format_RGB888)
    return image.copy()  # Qt only borrows the bytes


def png_of(image: QImage, dots_per_inch: int = 192) -> bytes:
    """A PNG file of an image; transparency is lost."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    bits = plain.constBits()
    if bits is None:
        return b""
    pixels = Image.frombuffer("RGBX", (plain.width(), plain.height()),
                              bits.asstring(plain.sizeInBytes()), "raw", "RGBX",
                              plain.bytesPerLine(), 1)
    buffer = BytesIO()
    pixels.convert("RGB").save(buffer, "PNG", dpi=(dots_per_inch, dots_per_inch),
                              compress_level=4)
    return buffer.getvalue()
