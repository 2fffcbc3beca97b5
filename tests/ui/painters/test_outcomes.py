"""Outcomes: counts that add up, and the reasons."""

from __future__ import annotations

import pytest

from satsuma.data.outcome import FINE, Outcome
from satsuma.ui.painters.outcomes import OutcomesPainter, summary, told_ones
from satsuma.views import Outcomes
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

MIXED = Outcomes(("a", "b", "c", "d"), (
    FINE, Outcome("repaired", "a part is missing"), Outcome("refused", "no picture"),
    Outcome("fine", notes=("first of 3 frames",))), from_cache=1)


def test_counts_and_reasons(qtbot):
    painter = OutcomesPainter()
    shown(qtbot, painter, MIXED)
    assert painter.total.text() == "4 pictures"
    assert painter.counts.text() == "2 fine · 1 repaired · 1 left out · 1 known from before"
    assert painter.list.isVisible()
    cells = [[painter.model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert cells == [["Left out", "c", "no picture"], ["Repaired", "b", "a part is missing"],
                     ["Note", "d", "first of 3 frames"]]


def test_when_all_is_fine_there_is_no_list(qtbot):
    painter = OutcomesPainter()
    shown(qtbot, painter, Outcomes(("a",), (FINE,)))
    assert painter.total.text() == "1 picture"
    assert painter.empty.isVisible()
    assert not painter.list.isVisible()


def test_the_worst_comes_first():
    assert [row_id for row_id, _ in told_ones(MIXED)] == ["c", "b", "d"]
    assert summary(Outcomes((), ())) == "0 fine"
