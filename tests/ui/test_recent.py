"""The list of recent workflows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.ui.recent import MOST, Recent, told_time

NOW = datetime(2025, 11, 21, 14, 2)


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def test_the_latest_file_is_first_and_there_once(tmp_path):
    a, b = tmp_path / "a.ows", tmp_path / "b.ows"
    recent = Recent().with_file(a).with_file(b).with_file(a)
    assert recent.files == (a, b)
    assert recent.without(a).files == (b,)


def test_it_is_saved_and_read_with_files_that_are_missing(tmp_path):
    recent = Recent().with_file(tmp_path / "not there.ows").with_file(tmp_path / "Ähre.ows")
    recent.save()
    assert Recent.load() == recent


def test_only_so_many_are_kept(tmp_path):
    recent = Recent()
    for number in range(MOST + 5):
        recent = recent.with_file(tmp_path / f"{number}.ows")
    assert len(recent.files) == MOST
    assert recent.files[0].name == f"{MOST + 4}.ows"


def test_a_relative_path_is_kept_as_an_absolute_one():
    (file,) = Recent().with_file(Path("a.ows")).files
    assert file.is_absolute()
    assert Recent((file,)).without(Path("a.ows")).files == ()


@pytest.mark.parametrize("text", [
    "", "no json", "[]", "{}", '{"files": 3}', '{"files": [1, null, "", "a\\u0000b"]}', "[" * 9999,
    '{"files": {"a": 1}}', "\x00",
])
def test_a_damaged_list_is_an_empty_one(config, text):
    config.mkdir()
    (config / "recent.json").write_text(text, encoding="utf-8")
    assert Recent.load() == Recent()


@given(st.binary())
def test_any_bytes_can_be_read(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    (folder / "recent.json").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SATSUMA_CONFIG", str(folder))
        assert isinstance(Recent.load(), Recent)


def test_saving_says_when_it_cannot(config, tmp_path):
    (config / "recent.json").mkdir(parents=True)
    with pytest.raises(Problem, match="cannot be written"):
        Recent().with_file(tmp_path / "a.ows").save()


def test_saving_says_when_there_can_be_no_folder(config, tmp_path):
    config.write_text("a file", encoding="utf-8")
    with pytest.raises(Problem, match="cannot be made"):
        Recent().with_file(tmp_path / "a.ows").save()


def test_what_is_written_is_plain(config, tmp_path):
    Recent().with_file(tmp_path / "a.ows").save()
    assert json.loads((config / "recent.json").read_text()) == {"files": [str(tmp_path / "a.ows")]}


@pytest.mark.parametrize(("then", "told"), [
    (datetime(2025, 11, 21, 0, 5), "today 0:05"),
    (datetime(2025, 11, 20, 23, 59), "yesterday 23:59"),
    (datetime(2025, 5, 3), "3 May"),
    (datetime(2024, 11, 21), "21 November 2024"),
    (datetime(2025, 11, 22), "22 November"),
])
def test_a_time_is_told_to_a_person(then, told):
    assert told_time(then, NOW) == told


def test_a_name_that_no_file_can_have_is_left_out(config):
    config.mkdir()
    (config / "recent.json").write_text('{"files": ["/tmp/\\ud800.ows", "/tmp/a.ows"]}')
    assert Recent.load().files == (Path("/tmp/a.ows"),)
