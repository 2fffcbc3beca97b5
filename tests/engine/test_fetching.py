"""What the disk has is shown before what feeds it is there, and nothing is asked in vain."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from satsuma.engine.engine import Engine
from satsuma.engine.store import Disk
from satsuma.engine.workshop import Workshop
from tests.engine.test_engine import build, settled
from tests.engine.test_random_edits import agree, random_edit


@pytest.fixture
def chain(toys):
    """Source → Slow → Add."""
    return build({"source": toys.Source(), "slow": toys.Slow(), "add": toys.Add()},
                 "source.data>slow.data", "slow.data>add.data")


@pytest.fixture
def left(chain, toys, tmp_path, monkeypatch):
    """The cache that another session left, in which the result of Slow is not."""
    monkeypatch.setattr("satsuma.engine.engine.WORTH_KEEPING", 0.0)
    toys.GATE.set()
    engine = settled(Engine(workshop=Workshop(disk=tmp_path)), chain)
    key = engine.status("slow").key
    engine.close()
    file_of(tmp_path, key, toys.Slow).unlink()
    toys.GATE.clear()
    toys.CALLS.clear()
    return tmp_path


def file_of(cache: Path, key: str, code: type) -> Path:
    return Disk(cache)._file(key, code)  # noqa: SLF001 - where it lies is its own business


def until(engine: Engine, node: str, state: str) -> None:
    end = time.monotonic() + 10
    while engine.status(node).state != state:
        assert time.monotonic() < end, engine.status(node)
        time.sleep(0.005)


def test_a_result_on_disk_does_not_wait_for_its_inputs(left, chain, toys):
    engine = Engine(workshop=Workshop(disk=left))
    engine.update(chain)
    until(engine, "add", "done")
    assert engine.status("slow").state in ("running", "queued", "waiting")
    assert toys.values_of(engine.result("add").values["data"]) == [1.0, 2.0, 3.0]
    assert not engine.result("add").computed
    toys.GATE.set()
    assert engine.finish(30)
    assert engine.status("slow").state == "done"
    assert toys.CALLS == ["slow"]
    engine.close()


def test_once_the_inputs_are_there_it_is_computed_as_ever(left, chain, toys):
    engine = Engine(workshop=Workshop(disk=left))
    engine.update(chain)
    until(engine, "add", "done")
    engine.update(chain.with_setting("add", "amount", 5))
    until(engine, "slow", "running")
    assert engine.status("add").state == "waiting"
    assert engine.last("add") is not None
    toys.GATE.set()
    assert engine.finish(30)
    assert toys.values_of(engine.result("add").values["data"]) == [5.0, 6.0, 7.0]
    assert "add 5" in toys.CALLS
    engine.close()


def test_what_is_damaged_is_computed(left, chain, toys):
    for file in Disk(left).folder.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    engine = Engine(workshop=Workshop(disk=left))
    engine.update(chain)
    toys.GATE.set()
    assert engine.finish(30)
    assert {"slow", "add 1"} <= set(toys.CALLS)
    assert toys.values_of(engine.result("add").values["data"]) == [1.0, 2.0, 3.0]
    engine.close()


def test_the_disk_is_asked_once_for_each_key(chain, toys, tmp_path, monkeypatch):
    asked = []
    has = Disk.has
    monkeypatch.setattr(Disk, "has", lambda self, key, code: (
        asked.append(code.__name__), has(self, key, code))[1])
    engine = Engine(workshop=Workshop(disk=tmp_path))
    engine.update(chain)
    until(engine, "slow", "running")
    for _ in range(5):
        engine.update(chain)
    toys.GATE.set()
    assert engine.finish(30)
    assert sorted(asked) == sorted(set(asked))
    assert "Add" in asked
    engine.close()


def test_what_is_no_longer_wanted_is_not_shown(left, chain, toys):
    engine = Engine(workshop=Workshop(disk=left))
    engine.update(chain)
    engine.update(chain.without_node("add"))
    toys.GATE.set()
    assert engine.finish(30)
    engine.update(chain)
    assert engine.finish(30)
    assert toys.values_of(engine.result("add").values["data"]) == [1.0, 2.0, 3.0]
    engine.close()


@pytest.mark.parametrize("seed", range(6))
def test_with_a_disk_hundreds_of_edits_agree_with_a_fresh_engine(toys, tmp_path, monkeypatch,
                                                                 seed):
    monkeypatch.setattr("satsuma.engine.engine.WORTH_KEEPING", 0.0)
    pick = random.Random(100 + seed)
    engine, workflow = Engine(workshop=Workshop(disk=tmp_path)), build({})
    for step in range(40):
        workflow = random_edit(toys, pick, workflow, engine)
        engine.update(workflow)
        if pick.random() < 0.1:  # another session, which knows no more than the disk does
            engine.close()
            engine = Engine(workshop=Workshop(disk=tmp_path))
            engine.update(workflow)
        if pick.random() < 0.25:
            agree(engine, workflow, f"seed {seed}, step {step}")
    agree(engine, workflow, f"seed {seed}, at the end")
    engine.close()
