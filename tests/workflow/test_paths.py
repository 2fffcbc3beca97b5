"""Places on disk: absolute in memory, relative in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.workflow.paths import absolute, computer_of, made_absolute, made_relative, relative

FOLDER = Path("/home/ana/lessons")


@pytest.mark.parametrize(("full", "seen"), [
    ("/home/ana/lessons/animals", "animals"),
    ("/home/ana/pictures/cats", "../pictures/cats"),
    ("/home/ana/lessons", "."),
    ("/data", "../../../data"),
    ("/home/ana/lessons/~cats", "~cats"),
    ("/home/ana/lessons/C:/cats", "./C:/cats"),
    ("D:\\photos\\cats", "D:\\photos\\cats"),
    ("", ""),
])
def test_places_are_seen_from_the_file(full, seen):
    assert relative(full, FOLDER) == seen
    assert absolute(seen, FOLDER) == full


names = st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(
    lambda name: name not in (".", ".."))


@given(place=st.lists(names, min_size=1, max_size=4), folder=st.lists(names, max_size=4))
def test_every_place_comes_back_from_every_folder(place, folder):
    full, below = "/" + "/".join(place), Path("/", *folder)
    assert absolute(relative(full, below), below) == full


def test_only_settings_that_are_places_are_changed(toys):
    widget = toys.ReadNumbers(("a", "../b"), "c", None, 4)
    full = made_absolute(widget, FOLDER)
    assert full == toys.ReadNumbers(
        ("/home/ana/lessons/a", "/home/ana/b"), "/home/ana/lessons/c", None, 4)
    assert made_relative(full, FOLDER) == widget
    other = toys.EverySetting(text="a", texts=("b",))
    assert made_absolute(other, FOLDER) is other


@pytest.mark.parametrize(("text", "computer"), [
    (r"\\Host\share\cows", "host"), ("//host/x", "host"), (r"\\?\UNC\host\share", "host"),
    (r"\/host/x", "host"), (r"\\?\C:\cows", ""), ("C:/cows", ""), ("/cows", ""),
    ("cows", ""), ("", "")])
def test_the_computer_of_a_path_of_windows(text, computer):
    assert computer_of(text, windows=True) == computer
    assert computer_of(text, windows=False) == ""
