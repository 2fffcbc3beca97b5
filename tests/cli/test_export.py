"""`satsuma export`: for Orange, with what has no place there."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.cli import main
from satsuma.workflow.ows import is_of_orange, read_ows

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / "workflows" / "animals.ows"
THEIRS = ROOT / "tests" / "fixtures" / "orange" / "annotated.ows"


def test_a_file_for_orange_and_what_has_no_place_there(tmp_path, capsys):
    made = tmp_path / "made.ows"
    assert main(["export", str(WORKFLOW), "--orange", str(made)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert any("SqueezeNet" in line for line in told)
    assert told[-1] == f"{made} written for Orange; {len(told) - 1} notes above"
    assert is_of_orange(made)
    assert len(read_ows(made, discover()).workflow.nodes) == 6


def test_what_is_there_is_replaced_only_by_force(tmp_path, capsys):
    made = tmp_path / "made.ows"
    made.write_text("mine")
    assert main(["export", str(WORKFLOW), "--orange", str(made)]) == 2
    assert made.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(WORKFLOW), "--orange", str(made), "--force"]) == 0
    assert made.read_text() != "mine"


@pytest.mark.parametrize(("kind", "file", "why"), [
    ("--python", "animals.ows", "must end in .py"), ("--orange", "animals.py", "must end in .ows"),
    ("--python", "no/animals.py", "there is no folder “no”")])
def test_a_place_that_cannot_be_is_wrong_usage(kind, file, why, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(WORKFLOW), kind, file]) == 2
    assert why in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_file_of_orange_is_never_written_over_by_its_own_export(tmp_path):
    theirs = tmp_path / "theirs.ows"
    theirs.write_bytes(THEIRS.read_bytes())
    assert main(["export", str(theirs), "--orange", str(theirs)]) == 2
    assert theirs.read_bytes() == THEIRS.read_bytes()


@pytest.mark.parametrize("more", [[], ["--python", "a.py", "--orange", "a.ows"]])
def test_one_kind_has_to_be_named(more, capsys):
    assert main(["export", str(WORKFLOW), *more]) == 2
    assert "--orange" in capsys.readouterr().err
