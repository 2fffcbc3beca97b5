"""Columns of numbers become lines of text, and come back bit by bit, whoever writes them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from satsuma.data import number_lines as lines_module
from satsuma.data.number_lines import number_lines
from satsuma.data.number_text import any_numbers_from

VALUES = st.floats() | st.integers(-10 ** 16, 10 ** 16).map(float)


@pytest.mark.parametrize("by_arrow", [True, False])
def test_every_number_comes_back(by_arrow, monkeypatch):
    monkeypatch.setattr(lines_module, "_WORTH_IT", 0 if by_arrow else 1 << 40)

    @settings(max_examples=200, deadline=None)
    @given(arrays.arrays(np.float64, (3, 4), elements=VALUES))
    def check(block):
        lines = number_lines(list(block), ";")
        back = np.array([any_numbers_from(line.split(";")) for line in lines]).T
        clean = np.where(np.isnan(block), np.nan, block)
        assert back.tobytes() == clean.tobytes()

    check()


def test_many_look_as_few_do(monkeypatch):
    """Whole numbers do not become 1.2e+10, which a person would not know again."""
    column = np.array([12345678901.0, np.nan, -7, 0, 640])
    few = number_lines([column, column / 8], ",")
    monkeypatch.setattr(lines_module, "_WORTH_IT", 0)
    assert number_lines([column], ",") == ["12345678901", "", "-7", "0", "640"]
    assert number_lines([column, column / 8], ",") == few
    assert number_lines([np.array([np.nan, np.nan])], ",") == ["", ""]
    assert number_lines([np.array([])], ",") == []
