from __future__ import annotations

import sys

import pytest

from satsuma.algorithms import memory
from satsuma.problem import Problem


def test_this_machine_has_some_memory_free():
    free = memory.available()
    assert free is not None
    assert 10e6 < free < 1e15


def test_the_limit_of_a_container_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "_CGROUPS", tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    plenty = memory.available()
    assert plenty is not None
    (tmp_path / "memory.max").write_text("5000000\n", encoding="ascii")
    (tmp_path / "memory.current").write_text("3000000\n", encoding="ascii")
    assert memory.available() == 2_000_000
    # What files hold in memory only until it is needed counts as free.
    (tmp_path / "memory.stat").write_text("anon 7\ninactive_file 500000\n", encoding="ascii")
    assert memory.available() == 2_500_000
    (tmp_path / "memory.max").write_text("max\n", encoding="ascii")
    assert memory.available() > 2_500_000


def test_what_fits_or_cannot_be_known_is_let_through(monkeypatch):
    monkeypatch.setattr(memory, "available", lambda: 100)
    memory.require(80, "It", "Wait.")
    with pytest.raises(Problem, match="It would take 1 MB of memory, and 1 MB can be used. Wait."):
        memory.require(81, "It", "Wait.")
    monkeypatch.setattr(memory, "available", lambda: None)
    memory.require(10**15, "It", "Wait.")


def test_sizes_are_told_in_words():
    assert memory.in_words(3_210_000_000) == "3.2 GB"
    assert memory.in_words(45_600_000) == "46 MB"
    assert memory.in_words(0) == "1 MB"
