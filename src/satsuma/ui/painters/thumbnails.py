"""Thumbnails: pictures decoded in the background, those that are seen first.

At most a few are under way at a time, those that went out of sight are forgotten before they are
begun, and what is kept is bounded in bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QImage, QPixmap

from satsuma.data.images import open_picture
from satsuma.data.outcome import Refused
from satsuma.ui.background import background

AT_ONCE = 3
WAITING = 120
"""So many wishes are remembered; older ones are out of sight by now."""
BYTES = 96_000_000


@dataclass(frozen=True)
class Thumbnail:
    """A small picture, or why there is none."""

    pixmap: QPixmap | None
    reason: str = ""


def decode(file: Path, side: int) -> tuple[QImage | None, str]:
    """The picture in a square of `side` pixels, with its own proportions; else the reason."""
    try:
        pixels = open_picture(file, short_side=side).upright()
    except Refused as refused:
        return None, str(refused)
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    data = pixels.tobytes()
    image = QImage(data, pixels.width, pixels.height, 3 * pixels.width,
                   QImage.Format.Format_RGB888)
    return image.copy(), ""  # Qt only borrows the bytes


class Thumbnails(QObject):
    """Small pictures by file. `arrived` names a file whose thumbnail is there now."""

    arrived = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[tuple[Path, int], Thumbnail] = OrderedDict()
        self._wanted: OrderedDict[tuple[Path, int], None] = OrderedDict()
        self._under_way: set[tuple[Path, int]] = set()
        self._bytes = 0

    def get(self, file: Path, side: int) -> Thumbnail | None:
        """The thumbnail; None when it has to be made, which begins now."""
        key = (file, side)
        if (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return kept
        if key not in self._under_way:
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            while len(self._wanted) > WAITING:
                self._wanted.popitem(last=False)
            self._begin()
        return None

    def forget_wishes(self) -> None:
        """What was asked for and is not begun is out of sight."""
        self._wanted.clear()

    def _begin(self) -> None:
        while self._wanted and len(self._under_way) < AT_ONCE:
            key, _ = self._wanted.popitem(last=False)
            self._under_way.add(key)
            background().submit(partial(decode, *key), partial(self._take, key))

    def _take(self, key: tuple[Path, int], found: tuple[QImage | None, str]) -> None:
        image, reason = found
        self._under_way.discard(key)
        self._kept[key] = Thumbnail(QPixmap.fromImage(image) if image else None, reason)
        self._bytes += 4 * image.width() * image.height() if image else 0
        while self._bytes > BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= 4 * old.pixmap.width() * old.pixmap.height() if old.pixmap else 0
        self._begin()
        self.arrived.emit(key[0])
