"""A real mouse and keyboard go through the lesson on a screen of their own."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.window


def test_the_lesson_by_hand(play):
    told = play("lesson")
    for step in ("numbers n0 and n1", "the cows", "1 new", "the new cow in the tree", "saved"):
        assert step in told
