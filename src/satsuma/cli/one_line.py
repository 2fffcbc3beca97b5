"""Texts from files on a terminal."""

from __future__ import annotations


def one_line(text: object) -> str:
    """A text from a file as one line: what it holds cannot forge another, or steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in str(text))
