"""SVG painter: draws pictures into an SVG file whose bytes are put in afterwards, by a worker.

Qt's own generator makes a PNG file of each picture while it is drawn, in Qt's thread: a page of
photographs takes seconds. Here a dot of one pixel, each of another color, holds the place.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import QBuffer, QIODevice, QRect, QRectF
from PyQt6.QtGui import QImage, QPainter, QPixmap

from satsuma.ui.image_bytes import png_of

_EMBEDDED = re.compile(rb"data:image/png;base64,([A-Za-z0-9+/=]+)")


class SvgPainter(QPainter):
    """A painter for a QSvgGenerator. `held` are the pictures by what holds their places."""

    def __init__(self, device: Any) -> None:
        super().__init__(device)
        self.held: dict[bytes, QImage] = {}
        self._known: dict[int, QImage] = {}

    def drawPixmap(self, *told: Any) -> None:  # noqa: N802
        match told:
            case (QRect() | QRectF() as target, QPixmap() as pixmap) if not pixmap.hasAlpha():
                self._hold(target, pixmap.cacheKey(), pixmap.toImage())
            case _:
                super().drawPixmap(*told)

    def drawImage(self, *told: Any) -> None:  # noqa: N802
        match told:
            case (QRect() | QRectF() as target, QImage() as image) if not image.hasAlphaChannel():
                self._hold(target, image.cacheKey(), image)
            case _:
                super().drawImage(*told)

    def _hold(self, target: QRect | QRectF, key: int, image: QImage) -> None:
        dot = self._known.get(key)
        if dot is None:
            self._known[key] = dot = QImage(1, 1, QImage.Format.Format_RGB32)
            dot.setPixel(0, 0, 0xFF000000 | len(self._known))
            self.held[_base64_of(dot)] = image
        super().drawImage(QRectF(target), dot)


def filled(svg: bytes, held: Mapping[bytes, QImage]) -> bytes:
    """The file with its pictures; for any thread."""
    if not held:
        return svg
    made = {place: b64encode(png_of(image)) for place, image in held.items()}
    return _EMBEDDED.sub(
        lambda found: b"data:image/png;base64," + made.get(found[1], found[1]), svg)


def _base64_of(dot: QImage) -> bytes:
    """The dot as the generator writes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    dot.save(buffer, "PNG")
    return b64encode(bytes(buffer.data()))
