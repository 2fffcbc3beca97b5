"""Vectors on disk: given back exactly, or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from satsuma.algorithms.embedding_cache import EmbeddingCache, Key, key_of
from satsuma.data.column import Passport
from satsuma.data.outcome import FINE, Outcome

PASSPORT = Passport("toy", "ab", "small", "d", 4)
OTHER = replace(PASSPORT, decoding="exact")
VECTOR = np.arange(4, dtype=np.float32)


def content(number: int) -> str:
    return f"{number:064x}"


@pytest.fixture
def vectors(tmp_path):
    with EmbeddingCache(tmp_path / "cache") as cache:
        yield cache


outcomes = st.one_of(
    st.just(FINE),
    st.builds(Outcome, st.sampled_from(["fine", "repaired"]), st.text(max_size=30),
              st.lists(st.text(max_size=10), max_size=3).map(tuple)))
numbers = arrays(np.float32, st.integers(1, 50),
                 elements=st.floats(width=32, allow_nan=False, allow_infinity=False))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(numbers, outcomes), max_size=10))
def test_vectors_and_outcomes_come_back_bit_by_bit(tmp_path_factory, entries):
    folder = tmp_path_factory.mktemp("cache")
    keyed = [(key_of(content(i), PASSPORT), *entry) for i, entry in enumerate(entries)]
    with EmbeddingCache(folder) as cache:
        cache.put(keyed)
    with EmbeddingCache(folder) as cache:
        found = cache.get([key for key, _, _ in keyed])
        assert cache.count(PASSPORT) == len(entries)
    assert len(found) == len(entries)
    for key, vector, outcome in keyed:
        assert found[key][0].tobytes() == vector.tobytes()
        assert found[key][0].dtype == np.float32
        assert found[key][1] == outcome


def test_a_vector_belongs_to_content_and_passport(vectors):
    key = key_of(content(1), PASSPORT)
    vectors.put([(key, VECTOR, FINE)])
    asked = [key, key_of(content(2), PASSPORT), key_of(content(1), OTHER)]
    assert list(vectors.get(asked)) == [key]
    assert (vectors.count(PASSPORT), vectors.count(OTHER)) == (1, 0)


def test_several_passports_can_be_asked_for_at_once(vectors):
    keys = [key_of(content(i), passport) for i in range(5) for passport in (PASSPORT, OTHER)]
    vectors.put([(key, VECTOR + i, FINE) for i, key in enumerate(keys)])
    found = vectors.get(keys)
    assert [found[key][0][0] for key in keys] == list(range(10))


def test_what_is_put_later_replaces_what_was_there(vectors):
    key = key_of(content(1), PASSPORT)
    vectors.put([(key, VECTOR, FINE)])
    vectors.put([(key, VECTOR + 1, Outcome("repaired", "half"))])
    vector, outcome = vectors.get([key])[key]
    assert np.array_equal(vector, VECTOR + 1)
    assert outcome == Outcome("repaired", "half")
    assert vectors.count(PASSPORT) == 1


def test_more_keys_than_one_question_may_hold_are_found(vectors):
    keys = [key_of(content(i), PASSPORT) for i in range(1700)]
    vectors.put([(key, VECTOR, FINE) for key in keys])
    assert len(vectors.get(keys)) == 1700


@pytest.mark.parametrize(("vector", "outcome"), [
    (np.array([1, np.nan], np.float32), FINE),
    (np.array([1, np.inf], np.float32), FINE),
    (np.ones((2, 2), np.float32), FINE),
    (VECTOR, Outcome("refused", "no")),
])
def test_what_is_no_vector_is_never_kept(vectors, vector, outcome):
    good, bad = key_of(content(1), PASSPORT), key_of(content(2), PASSPORT)
    with pytest.raises(ValueError, match="finite"):
        vectors.put([(good, VECTOR, FINE), (bad, vector, outcome)])
    assert vectors.get([good, bad]) == {}


@pytest.mark.parametrize("damage", [
    "UPDATE vectors SET numbers = zeroblob(16)",
    "UPDATE vectors SET numbers = x'00'",
    "UPDATE vectors SET numbers = 5",
    "UPDATE entries SET outcome = '[\"repaired\", \"\"]'",
    "UPDATE entries SET outcome = x'fffe'",
    "UPDATE entries SET checksum = 1",
    "DELETE FROM vectors",
])
def test_a_damaged_entry_is_not_there_and_can_be_put_again(vectors, damage):
    key = key_of(content(1), PASSPORT)
    vectors.put([(key, VECTOR, FINE)])
    connection = sqlite3.connect(vectors.folder / "vectors-1.sqlite")
    with connection:
        connection.execute(damage)
    connection.close()
    assert vectors.get([key]) == {}
    assert vectors.put([(key, VECTOR, FINE)])
    assert np.array_equal(vectors.get([key])[key][0], VECTOR)


def test_a_vector_that_was_swapped_with_another_is_not_there(vectors):
    keys = [key_of(content(i), PASSPORT) for i in range(2)]
    vectors.put([(key, VECTOR + i, FINE) for i, key in enumerate(keys)])
    connection = sqlite3.connect(vectors.folder / "vectors-1.sqlite")
    with connection:
        connection.execute("UPDATE vectors SET id = 9 WHERE id = 1")
        connection.execute("UPDATE vectors SET id = 1 WHERE id = 2")
        connection.execute("UPDATE vectors SET id = 2 WHERE id = 9")
    connection.close()
    assert vectors.get(keys) == {}


def test_any_damage_to_the_file_gives_right_vectors_or_none(tmp_path):
    rng = np.random.default_rng(0)
    for _ in range(25):
        folder = tmp_path / f"{rng.integers(1 << 60)}"
        keys = [key_of(content(i), PASSPORT) for i in range(60)]
        with EmbeddingCache(folder) as cache:
            cache.put([(key, VECTOR + i, FINE) for i, key in enumerate(keys)])
        file = folder / "vectors-1.sqlite"
        spoiled = bytearray(file.read_bytes())
        for place in rng.integers(0, len(spoiled), 20):
            spoiled[place] = rng.integers(256)
        file.write_bytes(spoiled)
        with EmbeddingCache(folder) as cache:
            for key, (vector, outcome) in cache.get(keys).items():
                assert np.array_equal(vector, VECTOR + keys.index(key))
                assert outcome == FINE
            assert cache.put([(Key("ff" * 32, keys[0].passport), VECTOR, FINE)])
