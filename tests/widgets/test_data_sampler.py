"""Data Sampler: what is drawn and what is left make the whole (data/sampling.py has the rest)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import categorical, numbers
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.data.data_sampler import DataSampler, method_choices
from tests.strategies import tables


class Told(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def table() -> Table:
    return Table(tuple(f"r{row}" for row in range(20)), {
        "x": numbers(range(20)), "kind": categorical(["cow"] * 16 + ["pig"] * 4)}, "animals")


def ids(part: Table | None) -> list[str]:
    return [] if part is None else list(part.ids)


def test_a_share(table: Table) -> None:
    outputs = DataSampler().compute(table)
    assert (len(ids(outputs.sample)), len(ids(outputs.rest))) == (14, 6)
    assert DataSampler().summary(outputs) == "14 of 20 rows"
    assert DataSampler().view(outputs).table.ids == outputs.shown.ids
    assert ids(outputs.sample) == ids(DataSampler().compute(table).sample)
    assert ids(outputs.sample) != ids(DataSampler(seed=2).compute(table).sample)


def test_all_and_none(table: Table) -> None:
    assert DataSampler(share=0).compute(table).sample is None
    assert DataSampler(share=100).compute(table).rest is None
    assert DataSampler(share=100).compute(table).sample is table


def test_a_number_of_rows(table: Table) -> None:
    run = Told()
    assert len(ids(DataSampler(method="number", number=3).compute(table).sample)) == 3
    assert len(ids(DataSampler(method="number", number=99).compute(table, run).sample)) == 20
    assert run.warnings == ["99 rows are asked for and there are 20; all are taken."]


def test_rows_that_come_again_get_ids_of_their_own(table: Table) -> None:
    outputs = DataSampler(method="number", number=60, repeats=True).compute(table)
    assert outputs.sample is not None
    assert len(set(outputs.sample.ids)) == 60
    for row, row_id in enumerate(outputs.sample.ids):
        assert row_id.partition(" (")[0] == f"r{outputs.sample['x'].shown(row)}"


def test_shares_of_categories(table: Table) -> None:
    sample = DataSampler(share=50, by="kind").compute(table).sample
    assert sample is not None
    assert np.bincount(sample["kind"].values).tolist() == [8, 2]
    assert sample["kind"].categories == ("cow", "pig")
    run = Told()
    DataSampler(by="gone").compute(table, run)
    assert run.warnings == ["There is no column of categories “gone”; the rows are drawn from all."]


def test_parts_make_the_whole(table: Table) -> None:
    rests = [DataSampler(method="folds", folds=4, fold=fold, by="kind").compute(table).rest
             for fold in (1, 2, 3, 4)]
    assert sorted(row_id for part in rests for row_id in ids(part)) == sorted(table.ids)
    assert all(part is not None and np.bincount(part["kind"].values).tolist() == [4, 1]
               for part in rests)


@pytest.mark.parametrize(("widget", "told"), [
    (DataSampler(method="folds", folds=3, fold=4), "part 4 is none of them"),
    (DataSampler(method="folds", folds=21), "cannot be dealt out into 21 parts")])
def test_parts_that_cannot_be_are_told(table: Table, widget: DataSampler, told: str) -> None:
    with pytest.raises(WidgetError, match=told):
        widget.compute(table)


def test_a_bootstrap_leaves_a_third() -> None:
    table = Table(tuple(map(str, range(1000))))
    outputs = DataSampler(method="bootstrap").compute(table)
    assert len(ids(outputs.sample)) == 1000
    assert len(ids(outputs.rest)) == pytest.approx(1000 / np.e, abs=50)


def test_what_is_not_used_changes_no_result() -> None:
    from satsuma.widget import settings_fingerprint

    assert settings_fingerprint(DataSampler(number=5)) == settings_fingerprint(DataSampler())
    looked = DataSampler().edits(Changed("hidden", ("x",)))
    assert settings_fingerprint(looked) == settings_fingerprint(DataSampler())
    assert [choice.value for choice in method_choices()] == ["share", "number", "folds",
                                                             "bootstrap"]


WIDGETS = st.builds(DataSampler, method=st.sampled_from(["share", "number", "bootstrap"]),
                    share=st.integers(0, 100), number=st.integers(1, 9), repeats=st.booleans(),
                    seed=st.integers(0, 2**40))


@given(tables(), WIDGETS)
def test_sample_and_rest_are_all_rows(table: Table, widget: Any) -> None:
    outputs = widget.compute(table)
    kept = {row_id for row_id in ids(outputs.sample) if row_id in table.row_of}
    assert kept | set(ids(outputs.rest)) == set(table.ids)
    assert kept.isdisjoint(ids(outputs.rest))
    for name, column in outputs.shown.columns.items():
        was = table[name]
        assert (column.kind, column.role, column.passport, column.categories) == (
            was.kind, was.role, was.passport, was.categories)
