"""Killed at any moment: what was computed, saved and written down is there at the next start."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.data.leftovers import delete_leftovers_of
from satsuma.workflow.ows import read_ows
from satsuma.workflow.recovery import RecoveryStore
from tests.trust.children import ended, killed, lines_until, pictures, places, start
from tests.trust.telling import report

CATALOG = discover(entry_points=False)
BATCH = 8

sizes = pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])


def batches(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().split()] if log.exists() else []


@pytest.mark.timeout(900)
@sizes
def test_a_kill_of_an_embedding_costs_one_batch_at_most(tmp_path, kills):
    number = 60 * kills
    pictures(tmp_path / "p", number)
    pick = random.Random(kills)
    env, log = places(tmp_path), tmp_path / "log"
    for _ in range(kills):
        before = len(batches(log))
        child = start("embed", tmp_path / "p", log, 0.02, env=env)
        while len(batches(log)) == before:
            assert child.poll() is None, child.communicate()
            time.sleep(0.005)
        time.sleep(pick.uniform(0, 0.12))
        killed(child)
    again = ended(start("embed", tmp_path / "p", log, 0, env=env))
    assert sum(batches(log)) <= number + BATCH * kills
    report("killed embeddings", kills=kills, pictures=number,
           computed_again=sum(batches(log)) - number)
    whole = ended(start("embed", tmp_path / "p", tmp_path / "log2", 0, env=places(tmp_path / "2")))
    assert again[0].split()[0] == whole[0].split()[0] == str(number)
    assert again[0].split()[2] == whole[0].split()[2]  # the same vectors, to the bit


@pytest.mark.timeout(900)
@sizes
def test_a_killed_save_leaves_the_old_file_or_the_new_one(tmp_path, kills):
    pick, file, new = random.Random(kills), tmp_path / "cows.ows", 0
    for _ in range(kills):
        child = start("save", file)
        lines_until(child, "1")
        time.sleep(pick.uniform(0, 0.15))
        told = int((killed(child) or ["1"])[-1])
        opened = read_ows(file, CATALOG)
        number = int(opened.workflow.title)
        assert number in (told, told + 1)
        new += number > told
        assert opened.workflow.description == (f"{number} " * 40_000)
        assert not opened.problems
    for part in tmp_path.glob(".*.part"):
        os.utime(part, (1, 1))
    delete_leftovers_of(file)
    assert list(tmp_path.iterdir()) == [file]
    report("killed saves", kills=kills, old_file=kills - new, new_file=new)


@pytest.mark.window
@pytest.mark.timeout(900)
@sizes
def test_what_was_there_two_seconds_before_a_kill_is_offered(tmp_path, kills):
    """While a person types and saves all the time."""
    pick, lost = random.Random(kills), []
    for round_ in range(kills):
        home = tmp_path / str(round_)
        file = home / "cows.ows"
        home.mkdir()
        # Every other time the person saves, too, as fast as the program can.
        child = start("window", "edit_on", 0.02, *([file] if round_ % 2 else []), env=places(home))
        lines_until(child, "edit")
        time.sleep(pick.uniform(1.2, 3))
        said = [line.split() for line in killed(child)]
        edits = {int(words[1]): float(words[2]) for words in said if words[:1] == ["edit"]}
        last = max(edits)
        kept = max(_numbers_kept(home, file))
        lost.append(edits[last] - edits.get(kept, edits[min(edits)]))
        assert lost[-1] < 2
    report("killed windows", kills=kills, most_seconds_lost=round(max(lost), 2))


def _numbers_kept(home: Path, file: Path) -> list[int]:
    """Which states lie on the disk, whole: in the file and in the offer."""
    found = [0]
    if file.exists():
        opened = read_ows(file, CATALOG)
        assert not opened.problems
        found.append(int(opened.workflow.title or 0))
    store = RecoveryStore(home / "data" / "recovery")
    for one in store.abandoned():
        opened = one.workflow(CATALOG)
        assert not opened.problems
        found.append(int(opened.workflow.title))
    store.close()
    return found


@pytest.mark.window
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_quietly_and_loses_nothing(tmp_path, number):
    child = start("window", "work_and_stay", env=places(tmp_path))
    lines_until(child, "ready")
    child.send_signal(number)
    _, complaints = child.communicate(timeout=60)
    assert (child.returncode, complaints) == (128 + number, "")
    assert _numbers_kept(tmp_path, tmp_path / "none.ows") == [0, 2]


def test_leftovers_of_killed_writers_are_tidied_away_in_time(tmp_path):
    old, new = tmp_path / f".{'a' * 16}.part", tmp_path / f".{'b' * 16}.part"
    mine = tmp_path / ".holiday.part"
    for file in (old, new, mine):
        file.touch()
    os.utime(old, (1, 1))
    os.utime(mine, (1, 1))
    RecoveryStore(tmp_path).abandoned()
    assert sorted(tmp_path.iterdir()) == sorted([new, mine])
