"""How fast pictures come into view, what they take in memory, and how long the window is deaf.

    python -m benchmarks.gallery [--counts 2000,20000] [--orange PYTHON]

2,000 and 20,000 JPEGs of 1024 × 768 (hard links of 300 different ones) and 24 photographs of
12 megapixels are made in a folder that goes away afterwards. Each case runs in a process of its
own: the pictures are shown, scrolled through quickly, and then page by page, waiting for every
picture that is seen, for a minute at most. A timer of 5 ms in Qt's thread notes how long it was
kept waiting, and how long of that the thread itself was at work: the rest is the time that the
system gave to others, which hangs on what else the computer does. "Cold" means that no thumbnail
is on the disk yet; the files themselves are in the system's memory in all cases. Where Orange with
its Image Analytics add-on is installed, its Image Viewer is driven in the same way, in the same
run, with pictures of the same size.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ORANGE = "orange/bin/python"
BEAT = 5
SIZE = (1000, 700)
SIDE = 128
QUICK_STEPS, PAGES_FOR = 120, 60.0
FIRST, STALL, MEMORY = 0.3, 100.0, 400


@dataclass
class Driven:
    """A viewer on the screen, whichever program it is of."""

    process: Callable[[], None]
    bar: Any
    first_is_there: Callable[[], bool]
    all_are_there: Callable[[], bool]


def memory() -> float:
    """The most that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere the parent's peak counts too
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def process(app: Any) -> None:
    """Let events pass, and leave the processor to others between them, as a program does."""
    app.processEvents()
    time.sleep(0.001)


def wait(driven: Driven, until: Callable[[], bool], seconds: float) -> float:
    """Let events pass until something is so; the seconds it took."""
    began = time.perf_counter()
    while not until() and time.perf_counter() - began < seconds:
        driven.process()
    return time.perf_counter() - began


def measure(show: Callable[[], Driven], timer: Any, base: float) -> dict[str, float]:
    """Show, scroll, and tell what was noted."""
    gaps: list[float] = []
    work: list[float] = []
    last = [time.perf_counter(), time.thread_time()]

    def note() -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gaps.append(1000 * (now - last[0]))
        work.append(1000 * (worked - last[1]))
        last[:] = [now, worked]

    timer.timeout.connect(note)
    timer.start(BEAT)
    began = last[0] = time.perf_counter()
    driven = show()
    wait(driven, driven.first_is_there, 60)
    first = time.perf_counter() - began
    wait(driven, driven.all_are_there, 120)
    visible = time.perf_counter() - began
    note()
    showing, shown_at = max(gaps), memory()
    gaps.clear()
    scroll(driven)
    note()
    return {"first": first, "visible": visible, "showing": showing, "shown_memory": shown_at - base,
            "scrolling": max(gaps), "work": max(work), "memory": memory() - base}


def scroll(driven: Driven) -> None:
    """Quickly through everything, then page by page."""
    bar = driven.bar
    for step in range(QUICK_STEPS + 1):
        bar.setValue(round(bar.maximum() * step / QUICK_STEPS))
        end = time.perf_counter() + 0.03
        while time.perf_counter() < end:
            driven.process()
    bar.setValue(0)
    end = time.perf_counter() + PAGES_FOR
    while bar.value() < bar.maximum() and time.perf_counter() < end:
        bar.setValue(bar.value() + bar.pageStep())
        driven.process()
        wait(driven, driven.all_are_there, end - time.perf_counter())


def drive_satsuma(folder: Path) -> dict[str, float]:
    """Our viewer, in this process."""
    from PyQt6.QtCore import Qt, QTimer
    from PyQt6.QtWidgets import QApplication

    from satsuma.data.column import images, texts
    from satsuma.data.table import Table
    from satsuma.ui.collecting import Collecting
    from satsuma.ui.painters.gallery import GalleryPainter
    from satsuma.ui.theme import theme
    from satsuma.widgets.images.image_viewer import ImageViewer

    app = QApplication([])
    collecting = Collecting(app)  # as in the program
    theme().apply("light", 100, "off")
    names = sorted(file.name for file in folder.iterdir())
    table = Table(tuple(names), {"image": images(names, folder), "image name": texts(names)})
    widget = ImageViewer(size=SIDE)
    outputs = widget.compute(table)
    painter = GalleryPainter()
    painter.resize(*SIZE)
    painter.show()
    app.processEvents()
    area = painter.area

    def there() -> list[bool]:
        top, ratio = area.verticalScrollBar().value(), area.viewport().devicePixelRatioF()
        places = area.layout_.places(top, top + area.viewport().height())
        files = [area.rows.file(int(area.arrangement.rows[place])) for place in places]
        return [painter.thumbnails.get(file, SIDE * ratio) is not None for file in files if file]

    def show() -> Driven:
        painter.show_view(widget.view(outputs))
        return Driven(partial(process, app), area.verticalScrollBar(), lambda: any(there()),
                      lambda: all(there()))

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    found = measure(show, timer, memory())
    collecting.stop()
    return found


def drive_orange(folder: Path) -> dict[str, float]:
    """Orange's viewer, in this process, which must be one of its Python."""
    import numpy as np
    from AnyQt.QtCore import Qt, QTimer
    from AnyQt.QtWidgets import QApplication
    from Orange.data import Domain, StringVariable, Table
    from orangecontrib.imageanalytics.widgets.owimageviewer import OWImageViewer

    app = QApplication([])
    names = sorted(file.name for file in folder.iterdir())
    image = StringVariable("image")
    image.attributes.update(type="image", origin=str(folder))
    domain = Domain([], metas=[StringVariable("image name"), image])
    metas = np.array([[name, name] for name in names], object)
    table = Table.from_numpy(domain, np.empty((len(names), 0)), metas=metas)
    widget = OWImageViewer()
    widget.imageSize = SIDE
    widget.updateSize()
    widget.resize(*SIZE)
    widget.show()
    app.processEvents()
    view = widget.thumbnailView

    def there() -> list[bool]:
        rows = view._intersectSet(view.viewport().rect())  # noqa: SLF001 - there is no other way
        return [widget.items[index.row()].future.done() for index in rows]

    def show() -> Driven:
        widget.setData(table)
        return Driven(partial(process, app), view.verticalScrollBar(), lambda: any(there()),
                      lambda: all(there()))

    timer = QTimer()
    timer.setTimerType(Qt.PreciseTimer)
    return measure(show, timer, memory())


# The pictures


def make_pictures(folder: Path, count: int, size: tuple[int, int]) -> list[Path]:
    """Different JPEGs with shapes and grain, as photographs have."""
    import numpy as np
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True)
    invented = np.random.default_rng(1)
    grain = invented.normal(0, 6, (size[1], size[0], 1))
    files = []
    for number in range(count):
        small = Image.fromarray(invented.integers(0, 256, (6, 8, 3), np.uint8).astype(np.uint8))
        picture = small.resize(size, Image.Resampling.BICUBIC)
        drawing = ImageDraw.Draw(picture)
        for _ in range(12):
            x, y = invented.integers(0, size[0]), invented.integers(0, size[1])
            radius = int(invented.integers(size[0] // 40, size[0] // 8))
            color = tuple(int(one) for one in invented.integers(0, 256, 3))
            drawing.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
        pixels = np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8)
        files.append(folder / f"{number:05}.jpg")
        Image.fromarray(pixels).save(files[-1], quality=90)
    return files


def link_pictures(folder: Path, files: list[Path], count: int) -> None:
    """So many files with the content of a few."""
    folder.mkdir()
    for number in range(count):
        os.link(files[number % len(files)], folder / f"picture-{number:06}.jpg")


# Cases


def run_case(python: str, which: str, folder: Path, cache: Path) -> dict[str, float]:
    """One case in a process of its own."""
    places = {f"SATSUMA_{name}": str(cache / name.lower()) for name in ("CACHE", "DATA", "CONFIG")}
    home = {"HOME": str(cache / "home"), "QT_QPA_PLATFORM": os.environ.get(
        "QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run([python, __file__, "--child", which, str(folder)], text=True,
                          capture_output=True, check=False, env={**os.environ, **places, **home})
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            return json.loads(line)
    raise SystemExit(f"{which} on {folder.name} failed:\n{done.stderr[-2000:]}")


def tell(case: str, found: dict[str, float], *, judged: bool) -> None:
    """The lines of one case."""
    lines = (("first thumbnail", found["first"], "s", FIRST),
             ("all visible ones", found["visible"], "s", None),
             ("longest deaf while showing", found["showing"], "ms", STALL),
             ("longest deaf while scrolling", found["scrolling"], "ms", STALL),
             ("longest at work in one go", found["work"], "ms", STALL),
             ("memory when shown", found["shown_memory"], "MB", None),
             ("peak memory after scrolling", found["memory"], "MB", MEMORY))
    for claim, value, unit, bar in lines:
        shown = f"{value:.2f}" if unit == "s" else f"{value:,.0f}"
        verdict = "" if bar is None or not judged else \
            f" · bar {bar} {unit} · {'holds' if value <= bar else 'falls short'}"
        print(f"{case}, {claim} · {shown} {unit}{verdict}", flush=True)


def run_cases(place: Path, counts: list[int], orange: str) -> None:
    few = make_pictures(place / "few", 300, (1024, 768))
    folders = {}
    for count in counts:
        folders[f"{count:,} pictures"] = place / f"links-{count}"
        link_pictures(place / f"links-{count}", few, count)
    folders["24 of 12 MP"] = place / "large"
    make_pictures(place / "large", 24, (4000, 3000))
    for number, (name, folder) in enumerate(folders.items()):
        cache = place / f"cache-{number}"
        for state in ("cold", "warm"):
            found = run_case(sys.executable, "satsuma", folder, cache)
            tell(f"Satsuma, {name}, {state}", found, judged=True)
        if orange:
            found = run_case(orange, "orange", folder, place / f"orange-{number}")
            tell(f"Orange, {name}", found, judged=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counts", default="2000,20000")
    parser.add_argument("--orange", default=ORANGE, help="the Python of an Orange installation")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        which, folder = chosen.child
        drive = {"satsuma": drive_satsuma, "orange": drive_orange}[which]
        print(json.dumps(drive(Path(folder))), flush=True)
        os._exit(0)  # what is still being decoded is of no interest
    orange = chosen.orange if Path(chosen.orange).exists() else ""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    if not orange:
        print(f"Orange is not measured: there is no {chosen.orange}.")
    with tempfile.TemporaryDirectory() as place:
        run_cases(Path(place), [int(one) for one in chosen.counts.split(",")], orange)
    return 0


if __name__ == "__main__":
    sys.exit(main())
