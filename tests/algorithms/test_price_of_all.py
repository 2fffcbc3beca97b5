"""What all pairs and prototypes cost, and when a person is asked."""

from __future__ import annotations

import pytest

from satsuma.algorithms import price_of_all
from satsuma.algorithms.price_of_all import (
    fits,
    is_much,
    price_in_words,
    price_of_pairs,
    price_of_prototypes,
)
from satsuma.run import Price


def test_fifty_thousand_pictures_are_much_and_their_prototypes_are_not(monkeypatch):
    monkeypatch.setattr(price_of_all, "available", lambda: 20_000_000_000)
    pairs = price_of_pairs(50_000, 2048, "cosine")
    assert is_much(pairs)
    assert pairs.bytes > 14e9  # the distances and the copy that clustering works on
    fewer = price_of_prototypes(50_000, 2048, "cosine", 2000)
    assert not is_much(fewer)
    assert fewer.seconds < pairs.seconds / 4


@pytest.mark.parametrize(("price", "free", "much"), [
    (Price(61.0), None, True), (Price(59.0), None, False), (Price(1.0, 26), 100, True),
    (Price(1.0, 25), 100, False), (Price(1.0, 10**15), None, False)])
def test_a_minute_or_a_quarter_of_the_free_memory_is_much(price, free, much, monkeypatch):
    monkeypatch.setattr(price_of_all, "available", lambda: free)
    assert is_much(price) == much


def test_what_is_more_than_can_be_used_does_not_fit(monkeypatch):
    monkeypatch.setattr(price_of_all, "usable", lambda: 100)
    assert fits(Price(1.0, 100))
    assert not fits(Price(1.0, 101))
    monkeypatch.setattr(price_of_all, "usable", lambda: None)
    assert fits(Price(1.0, 10**15))


def test_a_price_in_words():
    assert price_in_words(Price(0.2, 10**6)) == "about 1 s and 1 MB of memory"
    assert price_in_words(Price(200, 10**10)) == "about 3 min and 10.0 GB of memory"
    assert price_in_words(Price(10_000, 10**12)) == "about 3 h and 1,000.0 GB of memory"
