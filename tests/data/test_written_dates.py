"""Dates as people write them are read where they can mean one thing only, and else told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.data.column import Kind
from satsuma.data.conversion import column_of
from satsuma.data.guess import guessed
from satsuma.data.number_text import times_from
from satsuma.run import Run


class Told(Run):
    def __init__(self) -> None:
        self.texts: list[str] = []

    def warn(self, text: str) -> None:
        self.texts.append(text)


def shown(values: np.ndarray | None) -> list[str]:
    return [] if values is None else np.datetime_as_string(values, unit="m").tolist()


@pytest.mark.parametrize(("cells", "times"), [
    (["3.2.1899", "03.02.1899"], ["1899-02-03T00:00"] * 2),
    (["3.2.1899 14:05", "", "3.2.1899, 4:05:30"],
     ["1899-02-03T14:05", "NaT", "1899-02-03T04:05"]),
    (["1/2/2020", "31/12/2020"], ["2020-02-01T00:00", "2020-12-31T00:00"]),
    (["1/2/2020", "12/31/2020 9:30"], ["2020-01-02T00:00", "2020-12-31T09:30"]),
    (["3/3/2020"], ["2020-03-03T00:00"]), (["3.2.1899", "2020-01-02"],
                                           ["1899-02-03T00:00", "2020-01-02T00:00"])])
def test_dates_that_mean_one_thing_are_times(cells: list[str], times: list[str]) -> None:
    assert shown(times_from(cells)) == times
    assert guessed(cells, "when", Path(), beside_vectors=False).kind is Kind.TIME


@pytest.mark.parametrize("cells", [
    ["1/2/2020", "3/4/2020"], ["31/12/2020", "12/31/2020"], ["31.2.2020"], ["12.31.2020"],
    ["1.2.20"], ["1/2.2020"], ["3.2.1899 25:00"], ["13/13/2020"], ["1.2.0000"]])
def test_what_could_be_two_dates_or_none_stays_text(cells: list[str]) -> None:
    assert times_from(cells) is None
    assert guessed(cells, "when", Path(), beside_vectors=False).kind is Kind.TEXT


def test_dates_in_either_order_are_missing_and_told() -> None:
    run = Told()
    column = column_of(["1/2/2020", "3/4/2020", "2020-05-06"], Kind.TIME, "when", Path(), run)
    assert shown(column.values) == ["NaT", "NaT", "2020-05-06T00:00"]
    assert len(run.texts) == 1
    assert "in 2 values such as “1/2/2020” the day or the month could be first" in run.texts[0]
    assert "31.12.2020 (day first)" in run.texts[0]


def test_dates_that_contradict_each_other_are_read_one_by_one_where_it_is_wished() -> None:
    run = Told()
    cells = ["31/12/2020", "12/31/2020", "1/2/2020"]
    column = column_of(cells, Kind.TIME, "when", Path(), run)
    assert shown(column.values) == ["2020-12-31T00:00", "2020-12-31T00:00", "NaT"]
    assert "in 1 value such as “1/2/2020” the day or the month could be first, so it is" in (
        run.texts[0])


def test_one_date_settles_the_others_beside_what_is_none() -> None:
    run = Told()
    column = column_of(["1/2/2020", "soon", "12/31/2020"], Kind.TIME, "when", Path(), run)
    assert shown(column.values) == ["2020-01-02T00:00", "NaT", "2020-12-31T00:00"]
    assert run.texts[0].startswith("“when” is read as times: 1 value such as “soon” is none and "
                                   "missing now. Understood are 2020-12-31")


def test_what_marks_mean_is_settled_by_all_numbers() -> None:
    run = Told()
    column = column_of(["1.200,5", "1.200", "x", "1e3"], Kind.NUMBER, "size", Path(), run)
    assert np.array_equal(column.values, [1200.5, 1200, np.nan, 1000], equal_nan=True)
    assert len(run.texts) == 1
    assert "1 value such as “x”" in run.texts[0]
    column = column_of(["1.200,5", "1.5"], Kind.NUMBER, "size", Path(), run)
    assert np.array_equal(column.values, [np.nan, 1.5], equal_nan=True)
