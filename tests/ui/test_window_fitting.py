"""No window is larger than its screen, and none stands where no screen is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QWidget

from satsuma.ui.window_fitting import fit, fitted, put, screen_of
from satsuma.workflow.window_places import WindowPlace

pytestmark = pytest.mark.window

ROOM = QRect(100, 50, 1280, 800)


@given(x=st.integers(-5000, 5000), y=st.integers(-5000, 5000), width=st.integers(1, 5000),
       height=st.integers(1, 5000))
def test_it_is_within_the_room_and_no_smaller_than_it_must(x, y, width, height):
    found = fitted(QRect(x, y, width, height), ROOM)
    assert ROOM.contains(found)
    assert found.width() == min(width, ROOM.width())
    assert found.height() == min(height, ROOM.height() - 32)
    inner = ROOM.adjusted(0, 32, 0, 0)
    if inner.contains(QRect(x, y, width, height)):
        assert found == QRect(x, y, width, height)


def test_a_window_of_a_larger_screen_is_fitted(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    put(window, WindowPlace(9000, 9000, 5000, 5000))
    assert screen_of(window.geometry()).contains(window.geometry())


def test_a_new_window_is_no_larger_than_the_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(9000, 9000)
    fit(window)
    assert screen_of(window.geometry()).width() == window.width()
