"""Quotation marks and leading zeros are found among millions of letters."""

from __future__ import annotations

import pytest

from satsuma.data import csv_letters


@pytest.mark.parametrize(("text", "sound"), [
    ("", True), ("a,b\n", True), ('"a","b"\n', True), ('"a""b","",x\r\n"c\nd"', True),
    ('""""\n', True), ('"a', False), ('a"b"', False), ('"a"b', False), ('""e', False),
    ('"a",b"\n', False), ('"\n', False)])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_quotation_marks_are_counted_wherever_a_piece_ends(text, sound, size, monkeypatch):
    monkeypatch.setattr(csv_letters, "_SCANNED", size)
    assert csv_letters.are_quotes_sound(memoryview(text.encode()), ",") is sound


@pytest.mark.parametrize(("text", "found"), [
    ("1,2\n", False), ("0,0.5,-0,+0.1\n", False), ("1e-05,1e05,100\n", False), ("01", True),
    ("1,-012\n", True), ("1\n007", True), ('"07"', True), ("a 05:00", True), ("a05", False),
    ("+07,1", True), ("x-05,1", False)])
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 100])
def test_leading_zeros_are_found_wherever_a_piece_ends(text, found, size, monkeypatch):
    """A piece is not taken for the beginning of a cell."""
    monkeypatch.setattr(csv_letters, "_IN_CACHE", size)
    assert csv_letters.any_leading_zero(memoryview(text.encode()), ",") is found
