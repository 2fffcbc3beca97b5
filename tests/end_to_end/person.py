"""A person at the screen: does what a person does, step by step, and keeps a picture of each.

Sequences of steps stand in `seed_workflow.py` and `lesson.py`; both are run by `by_hand`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.end_to_end.desktop import Desktop, Failed, Point, Program, middle, missing_tools

ROOT = Path(__file__).parents[2]
ANIMALS = ROOT / "examples" / "animals"

SNAP = 24


class Person:
    """Builds a workflow on the canvas and looks at what comes out."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program, self.desktop = program, program.desktop
        self._folder = folder
        self._step = 0
        self._began = time.monotonic()

    def done(self, what: str) -> None:
        """Tell that a step is done, and keep what is on the screen."""
        self._step += 1
        self.desktop.shot(self._folder / f"{self._step:02d}-{what.replace(' ', '-')}.png")
        sys.stdout.write(f"{time.monotonic() - self._began:6.1f} s  {what}\n")
        sys.stdout.flush()

    def start(self) -> None:
        """From the first window to an empty canvas."""
        self.program.wait("the first window", lambda s: s["windows"] and s["tiles"], 60)
        self.program.focus()
        if not self._canvas():
            self.done("start page")
            self.desktop.click(middle(self.program.control(name="new workflow")["rect"]))
        self.program.wait("an empty canvas", lambda s: s["canvases"] and s["tiles"], 30)
        self.done("empty canvas")

    def _canvas(self) -> Any:
        canvases = self.program.screen()["canvases"]
        return canvases[0] if canvases else None

    # The canvas

    def point(self, share: tuple[float, float]) -> Point:
        """A point of the canvas, by shares of its width and height."""
        x, y, width, height = self._canvas()["rect"]
        return x + round(width * share[0]), y + round(height * share[1])

    def place(self, name: str, share: tuple[float, float], node_id: str = "") -> None:
        """Drag a widget from the toolbox to a point of the canvas."""
        target, node_id = self.point(share), node_id or name.replace("_", "-")
        self.desktop.drag(self._tile(f"satsuma.{name}"), target)
        self._lies_at(node_id, target)

    def _tile(self, widget: str) -> Point:
        return middle(self.program.wait(f"the tile of {widget}",
                                        lambda s: s["tiles"].get(widget)))

    def _lies_at(self, node_id: str, target: Point) -> None:
        """It must be where it was let go, or where it snapped to; and not move afterwards."""
        self.program.node(node_id)
        time.sleep(0.3)
        x, y = self.program.node(node_id)["center"]
        if max(abs(x - target[0]), abs(y - target[1])) > SNAP:
            raise Failed(f"{node_id} was let go at {target} and lies at {(x, y)}.")

    def link(self, source: str, output: str, target: str, taken: str) -> None:
        """Drag from an output to an input."""
        before = self.program.node(target)["links"]
        self.desktop.drag(tuple(self.program.node(source)["out"][output]),
                          tuple(self.program.node(target)["in"][taken]))
        self.program.wait(f"the link {source} → {target}",
                          lambda s: self._links(s, target) > before)

    @staticmethod
    def _links(screen: dict[str, Any], node_id: str) -> int:
        return max((c["nodes"][node_id]["links"] for c in screen["canvases"]
                    if node_id in c["nodes"]), default=0)

    def line(self, node_id: str, words: str, seconds: float = 30) -> None:
        """Wait until the line below a node holds these words."""
        self.program.wait(f"“{words}” below {node_id}", lambda s: any(
            node_id in c["nodes"] and words in c["nodes"][node_id]["line"]
            for c in s["canvases"]), seconds)

    # Windows

    def open(self, node_id: str) -> dict[str, Any]:
        """Double-click a node; its window gets the keyboard."""
        canvas = self._canvas()["window"]
        node = self.program.node(node_id)
        self.program.focus(canvas)
        self.desktop.click(tuple(node["center"]), times=2)
        window = self.program.wait(f"the window of {node_id}", lambda s: next(
            (w for w in reversed(s["windows"]) if w["title"].startswith(node["title"])), None))
        self.program.focus(window["title"])
        return window

    def close(self, window: dict[str, Any]) -> None:
        """Close a widget's window from the keyboard."""
        self.program.focus(window["title"])
        self.desktop.key("ctrl+w")
        self.program.wait(f"“{window['title']}” to close", lambda s: all(
            w["id"] != window["id"] for w in s["windows"]))

    def put(self, window: dict[str, Any], rect: tuple[int, int, int, int]) -> None:
        """Place a window on the screen, as one does by its frame: left, top, width, height."""
        self.desktop.do("windowsize", window["id"], *rect[2:], "windowmove", window["id"],
                        *rect[:2])
        self.program.wait(f"“{window['title']}” to lie at {rect}", lambda s: any(
            w["id"] == window["id"] and tuple(w["rect"]) == rect for w in s["windows"]))

    def lift(self, window: dict[str, Any]) -> None:
        """Bring a window to the front; the keyboard stays where it is."""
        self.desktop.do("windowraise", window["id"])

    def press(self, name: str, window: str = "") -> None:
        """Click a button."""
        button = self.program.control(window=window, kind="Button", name=name)
        self.desktop.click(middle(button["rect"]))

    def choose_folder(self, folder: Path) -> None:
        """Name the folder in the window of Import Images."""
        window = self.open("import-images")
        self.done("form of the folder")
        self.press("add folder", window["title"])
        self.program.focus("choose a folder")
        self.desktop.key("ctrl+a")
        self.desktop.type(f"{folder}")
        self.done("folder dialog")
        self.desktop.key("Return")
        self.program.node("import-images", "done", 60)
        self.done("folder chosen")
        self.close(window)

    # The end

    def crash(self) -> None:
        """Two seconds later the program dies, and is started anew."""
        time.sleep(2.0)
        self.program.kill()
        self.program = Program(self.desktop, self.program.home)


Walk = Callable[[Any, Path], None]
"""All steps in their order, by a person with a folder of pictures."""


def by_hand(about: str, kind: type[Person], walk: Walk) -> int:
    """Let a person walk, on a screen of its own; 0 when every step came about."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--screenshots", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, default=ANIMALS)
    parser.add_argument("--display", help="a screen that is there, to watch on")
    parser.add_argument("--calm", type=float, default=0.0, help="seconds between gestures")
    chosen = parser.parse_args()
    if missing := missing_tools():
        sys.stderr.write(f"Install first: {', '.join(missing)}\n")
        return 2
    chosen.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, \
            Desktop(calm=chosen.calm, display=chosen.display) as desktop:
        person = kind(Program(desktop, Path(home)), chosen.screenshots)
        try:
            walk(person, chosen.pictures.absolute())
        except Failed as error:
            person.done("failed")
            log = person.program.log.read_text(errors="replace")
            sys.stderr.write(f"{error}\n{log[-3000:]}\n")
            return 1
        finally:
            person.program.end()
    return 0
