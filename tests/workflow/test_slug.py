"""Titles as ids."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from satsuma.workflow.slug import free_slug, slug


@given(st.text())
def test_every_title_has_a_slug_that_is_its_own_slug(title):
    made = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert slug(made) == made


@given(st.lists(st.sampled_from(["Join", "join", "Join 2", "join-2-2", "!"]), max_size=20))
def test_a_free_slug_is_free(titles):
    taken = set()
    for title in titles:
        made = free_slug(title, taken)
        assert made not in taken
        taken.add(made)


def test_numbers_follow_each_other():
    assert free_slug("Image Viewer", {"image-viewer", "image-viewer-2"}) == "image-viewer-3"
