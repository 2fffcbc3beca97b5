"""Opening is only reading: files that mean harm, opened under a hook that forbids everything else.

Each kind of file is opened in one watched process (`opening`, `watched_window`), after a harmless
one. Nothing may be run, compiled, imported, written outside of the program's own folders, started
or sent, and every file gives one clear answer within bounded time and memory.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from satsuma.algorithms.learners import METHODS
from tests.hostile import odd_files
from tests.trust import hostile_models, hostile_packed, hostile_tables, hostile_workflows
from tests.trust.hooks import ROOT, environment, left_behind, noted
from tests.trust.hostile_files import SPRUNG, Attack, pictures, set_trap, traps, write
from tests.trust.telling import report

MOST_SECONDS = 20.0
"""Of the processor, for one file, so that it is the same on a busy computer."""

MOST_MEGABYTES = 500

WORKFLOWS = sorted([*(ROOT / "workflows").glob("*.ows"),
                    *(ROOT / "tests" / "fixtures").rglob("*.ows")])


def _run(folder: Path, module: str, *arguments: str, seconds: float = 100) -> dict[str, Any]:
    """What the watched process told; fails on everything that it tried and may not."""
    where = folder / "where"
    where.mkdir(exist_ok=True)
    set_trap(where)
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=where, env=environment(folder),
        capture_output=True, text=True, timeout=seconds, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert noted(folder) == []
    assert left_behind(folder) == []
    assert not list(folder.rglob(SPRUNG))
    assert "Traceback" not in ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def _ready(files: Path) -> None:
    """Harmless workflows, opened first: they import what opening needs."""
    files.mkdir(exist_ok=True)
    for workflow in WORKFLOWS:
        (files / f"0 {workflow.name}").write_bytes(workflow.read_bytes())


def _opened(folder: Path, kind: str, attacks: dict[str, Attack],
            seconds: float = 100) -> dict[str, tuple[Attack, dict[str, Any]]]:
    told = _run(folder, "tests.trust.opening", kind, str(folder / "files"), seconds=seconds)
    for name, became in told.items():
        assert became["how"] != "crash", (name, became["said"])
        assert became["seconds"] < MOST_SECONDS, (name, became)
        assert became["megabytes"] < MOST_MEGABYTES, (name, became)
        assert name in attacks or became["how"] == "opened" or not name.startswith("0 ")
    report(f"opened by {kind}", files=len(attacks),
           longest_s=round(max(became["seconds"] for became in told.values()), 1),
           most_MB=round(max(became["megabytes"] for became in told.values())))
    return {name: (attacks[name], became) for name, became in told.items() if name in attacks}


def _is_kept(attack: Attack, became: dict[str, Any]) -> bool:
    """Whether what was promised of the file is so."""
    said = " ".join(became["said"])
    fits = attack.told == "" or re.search(attack.told + "|larger than 64 MB", said) is not None
    match attack.promise:
        case "refused":
            return became["how"] == "refused" and bool(said) and fits
        case "told":
            return became["how"] == "opened" and bool(said) and fits
    return became["how"] == "opened"


def _broken(told: dict[str, tuple[Attack, dict[str, Any]]]) -> list[Any]:
    return [(name, attack.promise, became) for name, (attack, became) in told.items()
            if not _is_kept(attack, became)]


def _check_reading(folder: Path, scale: int) -> None:
    _ready(folder / "files")
    attacks = write(hostile_workflows.workflows(scale), folder / "files", ".ows")
    assert _broken(_opened(folder, "read", attacks, 300)) == []


def test_hostile_workflows_are_only_read(tmp_path):
    _check_reading(tmp_path, 10)


@pytest.mark.long
def test_hostile_workflows_of_full_size_are_only_read(tmp_path):
    _check_reading(tmp_path, 100)


_PLACE = re.compile(r"[^\n]*\.ows: .{10,}")


def test_check_gives_one_clear_line_and_a_status(tmp_path):
    files = tmp_path / "files"
    _ready(files)
    attacks = write(hostile_workflows.workflows(1), files, ".ows")
    for name, (attack, became) in _opened(tmp_path, "check", attacks).items():
        status, *lines = became["said"]
        if name == "instructions.ows" or attack.large:
            continue  # of this size some of them are in order
        assert status == {"refused": "2", "told": "1", "opens": "0"}[attack.promise], (name, lines)
        assert all(_PLACE.fullmatch(line) for line in lines), (name, lines)
        assert all(line.isprintable() for line in lines), (name, lines)
        assert len(lines) == 1 or attack.promise == "told", (name, lines)
        if "forges" in name:  # what stood on a line of its own is a part of the only one
            assert "�0.ows: in order" in "".join(lines)


def test_check_says_of_every_other_file_in_one_line_what_it_is(tmp_path):
    files = tmp_path / "files"
    _ready(files)
    others = [*hostile_tables.tables(1), *pictures(),
              *(Attack(f"weights {number}.pth", lambda trap=trap: trap, "refused")
                for number, trap in enumerate(traps()))]
    attacks = write(others, files)
    for name, (_, became) in _opened(tmp_path, "check", attacks).items():
        status, *lines = became["said"]
        assert (status, len(lines)) == ("2", 1), (name, lines)
        assert re.search("is a (table|picture), not a workflow|This is no workflow", lines[0]), name
        assert lines[0].isprintable()


@pytest.mark.parametrize("kind", ["paste", "report"])
def test_what_is_pasted_or_lies_in_a_report_is_only_read(tmp_path, kind):
    _ready(tmp_path / "files")
    few = [one for one in hostile_workflows.workflows(1)
           if not re.match(r"pickle [1-8] |elements|instructions", one.name)]
    attacks = write(few, tmp_path / "files", ".ows")
    told = _opened(tmp_path, kind, attacks)
    assert len(told) == len(attacks)


def _check_tables(folder: Path, scale: int) -> None:
    files = folder / "files"
    attacks = write([*hostile_tables.tables(scale), *hostile_packed.packed(scale)], files)
    (files / "0 good.xlsx").write_bytes(hostile_tables.plain_xlsx())
    (files / "0 good.csv").write_bytes(b"name,legs\ncow,4\n")
    (files / "0 large.csv").write_bytes(b"name,legs\n" + b"cow,4\n" * 800_000)  # asks for pyarrow
    (files / "0 good.npz").write_bytes(hostile_tables.plain_npz())
    (files / "0 good.parquet").write_bytes(hostile_packed.plain_parquet())
    (files / "0 good.csv.gz").write_bytes(gzip.compress(b"name,legs\ncow,4\n"))
    assert _broken(_opened(folder, "table", attacks, 500)) == []


def test_hostile_tables_are_only_read(tmp_path):
    _check_tables(tmp_path, 1)


@pytest.mark.long
def test_hostile_tables_of_full_size_are_only_read(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "MOST_SECONDS", 60.0)  # a million rows of a workbook
    monkeypatch.setitem(globals(), "MOST_MEGABYTES", 900)
    _check_tables(tmp_path, 100)


def test_hostile_models_are_only_read(tmp_path):
    files = tmp_path / "files"
    attacks = write(hostile_models.models(), files, hostile_models.SUFFIX)
    for method in METHODS:
        good = files / f"0 good {method}{hostile_models.SUFFIX}"
        good.write_bytes(hostile_models.plain(method))
        (files / f"good {method}{hostile_models.SUFFIX}").write_bytes(good.read_bytes())
        attacks[f"good {method}{hostile_models.SUFFIX}"] = Attack(method, good.read_bytes, "opens")
    assert _broken(_opened(tmp_path, "model", attacks)) == []


def test_hostile_pictures_are_only_read(tmp_path):
    files = tmp_path / "files"
    attacks = write(pictures(), files)
    for odd in odd_files():
        (files / ("" if odd.state == "refused" else "0 " + odd.name)).parent.mkdir(exist_ok=True)
        (files / f"{'' if odd.state == 'refused' else '0 '}{odd.name}").write_bytes(odd.content)
    assert _broken(_opened(tmp_path, "picture", attacks)) == []


MODULES_BESIDE = ("argparse", "typing", "pathlib", "json", "dataclasses", "numpy", "PIL", "natsort",
                  "defusedxml", "PyQt6", "openpyxl", "pyarrow", "pillow_heif", "trap_module")


def test_what_lies_beside_a_workflow_is_not_imported(tmp_path):
    """Somebody unpacks an archive from a stranger and starts the program in that folder."""
    (tmp_path / "cows.ows").write_bytes((ROOT / "workflows" / "animals.ows").read_bytes())
    for name in MODULES_BESIDE:
        (tmp_path / f"{name}.py").write_text(f"open({SPRUNG!r}, 'w').close()\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run([sys.executable, "-m", "satsuma", "check", "cows.ows"], cwd=tmp_path,
                           env=env, capture_output=True, text=True, timeout=60, check=False)
    assert not (tmp_path / SPRUNG).exists()
    assert (ended.returncode, ended.stderr) == (0, "")


# The window

def _check_window(folder: Path, attacks: list[Attack]) -> None:
    files = folder / "files"
    named = write(attacks, files, ".ows")
    (files / "0 animals.ows").write_bytes((ROOT / "workflows" / "animals.ows").read_bytes())
    (files / "0 no workflow.ows").write_bytes(b"hello")
    told = _run(folder, "tests.trust.watched_window", "open", str(files), seconds=170)
    report("opened in a window", files=len(named),
           longest_s=round(max(told[name]["seconds"] for name in named), 1))
    for name, attack in named.items():
        assert told[name]["seconds"] < MOST_SECONDS, (name, told[name])
        assert told[name]["told"] or attack.promise != "refused", (name, told[name])


_QUICK = ("pickle 0 for import_images", "pickle 9 for OWTable", "billion laughs", "an address",
          "a circle", "settings nested", "a title that forges a line", "a note with addresses",
          "places far away", "a widget named like a module", "encoding trap_module")


@pytest.mark.window
def test_hostile_workflows_open_in_a_window_and_nothing_else_happens(tmp_path):
    attacks = [one for one in hostile_workflows.workflows(1) if one.name in _QUICK]
    assert len(attacks) == len(_QUICK)
    _check_window(tmp_path, attacks)


@pytest.mark.long
@pytest.mark.window
@pytest.mark.parametrize("part", range(4))
def test_every_workflow_opens_in_a_window_and_nothing_else_happens(tmp_path, part):
    ours = [Attack(f"ours {file.stem}", file.read_bytes, "opens") for file in WORKFLOWS]
    _check_window(tmp_path, [*ours, *hostile_workflows.workflows(10)][part::4])
