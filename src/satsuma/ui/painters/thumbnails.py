"""Thumbnails: pictures decoded in the background, those that are seen first.

What was made before comes from the disk, many at a time; the rest is decoded, two or three at a
time. What went out of sight is forgotten before it is begun. In memory all windows share one
bound of `BYTES`.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QPixmap

from satsuma.ui.background import background
from satsuma.ui.painters.thumbnails_store import STEPS, step_for
from satsuma.ui.painters.thumbnails_work import Found, Key, made, recalled
from satsuma.ui.painters.thumbnails_work import decode as decode
from satsuma.ui.painters.thumbnails_work import image_of as image_of

AT_ONCE = 2 if (os.cpu_count() or 2) < 4 else 3
"""So many are decoded at a time; the window needs some of the computer too."""

TOGETHER = 24
"""So many are looked for on the disk at once."""

SOME = 6
"""So many at most are decoded in one go."""

WAITING = 400
"""So many wishes are remembered; older ones are out of sight by now."""

BYTES = 128_000_000
"""What the thumbnails of all windows together take in memory at most."""

FRESH = 10.0
"""Seconds for which a file that was looked at counts as unchanged."""


@dataclass(frozen=True)
class Thumbnail:
    """A small picture, or why there is none; `whole` when the picture itself is no larger."""

    pixmap: QPixmap | None
    reason: str = ""
    whole: bool = False
    looked_at: float = field(default_factory=time.monotonic)

    @property
    def bytes(self) -> int:
        return 4 * self.pixmap.width() * self.pixmap.height() if self.pixmap else 200


class Memory:
    """Thumbnails by file and step; what was used last stays."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Key, Thumbnail] = OrderedDict()
        self.bytes = 0

    def get(self, key: Key) -> Thumbnail | None:
        if (found := self.kept.get(key)) is not None:
            self.kept.move_to_end(key)
        return found

    def put(self, key: Key, thumbnail: Thumbnail) -> None:
        self.drop(key)
        self.kept[key] = thumbnail
        self.bytes += thumbnail.bytes
        while self.bytes > BYTES and len(self.kept) > 1:
            self.drop(next(iter(self.kept)))

    def clear(self) -> None:
        self.kept.clear()
        self.bytes = 0

    def drop(self, key: Key) -> None:
        if (old := self.kept.pop(key, None)) is not None:
            self.bytes -= old.bytes


_memory = Memory()


def memory() -> Memory:
    """The one of the process."""
    return _memory


class Thumbnails(QObject):
    """Small pictures by file. `arrived` names a file whose thumbnail is there now.

    A thumbnail fits into the smallest of the store's `STEPS` that is at least `side`.
    """

    arrived = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._needed: dict[Key, None] = {}  # wishes that are not forgotten
        self._not_on_disk: set[Key] = set()
        self._under_way: set[Key] = set()
        self._tasks = 0
        self._since = 0.0
        self._then: list[Callable[[], None]] = []

    def get(self, file: Path, side: float) -> Thumbnail | None:
        """The thumbnail; None when it has to be made, which begins now."""
        key = (file, step_for(side))
        kept = _memory.get(key)
        if kept is not None and kept.looked_at >= self._since:
            return kept
        self._wanted[key] = None
        while len(self._wanted) > WAITING:
            self._wanted.popitem(last=False)
        if key not in self._under_way:
            self._begin()
        return kept

    def near(self, file: Path, side: float) -> Thumbnail | None:
        """A thumbnail of another size that is there by chance, to be shown meanwhile.

        The next larger one, else the next smaller one.
        """
        step = step_for(side)
        larger = [other for other in STEPS if other > step]
        smaller = [other for other in reversed(STEPS) if other < step]
        return next((found for other in (*larger, *smaller)
                     if (found := _memory.get((file, other))) is not None), None)

    def any(self, file: Path) -> Thumbnail | None:
        """The largest thumbnail that is there by chance."""
        return next((found for step in reversed(STEPS)
                     if (found := _memory.kept.get((file, step))) is not None), None)

    def forget_wishes(self) -> None:
        """What was asked for and is not begun is out of sight."""
        self._wanted.clear()
        self._not_on_disk.intersection_update(self._needed)

    def when_all(self, wishes: Iterable[tuple[Path, float]], then: Callable[[], None]) -> None:
        """Call `then` when all these are there; they are not forgotten."""
        keys = [(file, step_for(side)) for file, side in wishes]
        self._needed.update(dict.fromkeys(key for key in keys if _memory.get(key) is None))
        self._then.append(then)
        self._begin()

    def look_again(self) -> None:
        """Files may have changed: they are looked at again when they are seen."""
        self._since = time.monotonic() - FRESH

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way or waited for."""
        return not (self._tasks or self._wanted or self._needed)

    def _begin(self) -> None:
        while self._tasks < AT_ONCE and (batch := self._next()):
            self._tasks += 1
            self._under_way.update(batch)
            if batch[0] in self._not_on_disk:
                self._not_on_disk.difference_update(batch)
                background().submit(partial(made, batch), self._take)
            else:
                background().submit(partial(recalled, batch), self._take)
        if not self._needed and self._then:
            ready, self._then = self._then, []
            for then in ready:
                then()

    def _next(self) -> list[Key]:
        """What to do next: pictures to decode, or to look for on the disk, of one step."""
        batch: list[Key] = []
        making = False
        for key in (*self._wanted, *self._needed):
            if key in self._under_way:
                continue
            if not batch:
                making = key in self._not_on_disk
            elif key[1] != batch[0][1] or (key in self._not_on_disk) is not making:
                continue
            batch.append(key)
            if len(batch) == (SOME if making else TOGETHER):
                break
        return batch

    def _take(self, found: dict[Key, Found]) -> None:
        self._tasks -= 1
        for key, (image, reason, whole) in found.items():
            self._under_way.discard(key)
            if image is None and not reason:
                if key in self._wanted or key in self._needed:
                    self._not_on_disk.add(key)
                continue
            self._wanted.pop(key, None)
            self._needed.pop(key, None)
            pixmap = QPixmap.fromImage(image) if image is not None else None
            _memory.put(key, Thumbnail(pixmap, reason, whole))
            self.arrived.emit(key[0])
        self._begin()
