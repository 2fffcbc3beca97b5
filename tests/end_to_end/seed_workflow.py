"""The seed workflow by hand: a real mouse and keyboard build it and use it, and one can watch.

    python -m tests.end_to_end.seed_workflow --screenshots FOLDER [--display :0] [--calm 0.5]

Starts the program with an empty canvas, drags five widgets from the toolbox, links them from port
to port, chooses the folder of animals, waits for the dendrogram, clicks a branch and looks at its
pictures. Then the program is killed and started again, and what was never saved is brought back.
Ends with 0 when all of it happened.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.end_to_end.desktop import Failed
from tests.end_to_end.person import Person, by_hand

WIDGETS = {  # widget -> where it goes on the canvas, as shares of its width and height
    "import_images": (0.14, 0.35), "image_embedding": (0.34, 0.35), "distances": (0.54, 0.35),
    "hierarchical_clustering": (0.74, 0.35), "image_viewer": (0.88, 0.68)}

LINKS = (
    ("import-images", "data", "image-embedding", "images"),
    ("image-embedding", "embeddings", "distances", "data"),
    ("distances", "distances", "hierarchical-clustering", "distances"),
    ("hierarchical-clustering", "selected", "image-viewer", "data"))


class Seed(Person):
    """The steps of the seed workflow."""

    def build(self) -> None:
        for name, share in WIDGETS.items():
            self.place(name, share)
        self.done("five widgets")
        for link in LINKS:
            self.link(*link)
        self.done("links")

    def wait_for_tree(self) -> None:
        self.program.node("hierarchical-clustering", "done", 300)
        self.done("computed")

    def pick_branch(self, most: int = 6) -> int:
        """Click a branch that is not the whole tree; the number of its leaves."""
        window = self.open("hierarchical-clustering")
        branches = self.program.wait("the branches of the tree", lambda s: s["branches"])
        self.done("dendrogram")
        branch = max((b for b in branches if b["leaves"] <= most), key=lambda b: b["leaves"])
        self.desktop.click(tuple(branch["at"]))
        self.line("image-viewer", f"{branch['leaves']} ")
        self.done("branch picked")
        self.close(window)
        return int(branch["leaves"])

    def look_at_pictures(self, count: int) -> None:
        self.open("image-viewer")
        self.program.wait(f"{count} pictures in the viewer", lambda s: any(
            len(one["shown"]) == count and all(p["picture"] for p in one["shown"])
            for one in s["galleries"]))
        self.done("pictures of the branch")

    def restore(self) -> None:
        """Take up the offer to bring back what was not saved."""
        window = self.program.focus("unsaved", 60)
        self.done("offer after the crash")
        self.press("restore", window["title"])
        self.program.node("image-viewer", "done", 120)
        for _source, _output, target, _taken in LINKS:
            if not self.program.node(target)["links"]:
                raise Failed(f"After the crash {target} has lost its link.")
        time.sleep(0.5)  # the windows that were open come back
        self.done("restored")


def walk(person: Seed, folder: Path) -> None:
    """All steps in their order."""
    person.start()
    person.build()
    person.choose_folder(folder)
    person.wait_for_tree()
    person.look_at_pictures(person.pick_branch())
    person.crash()
    person.restore()


if __name__ == "__main__":
    sys.exit(by_hand(__doc__, Seed, walk))
