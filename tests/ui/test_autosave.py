"""Unsaved changes are on disk soon, the window never waits for it, and nothing stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from satsuma.ui.autosave import Autosave
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.workflow.ows import write_ows
from satsuma.workflow.recovery import RecoveryStore
from tests.own_time import own_time

pytestmark = pytest.mark.window


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "recovery"


@pytest.fixture
def store(folder):
    made = RecoveryStore(folder)
    yield made
    made.close()


@pytest.fixture
def autosave(document, store):
    return Autosave(document, store)


def add(document, catalog, title="Cows"):
    document.edit(document.workflow.with_new_node(catalog.named("import-images")(), title)[0],
                  "Add")


def kept(folder):
    return list(folder.glob("*.unsaved"))


def drop(folder):
    """As if the program had been killed: its lock is gone, its documents are there."""
    for lock in folder.glob("*.running"):
        lock.unlink()
    return RecoveryStore(folder).abandoned()


def test_a_change_is_on_disk_within_two_seconds(qtbot, document, autosave, folder, catalog):
    began = own_time()
    add(document, catalog)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    assert own_time() - began < 2
    one, = drop(folder)
    assert one.workflow(catalog).workflow == document.workflow
    assert (one.path, one.nodes) == (None, 1)


def test_while_a_person_keeps_changing_it_is_written_too(qtbot, document, autosave, folder,
                                                         catalog):
    times, last = [], 0
    end = own_time() + 2.5
    while own_time() < end:
        add(document, catalog)
        qtbot.wait(30)
        if (files := kept(folder)) and files[0].stat().st_mtime_ns != last:
            last = files[0].stat().st_mtime_ns
            times.append(own_time())
    assert len(times) >= 2
    assert max(b - a for a, b in zip(times, times[1:], strict=False)) < 1.6


def test_an_unchanged_document_leaves_nothing(qtbot, document, autosave, folder):
    qtbot.wait(900)
    assert kept(folder) == []


def test_what_was_taken_back_needs_no_recovery(qtbot, document, autosave, folder, catalog):
    add(document, catalog)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    document.undo()
    qtbot.waitUntil(lambda: not kept(folder))


def test_what_was_saved_needs_no_recovery(qtbot, document, autosave, folder, catalog, tmp_path):
    add(document, catalog)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    document.mark_saved(tmp_path / "cows.ows")
    qtbot.waitUntil(lambda: not kept(folder))


def test_closing_takes_it_away_also_while_it_is_being_written(qtbot, document, autosave, folder,
                                                              store, catalog):
    add(document, catalog)
    autosave._act()
    autosave.close()
    assert background().wait(30)
    store.close()
    assert kept(folder) == []


def test_what_the_changes_were_made_to_is_noted(qtbot, catalog, store, folder, tmp_path):
    file = tmp_path / "cows.ows"
    document = Document(path=file)
    write_ows(document.workflow, file)
    autosave = Autosave(document, store)
    assert background().wait(30)
    add(document, catalog)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    one, = drop(folder)
    assert one.path == file
    assert not one.changed_elsewhere()
    file.write_text("another")
    assert one.changed_elsewhere()
    autosave.close()
    document.close()


def test_what_was_restored_goes_only_once_it_is_kept_anew(qtbot, document, catalog, folder, store):
    dead = RecoveryStore(folder)
    dead.write("old", document.workflow.with_new_node(catalog.named("import-images")())[0], None)
    one, = drop(folder)
    document.edit(one.workflow(catalog).workflow, "Restore")
    Autosave(document, store, replaces=one)
    assert one.file.exists()
    qtbot.waitUntil(lambda: not one.file.exists())
    assert len(kept(folder)) == 1


def test_a_full_disk_is_told_once(qtbot, document, catalog, tmp_path):
    (tmp_path / "file").write_text("")
    autosave = Autosave(document, RecoveryStore(tmp_path / "file" / "below"))
    told = []
    autosave.failed.connect(told.append)
    for _ in range(2):
        add(document, catalog)
        autosave._act()
        assert background().wait(30)
    assert len(told) == 1
    assert "not protected" in told[0]


def test_the_window_never_waits_for_the_disk(qtbot, document, catalog, folder, store, monkeypatch):
    slow = store.write
    monkeypatch.setattr(store, "write", lambda *a, **k: (time.sleep(0.5), slow(*a, **k)))
    Autosave(document, store)
    add(document, catalog)
    gaps, before = [], own_time()
    while not kept(folder):
        qtbot.wait(5)
        gaps.append(own_time() - before)
        before = own_time()
    assert max(gaps) < 0.2


EDITOR = """
import sys, time
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from dataclasses import replace
from satsuma.ui.autosave import Autosave
from satsuma.ui.document import Document
from satsuma.workflow.recovery import RecoveryStore
app = QApplication([])
document = Document()
autosave = Autosave(document, RecoveryStore(Path(sys.argv[1])))
def edit():
    now = str(time.time())
    document.edit(replace(document.workflow, title=now), "Type", merge="typing")
    print(now, flush=True)
timer = QTimer(interval=25)
timer.timeout.connect(edit)
timer.start()
app.exec()
"""


def test_a_killed_program_loses_two_seconds_at_most(folder, catalog):
    editor = subprocess.Popen([sys.executable, "-c", EDITOR, str(folder)], text=True,
                              stdout=subprocess.PIPE,
                              env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    assert editor.stdout.readline()
    end = time.monotonic() + 30
    while not kept(folder) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(1.3)
    editor.kill()
    told, _ = editor.communicate(timeout=60)
    one, = RecoveryStore(folder).abandoned()
    written = float(one.workflow(catalog).workflow.title)
    assert float(told.split()[-1]) - written < 2
