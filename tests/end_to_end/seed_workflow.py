"""The seed workflow by hand: a real mouse and keyboard build it and use it, and one can watch.

    python -m tests.end_to_end.seed_workflow --screenshots FOLDER [--display :0] [--calm 0.5]

Starts the program with an empty canvas, drags five widgets from the toolbox, links them from port
to port, chooses the folder of animals, waits for the dendrogram, clicks a branch and looks at its
pictures. Then the program is killed and started again, and what was never saved is brought back.
Ends with 0 when all of it happened.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.end_to_end.desktop import Desktop, Failed, Program, middle, missing_tools

ROOT = Path(__file__).parents[2]
ANIMALS = ROOT / "examples" / "animals"

WIDGETS = {  # widget -> where it goes on the canvas, as shares of its width and height
    "import_images": (0.14, 0.35), "image_embedding": (0.34, 0.35), "distances": (0.54, 0.35),
    "hierarchical_clustering": (0.74, 0.35), "image_viewer": (0.88, 0.68)}

SNAP = 24

LINKS = (
    ("import-images", "data", "image-embedding", "images"),
    ("image-embedding", "embeddings", "distances", "data"),
    ("distances", "distances", "hierarchical-clustering", "distances"),
    ("hierarchical-clustering", "selected", "image-viewer", "data"))


class Person:
    """Does the steps, and keeps a picture of the screen after each."""

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

    def place_widgets(self) -> None:
        for name, share in WIDGETS.items():
            x, y, width, height = self._canvas()["rect"]
            target = (x + round(width * share[0]), y + round(height * share[1]))
            self.desktop.drag(self._tile(f"satsuma.{name}"), target)
            self._lies_at(name.replace("_", "-"), target)
        self.done("five widgets")

    def _lies_at(self, node_id: str, target: tuple[int, int]) -> None:
        """It must be where it was let go, or where it snapped to; and not move afterwards."""
        self.program.node(node_id)
        time.sleep(0.3)
        x, y = self.program.node(node_id)["center"]
        if max(abs(x - target[0]), abs(y - target[1])) > SNAP:
            raise Failed(f"{node_id} was let go at {target} and lies at {(x, y)}.")

    def _tile(self, widget: str) -> tuple[int, int]:
        return middle(self.program.wait(f"the tile of {widget}",
                                        lambda s: s["tiles"].get(widget)))

    def link(self) -> None:
        for source, output, target, taken in LINKS:
            before = self.program.node(target)["links"]
            self.desktop.drag(tuple(self.program.node(source)["out"][output]),
                              tuple(self.program.node(target)["in"][taken]))
            self.program.wait(f"the link {source} → {target}", lambda s, t=target, n=before: (
                self._links(s, t) > n))
        self.done("links")

    @staticmethod
    def _links(screen: dict[str, Any], node_id: str) -> int:
        return max((c["nodes"][node_id]["links"] for c in screen["canvases"]
                    if node_id in c["nodes"]), default=0)

    def open(self, node_id: str) -> dict[str, Any]:
        """Double-click a node; its window gets the keyboard."""
        canvas = self._canvas()["window"]
        node = self.program.node(node_id)
        self.program.focus(canvas)
        self.desktop.click(tuple(node["center"]), times=2)
        window = self.program.wait(f"the window of {node_id}", lambda s: next(
            (w for w in s["windows"] if w["title"].startswith(node["title"])), None))
        self.program.focus(window["title"])
        return window

    def choose_folder(self, folder: Path) -> None:
        window = self.open("import-images")
        self.done("form of the folder")
        button = self.program.control(window=window["title"], kind="Button", name="add folder")
        self.desktop.click(middle(button["rect"]))
        self.program.focus("choose a folder")
        self.desktop.key("ctrl+a")
        self.desktop.type(f"{folder}")
        self.done("folder dialog")
        self.desktop.key("Return")
        self.program.node("import-images", "done", 60)
        self.done("folder chosen")
        self.close(window)

    def close(self, window: dict[str, Any]) -> None:
        """Close a widget's window from the keyboard."""
        self.program.focus(window["title"])
        self.desktop.key("ctrl+w")
        self.program.wait(f"“{window['title']}” to close", lambda s: all(
            w["id"] != window["id"] for w in s["windows"]))

    def wait_for_tree(self) -> None:
        self.program.node("hierarchical-clustering", "done", 300)
        self.done("computed")

    def pick_branch(self, most: int = 6) -> int:
        """Click a branch that is not the whole tree; the number of its leaves."""
        self.open("hierarchical-clustering")
        branches = self.program.wait("the branches of the tree", lambda s: s["branches"])
        self.done("dendrogram")
        branch = max((b for b in branches if b["leaves"] <= most), key=lambda b: b["leaves"])
        self.desktop.click(tuple(branch["at"]))
        return int(branch["leaves"])

    def look_at_pictures(self, count: int) -> None:
        self.program.wait(f"{count} pictures at the viewer", lambda s: any(
            f"{count} " in c["nodes"]["image-viewer"]["line"] for c in s["canvases"]), 30)
        self.done("branch picked")
        window = self.program.screen()["windows"]
        self._uncover_canvas(window)
        self.open("image-viewer")
        time.sleep(1.0)  # the thumbnails come
        self.done("pictures of the branch")

    def _uncover_canvas(self, windows: list[dict[str, Any]]) -> None:
        for window in windows:
            if window["title"].startswith("Hierarchical Clustering"):
                self.close(window)

    def crash(self) -> Person:
        """Two seconds later the program dies; the person who starts it anew."""
        time.sleep(2.0)
        self.program.kill()
        again = Person(Program(self.desktop, self.program.home), self._folder)
        again._step, again._began = self._step, self._began
        return again

    def restore(self) -> None:
        """Take up the offer to bring back what was not saved."""
        window = self.program.focus("unsaved", 60)
        self.done("offer after the crash")
        button = self.program.control(window=window["title"], kind="Button", name="restore")
        self.desktop.click(middle(button["rect"]))
        self.program.node("image-viewer", "done", 120)
        for _source, _output, target, _taken in LINKS:
            if not self.program.node(target)["links"]:
                raise Failed(f"After the crash {target} has lost its link.")
        self.done("restored")


def walk(person: Person, folder: Path) -> None:
    """All steps in their order."""
    person.start()
    person.place_widgets()
    person.link()
    person.choose_folder(folder)
    person.wait_for_tree()
    person.look_at_pictures(person.pick_branch())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
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
        person = Person(Program(desktop, Path(home)), chosen.screenshots)
        try:
            walk(person, chosen.pictures.absolute())
            person = person.crash()
            person.restore()
        except Failed as error:
            person.done("failed")
            log = person.program.log.read_text(errors="replace")
            sys.stderr.write(f"{error}\n{log[-3000:]}\n")
            return 1
        finally:
            person.program.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
