"""FileNews: how a table's file differs from what was read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from satsuma.data.folder_news import Look
from satsuma.data.table_reading import Stamp, Stamps, stamps_of
from satsuma.run import Run


@dataclass(frozen=True)
class FileNews:
    """What is otherwise now, as a sentence; `problem` where the file is not there any more."""

    text: str = ""
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def in_window(self) -> str:
        """What the window of the node says; a button for reading it again stands beside it."""
        return self.text

    @property
    def on_node(self) -> str:
        """What is said elsewhere."""
        return self.problem or f"{self.text} Reload to read it again."


@dataclass(frozen=True)
class FileRead:
    """A file as it was read, with what belongs to it."""

    stamps: Stamps

    @property
    def file(self) -> Path:
        return Path(self.stamps[0][0] if self.stamps and self.stamps[0] else "")

    @property
    def can_change(self) -> bool:
        return self.file.name != ""

    def is_same(self, other: object) -> bool:
        return self == other

    def look(self, _earlier: Look | None = None, _run: Run = Run()) -> Look:
        """What is otherwise now. It asks the disk for a size and a time, and so is cheap."""
        now = stamps_of(self.file)
        return Look(_news(self.file, self.stamps, now), hash(now), (self.file.parent,))


def _news(file: Path, before: Stamps, now: Stamps) -> FileNews:
    if now == before:
        return FileNews()
    if now[0] is None:
        gone = f"“{file.name}” is not there any more."
        return FileNews(gone, gone)
    if now[0] != before[0]:
        return FileNews(f"The file {_changed(before[0], now[0])}.")
    place = next(i for i in range(len(now)) if now[i] != before[i])
    new, old = now[place], before[place]
    name = Path((new or old or ("", 0, 0))[0]).name
    what = "is gone" if new is None else _changed(old, new)
    return FileNews(f"“{name}”, which belongs to the file, {what}.")


def _changed(before: Stamp | None, now: Stamp) -> str:
    """When, in the time of this place. A time that does not go on is that of another file."""
    moment = datetime.fromtimestamp(now[2] / 1e9)
    if before is not None and now[2] <= before[2]:
        return f"was replaced by another, of {moment:%Y-%m-%d %H:%M}"
    today = moment.date() == datetime.now().date()
    return f"was changed at {moment:%H:%M}" if today else f"was changed on {moment:%Y-%m-%d %H:%M}"
