"""`satsuma run --commit`: writes only what was named, tells what came of it, and by its status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.cli import main
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.writing import dumps
from tests.widgets.test_save_images import picture


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with pictures and a workflow that would save them, and their table."""
    for seed, name in enumerate(("cow/1.png", "cow/2.png", "frog/1.png")):
        picture(tmp_path / "pictures" / name, seed)
    catalog = discover()
    widgets = {"i": catalog.named("import_images")(sources=(str(tmp_path / "pictures"),)),
               "s": catalog.named("save_images")(folder=str(tmp_path / "out"), groups="category"),
               "d": catalog.named("save_data")(file=str(tmp_path / "out.csv"), existing="ask")}
    workflow = Workflow()
    for name, widget in widgets.items():
        workflow = workflow.with_node(name, Node(widget, widget.spec.title))
    for name in ("s", "d"):
        workflow = workflow.with_link(Link("i", "data", name, "data"))
    (tmp_path / "w.ows").write_bytes(dumps(workflow, tmp_path).encode())
    return tmp_path


def run(place: Path, *options: str) -> int:
    return main(["run", str(place / "w.ows"), *options])


def test_without_it_nothing_is_written_but_the_plan_is_shown(place, capsys):
    assert run(place) == 0
    assert not (place / "out").exists()
    assert not (place / "out.csv").exists()
    told = capsys.readouterr().out
    assert "3 pictures to save" in told
    assert "cow/1.png" in told


def test_the_named_node_writes_and_no_other(place, capsys):
    assert run(place, "--commit", "s") == 0
    assert sorted(os.listdir(place / "out")) == ["cow", "frog"]
    assert not (place / "out.csv").exists()
    assert "3 pictures saved" in capsys.readouterr().out


def test_several_nodes_write(place):
    assert run(place, "--commit", "s", "--commit", "d", "--quiet") == 0
    assert (place / "out.csv").is_file()
    assert (place / "out" / "frog" / "1.png").is_file()


def test_again_everything_is_there(place, capsys):
    run(place, "--commit", "s", "--quiet")
    assert run(place, "--commit", "s") == 0
    assert "Everything was there already" in capsys.readouterr().out


@pytest.mark.parametrize(("node", "why"), [("x", "There is no node"), ("i", "writes nothing")])
def test_a_node_that_cannot_is_wrong_usage(place, capsys, node, why):
    assert run(place, "--commit", node) == 2
    assert why in capsys.readouterr().err


def test_a_file_that_is_there_is_replaced_only_when_it_is_named(place, capsys):
    file = place / "out.csv"
    file.write_text("theirs")
    assert run(place, "--commit", "d") == 1
    assert file.read_text() == "theirs"
    assert f"--replace {file}" in capsys.readouterr().err
    assert run(place, "--commit", "d", "--replace", str(place / "other.csv")) == 1
    assert file.read_text() == "theirs"
    assert run(place, "--commit", "d", "--replace", str(file)) == 0
    assert file.read_text() != "theirs"


def test_what_could_not_be_saved_gives_status_1(place, capsys):
    (place / "pictures" / "cow" / "2.png").write_bytes(b"no picture")
    assert run(place, "--commit", "s", "--set", "s.format=jpeg") == 1
    told = capsys.readouterr().err
    assert "2 pictures saved" in told
    assert "cow/2.png" in told
    assert sorted(os.listdir(place / "out" / "cow")) == ["1.jpg"]


def test_a_node_that_failed_writes_nothing(place, capsys):
    assert run(place, "--commit", "s", "--set", "i.sources=/nowhere") == 1
    assert "nothing was written" in capsys.readouterr().err


@pytest.mark.parametrize(("options", "why"), [
    (["--commit", "s", "--set", "s.folder="], "--set s.folder=out"),
    (["--commit", "d", "--set", "d.file="], "--set d.file=out.csv"),
    (["--commit", "d", "--set", "d.file=a.doc"], "its name must end in"),
    (["--commit", "d", "--set", "d.file=w.ows/a.csv"], "is a file, no folder"),
    (["--commit", "s", "--set", "s.folder=w.ows"], "is a file, no folder"),
    (["--replace", "out.csv"], "--replace only says what --commit may replace")])
def test_a_place_that_cannot_be_written_to_is_told_before_anything_runs(
        place, capsys, monkeypatch, options, why):
    monkeypatch.chdir(place)
    assert run(place, *options) == 2
    told = capsys.readouterr()
    assert why in told.err
    assert told.out == ""


def test_folders_that_are_missing_are_made(place):
    assert run(place, "--commit", "d", "--quiet", "--set", f"d.file={place}/a/b/out.csv") == 0
    assert (place / "a" / "b" / "out.csv").is_file()


def test_a_file_that_needs_no_leave_to_be_replaced_is_told(place, capsys):
    other = place / "other.csv"
    assert run(place, "--commit", "d", "--replace", str(other)) == 0
    assert f"--replace {other}: no node is about to replace this file" in capsys.readouterr().out


def test_an_exported_script_plans_and_writes_only_when_it_is_told_to(place, capsys):
    script = place / "script.py"
    assert main(["export", str(place / "w.ows"), "--python", str(script)]) == 0
    text = script.read_text()
    assert "# commit(s_widget, s)" in text

    def done(content: str) -> None:
        script.write_text(content)
        subprocess.run([sys.executable, str(script)], check=True, cwd=place)

    done(text)
    assert not (place / "out").exists()
    done(text.replace("# commit(s_widget, s)", "commit(s_widget, s)"))
    assert sorted(os.listdir(place / "out")) == ["cow", "frog"]
    assert not (place / "out.csv").exists()
