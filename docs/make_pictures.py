"""Makes the pictures of the documentation: `python docs/make_pictures.py [NAME ...]`.

It opens the real windows without a screen, computes the example workflow and takes pictures of
them, light and dark, at twice the usual sharpness. With names, only those are made anew.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image
from PyQt6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QPointF, QRect, Qt
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from satsuma.catalog import discover
from satsuma.data.condition import Condition
from satsuma.data.keys import KeyPair
from satsuma.data.places import cache_folder
from satsuma.ui.app import App
from satsuma.ui.app_icon import app_icon
from satsuma.ui.canvas.peek import Peek
from satsuma.ui.help_window import HelpWindow
from satsuma.ui.main_window import MainWindow
from satsuma.ui.preferences_window import PreferencesWindow
from satsuma.ui.recent import Recent
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Arrow, TextNote
from satsuma.workflow.frames import framed, with_annotation
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.ows import write_ows

ROOT = Path(__file__).parents[1]
WHEN = 1_767_600_000
"""When the example was saved: the same day in every picture."""

PLACE = Path(tempfile.gettempdir()) / "ana"
"""Where the examples lie while the pictures are made; paths in the pictures begin with it."""

SCREEN = {"name": "Screen", "x": 0, "y": 0, "width": 3200, "height": 2000, "logicalDpi": 96,
          "logicalBaseDpi": 96, "dpr": 1}

FOLDER = ROOT / "docs" / "pictures"
SCHEMES = ("light", "dark")
LARGEST = 200_000
"""Bytes of a picture: the documentation is installed with the program."""

PATIENCE = 300.0
"""Seconds: the first time the network is made ready, which takes a while."""

Shown = TypeVar("Shown", bound=QWidget)

TABLES = ("file", "save-data", "save-images", "concatenate", "merge-data", "select-columns",
          "select-rows", "data-sampler", "data-info")
"""Widgets that are shown at work on pictures and a table of what is known of them."""

CHAIN = ("import-images", "image-embedding", "distances", "hierarchical-clustering")


class Studio:
    """The program with the example workflow open and computed."""

    def __init__(self) -> None:
        self.qt = QApplication(["satsuma"])
        self.qt.setApplicationName("Satsuma")
        self.qt.setStyle("Fusion")
        self.qt.setWindowIcon(app_icon())
        self.qt.setCursorFlashTime(0)
        self.app = App(self.qt)
        self.app.store.change(motion="off")
        self.app.examples = [PLACE / "workflows" / "animals.ows"]

    def dress(self, scheme: str) -> None:
        self.app.store.change(theme=scheme)
        self.settle()

    def forget(self) -> None:
        """Begin as if nothing had been opened before."""
        self.app.recent, self.app.window_memory = Recent(), {}

    def settle(self, seconds: float = 0.4) -> None:
        """Let the windows take what came."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.qt.processEvents()
            time.sleep(0.005)

    def shown(self, kind: type[Shown]) -> Shown:
        """The one window of this kind."""
        return next(w for w in self.qt.topLevelWidgets() if isinstance(w, kind) and w.isVisible())

    def wait(self, done: Callable[[], bool], for_what: str) -> None:
        until = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > until:
                raise TimeoutError(f"Waited in vain for {for_what}.")
            self.settle(0.05)
        self.settle()

    @contextmanager
    def window(self, name: str, *, width: int = 1120, height: int = 680) -> Iterator[MainWindow]:
        """A window with a workflow, computed as far as it goes."""
        path = PLACE / "workflows" / f"{name}.ows"
        self.app.open(path)
        self.wait(lambda: bool(self.app.windows), "the window")
        window = self.app.windows[-1]
        window.resize(width, height)
        self.settle()
        window.canvas.view.fit()
        self.rest(window)
        try:
            yield window
        finally:
            window.document.mark_saved(path)  # nothing is written; so that it closes unasked
            window.close()
            self.settle(0.1)

    def rest(self, window: MainWindow) -> None:
        """Wait until nothing runs or is looked for any more."""
        bridge, nodes = window.document.bridge, window.document.workflow.nodes
        self.wait(lambda: not bridge.running and all(
            bridge.status(node).state in ("done", "failed", "waiting", "paused")
            for node in nodes), "the results")


Shot = Callable[[Studio], QPixmap]


def start_page(studio: Studio) -> QPixmap:
    window = studio.app.new_window()
    window.resize(1120, 720)
    studio.settle(1.0)
    taken = window.grab()
    window.close()
    studio.settle(0.1)
    return taken


def window(studio: Studio) -> QPixmap:
    with studio.window("animals") as shown:
        return shown.grab()


def quick_menu(studio: Studio) -> QPixmap:
    with studio.window("animals", height=840) as shown:
        view = shown.canvas.view
        view.centerOn(QPointF(515, 360))
        at = view.viewport().mapToGlobal(view.mapFromScene(QPointF(330, 290)))
        shown.canvas.open_quick_menu(at, "im")
        studio.settle()
        taken = _over(shown, shown.canvas.quick_menu)
        shown.canvas.quick_menu.hide()
        return taken


def link(studio: Studio) -> QPixmap:
    with studio.window("animals", height=520) as shown:
        view = shown.canvas.view
        item = shown.canvas.scene.node_items["image-embedding"]
        start = view.mapFromScene(item.port_position("out"))
        end = view.mapFromScene(QPointF(700, 300))
        screen = view.viewport()
        QTest.mousePress(screen, Qt.MouseButton.LeftButton, pos=start)
        for share in (0.2, 0.5, 0.8, 1.0):
            place = QPointF(start) + share * (QPointF(end) - QPointF(start))
            _drag_to(screen, place)
        studio.settle()
        taken = shown.grab()
        shown.canvas.scene.cancel_drag()
        return taken


def peek(studio: Studio) -> QPixmap:
    with studio.window("animals", height=760) as shown:
        canvas = shown.canvas
        item = canvas.scene.link_items[shown.document.workflow.links[0]]
        at = canvas.view.mapFromScene(item.middle())
        source = item.link.source
        value = shown.document.bridge.last(source).values.get(item.link.output)
        card = canvas.findChild(Peek)
        card.show_link(item.link, shown.document.workflow, value, at,
                       shown.document.bridge.status(source).state)
        studio.settle(1.0)
        return shown.grab()


def notes_and_frames(studio: Studio) -> QPixmap:
    with studio.window("animals", height=520) as shown:
        workflow = replace(shown.document.workflow, annotations=())
        workflow, _ = framed(workflow, CHAIN[1:3], "From pictures to numbers")
        note = TextNote((400.0, 340.0, 230.0, 60.0),
                        "## Try this\n- drag the **cut line** in the tree\n- click a branch\n"
                        "- look at its pictures")
        workflow, _ = with_annotation(workflow, note)
        workflow, _ = with_annotation(workflow, Arrow((605.0, 335.0), (648.0, 288.0)))
        shown.document.edit(workflow, "Notes")
        studio.settle()
        shown.canvas.view.fit()
        studio.settle()
        return shown.grab()


def problems(studio: Studio) -> QPixmap:
    with studio.window("animals", height=800) as shown:
        after = shown.document.workflow.with_setting(
            "import-images", "sources", (str(PLACE / "examples" / "shells"),))
        after, _ = after.with_new_node(
            studio.app.catalog.widgets["satsuma.image_viewer"](), position=(490.0, 330.0))
        shown.document.edit(after, "Other folder")
        studio.rest(shown)
        shown.problems.show()
        studio.settle()
        shown.canvas.view.fit()
        studio.settle()
        return shown.grab()


def _of_widget(node_id: str, width: int = 1000, height: int = 640,
               workflow: str = "animals") -> Shot:
    def shot(studio: Studio) -> QPixmap:
        with studio.window(workflow) as shown:
            opened = shown.widget_windows.open(node_id)
            opened.resize(width, height)
            studio.settle(1.5)
            return opened.grab()
    return shot


def preferences(studio: Studio) -> QPixmap:
    with studio.window("animals") as shown:
        shown.action_bar.run("preferences")
        studio.settle()
        opened = studio.shown(PreferencesWindow)
        taken = opened.grab()
        opened.close()
        return taken


def help_window(studio: Studio) -> QPixmap:
    with studio.window("animals") as shown:
        shown.action_bar.run("documentation")
        studio.settle()
        opened = studio.shown(HelpWindow)
        opened.show_page("widgets/hierarchical-clustering.md")
        opened.resize(960, 640)
        studio.settle(1.0)
        taken = opened.grab()
        opened.close()
        return taken


SHOTS: dict[str, Shot] = {
    "start-page": start_page,
    "window": window,
    "quick-menu": quick_menu,
    "link": link,
    "peek": peek,
    "notes-and-frames": notes_and_frames,
    "problems": problems,
    "import-images": _of_widget("import-images"),
    "image-embedding": _of_widget("image-embedding"),
    "hierarchical-clustering": _of_widget("hierarchical-clustering"),
    "image-viewer": _of_widget("image-viewer", 880, 520),
    "preferences": preferences,
    "help": help_window,
} | {name: _of_widget(name, 900, 540, "tables") for name in TABLES}


def _drag_to(screen: QWidget, place: QPointF) -> None:
    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, screen.mapToGlobal(place),
                        Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(screen, event)


def _over(below: QWidget, popup: QWidget) -> QPixmap:
    """A window with a popup of its own above it."""
    taken = below.grab()
    painter = QPainter(taken)
    painter.drawPixmap(below.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0))), popup.grab())
    painter.end()
    return taken


def _framed(taken: QPixmap) -> QPixmap:
    """With a hairline, so that a light window does not run into a white page."""
    painter = QPainter(taken)
    painter.setPen(QPen(QColor(theme().colors.line), 1))
    size = taken.deviceIndependentSize().toSize()
    painter.drawRect(QRect(0, 0, size.width() - 1, size.height() - 1))
    painter.end()
    return taken


def _write(taken: QPixmap, file: Path) -> None:
    """As small as it goes: a window has few colors."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    taken.save(buffer, "PNG")
    whole = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    whole.save(file, optimize=True)
    for colors in (256, 192, 128):
        if file.stat().st_size <= LARGEST:
            break
        small = whole.quantize(colors, method=Image.Quantize.MEDIANCUT, kmeans=6,
                               dither=Image.Dither.NONE)
        small.save(file, optimize=True)
    sys.stdout.write(f"{file.name}: {whole.width} × {whole.height}, "
                     f"{file.stat().st_size / 1000:.0f} kB\n")


def _write_tables() -> None:
    """A table of some of the animals, and a workflow in which each of `TABLES` has its say."""
    facts = ["name,legs,weight,born,picture"]
    for number, file in enumerate(sorted((PLACE / "examples" / "animals").rglob("*.png"))[:-3]):
        name = file.stem.capitalize() if number % 9 == 4 else file.stem
        weight = "" if number % 7 == 3 else f"{12.5 * (number % 5 + 1):g}"
        facts.append(f"{name},{0 if 'dolphin' in name else 4},{weight},"
                     f"2024-{number % 12 + 1:02}-15,{file.parent.name}/{file.name}")
    table = PLACE / "examples" / "animals" / "facts.csv"
    table.write_text("\n".join(facts) + "\n", encoding="utf-8")
    write_ows(_tables_workflow(table), PLACE / "workflows" / "tables.ows")


def _tables_workflow(table: Path) -> Workflow:
    catalog, keys = discover(entry_points=False), (KeyPair("image name", "name"),)
    own: dict[str, dict[str, Any]] = {
        "import-images": {"sources": (str(table.parent),)}, "file": {"path": str(table)},
        "save-data": {"file": str(PLACE / "animals.csv")},
        "save-images": {"folder": str(PLACE / "sorted"), "groups": "category"},
        "concatenate": {"source": True}, "merge-data": {"keys": keys},
        "select-columns": {"features": ("width", "height"), "target": ("category",),
                           "meta": ("image name", "image"), "left_out": ("size",)},
        "select-rows": {"conditions": (Condition("category", "is one of", ("cow", "dog")),
                                       Condition("size", "greater than", ("5000",)))}}
    workflow = Workflow()
    for place, name in enumerate(("import-images", *TABLES)):
        widget = catalog.widgets[f"satsuma.{name.replace('-', '_')}"](**own.get(name, {}))
        workflow = workflow.with_node(name, Node(widget, widget.spec.title,
                                                 (170.0 * (place % 5), 170.0 * (place // 5))))
        if place and name != "file":
            workflow = workflow.with_link(Link("import-images", "data", name, "data"))
    workflow = workflow.with_link(Link("file", "data", "merge-data", "extra"))
    return workflow.with_link(Link("select-rows", "matching", "concatenate", "data"))


def _make_place() -> None:
    """A folder with the examples, as on a person's computer, and nothing else of this one."""
    if PLACE.exists():
        raise SystemExit(f"“{PLACE}” is there already. Move it away: it is needed here.")
    for name in ("workflows", "examples"):
        shutil.copytree(ROOT / name, PLACE / name, ignore=shutil.ignore_patterns("__pycache__"))
    _write_tables()
    for name in ("animals", "tables"):
        os.utime(PLACE / "workflows" / f"{name}.ows", (WHEN, WHEN))
    (PLACE / "screen.json").write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    os.environ |= {"HOME": str(PLACE), "SATSUMA_CONFIG": str(PLACE / ".config" / "satsuma"),
                   "QT_QPA_PLATFORM": f"offscreen:configfile={PLACE / 'screen.json'}",
                   "QT_SCALE_FACTOR": "2"}


def main(names: list[str]) -> int:
    """Make these pictures, or all of them."""
    unknown = set(names) - SHOTS.keys()
    if unknown:
        sys.stderr.write(f"There are no pictures {', '.join(sorted(unknown))}. There are: "
                         f"{', '.join(SHOTS)}.\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    os.environ.setdefault("SATSUMA_CACHE", str(cache_folder()))
    _make_place()
    try:
        studio = Studio()
        for scheme in SCHEMES:
            studio.dress(scheme)
            for name in names or SHOTS:
                studio.forget()
                _write(_framed(SHOTS[name](studio)), FOLDER / f"{name}-{scheme}.png")
    finally:
        shutil.rmtree(PLACE)
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # worker threads must not hold the program
