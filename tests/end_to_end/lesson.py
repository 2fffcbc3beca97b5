"""The lesson by hand: a real mouse and keyboard take the animals from a folder to their families.

    python -m tests.end_to_end.lesson --screenshots FOLDER [--display :0] [--calm 0.5]

The pictures are looked at, embedded, shown as numbers n0, n1 … in a table, compared, and grouped
into a tree. A click on the branch of the cows shows the cows. Then another cow, mirrored and
violet on a meadow, is put into the folder: the window says so, a click on Reload builds the tree
anew, and the new cow is found among the cows, who are still selected. The saved workflow gives the
same cows in a terminal. Ends with 0 when all of it happened.
"""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from tests.end_to_end.desktop import Failed
from tests.end_to_end.person import Person, by_hand

COWS = {"cow/cow-1.png", "cow/cow-2.png"}
NEWCOMER = "cow/new-cow.png"
FAMILY = COWS | {NEWCOMER}

WIDE = (0, 40, 1400, 760)
LEFT, RIGHT = (0, 40, 880, 720), (900, 40, 540, 720)
"""Where the windows are put: left, top, width, height."""


def new_cow(model: Path, file: Path) -> None:
    """The cow mirrored, in violet and white, on a meadow under a sky."""
    drawing = ImageOps.mirror(Image.open(model).convert("RGBA"))
    violet = ImageOps.colorize(drawing.convert("L"), (70, 20, 110), (250, 245, 255))
    width, height = drawing.width * 3 // 2, drawing.height * 3 // 2
    ground = Image.new("RGB", (width, height), (120, 190, 240))
    ground.paste((90, 170, 70), (0, height * 2 // 3, width, height))
    ground.paste(violet, (width // 5, height // 4), drawing.getchannel("A"))
    ground.save(file)


class Lesson(Person):
    """The steps of the lesson."""

    # From pictures to a tree

    def take_pictures(self, folder: Path) -> None:
        self.place("import_images", (0.12, 0.3))
        self.choose_folder(folder)
        self.line("import-images", "23 pictures")

    def look_at_all(self) -> None:
        """Every picture, before anything is computed."""
        self.place("image_viewer", (0.12, 0.75))
        self.link("import-images", "data", "image-viewer", "data")
        window = self.open("image-viewer")
        self._expect(self._gallery(23) >= COWS, "the cows among all pictures")
        self.done("all pictures")
        self.close(window)

    def embed(self) -> None:
        self.place("image_embedding", (0.32, 0.3))
        self.link("import-images", "data", "image-embedding", "images")
        self.line("image-embedding", "23 pictures × 1,280", 120)
        self.done("embedded")

    def look_at_numbers(self) -> None:
        """Pull a table out of the embedding, and unfold the vectors in it."""
        out = tuple(self.program.node("image-embedding")["out"]["embeddings"])
        self.desktop.drag(out, self.point((0.42, 0.75)))
        self.program.control(kind="Line", name="add a widget")
        self.desktop.type("data table")
        self.done("what can follow")
        self.desktop.key("Return")
        self.line("data-table", "23 rows × 1,286")
        window = self.open("data-table")
        self.put(window, WIDE)
        vectors = self._column("1,280 numbers")
        self.done("table")
        self.desktop.click(tuple(vectors["at"]))
        self._column("number · feature")
        for name in ("n0", "n1"):
            values = self._column("number · feature", name)["values"]
            self._expect(len(values) == 3 and all(map(_is_number, values)), f"values of {name}")
        self.done("numbers n0 and n1")
        self.close(window)

    def _column(self, detail: str, name: str = "") -> dict[str, Any]:
        """A column of the table that is seen, by what stands in its head."""
        return self.program.wait(f"a column {name} {detail}", lambda s: next(
            (column for table in s["tables"] for column in table["columns"]
             if detail in column["detail"] and name in ("", column["name"])), None))

    def compare(self) -> None:
        self.place("distances", (0.52, 0.3))
        self.link("image-embedding", "embeddings", "distances", "data")
        self.line("distances", "cosine · 23 × 23")
        self.done("distances")

    def grow_tree(self) -> None:
        """Tree and viewer side by side."""
        self.place("hierarchical_clustering", (0.72, 0.3))
        self.link("distances", "distances", "hierarchical-clustering", "distances")
        self.line("hierarchical-clustering", "23 leaves")
        self.place("image_viewer", (0.88, 0.75), "image-viewer-2")
        self.link("hierarchical-clustering", "selected", "image-viewer-2", "data")
        self.done("workflow")
        viewer = self.open("image-viewer-2")
        self.put(viewer, RIGHT)
        self.put(self.open("hierarchical-clustering"), LEFT)
        self.lift(viewer)
        self._tree(23)
        self.done("tree")

    def _tree(self, leaves: int) -> dict[str, Any]:
        """The tree, when every leaf has its picture."""
        return self.program.wait(f"{leaves} leaves with pictures", lambda s: next(
            (tree for tree in s["trees"] if tree["leaves"] == leaves == len(tree["shown"])
             and all(leaf["picture"] for leaf in tree["shown"])), None), 30)

    # The cows, and one more

    def pick_cows(self) -> None:
        branch = self.program.wait("a branch of all cows", lambda s: next(
            (b for b in s["branches"] if set(b["ids"]) == COWS), None))
        self.desktop.click(tuple(branch["at"]))
        self.line("hierarchical-clustering", "1 cluster · 2 selected")
        self._expect(self._gallery(2) == COWS, "the two cows in the viewer")
        self._expect(set(self._tree(23)["selected"]) == COWS, "the two cows selected in the tree")
        self.done("the cows")

    def add_cow(self, folder: Path) -> None:
        """Put a new picture into the folder; nothing is read before a click on Reload."""
        window = self.open("import-images")
        self.put(window, RIGHT)
        new_cow(folder / "cow" / "cow-1.png", folder / NEWCOMER)
        self.program.control(window=window["title"], kind="QLabel", name="1 new since these")
        self._expect(self._tree(23), "the old tree until someone asks")
        self.done("1 new")
        self.press("reload what was read", window["title"])
        self.line("import-images", "24 pictures")
        self.line("image-embedding", "24 pictures × 1,280 · 23 from the cache")
        self._tree(24)
        self.done("read again")
        self.close(window)

    def find_cow(self) -> None:
        """The tree says where the new cow is, and that the selected branch has grown by it."""
        self.lift(self.program.focus("image viewer (2)"))
        window = self.program.focus("hierarchical clustering")
        self.program.control(window=window["title"], kind="QLabel", name="has changed")
        self._expect(set(self._tree(24)["selected"]) == FAMILY, "the family selected")
        self._expect(self._gallery(3) == FAMILY, "the family in the viewer")
        self.done("the family")
        self.desktop.key("ctrl+f")
        self.desktop.type("new-cow")
        self.program.wait("the new cow to be found", lambda s: any(
            tree["found"] == NEWCOMER for tree in s["trees"]))
        self.program.control(window=window["title"], kind="QLabel", name="1 of 1")
        family = next(b for b in self.program.screen()["branches"] if set(b["ids"]) == FAMILY)
        self._expect(family["leaves"] == 3, "a branch of the three cows")
        self.done("the new cow in the tree")

    def save(self, file: Path) -> None:
        """Save it, and let a terminal say the same."""
        self.program.focus(self._canvas()["window"])
        self.desktop.key("ctrl+s")
        self.program.focus("save")
        self.desktop.key("ctrl+a")
        self.desktop.type(f"{file}")
        self.done("where to save")
        self.desktop.key("Return")
        self.program.wait("the file", lambda _screen: file.exists())
        table = file.with_name("family.csv")
        self.program.terminal("run", str(file), "--quiet", "--save",
                              f"hierarchical-clustering.selected={table}")
        with table.open(encoding="utf-8", newline="") as opened:
            family = {row["id"] for row in csv.DictReader(opened)}
        self._expect(family == FAMILY, f"the cows from the saved workflow, not {sorted(family)}")
        self.done("saved")

    # What is seen

    def _gallery(self, count: int) -> set[str]:
        """The pictures that a viewer shows, when their thumbnails are there."""
        shown = self.program.wait(f"a viewer with {count} pictures", lambda s: next(
            (one["shown"] for one in s["galleries"] if one["count"] == count and one["shown"]
             and all(picture["picture"] for picture in one["shown"])), None))
        return {picture["id"] for picture in shown}

    @staticmethod
    def _expect(holds: object, what: str) -> None:
        if not holds:
            raise Failed(f"Expected {what}.")


def _is_number(text: str) -> bool:
    return text.replace("−", "").replace(".", "").isdigit()


def walk(person: Lesson, pictures: Path) -> None:
    """All steps in their order, on a copy of the pictures."""
    folder = person.program.home / "animals"
    shutil.copytree(pictures, folder)
    person.start()
    person.take_pictures(folder)
    person.look_at_all()
    person.embed()
    person.look_at_numbers()
    person.compare()
    person.grow_tree()
    person.pick_cows()
    person.add_cow(folder)
    person.find_cow()
    person.save(person.program.home / "lesson.ows")


if __name__ == "__main__":
    sys.exit(by_hand(__doc__, Lesson, walk))
