"""`satsuma run --picture`: pictures of what nodes show, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from satsuma.cli import WrongUsage, main
from satsuma.cli.pictures import Picturing, picturing
from satsuma.engine.result import Result
from satsuma.workflow.model import Workflow

pytestmark = pytest.mark.window

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "workflows" / "animals.ows"

ENDINGS = {"tree.svg": "hierarchical-clustering", "tree.pdf": "hierarchical-clustering",
           "heat.png": "distances", "seen.png": "image-viewer", "rows.png": "data-table"}


def run(*options: str) -> subprocess.CompletedProcess[str]:
    places = {name: value for name, value in os.environ.items()
              if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run([sys.executable, "-m", "satsuma", "run", str(WORKFLOW), *options],
                          capture_output=True, text=True, check=False, env=places)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Every kind of picture, on a computer without a screen."""
    folder = tmp_path_factory.mktemp("pictures")
    asked = [text for file, node in ENDINGS.items()
             for text in ("--picture", f"{node}={folder / file}")]
    return run(*asked), folder


def test_all_are_made_and_told(drawn):
    done, folder = drawn
    assert (done.returncode, done.stderr) == (0, "")
    for file, node in ENDINGS.items():
        assert f"{node} drawn to {folder / file}" in done.stdout


def test_they_show_what_the_window_shows(drawn):
    from PIL import Image

    _, folder = drawn
    svg = (folder / "tree.svg").read_text(encoding="utf-8")
    assert "dolphin-1</text>" in svg
    assert (folder / "tree.pdf").read_bytes().startswith(b"%PDF")
    for file in ("heat.png", "seen.png", "rows.png"):
        with Image.open(folder / file) as image:
            colors = image.convert("RGB").resize((100, 100)).getcolors(10_000)
            assert min(image.size) > 600
            assert len(colors) > 20, file  # pictures and text, not an empty ground


def test_qt_is_not_needed_without_pictures():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, satsuma.cli.run, satsuma.cli.pictures; "
         "print([name for name in sys.modules if name.startswith('PyQt6')])"],
        capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("text", "told"), [
    ("distances", "wants NODE=FILE"), ("=a.png", "wants NODE=FILE"), ("distances=", "wants NODE"),
    ("none=a.png", "no node “none”"), ("distances=a.gif", "must end in .png, .svg or .pdf"),
    ("distances=a", "must end in")])
def test_wrong_usage_is_told_before_anything_runs(capsys, text, told):
    assert main(["run", str(WORKFLOW), "--picture", text]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


def test_two_files_of_one_name_are_refused(capsys):
    assert main(["run", str(WORKFLOW), "--picture", "distances=a.png", "--picture",
                 "image-viewer=a.png"]) == 2
    assert "a file of its own" in capsys.readouterr().err


def test_a_node_that_shows_nothing():
    class Silent:
        pass

    workflow, node = Workflow(), "silent"
    workflow = workflow.with_node(node, type("N", (), {"widget": Silent(), "title": "S"})())
    with pytest.raises(WrongUsage, match="shows nothing"):
        picturing(workflow, "silent=a.png")


def test_names_may_hold_what_they_like():
    workflow = Workflow().with_node("a", type("N", (), {"widget": WithView(), "title": "A"})())
    assert picturing(workflow, "a=b=c d.PNG") == Picturing("a", Path("b=c d.PNG"))


class WithView:
    def view(self, _outputs: object) -> None:
        """Shows something."""


def test_a_node_without_a_result_is_told(tmp_path):
    done = run("--set", "import-images.sources=/nowhere", "--picture",
               f"distances={tmp_path / 'a.png'}")
    assert done.returncode == 1
    assert "not written, since distances has no result" in done.stderr
    assert not (tmp_path / "a.png").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    done = run("--picture", f"import-images={tmp_path / 'no' / 'a.png'}")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no folder “{tmp_path / 'no'}”" in done.stderr


def test_without_fonts_it_is_told_that_there_is_no_text(qapp, tmp_path, monkeypatch):
    from satsuma.cli.pictures import make_pictures
    from satsuma.ui import offscreen
    from satsuma.views import Rows
    from tests.ui.toy_widgets import a_table

    class Shows:
        def view(self, outputs: object) -> Rows:
            return Rows(outputs)

    class Ready:
        def result(self, _node: str) -> Result:
            return Result(values={"data": a_table()}, value=a_table())

    node = type("N", (), {"widget": Shows(), "title": "A"})()
    monkeypatch.setattr(offscreen, "has_fonts", lambda: False)
    said: list[tuple[str, bool]] = []
    asked = [Picturing("a", tmp_path / "a.png")]
    assert make_pictures(Ready(), Workflow().with_node("a", node), asked,
                         lambda text, error: said.append((text, error)))
    assert "fonts-dejavu-core" in said[0][0]
    assert said[0][1]
    assert (tmp_path / "a.png").exists()
