"""Sources and folder news: what is there, and what is otherwise than it was."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.folder_news import FolderNews, Listing, _difference, folder_news
from satsuma.data.sources import Sources, files_below
from satsuma.run import Cancelled, Run
from tests.hostile import odd_folder

PNG = b"\x89PNG\r\n\x1a\n"


def listing_of(*places: Path, **settings) -> Listing:
    sources = Sources(tuple(str(place) for place in places), **settings)
    found = sources.walk()
    files = [file for source in found for file in source.found.pictures]
    folder, paths = files_below(found)
    return Listing(sources, folder, np.array(paths, object),
                   np.array([float(file.size) for file in files]),
                   np.array([file.mtime_ns for file in files], np.int64),
                   sum(source.found.others for source in found))


def news(listing: Listing) -> FolderNews:
    return folder_news(listing).news


@pytest.fixture
def herd(tmp_path):
    """The walk goes by name, size and time; what is in a file does not matter here."""
    folder = tmp_path / "herd"
    for name in ("cow/1.png", "cow/2.png", "frog/1.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def test_nothing_is_new_in_a_folder_that_was_left_alone(herd):
    assert not news(listing_of(herd))
    assert news(listing_of(herd)).text == ""


def test_what_came_changed_and_went_is_counted(herd):
    listing = listing_of(herd)
    (herd / "cow" / "3.png").write_bytes(b"x")
    (herd / "new").mkdir()
    (herd / "new" / "1.jpg").write_bytes(b"x")
    (herd / "cow" / "1.png").write_bytes(b"longer")
    (herd / "frog" / "1.png").unlink()
    (herd / "notes.txt").write_text("no picture")
    assert news(listing) == FolderNews(new=2, changed=1, gone=1)
    assert news(listing).text == "2 new, 1 changed, 1 gone"


def test_a_file_with_another_time_is_changed(herd):
    listing = listing_of(herd)
    os.utime(herd / "cow" / "1.png", (1, 1))
    assert news(listing) == FolderNews(changed=1)


def test_only_what_was_asked_for_counts(herd):
    few = listing_of(herd, patterns=("1*",))
    flat = listing_of(herd / "cow", subfolders=False)
    capped = listing_of(herd, most=2)
    (herd / "cow" / "2b.png").write_bytes(b"x")
    (herd / "cow" / "deep").mkdir()
    (herd / "cow" / "deep" / "x.png").write_bytes(b"x")
    assert not news(few)
    assert news(flat) == FolderNews(new=1)
    assert not news(capped)


def test_loose_pictures_and_several_folders(herd, tmp_path):
    loose = tmp_path / "elsewhere" / "milka.png"
    loose.parent.mkdir()
    loose.write_bytes(b"x")
    listing = listing_of(herd, loose, herd)
    assert not news(listing)
    loose.write_bytes(b"other")
    assert news(listing) == FolderNews(changed=1)


def test_a_place_that_went_is_told(herd):
    listing = listing_of(herd)
    herd.rename(herd.with_name("gone"))
    assert "does not exist" in news(listing).text


def test_a_folder_that_became_a_file_is_no_crash(herd, tmp_path):
    listing = listing_of(herd)
    herd.rename(tmp_path / "old")
    herd.write_bytes(b"now a file")
    assert news(listing)


@pytest.mark.parametrize("settings", [{}, {"most": 3}, {"patterns": ("*.png",)},
                                      {"subfolders": False}])
@pytest.mark.parametrize("links", [True, False])
def test_a_glance_tells_the_same_as_a_walk(tmp_path, settings, links):
    """Whatever happens to odd files: a glance may give up, but it never says something else."""
    if links:
        odd_folder(tmp_path / "a")
    (tmp_path / "a" / "deep").mkdir(parents=True)
    for name in ("text.jpg", "empty.jpg"):
        (tmp_path / "a" / name).write_bytes(b"")
    listing = listing_of(tmp_path, tmp_path / "a", **settings)
    earlier = folder_news(listing)
    assert not earlier.news
    for change in (lambda: (tmp_path / "a" / "note.txt").write_text("x"),
                   lambda: (tmp_path / "a" / "no suffix").write_bytes(PNG),
                   lambda: (tmp_path / "a" / "deep" / "x.png").write_bytes(b"x"),
                   lambda: (tmp_path / "a" / "deep" / "x.png").write_bytes(b"other"),
                   lambda: (tmp_path / "y.jpg").write_bytes(b"x"),
                   lambda: shutil.rmtree(tmp_path / "a" / "deep"),
                   lambda: os.utime(tmp_path / "a" / "text.jpg", (5, 5)),
                   lambda: (tmp_path / "a" / "empty.jpg").unlink()):
        change()
        now = folder_news(listing, earlier)
        assert now.news == _difference(listing, listing.sources.walk())
        assert folder_news(listing, now).news == now.news
        earlier = now


def test_a_glance_that_sees_nothing_new_makes_no_walk(herd, monkeypatch):
    listing = listing_of(herd, patterns=("*.png",))
    (herd / "cow" / "3.png").write_bytes(b"x")
    earlier = folder_news(listing)
    assert earlier.news == FolderNews(new=1)
    monkeypatch.setattr(Sources, "walk", None)
    assert folder_news(listing, earlier).news == FolderNews(new=1)


def test_odd_files_and_links_in_circles_are_no_news(tmp_path):
    odd_folder(tmp_path)
    assert not news(listing_of(tmp_path))


def test_the_folders_that_hold_pictures_are_named(herd):
    assert set(folder_news(listing_of(herd)).folders) == {herd, herd / "cow", herd / "frog"}


def test_looking_can_be_stopped(herd):
    class Stopped(Run):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        folder_news(listing_of(herd), run=Stopped())


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_words_name_what_there_is_and_nothing_else(new, changed, gone):
    text = FolderNews(new, changed, gone).text
    for count, word in ((new, "new"), (changed, "changed"), (gone, "gone")):
        assert (f"{count:,} {word}" in text) == bool(count)
