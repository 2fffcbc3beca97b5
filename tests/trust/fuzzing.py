"""Fuzzing: how many inputs are tried, and what must become of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.workflow.orange.records import Unreadable

QUICK, LONG = 300, 5_000

Trying = Callable[[Any], None]


def tried(strategy: st.SearchStrategy[Any], count: int, trying: Trying) -> None:
    """Try so many inputs, the same ones in every quick run."""
    @settings(max_examples=count, deadline=None, derandomize=count == QUICK, database=None,
              suppress_health_check=list(HealthCheck))
    @given(strategy)
    def look(example: Any) -> None:
        trying(example)

    look()


def or_told(work: Callable[[], Any], words: str = "") -> Any:
    """What the work gives; None where it tells in words why not."""
    try:
        return work()
    except (Problem, Unreadable) as error:
        said = str(error)
    assert said
    assert words in said
    return None


sizes = pytest.mark.parametrize("count", [QUICK, pytest.param(LONG, marks=[
    pytest.mark.long, pytest.mark.timeout(1800)])])
