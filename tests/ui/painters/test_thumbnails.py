"""Thumbnails: made in the background, kept in memory and on disk within bounds."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from PIL import Image
from PyQt6.QtWidgets import QApplication

from satsuma.data.cache import sizes
from satsuma.data.outcome import Refused
from satsuma.ui.background import background
from satsuma.ui.painters import thumbnails, thumbnails_store
from satsuma.ui.painters.thumbnails import Thumbnails, decode, memory
from satsuma.ui.painters.thumbnails_store import (
    STEPS,
    Stamp,
    ThumbnailStore,
    make,
    make_and_keep,
    recall,
    stamp_of,
    step_for,
)
from satsuma.ui.painters.thumbnails_work import AT_FIRST

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "cache"))
    memory().clear()
    yield tmp_path / "cache"
    memory().clear()


@pytest.fixture
def files(tmp_path) -> list[Path]:
    made = []
    for number in range(12):
        made.append(tmp_path / f"{number}.png")
        Image.new("RGB", (200, 150), (number, 90, 0)).save(made[-1])
    return made


@pytest.fixture
def decoded(monkeypatch) -> list[tuple[Path, int]]:
    """What was decoded from the files themselves."""
    made: list[tuple[Path, int]] = []

    def noting(file: Path, side: int):
        made.append((file, side))
        return make(file, side)

    monkeypatch.setattr(thumbnails_store, "make", noting)
    return made


def settle() -> None:
    assert background().wait(30)
    QApplication.processEvents()


def test_a_picture_keeps_its_proportions(tmp_path):
    Image.new("RGB", (400, 100), "red").save(tmp_path / "wide.png")
    image, reason = decode(tmp_path / "wide.png", 128)
    assert (image.width(), image.height(), reason) == (128, 32, "")


def test_steps():
    assert [step_for(side) for side in (1, 64, 65, 128, 300, 4000)] == [64, 64, 128, 128, 512, 1024]


def test_those_seen_again_come_from_the_disk(qapp, files, decoded):
    first = Thumbnails()
    for file in files:
        first.get(file, 128)
    settle()
    assert len(decoded) == 12
    memory().clear()
    again = Thumbnails()
    came = []
    again.arrived.connect(came.append)
    for file in files:
        again.get(file, 100)  # the same step
        again.get(file, 64)   # a smaller one, from the larger
    settle()
    assert set(came) == set(files)
    assert len(decoded) == 12
    small = again.get(files[3], 64).pixmap
    assert (small.width(), small.height()) == (64, 48)


def test_a_larger_one_is_decoded_once_and_the_smaller_is_shown_meanwhile(qapp, files, decoded):
    made = Thumbnails()
    made.get(files[0], 128)
    settle()
    assert made.get(files[0], 250) is None
    assert made.near(files[0], 250).pixmap.width() == 128
    settle()
    assert made.get(files[0], 250).pixmap.width() == 200  # not enlarged
    assert made.get(files[0], 250).whole
    assert made.get(files[0], 1000) is None
    settle()
    assert decoded == [(files[0], 128), (files[0], 256)]  # all of it is known to be on the disk


def test_a_file_that_changed_is_decoded_again(qapp, files, decoded, monkeypatch):
    monkeypatch.setattr(thumbnails, "FRESH", 0.0)
    made = Thumbnails()
    made.get(files[0], 128)
    settle()
    Image.new("RGB", (20, 20), (1, 2, 3)).save(files[0])
    made.look_again()
    assert made.get(files[0], 128).pixmap.width() == 128  # the old one until then
    settle()
    assert made.get(files[0], 128).pixmap.width() == 20
    assert len(decoded) == 2


def test_those_out_of_sight_are_not_made(qapp, files, decoded):
    made = Thumbnails()
    for file in files[:6]:
        made.get(file, 64)
    made.forget_wishes()
    made.get(files[8], 64)
    settle()
    made_ones = [file for file, _ in decoded]
    assert files[8] in made_ones
    assert len(made_ones) <= AT_FIRST + 1  # the first were begun already


def test_memory_is_bounded_over_all_windows(qapp, files, monkeypatch):
    monkeypatch.setattr(thumbnails, "BYTES", 3 * 64 * 48 * 4)
    one, other = Thumbnails(), Thumbnails()
    for file in files[:6]:
        one.get(file, 64)
    for file in files[6:]:
        other.get(file, 64)
    settle()
    assert len(memory().kept) == 3
    assert memory().bytes == 3 * 64 * 48 * 4


def test_when_all_are_there(qapp, files):
    made, ready = Thumbnails(), []
    made.when_all([(file, 128) for file in files], lambda: ready.append(len(memory().kept)))
    made.forget_wishes()  # scrolling meanwhile does not matter
    assert not ready
    settle()
    assert ready == [12]
    made.when_all([(files[0], 128)], lambda: ready.append(0))
    assert ready == [12, 0]


def test_what_cannot_be_read_tells_why_and_is_not_kept(qapp, tmp_path, own_cache):
    (tmp_path / "broken.jpg").write_bytes(b"nothing of a picture")
    made = Thumbnails()
    for name in ("broken.jpg", "missing.jpg"):
        made.get(tmp_path / name, 64)
    settle()
    assert made.get(tmp_path / "broken.jpg", 64).reason
    assert made.get(tmp_path / "missing.jpg", 64).reason
    with pytest.raises(Refused):
        make_and_keep(tmp_path / "missing.jpg", 64)
    assert recall([tmp_path / "broken.jpg"], 64) == {}


def test_they_count_as_part_of_the_cache(qapp, files, own_cache):
    make_and_keep(files[0], 128)
    assert sizes(own_cache)["thumbnails"].bytes > 0


def test_damage_on_the_disk_is_no_harm(files, own_cache):
    make_and_keep(files[0], 128)
    base = sqlite3.connect(own_cache / "thumbnails-2.sqlite")
    base.execute("UPDATE pictures SET picture = ?", (b"\xff\xd8 not a JPEG",))
    base.commit()
    base.close()
    assert recall(files[:1], 128) == {}
    make_and_keep(files[0], 128)
    assert recall(files[:1], 128)[files[0]].pixels.size == (128, 96)


def test_drawings_are_kept_without_loss_and_photographs_small(files, own_cache, tmp_path):
    Image.effect_noise((30, 20), 90).convert("RGB").save(tmp_path / "icon.png")
    before = make(tmp_path / "icon.png", 64).pixels.tobytes()
    make_and_keep(tmp_path / "icon.png", 64)
    assert recall([tmp_path / "icon.png"], 64)[tmp_path / "icon.png"].pixels.tobytes() == before


def test_another_file_of_that_name_is_not_taken_for_it(files, own_cache):
    kept = ThumbnailStore(own_cache)
    kept.put(files[0], stamp_of(files[0]), 64, make(files[0], 64))
    assert kept.get({files[0]: stamp_of(files[0])}, 64)
    assert kept.get({files[0]: Stamp(1, 2)}, 64) == {}


def test_where_nothing_can_be_kept_thumbnails_are_made_all_the_same(files, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "file"))
    assert make_and_keep(files[0], 64).pixels.size == (64, 48)
    assert recall(files[:1], 64) == {}


def test_odd_names(own_cache, tmp_path):
    odd = tmp_path / os.fsdecode(b"k\xfch.png")
    Image.new("RGB", (9, 9)).save(odd)
    make_and_keep(odd, STEPS[0])
    assert recall([odd], STEPS[0])[odd].whole
