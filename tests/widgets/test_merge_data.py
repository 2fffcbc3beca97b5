"""Merge Data: what is known of the rows stands beside them (data/merge.py has the details)."""

from __future__ import annotations

import pytest

from satsuma.data.column import numbers, texts
from satsuma.data.keys import KeyPair
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.data.merge_data import MergeData, keep_choices
from satsuma.workflow.codec import check_setting, to_json


class Told(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def data() -> Table:
    return Table(tuple("abc"), {"name": texts(["cow", "pig", "hen"])}, "animals")


@pytest.fixture
def extra() -> Table:
    return Table(tuple("xyz"), {"animal": texts(["pig", "cow", "cow"]),
                                "legs": numbers([4, 4, 5])}, "legs")


def test_by_the_columns_that_are_chosen(data: Table, extra: Table) -> None:
    run, widget = Told(), MergeData(keys=(KeyPair("name", "animal"),))
    outputs = widget.compute(data, extra, run)
    assert [outputs.data["legs"].shown(row) for row in range(3)] == ["4", "4", ""]
    assert run.warnings == ["1 row of extra repeats the key of an earlier row; the first row with "
                            "a key counts."]
    assert widget.summary(outputs) == "2 of 3 rows matched by name = animal"
    assert widget.edits(Changed("filter", "cow")).view(outputs).filter == "cow"


def test_repeated_keys_can_be_refused(data: Table, extra: Table) -> None:
    with pytest.raises(Problem, match="Choose more columns"):
        MergeData(keys=(KeyPair("name", "animal"),), repeated="refuse").compute(data, extra)


def test_what_fits_by_itself_is_told(data: Table, extra: Table) -> None:
    outputs = MergeData().compute(data, Table(("b",), {"x": numbers([1])}))
    assert MergeData().summary(outputs) == "1 of 3 rows matched by row id"
    with pytest.raises(WidgetError, match="neither row ids nor a column") as caught:
        MergeData().compute(data, extra)
    assert caught.value.asks == "keys"


def test_rows_that_are_only_counted_are_not_joined(data: Table, extra: Table) -> None:
    files = [Table(("1", "2", "3"), dict(one.columns)) for one in (data, extra)]
    with pytest.raises(WidgetError, match="row ids are only counted") as caught:
        MergeData().compute(*files)
    assert caught.value.asks == "keys"
    by_id = MergeData(keys=(KeyPair(),)).compute(*files)
    assert MergeData().summary(by_id) == "3 of 3 rows matched by row id"


def test_that_nothing_matches_is_told(data: Table) -> None:
    run = Told()
    MergeData().compute(data, Table(("1",), {"name": texts(["ant"])}), run)
    assert run.warnings == ["No row of data matches a row of extra. Choose other columns to match "
                            "by."]


def test_the_keys_come_back_from_a_file() -> None:
    keys = (KeyPair("name", None), KeyPair(None, "animal"))
    assert check_setting(MergeData, "keys", to_json(keys)) == keys
    assert [choice.value for choice in keep_choices()] == ["data", "matches", "both"]


def test_capitals_and_spaces_are_ignored_on_request_only(data: Table) -> None:
    extra = Table(tuple("xyz"), {"animal": texts(["Pig", " cow ", "  "]),
                                 "legs": numbers([4, 4, 5])}, "legs")
    pairs, run = (KeyPair("name", "animal"),), Told()
    exact = MergeData(keys=pairs).compute(data, extra, run)
    assert exact.how.found == 0
    assert "2 more rows would match if capitals and spaces were ignored" in run.warnings[-1]
    run = Told()
    loose = MergeData(keys=pairs, loose=True).compute(data, extra, run)
    assert [loose.data["legs"].shown(row) for row in range(3)] == ["4", "4", ""]
    assert not run.warnings
    assert list(loose.data["name"].values) == ["cow", "pig", "hen"]


def test_only_spaces_are_a_missing_key() -> None:
    one = Table(("a",), {"k": texts([" "])})
    other = Table(("x",), {"k": texts(["  "]), "n": numbers([1])})
    assert MergeData(keys=(KeyPair("k", "k"),), loose=True).compute(one, other).how.found == 0
