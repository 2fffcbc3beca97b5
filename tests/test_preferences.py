"""Preferences are kept as they are, and a bad file is told of and never lost."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.choices import choices, from_record
from satsuma.preferences import Preferences, load, save
from satsuma.problem import Problem

TRUTHS = [each.name for each in fields(Preferences) if isinstance(each.default, bool)]

GOOD = st.builds(
    Preferences, weights_folder=st.sampled_from(["", "~/weights", "/srv/Gewichte ü"]),
    shared_weights_folder=st.sampled_from(["", "/srv/lab"]),
    cache_folder=st.sampled_from(["", "/var/\udce4"]), device=st.text(max_size=9),
    memory_limit=st.integers(100, 1_000_000),
    cache_limit=st.floats(0, 100_000) | st.integers(0, 100_000),
    theme=st.sampled_from(["system", "light", "dark"]), scale=st.integers(100, 300),
    motion=st.sampled_from(["system", "on", "off"]), minimap=st.sampled_from(["auto", "on", "off"]),
    **{name: st.booleans() for name in TRUTHS})

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner,
                                                                max_size=2), max_leaves=4)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "preferences.json"


@given(GOOD)
def test_what_is_saved_is_loaded(tmp_path_factory, value):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SATSUMA_CONFIG", str(tmp_path_factory.mktemp("config")))
        save(value)
        assert load() == (value, ())
        assert choices() == value


@given(st.dictionaries(st.sampled_from([each.name for each in fields(Preferences)]), JSON))
def test_any_record_gives_good_preferences_and_a_problem_for_each_wrong_value(record):
    value, problems = from_record(Preferences, record)
    again, none = from_record(Preferences, asdict(value))
    assert (again, none) == (value, ())
    wrong = [name for name in record if f"“{name}” is" in "\n".join(problems)]
    assert len(problems) == len(wrong)
    kept = {name: record[name] for name in record.keys() - set(wrong)}
    assert value == replace(Preferences(), **kept)


def test_without_a_file_the_standard_ones_hold(file):
    assert load() == (Preferences(), ())
    assert not file.exists()


def test_the_folder_is_made(file):
    file.parent.rmdir()
    save(Preferences(theme="dark"))
    assert load().value.theme == "dark"


def test_unknown_keys_stay_in_the_file(file):
    file.write_text('{"theme": "dark", "of the future": [1, {"a": null}]}')
    save(replace(load().value, scale=150))
    kept = json.loads(file.read_text())
    assert (kept["of the future"], kept["theme"], kept["scale"]) == ([1, {"a": None}], "dark", 150)


def test_a_wrong_value_is_told_and_replaced(file):
    file.write_text('{"theme": "sepia", "scale": true, "grid": false, "memory_limit": NaN}')
    value, problems = load()
    assert value == Preferences(grid=False)
    assert problems == (
        "In the preferences “memory_limit” is “NaN” and has to be a whole number from 100 to "
        "1,000,000. “2000” is used instead.",
        "In the preferences “theme” is “sepia” and has to be one of “system”, “light”, “dark”. "
        "“system” is used instead.",
        "In the preferences “scale” is “true” and has to be a whole number from 100 to 300. "
        "“100” is used instead.")


@pytest.mark.parametrize("folder", ["somewhere/below", "a\0b", "~nobody-of-this-name/x", 5, None])
def test_a_folder_has_to_be_a_whole_path(file, folder):
    file.write_text(json.dumps({"cache_folder": folder}))
    value, problems = load()
    assert value.cache_folder == ""
    assert len(problems) == 1


@pytest.mark.parametrize("damaged", [
    b"", b"{", b"[]", b"\xff\xfe", b'{"theme": ', b"[" * 100_000,
    b'{"scale": ' + b"9" * 9_999 + b"}",
])
def test_a_damaged_file_is_set_aside(file, damaged):
    file.write_bytes(damaged)
    value, problems = load()
    assert value == Preferences()
    aside = file.with_name("preferences-damaged.json")
    assert str(aside) in problems[0]
    assert aside.read_bytes() == damaged
    assert load() == (Preferences(), ())


def test_damaged_files_do_not_replace_one_another(file):
    for number in range(3):
        file.write_text(f"damaged {number}")
        load()
    assert sorted(each.name for each in file.parent.iterdir()) == [
        "preferences-damaged-2.json", "preferences-damaged-3.json", "preferences-damaged.json"]


def test_saving_over_a_damaged_file_sets_it_aside_too(file):
    file.write_text("by hand, and wrong")
    save(Preferences())
    assert file.with_name("preferences-damaged.json").read_text() == "by hand, and wrong"


def test_a_file_of_an_editor_of_windows_is_read(file):
    file.write_bytes(b'\xef\xbb\xbf{"theme": "dark"}\r\n')
    assert load() == (Preferences(theme="dark"), ())


def test_a_place_that_cannot_be_written_is_told(file):
    file.parent.rmdir()
    file.parent.write_text("a file")
    with pytest.raises(Problem, match="cannot be kept: .* Make the file"):
        save(Preferences())


def test_a_file_that_cannot_be_read_is_told_and_left(file):
    file.mkdir()  # nobody, not even root, can read a folder as a file
    assert "cannot be read" in load().problems[0]
    with pytest.raises(Problem, match="cannot be kept"):
        save(Preferences())


def test_the_standard_values_obey_their_own_rules():
    assert from_record(Preferences, asdict(Preferences())) == (Preferences(), ())
