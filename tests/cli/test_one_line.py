"""Texts from files on a terminal: all letters stay, nothing steers."""

from __future__ import annotations

import pytest

from satsuma.cli.one_line import one_line


@pytest.mark.parametrize("text", [
    "a\u00a0cow", "1\u202f000", "\u3000", "é – × … ’ 日本 🐄", "👩\u200d🌾",
    "می\u200cخواهم", "e\u0301"])
def test_spaces_and_letters_of_all_kinds_stay(text):
    assert one_line(text) == text


@pytest.mark.parametrize("letter", [
    "\n", "\r", "\t", "\0", "\x1b", "\x7f", "\x9b", "\u2028", "\u2029", "\u202e", "\u2066",
    "\ud800", "\uffff"])
def test_what_controls_or_turns_or_is_no_letter_is_replaced(letter):
    assert one_line(f"a{letter}b") == "a�b"
