"""How fast the window of Import Images is with very many pictures, and what watching them costs.

    python -m benchmarks.outcomes [--pictures 100000]

The files are a few bytes each: what is measured is the walk, the counting and the drawing, not the
decoding. Runs on whatever screen there is; without one, set QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.folder_notice_watch import PAUSE, SHARE, GentleRun, look
from satsuma.ui.painters.outcomes import OutcomesPainter
from satsuma.ui.theme import theme
from satsuma.widgets.images.import_images import ImportImages

FOLDERS = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pictures", type=int, default=100_000)
    chosen = parser.parse_args()
    app = QApplication([])
    theme().apply("light", 100, "off")
    print(f"{chosen.pictures:,} files in {FOLDERS} folders, {os.cpu_count()} cores, "
          f"{app.platformName()}\nclaim · measured · bar · holds or falls short")
    with tempfile.TemporaryDirectory() as place:
        os.environ["SATSUMA_CACHE"] = str(Path(place) / "cache")
        make(Path(place) / "pictures", chosen.pictures)
        measure(app, ImportImages(sources=(str(Path(place) / "pictures"),)))


def make(folder: Path, count: int) -> None:
    """Files that only look like pictures."""
    for number in range(FOLDERS):
        (folder / f"kind {number}").mkdir(parents=True)
    for number in range(count):
        (folder / f"kind {number % FOLDERS}" / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n")


def measure(app: QApplication, widget: ImportImages) -> None:
    outputs = widget.compute()
    tell("view() packs its references", timed(lambda: widget.view(outputs)), 5)
    view = widget.view(outputs)
    painter = OutcomesPainter()
    painter.resize(1000, 680)
    painter.show()
    app.processEvents()
    tell("counting and listing the outcomes", timed(lambda: painter.show_view(view)), 100)
    tell("drawing them", timed(lambda: painter.grab()), 100)
    tell("scrolling to the end", timed(lambda: scroll(painter)), 100)
    assert view.listing is not None
    started = time.monotonic()
    look(view.listing, None, GentleRun())
    walk = time.monotonic() - started
    pause = max(PAUSE, SHARE * walk)
    print(f"one walk takes {walk:.2f} s and is followed by {pause:.0f} s of rest · "
          f"{walk / (walk + pause):.1%} of the time · 5.0% · {verdict(walk / (walk + pause), .05)}")
    tell("longest stall of the window during a walk", stall(app, view.listing), 100)
    background().wait(30)


def scroll(painter: OutcomesPainter) -> None:
    bar = painter.told.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    painter.grab()


def stall(app: QApplication, listing: object) -> float:
    """The longest turn of the loop, in milliseconds, while a walk is under way."""
    done: list[object] = []
    background().submit(lambda: look(listing, None, GentleRun()), done.append)
    longest, last = 0.0, time.monotonic()
    while not done:
        app.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        time.sleep(0.005)
    return 1000 * longest


def timed(does: Callable[[], object]) -> float:
    """The median of five, in milliseconds."""
    times = []
    for _ in range(5):
        started = time.monotonic()
        does()
        times.append(1000 * (time.monotonic() - started))
    return sorted(times)[2]


def tell(claim: str, measured: float, bar: float) -> None:
    print(f"{claim} · {measured:.1f} ms · {bar:.0f} ms · {verdict(measured, bar)}")


def verdict(measured: float, bar: float) -> str:
    return "holds" if measured <= bar else "falls short"


if __name__ == "__main__":
    sys.exit(main())
