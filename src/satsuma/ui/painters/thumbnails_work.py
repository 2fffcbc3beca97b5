"""Making thumbnails: what a worker does for them. Nothing here is known of windows."""

from __future__ import annotations

import time
from pathlib import Path

from PIL import Image
from PyQt6.QtGui import QImage

from satsuma.data.outcome import Refused
from satsuma.ui.painters.thumbnails_store import Small, make, make_and_keep, recall

A_WHILE = 0.02
"""Seconds after which a worker hands over what it has decoded and takes no more."""

AT_FIRST = 2
"""So many are made without another turn where none is on the disk."""

Key = tuple[Path, int]

Found = tuple[QImage | None, str, bool]
"""A thumbnail, or why there is none (neither where it is not on the disk); whether it is whole."""

_NOTHING: Found = (None, "", False)


def decode(file: Path, side: int) -> tuple[QImage | None, str]:
    """The picture in a square of `side` pixels, with its own proportions; else the reason."""
    try:
        return image_of(make(file, side).pixels), ""
    except Refused as refused:
        return None, str(refused)


def image_of(pixels: Image.Image) -> QImage:
    """RGB pixels as Qt draws them quickest; for any thread."""
    data = pixels.tobytes()
    image = QImage(data, pixels.width, pixels.height, 3 * pixels.width,
                   QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)  # a copy: Qt only borrows the bytes


def recalled(keys: list[Key]) -> dict[Key, Found]:
    """What is on the disk; where nothing is, the first ones are made at once.

    So that something is seen soon. The others may be out of sight by their turn.
    """
    side = keys[0][1]
    there = recall([file for file, _ in keys], side)
    if not there:
        return {**dict.fromkeys(keys, _NOTHING), **made(keys[:AT_FIRST])}
    return {key: _found(there[key[0]]) if key[0] in there else _NOTHING for key in keys}


def made(keys: list[Key]) -> dict[Key, Found]:
    """Decode as many as a while allows, one at least; the others are for later."""
    found: dict[Key, Found] = dict.fromkeys(keys, _NOTHING)
    end = time.monotonic() + A_WHILE
    for key in keys:
        try:
            found[key] = _found(make_and_keep(*key))
        except Refused as refused:
            found[key] = (None, str(refused) or "it cannot be read", False)
        if time.monotonic() > end:
            break
    return found


def _found(small: Small) -> Found:
    return image_of(small.pixels), "", small.whole
