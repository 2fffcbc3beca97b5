"""Places: a variable decides, else the preferences, else the system; at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from satsuma.algorithms.device import devices_to_try
from satsuma.data.cache import limit
from satsuma.data.choices import Choices, choices, choose
from satsuma.data.places import cache_folder, shared_weights_folder, weights_folder
from satsuma.engine.workshop import Workshop
from satsuma.problem import Problem


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "CACHE_LIMIT", "DATA", "WEIGHTS", "DEVICE"):
        monkeypatch.delenv(f"SATSUMA_{name}", raising=False)
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path))
    return tmp_path


def test_without_preferences_the_places_are_usual_ones(config):
    assert cache_folder().name == "satsuma"
    assert (weights_folder().parent.name, weights_folder().name) == ("satsuma", "weights")
    assert shared_weights_folder() is None
    assert limit() == 10_000_000_000


def test_preferences_name_other_places(config, tmp_path):
    choose(Choices(weights_folder=str(tmp_path / "w"), shared_weights_folder=str(tmp_path / "s"),
                   cache_folder=str(tmp_path / "c"), cache_limit=0.5))
    assert weights_folder() == tmp_path / "w"
    assert shared_weights_folder() == tmp_path / "s"
    assert cache_folder() == tmp_path / "c"
    assert limit() == 500_000_000


def test_a_change_holds_at_once(config, tmp_path):
    choose(Choices(cache_folder=str(tmp_path / "one")))
    assert cache_folder() == tmp_path / "one"
    choose(Choices(cache_folder=str(tmp_path / "two")))
    assert cache_folder() == tmp_path / "two"


def test_the_home_folder_may_be_written_as_a_tilde(config):
    choose(Choices(cache_folder="~/cache of mine"))
    assert cache_folder() == Path.home() / "cache of mine"


def test_variables_come_first(config, tmp_path, monkeypatch):
    choose(Choices(weights_folder="/w", shared_weights_folder="/s", cache_folder="/c",
                   cache_limit=1))
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "vc"))
    monkeypatch.setenv("SATSUMA_DATA", str(tmp_path / "vd"))
    monkeypatch.setenv("SATSUMA_WEIGHTS", str(tmp_path / "vw"))
    monkeypatch.setenv("SATSUMA_CACHE_LIMIT", "2")
    assert cache_folder() == tmp_path / "vc"
    assert weights_folder() == tmp_path / "vd" / "weights"
    assert shared_weights_folder() == tmp_path / "vw"
    assert limit() == 2_000_000_000


def test_the_device_of_the_preferences_is_used_unless_another_is_named(config, monkeypatch):
    choose(Choices(device="cpu"))
    assert devices_to_try(None) == ["cpu"]
    choose(Choices(device="an abacus"))
    with pytest.raises(Problem, match="no device “an abacus”"):
        devices_to_try(None)
    assert devices_to_try("cpu") == ["cpu"]
    monkeypatch.setenv("SATSUMA_DEVICE", "cpu")
    assert devices_to_try(None) == ["cpu"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cache_folder": 5}'])
def test_a_bad_file_leaves_the_usual_places(config, text):
    (config / "preferences.json").write_text(text)
    assert choices() == Choices()


def test_the_command_line_obeys_the_file(config):
    there = config / "cache of the file"
    (config / "preferences.json").write_text(
        json.dumps({"cache_folder": str(there), "cache_limit": 3, "theme": "dark"}))
    done = subprocess.run([sys.executable, "-m", "satsuma", "cache", "show"],
                          capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{there}\n")
    assert "of at most 3 GB" in done.stdout


def test_a_workshop_follows(config, tmp_path):
    choose(Choices(memory_limit=100, cache_folder=str(tmp_path / "one")))
    shop = Workshop(disk=cache_folder())
    assert shop.memory.limit == 100_000_000
    choose(Choices(memory_limit=300, cache_folder=str(tmp_path / "two")))
    shop.follow_choices()
    assert shop.memory.limit == 300_000_000
    assert shop.disk is not None
    assert shop.disk.folder == tmp_path / "two" / "results"
