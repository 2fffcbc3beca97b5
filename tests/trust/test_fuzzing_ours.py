"""Fuzzing of what the program keeps for itself and for reports: see `test_fuzzing`.

Preferences and what a crash left are read at every start: nothing in them may keep the program
from starting. A report comes from a stranger.
"""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from satsuma import preferences
from satsuma.ui.report.html import to_html
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.reading import parse_report
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows
from satsuma.workflow.recovery import RecoveryStore
from tests.picture_bytes import blocks, encoded
from tests.trust.edits import edited, edits
from tests.trust.fuzzing import or_told, sizes, tried
from tests.trust.hooks import ROOT

ANIMALS = ROOT / "workflows" / "animals.ows"


@sizes
def test_damaged_reports(catalog, tmp_path, count):
    workflow = read_ows(ANIMALS, catalog).workflow
    content = to_html(Report("Cows", (
        ReportItem("Cow", "A note <b>&amp; a table", (("Rows", "12"),), b"",
                   (("name", "legs"), ("cow", "4")), "2024-05-01T10:00:00", workflow),
        ReportItem("Picture", "", (), encoded(blocks(), "PNG"), (), "", workflow))),
        tmp_path).encode()
    assert len(parse_report(content, tmp_path, catalog).report.items) == 2

    def trying(changes: Any) -> None:
        or_told(partial(parse_report, edited(content, changes), tmp_path, catalog))

    tried(edits, count, trying)


@sizes
def test_damaged_preferences(tmp_path, monkeypatch, count):
    """They are read, with what does not fit left out and told."""
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path))
    preferences.save(preferences.load().value)
    file = next(one for one in tmp_path.iterdir() if one.name == "preferences.json")
    content = file.read_bytes()
    usual = preferences.load().value

    def trying(changes: Any) -> None:
        file.write_bytes(edited(content, changes))
        found = preferences.load().value
        for field in dataclasses.fields(usual):
            assert type(getattr(found, field.name)) is type(getattr(usual, field.name))
        for beside in tmp_path.glob("preferences-damaged*"):
            beside.unlink()

    tried(edits, count, trying)


@sizes
def test_damaged_leftovers_of_a_crash(catalog, tmp_path, count):
    """What can be read is offered; the rest keeps nobody from starting."""
    folder = tmp_path / "recovery"
    RecoveryStore(folder).write("a", read_ows(ANIMALS, catalog).workflow, Path("/home/ana/a.ows"))
    for lock in folder.glob("*.running"):
        lock.unlink()
    file, = folder.glob("*.unsaved")
    content, store = file.read_bytes(), RecoveryStore(folder)

    def trying(changes: Any) -> None:
        file.write_bytes(edited(content, changes))
        for left in store.abandoned():
            opened = or_told(partial(left.workflow, catalog))
            assert opened is None or isinstance(opened.workflow, Workflow)

    tried(st.one_of(edits), count, trying)
    store.close()
