"""Names of files as texts, and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from satsuma.data.names import escape, file_of, full_paths, natural_key, unescape

NAMES = st.binary(max_size=40).filter(lambda name: b"\0" not in name).map(os.fsdecode)


@given(NAMES)
@example("back\\slash\\x41\\\\xff.png")
@example(os.fsdecode(b"k\xe4fer.png"))
@example("two\nlines\r\x1b\x7f.png")
def test_every_name_comes_back(name):
    assert unescape(escape(name)) == name


@given(NAMES)
def test_the_text_is_utf_8_on_one_line(name):
    text = escape(name)
    assert text.encode("utf-8").decode("utf-8") == text
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in text)


@given(NAMES, NAMES)
def test_two_names_never_share_a_text(one, other):
    assert (escape(one) == escape(other)) == (one == other)


@pytest.mark.parametrize(("name", "text"), [
    ("käfer 🐄.png", "käfer 🐄.png"),
    (os.fsdecode(b"k\xe4fer.png"), "k\\xe4fer.png"),
    ("a\\b.png", "a\\\\b.png"),
    ("two\nlines.png", "two\\x0alines.png"),
    ("half \ud83d pair.png", "half \\ud83d pair.png"),
    ("csi \x9b.png", "csi \\u009b.png"),
])
def test_how_names_are_spelled(name, text):
    assert escape(name) == text
    assert unescape(text) == name


@pytest.mark.parametrize(
    "text", ["C:\\temp\\a.png", "\\x41", "\\u0041", "\\xE4", "100% \\", "\\u12"])
def test_what_escape_never_makes_stays_as_it_is(text):
    assert unescape(text) == text


def test_on_windows_folders_are_separated_by_a_slash(monkeypatch):
    monkeypatch.setattr(os, "sep", "\\")
    assert escape("cats\\tabby.png") == "cats/tabby.png"
    assert escape("half \ud83d.png") == "half \\ud83d.png"


def test_on_windows_a_backslash_in_a_value_separates_folders(monkeypatch):
    folder = Path("pictures")
    monkeypatch.setattr(os, "sep", "\\")
    assert str(file_of(folder, "new\\x0a\\\\a.png")).endswith("new\\x0a\\\\a.png")
    assert str(file_of(folder, "half \\ud83d.png")).endswith("half \ud83d.png")


def test_a_value_leads_to_its_file(tmp_path):
    name = os.fsdecode(b"cats/k\xe4\\fer\n.png")
    (tmp_path / "cats").mkdir()
    (tmp_path / name).write_bytes(b"content")
    value = escape(name)
    assert file_of(tmp_path, value).read_bytes() == b"content"
    assert file_of(None, f"{escape(str(tmp_path))}/{value}").read_bytes() == b"content"


def test_names_are_sorted_as_people_do():
    names = ["cow10.png", "cow2.png", "Cow3.png", "a/z2", "a/z10", "b1/x", "b/x", "ä.png"]
    assert sorted(names, key=natural_key) == [
        "a/z2", "a/z10", "ä.png", "b/x", "b1/x", "cow2.png", "Cow3.png", "cow10.png"]


def test_alike_names_have_an_order_whichever_comes_first():
    names = ["COW1", "cow01", "cow1", "Cow1"]
    assert sorted(names, key=natural_key) == sorted(reversed(names), key=natural_key)


@given(st.lists(st.text("aAb01.ä/ \\x"), min_size=2, max_size=6))
def test_any_names_can_be_sorted(names):
    assert sorted(sorted(names, reverse=True), key=natural_key) == sorted(names, key=natural_key)


VALUES = st.lists(st.one_of(NAMES.map(escape), st.sampled_from(
    ["", "a/b.png", "./a.png", "a/../b.png", "a//b.png", "/x/y.png", "a/", ".hidden", "a/.b"])))


@given(VALUES, st.sampled_from([None, Path("/pics"), Path("pics"), Path("/pics/../more")]))
def test_full_paths_are_those_of_the_files(values, folder):
    expected = [os.path.abspath(file_of(folder, value)) if value else "" for value in values]
    assert list(full_paths(folder, values)) == expected
