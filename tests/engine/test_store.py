"""Results in memory and on disk."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from satsuma.data.column import Passport, Role, categorical, images, numbers, times, vectors
from satsuma.data.outcome import Outcome
from satsuma.data.table import Table
from satsuma.engine import archive
from satsuma.engine.store import Disk, Memory, arrays_in


@pytest.fixture
def table():
    passport = Passport("net", "abc", "resize 8", "draft2", 4)
    return Table(tuple(f"é {i}\udcff" for i in range(60)), {
        "x": numbers(np.arange(60.0)),
        "kind": categorical(["cow", "", "frog"] * 20, Role.TARGET),
        "when": times(["2026-01-01", "NaT"] * 30),
        "image": images([f"{i}.png" for i in range(60)], Path("/somewhere")),
        "embedding": vectors(np.ones((60, 4)), passport),
    }, "herd")


def stored(value, tmp_path):
    file = tmp_path / "value.npz"
    with file.open("wb") as opened:
        archive.save(value, opened)
    return archive.load(file)


def test_a_table_comes_back_from_disk_as_it_was(table, tmp_path):
    assert stored(table, tmp_path).equals(table)


def test_plain_values_come_back(tmp_path):
    value = {"a": (1, 2.5, None, True, "ü"), "b": Outcome("repaired", "cut off", ("one",)),
             "c": Path("x/y"), "d": tuple(str(i) for i in range(99)), "e": float("inf")}
    assert stored(value, tmp_path) == value


def test_an_array_that_two_tables_share_is_kept_once(table, tmp_path):
    two = {"one": table, "two": table.rows(range(60)), "three": table.only(["embedding"])}
    back = stored(two, tmp_path)
    assert back["one"]["embedding"].values is back["three"]["embedding"].values
    with np.load(tmp_path / "value.npz") as file:
        assert sum(file[name].nbytes for name in file.files) < 60 * 4 * 4 + 60 * 60 * 2


def test_what_the_archive_does_not_know_is_refused_before_anything_is_written(tmp_path):
    with (tmp_path / "x").open("wb") as file, pytest.raises(archive.Unfit):
        archive.save({"a": object()}, file)
    assert (tmp_path / "x").read_bytes() == b""


def test_no_file_can_make_the_archive_run_code(tmp_path):
    file = tmp_path / "evil.npz"
    with zipfile.ZipFile(file, "w") as out:
        tree = np.frombuffer(json.dumps({"record": ["system", {"command": "ls"}]}).encode(), "u1")
        with out.open("_tree.npy", "w") as member:
            np.lib.format.write_array(member, tree)
    with pytest.raises(archive.Damaged):
        archive.load(file)


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04" + b"\0" * 100])
def test_a_file_that_is_no_archive_is_damaged(content, tmp_path):
    (tmp_path / "x.npz").write_bytes(content)
    with pytest.raises(archive.Damaged):
        archive.load(tmp_path / "x.npz")


def test_every_flipped_byte_is_noticed_or_harmless(table, tmp_path):
    with (tmp_path / "x.npz").open("wb") as opened:
        archive.save(table, opened)
    content = (tmp_path / "x.npz").read_bytes()
    for place in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 0x55
        (tmp_path / "y.npz").write_bytes(damaged)
        try:
            back = archive.load(tmp_path / "y.npz")
        except archive.Damaged:
            continue
        assert back.equals(table), place


def test_the_disk_does_not_hand_out_what_other_code_made(tmp_path):
    disk = Disk(tmp_path)
    assert disk.put("key", Table, (1, 2))
    assert disk.get("key", Table) == (1, 2)
    assert disk.get("key", Memory) is None


def test_a_disk_that_refuses_is_no_disaster(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert not Disk(tmp_path / "file").put("key", Table, (1,))


def test_what_would_push_everything_else_out_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE_LIMIT", "0.001")
    disk = Disk(tmp_path)
    assert disk.put("small", Table, (np.zeros(1000),))
    assert not disk.put("large", Table, (np.zeros(100_000),))
    assert disk.get("large", Table) is None


def test_memory_counts_what_is_shared_once():
    block = np.zeros(1000)
    memory = Memory(limit=100_000)
    memory.put("a", {"x": block})
    memory.put("b", {"x": block[10:20], "y": (block,)})
    assert memory.bytes == 8000
    memory.forget(["a"])
    assert memory.bytes == 8000
    memory.forget(["b"])
    assert memory.bytes == 0


def test_memory_lets_the_least_recently_used_go_first():
    memory = Memory(limit=20_000)
    for name in "abc":
        memory.put(name, np.zeros(1000))
        memory.get("a")
    assert ["b" in memory, "a" in memory, "c" in memory] == [False, True, True]


def test_memory_keeps_what_anyone_wants():
    memory = Memory(limit=10_000)
    memory.want("me", ["a"])
    memory.want("you", ["b"])
    for name in "abc":
        memory.put(name, np.zeros(1000))
    assert ["a" in memory, "b" in memory, "c" in memory] == [True, True, False]
    memory.release("you")
    assert ["a" in memory, "b" in memory] == [True, False]


def test_arrays_are_found_in_tables(table):
    sizes = sorted(arrays_in((table,)).values())
    assert 60 * 4 * 4 in sizes
    assert 60 * 8 in sizes


def test_a_lower_bound_lets_go_at_once_of_what_nobody_wants():
    memory = Memory(1_000)
    memory.put("old", np.zeros(50))
    memory.put("wanted", np.zeros(50))
    memory.want("somebody", ["wanted"])
    memory.set_limit(500)
    assert "old" not in memory
    assert "wanted" in memory
    memory.set_limit(10)
    assert "wanted" in memory


def test_a_disk_that_moves_finds_and_writes_in_the_new_folder(tmp_path):
    disk = Disk(tmp_path / "one")
    disk.put("key", Memory, (1,))
    disk.move(tmp_path / "two")
    assert disk.get("key", Memory) is None
    disk.put("key", Memory, (2,))
    assert disk.get("key", Memory) == (2,)
    disk.move(tmp_path / "one")
    assert disk.get("key", Memory) == (1,)


def test_outcomes_of_many_pictures_are_kept_once_each(tmp_path):
    outcomes = tuple(Outcome("repaired", f"{i % 7} % missing", ("one",)) for i in range(20_000))
    file = tmp_path / "x.npz"
    with file.open("wb") as opened:
        archive.save({"outcomes": outcomes, "same": outcomes}, opened)
    back = archive.load(file)
    assert back["outcomes"] == back["same"] == outcomes
    assert file.stat().st_size < 250_000  # long JSON holds up the window while it is read
