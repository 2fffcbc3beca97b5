"""The cache folder: measured, bounded, emptied, and never more than that."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.embedding_cache import EmbeddingCache, key_of
from satsuma.data.cache import KINDS, empty, keep_within, limit, sizes
from satsuma.data.column import Passport
from satsuma.data.known_files import KnownFiles
from satsuma.data.outcome import FINE
from satsuma.data.scan import PictureFile
from satsuma.problem import Problem

PASSPORT = Passport("toy", "ab", "small", "d", 1000)


def vectors(folder: Path, first: int, last: int, used: int | None = None) -> None:
    """4,000 bytes each."""
    with EmbeddingCache(folder) as cache:
        cache.put([(key_of(f"{i:064x}", PASSPORT), np.full(1000, i, np.float32), FINE)
                   for i in range(first, last)])
    if used is not None:
        connection = sqlite3.connect(folder / "vectors-1.sqlite")
        with connection:
            connection.execute(f"UPDATE entries SET used = {used} WHERE id > {first}")
        connection.close()


def there(folder: Path, n: int) -> list[int]:
    """Which of the first n vectors are kept; looking like this is no use of them."""
    connection = sqlite3.connect(folder / "vectors-1.sqlite")
    contents = {content.hex() for (content,) in connection.execute(
        "SELECT content FROM entries JOIN vectors USING (id)")}
    connection.close()
    return [i for i in range(n) if f"{i:064x}" in contents]


def result(folder: Path, name: str, size: int, ago: int) -> Path:
    file = folder / "results" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * size)
    os.utime(file, (time.time() - ago,) * 2)
    return file


def test_sizes_are_told_by_kind(cache):
    vectors(cache, 0, 100)
    result(cache, "a.npz", 500, 0)
    result(cache, "b.npz", 700, 0)
    found = sizes()
    assert list(found) == list(KINDS)
    assert (found["results"].files, found["results"].bytes) == (2, 1200)
    assert 400_000 < found["vectors"].bytes < 800_000
    assert found["graphs"].bytes == 0


def test_an_absent_cache_is_empty(cache):
    assert all(size.bytes == 0 for size in sizes().values())
    assert empty() == 0
    assert keep_within(0) == 0


def test_one_kind_can_be_emptied(cache):
    vectors(cache, 0, 100)
    kept = result(cache, "a.npz", 500, 0)
    assert empty("vectors") > 300_000
    assert there(cache, 100) == []
    assert kept.exists()
    assert empty("results") == 500
    assert not kept.exists()


def test_everything_can_be_emptied(cache):
    vectors(cache, 0, 100)
    with KnownFiles(cache) as known:
        one = PictureFile(Path("/a"), "a", 1, 1)
        known.remember_digests([(one, "ab")])
        result(cache, "a.npz", 500, 0)
        empty()
        assert known.digests([one]) == [None]
    assert sum(size.bytes for size in sizes().values()) < 100_000


def test_emptying_disturbs_nobody_who_has_it_open(cache):
    with EmbeddingCache(cache) as other:
        key = key_of("ab" * 32, PASSPORT)
        vector = np.ones(1000, np.float32)
        other.put([(key, vector, FINE)])
        empty()
        assert other.get([key]) == {}
        assert other.put([(key, vector, FINE)])
        assert not other.trouble
    with EmbeddingCache(cache) as cache_again:
        assert key in cache_again.get([key])


def test_a_damaged_database_can_be_emptied(cache):
    cache.mkdir()
    (cache / "vectors-1.sqlite").write_bytes(b"garbage" * 1000)
    assert empty("vectors") == 7000


def test_an_unknown_kind_is_told_which_there_are(cache):
    with pytest.raises(Problem, match="vectors, files"):
        empty("vector")


def test_what_was_used_least_recently_goes_first_whatever_it_is(cache):
    now = int(time.time())
    vectors(cache, 0, 100, now - 90_000)
    old = result(cache, "old.npz", 200_000, 50_000)
    vectors(cache, 100, 200, now - 20_000)
    new = result(cache, "new.npz", 200_000, 10_000)
    total = sum(size.bytes for size in sizes().values())
    keep_within(total - 300_000)
    assert old.exists()
    assert set(range(100, 200)) <= set(there(cache, 200))
    assert len(there(cache, 200)) < 150
    keep_within(int(sum(size.bytes for size in sizes().values()) * 0.6))
    assert not old.exists()
    assert new.exists()
    assert there(cache, 200)


def test_room_is_made_down_to_the_limit_on_the_disk(cache):
    vectors(cache, 0, 1000)
    before = sum(size.bytes for size in sizes().values())
    freed = keep_within(2_000_000)
    after = sum(size.bytes for size in sizes().values())
    assert after <= 2_000_000
    assert freed == before - after
    left = there(cache, 1000)
    assert left
    assert left == list(range(1000 - len(left), 1000))


def test_a_cache_within_its_limit_is_left_alone(cache):
    vectors(cache, 0, 100, 1)
    assert keep_within(10_000_000) == 0
    assert len(there(cache, 100)) == 100


def test_using_a_vector_makes_it_stay(cache):
    old = int(time.time()) - 90_000
    vectors(cache, 0, 500, old)
    with EmbeddingCache(cache) as opened:
        opened.get([key_of(f"{i:064x}", PASSPORT) for i in range(10)])
    keep_within(1_000_000)
    assert there(cache, 10) == list(range(10))


def test_a_file_that_may_be_written_just_now_stays(cache):
    young = result(cache, "young.npz", 50_000, 1)
    old = result(cache, "old.npz", 50_000, 600)
    keep_within(10)
    assert young.exists()
    assert not old.exists()


@pytest.mark.parametrize("name", ["holiday.jpg", "files of mine", "results.txt", "files-2024"])
def test_a_folder_with_other_things_in_it_loses_none_of_its_files(cache, name):
    vectors(cache, 0, 100)
    mine = result(cache, "thesis.npz", 500_000, 90_000)
    other = cache / name
    other.write_text("x" * 1000)
    os.utime(other, (1, 1))
    with pytest.raises(Problem, match="holds other things"):
        empty()
    keep_within(200_000)
    assert mine.exists()
    assert other.exists()
    assert len(there(cache, 100)) < 100


def test_links_are_not_followed(cache, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.npz").write_bytes(b"x" * 1000)
    os.utime(outside / "a.npz", (1, 1))
    (cache / "results").mkdir(parents=True)
    (cache / "results" / "link").symlink_to(outside)
    (cache / "graphs").symlink_to(outside)
    assert sizes()["results"].bytes == sizes()["graphs"].bytes == 0
    empty()
    keep_within(0)
    assert (outside / "a.npz").exists()


def test_the_limit_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("SATSUMA_CACHE_LIMIT", raising=False)
    assert limit() == 10_000_000_000
    monkeypatch.setenv("SATSUMA_CACHE_LIMIT", "0.5")
    assert limit() == 500_000_000


@pytest.mark.parametrize("text", ["much", "-1", "nan", "inf"])
def test_a_limit_that_is_no_number_is_told(monkeypatch, text):
    monkeypatch.setenv("SATSUMA_CACHE_LIMIT", text)
    with pytest.raises(Problem, match="number of GB"):
        limit()


def test_damage_never_stops_the_making_of_room(cache):
    vectors(cache, 0, 50)
    good = (cache / "vectors-1.sqlite").read_bytes()
    rng = np.random.default_rng(0)
    for _ in range(25):
        spoiled = bytearray(good)
        for place in rng.integers(0, len(good), 60):
            spoiled[place] = rng.integers(256)
        (cache / "vectors-1.sqlite").write_bytes(spoiled)
        keep_within(100_000)
        empty()
        assert sum(size.bytes for size in sizes().values()) < 300_000
