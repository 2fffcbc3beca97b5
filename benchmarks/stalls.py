"""How long the window does not answer while the seed workflow runs on many pictures.

    python -m benchmarks.stalls [--pictures 1000]

The program runs with its window open, and the windows of the tree and the viewer; a timer of 5 ms
in Qt's thread notes the gaps between its beats. The pictures are made from the examples, in a
folder that goes away afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from PIL import Image, ImageEnhance

ROOT = Path(__file__).parents[1]
BEAT = 5
OPENED = ("hierarchical-clustering", "image-viewer")


def make_pictures(folder: Path, count: int) -> None:
    """So many pictures: the examples, smaller or larger, paler or stronger."""
    sources = sorted((ROOT / "examples" / "animals").rglob("*.png"))
    for number, source in enumerate(islice(cycle(sources), count)):
        target = folder / source.parent.name
        target.mkdir(exist_ok=True)
        with Image.open(source) as opened:
            picture = opened.convert("RGBA").convert("RGB")
        share = 0.6 + 0.1 * (number % 9)
        size = (round(picture.width * share), round(picture.height * share))
        tinted = ImageEnhance.Color(picture.resize(size)).enhance(0.3 + number % 23 / 10)
        ImageEnhance.Brightness(tinted).enhance(0.7 + number % 31 / 50).save(
            target / f"{source.stem}-{number}.png")


class Beat:
    """A timer in Qt's thread, and how long it was kept waiting."""

    def __init__(self) -> None:
        from PyQt6.QtCore import Qt, QTimer

        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._timer.start(BEAT)

    def _note(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now

    def tell(self, what: str) -> None:
        """Print what was noted, and begin anew."""
        gaps = sorted(self.gaps) or [0.0]
        print(f"{what:32} {len(gaps):6} beats  max {gaps[-1]:6.1f} ms  "
              f"99 % below {gaps[int(len(gaps) * 0.99)]:5.1f} ms  "
              f"over 50 ms: {sum(g > 50 for g in gaps)}  "
              f"over 100 ms: {sum(g > 100 for g in gaps)}", flush=True)
        self.gaps.clear()


def workflow_on(folder: Path) -> Path:
    """The seed workflow with these pictures, as a file beside them."""
    from satsuma.catalog import discover
    from satsuma.workflow.ows import read_ows, write_ows

    workflow = read_ows(ROOT / "workflows" / "animals.ows", discover()).workflow
    widget = replace(workflow.node("import-images").widget, sources=(str(folder),))
    file = folder.parent / "many.ows"
    write_ows(workflow.with_widget("import-images", widget), file)
    return file


def run(folder: Path) -> None:
    """Open the seed workflow on that folder and let it compute."""
    from benchmarks.whole_program import WholeProgram

    file = workflow_on(folder)
    program = WholeProgram()
    program.pass_time(1.0)
    beat = Beat()
    began = time.perf_counter()
    program.open(file)
    beat.tell("opening the file")
    for node_id in OPENED:
        program.open_node(node_id)
        beat.tell(f"opening {node_id}")
    program.wait_until_settled()
    beat.tell(f"computing ({time.perf_counter() - began:.1f} s)")
    program.pass_time(3.0)
    beat.tell("thumbnails, 3 s")
    program.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=int, default=1000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name in ("CACHE", "DATA", "CONFIG"):
            os.environ[f"SATSUMA_{name}"] = str(Path(place, name.lower()))
        folder = Path(place, "pictures")
        folder.mkdir()
        make_pictures(folder, chosen.pictures)
        print(f"{chosen.pictures:,} pictures", flush=True)
        run(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
