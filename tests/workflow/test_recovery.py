"""Unsaved documents survive their program, however it ends, and are offered once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.problem import Problem
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import write_ows
from satsuma.workflow.recovery import (
    RecoveryStore,
    file_digest,
    new_document_id,
    recovery_folder,
)

CATALOG = discover(entry_points=False)

WRITER = """
import sys
from pathlib import Path
from satsuma.catalog import discover
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import RecoveryStore
cls = discover(entry_points=False).named("import-images")
store = RecoveryStore(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    flow = Workflow(title=str(number), description="x" * 20_000)
    for _ in range(number % 7):
        flow, _id = flow.with_new_node(cls())
    store.write("one", flow, Path("/a/b.ows"), title=f"B {number}")
    print(number, flush=True)
    if "once" in sys.argv:
        sys.stdin.read()
"""


@pytest.fixture
def flow():
    return Workflow(title="Cows").with_new_node(
        CATALOG.named("import-images")(sources=("/pictures/cows",)))[0]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "recovery"


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), *more], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout.readline().strip() == "1"
    return writer


def kill(writer: subprocess.Popen[str]) -> int:
    """Kill it at once; the number of the last state that it had told about."""
    writer.kill()
    told, _ = writer.communicate(timeout=60)
    return int((told.split() or ["1"])[-1])


def test_the_folder_is_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("SATSUMA_DATA", str(tmp_path))
    assert recovery_folder() == tmp_path / "recovery"


def test_nothing_is_offered_where_nothing_was_written(folder):
    store = RecoveryStore(folder)
    assert store.abandoned() == ()
    store.close()
    assert not folder.exists()


def test_a_document_is_offered_when_its_program_was_killed(folder):
    writer = start(folder, "once")
    other = RecoveryStore(folder)
    assert other.abandoned() == ()
    kill(writer)
    one, = other.abandoned()
    assert (one.path, one.title, one.nodes) == (Path("/a/b.ows"), "B 1", 1)
    assert abs(one.time - time.time()) < 60
    assert one.workflow(CATALOG).workflow.title == "1"
    other.close()


def test_killed_while_it_writes_leaves_the_last_state_or_the_one_before(folder):
    for round_ in range(4):
        writer = start(folder)
        time.sleep(0.02 + 0.017 * round_)
        told = kill(writer)
        store = RecoveryStore(folder)
        one, = store.abandoned()
        opened = one.workflow(CATALOG)
        assert int(opened.workflow.title) in (told, told + 1)
        assert not opened.problems
        assert len(opened.workflow.nodes) == one.nodes == int(opened.workflow.title) % 7
        store.discard(one)
        store.close()


def test_places_are_kept_in_full_wherever_the_file_was(folder, flow):
    RecoveryStore(folder).write("a", flow, Path("/lessons/cows.ows"))
    one, = _left_by_dead(folder)
    assert one.workflow(CATALOG).workflow.node("import-images").widget.sources == \
        ("/pictures/cows",)


def test_what_a_running_program_keeps_is_not_offered_to_it_or_others(folder, flow):
    running = RecoveryStore(folder)
    running.write("a", flow, None)
    assert running.abandoned() == ()
    assert RecoveryStore(folder).abandoned() == ()


def test_an_abandoned_document_is_offered_by_one_program_only_until_that_ends(folder):
    kill(start(folder, "once"))
    first, second = RecoveryStore(folder), RecoveryStore(folder)
    assert len(first.abandoned()) == 1
    assert len(first.abandoned()) == 1
    assert second.abandoned() == ()
    first.close()
    assert len(second.abandoned()) == 1
    second.close()


def test_old_ones_are_offered_still(folder, flow):
    kill(start(folder, "once"))
    file, = folder.glob("*.unsaved")
    header, _, text = file.read_bytes().partition(b"\n")
    old = json.loads(header) | {"time": time.time() - 400 * 86_400}
    file.write_bytes(json.dumps(old).encode() + b"\n" + text)
    os.utime(file, (0, 0))
    store = RecoveryStore(folder)
    assert len(store.abandoned()) == 1
    store.close()


def test_saved_and_closed_documents_leave_nothing(folder, flow):
    store = RecoveryStore(folder)
    store.write("a", flow, None)
    store.write("b", flow, None)
    store.remove("a")
    store.finish("b")
    store.write("b", flow, None)  # one that was still under way when the window closed
    store.close()
    assert list(folder.iterdir()) == []


def test_a_document_that_was_not_answered_for_is_there_after_a_clean_end(folder, flow):
    store = RecoveryStore(folder)
    store.write("a", flow, None)
    store.close()
    again = RecoveryStore(folder)
    assert [one.title for one in again.abandoned()] == [""]
    again.close()


def test_discarded_ones_are_gone_with_the_traces_of_their_program(folder):
    kill(start(folder, "once"))
    store = RecoveryStore(folder)
    store.discard(store.abandoned()[0])
    assert store.abandoned() == ()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"[1]\n<scheme/>", b"\xff", b"[" * 9999,
                                     b'{"session": 1}\n'])
def test_damaged_files_are_left_where_they_are(folder, content):
    folder.mkdir()
    file = folder / "x.unsaved"
    file.write_bytes(content)
    store = RecoveryStore(folder)
    assert store.abandoned() == ()
    store.close()
    assert file.read_bytes() == content


def test_a_damaged_workflow_is_told(folder, flow):
    kill(start(folder, "once"))
    store = RecoveryStore(folder)
    one, = store.abandoned()
    one.file.write_bytes(one.file.read_bytes()[:-40])
    with pytest.raises(Problem, match="workflow"):
        one.workflow(CATALOG)
    store.close()


def test_a_session_with_steps_in_its_name_leads_nowhere_else(folder, flow, tmp_path):
    folder.mkdir()
    (folder / "x.unsaved").write_text(json.dumps({
        "session": "../../outside", "path": "", "title": "", "time": 0, "nodes": 0,
        "based_on": ""}) + "\n")
    store = RecoveryStore(folder)
    assert len(store.abandoned()) == 1
    store.close()
    assert not list(tmp_path.glob("*outside*"))


def test_a_file_that_was_saved_since_is_noticed(folder, flow, tmp_path):
    saved = tmp_path / "cows.ows"
    write_ows(flow, saved)
    RecoveryStore(folder).write("a", flow, saved, based_on=file_digest(saved))
    one, = _left_by_dead(folder)
    assert not one.changed_elsewhere()
    write_ows(Workflow(title="Dogs"), saved)
    assert one.changed_elsewhere()
    saved.unlink()
    assert one.changed_elsewhere()


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path, flow):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="file"):
        RecoveryStore(tmp_path / "file" / "recovery").write("a", flow, None)


def test_documents_have_names_of_their_own():
    assert len({new_document_id() for _ in range(100)}) == 100


def _left_by_dead(folder):
    """What a store that was dropped without a word left (its lock goes with it)."""
    for lock in folder.glob("*.running"):
        lock.unlink()
    return RecoveryStore(folder).abandoned()
