"""A real mouse and keyboard build and use the seed workflow on a screen of their own."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.window


def test_the_seed_workflow_by_hand(play):
    told = play("seed_workflow")
    for step in ("pictures of the branch", "restored"):
        assert step in told
