"""Save Data: what is written comes back, and no file is lost without a person naming it."""

from __future__ import annotations

import os
from pathlib import Path

import pandas
import pytest

from satsuma.data import table_saving
from satsuma.data.column import Passport, categorical, numbers, texts, vectors
from satsuma.data.plan import Receipt
from satsuma.data.table import Table
from satsuma.data.table_saving import write_planned
from satsuma.data.tables import SUFFIXES, read_table
from satsuma.data.take_back import take_back
from satsuma.run import Price, Run
from satsuma.widget import WidgetError
from satsuma.widgets.data.save_data import Outputs, SaveData

TABLE = Table(("a", "b"), {
    "kind": categorical(["cow", "frog"]), "name": texts(["Bella", "=1+1"]),
    "size": numbers([1.5, float("nan")]),
    "embedding": vectors([[1, 2, 3], [4, 5, 6]], Passport("n", "w", "p", "d", 3))}, "animals")


def saved(widget: SaveData, table: Table = TABLE) -> Receipt:
    return widget.commit(widget.compute(table))


def allowed(widget: SaveData, table: Table = TABLE) -> Receipt:
    """As when a person has said yes to the question that names the file."""
    outputs = widget.compute(table)
    plan = outputs.plan.allowing(outputs.plan.to_replace())
    return widget.commit(Outputs(plan, outputs.table))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_comes_back(tmp_path, suffix):
    file = tmp_path / f"a{suffix}"
    receipt = saved(SaveData(file=str(file)))
    assert receipt.ok
    assert receipt.entries[0].target == str(file)
    back = read_table(file)
    assert back.ids == TABLE.ids
    assert [back["name"].shown(row) for row in range(2)] == ["Bella", "=1+1"]
    assert not any(name.endswith(".part") or name.startswith(".") for name in os.listdir(tmp_path))


def test_pandas_reads_the_same(tmp_path):
    file = tmp_path / "a.csv"
    saved(SaveData(file=str(file)))
    frame = pandas.read_csv(file)
    assert frame["size"].tolist()[0] == 1.5
    assert frame["kind"].tolist() == ["cow", "frog"]
    assert frame[["n0", "n1", "n2"]].to_numpy().tolist() == [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".tab", ".npz"])
def test_the_header_for_orange_is_told_of_where_it_changes_anything(tmp_path, suffix):
    widget = SaveData(file=str(tmp_path / f"a{suffix}"), header="for Orange")
    told = any("for Orange; other programs" in note for note in widget.compute(TABLE).plan.notes)
    assert told == (suffix not in (".tab", ".npz"))
    saved(widget)
    if suffix == ".csv":
        assert (tmp_path / "a.csv").read_text().splitlines()[1] == (
            "string,cow frog,string,continuous,continuous,continuous,continuous")
    assert read_table(tmp_path / f"a{suffix}")["kind"].equals(TABLE["kind"])


def test_computing_writes_nothing(tmp_path):
    SaveData(file=str(tmp_path / "new" / "a.csv")).compute(TABLE)
    assert os.listdir(tmp_path) == []


def test_a_file_that_is_there_is_kept_and_the_new_one_gets_a_number(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("theirs")
    receipt = saved(SaveData(file=str(file)))
    assert file.read_text() == "theirs"
    assert receipt.entries[0].target == str(tmp_path / "a (2).csv")
    assert saved(SaveData(file=str(file))).entries[0].target == str(tmp_path / "a (3).csv")


def test_a_second_file_of_another_table_is_kept_too(tmp_path):
    side = tmp_path / "a.csv.satsuma.json"
    side.write_text("theirs")
    receipt = saved(SaveData(file=str(tmp_path / "a.csv")))
    assert receipt.entries[0].target == str(tmp_path / "a (2).csv")
    assert side.read_text() == "theirs"


def test_nothing_is_replaced_before_a_person_has_named_it(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("theirs")
    widget = SaveData(file=str(file), existing="ask")
    outputs = widget.compute(TABLE)
    assert outputs.plan.to_replace() == (str(file),)
    receipt = widget.commit(outputs)
    assert receipt.counts == {"failed": 1}
    assert file.read_text() == "theirs"
    other = outputs._replace(plan=outputs.plan.allowing([str(tmp_path / "b.csv")]))
    assert not widget.commit(other).ok
    assert file.read_text() == "theirs"


def test_a_file_that_was_named_is_replaced_and_does_not_go_when_it_is_taken_back(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("old")
    receipt = allowed(SaveData(file=str(file), existing="ask"))
    assert receipt.ok
    assert read_table(file).ids == TABLE.ids
    assert receipt.removable == 0
    after = take_back(receipt)
    assert after.entries[0].state == "kept"
    assert file.exists()


def test_a_folder_of_that_name_is_gone_around(tmp_path):
    (tmp_path / "a.csv").mkdir()
    plan = SaveData(file=str(tmp_path / "a.csv"), existing="ask").compute(TABLE).plan
    assert plan.step(0).deed == "number"


def test_taking_back_removes_both_files_and_the_folder(tmp_path):
    receipt = saved(SaveData(file=str(tmp_path / "new" / "a.csv")))
    assert sorted(os.listdir(tmp_path / "new")) == ["a.csv", "a.csv.satsuma.json"]
    take_back(receipt)
    assert os.listdir(tmp_path) == []


def test_a_file_that_came_since_the_plan_is_gone_around(tmp_path):
    widget = SaveData(file=str(tmp_path / "a.csv"))
    outputs = widget.compute(TABLE)
    (tmp_path / "a.csv").write_text("theirs")
    receipt = widget.commit(outputs)
    assert (tmp_path / "a.csv").read_text() == "theirs"
    assert receipt.entries[0].target == str(tmp_path / "a (2).csv")
    assert "taken" in receipt.entries[0].reason


def test_a_place_that_cannot_be_written_is_named_as_it_was_asked_for(tmp_path, monkeypatch):
    def refused(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("satsuma.data.atomic._created", refused)
    (entry,) = saved(SaveData(file=str(tmp_path / "cows.csv"))).entries
    assert entry.state == "failed"
    assert f"“{tmp_path / 'cows.csv'}”" in entry.reason
    assert ".part" not in entry.reason


def test_a_failure_leaves_nothing_behind(tmp_path):
    outputs = SaveData(file=str(tmp_path / "a.csv")).compute(TABLE)

    def half(table: Table, file: Path) -> None:
        file.write_text("half")
        raise OSError(28, "No space left on device")

    receipt = write_planned(TABLE, outputs.plan, writer=half)
    assert receipt.counts == {"failed": 1}
    assert receipt.entries[0].reason == "The disk is full."
    assert os.listdir(tmp_path) == []


# What is told before

def test_what_a_format_loses_is_told(tmp_path):
    notes = {suffix: SaveData(file=str(tmp_path / f"a{suffix}")).compute(TABLE).plan.notes
             for suffix in SUFFIXES}
    assert all(notes.values())
    assert "a.csv.satsuma.json" in notes[".csv"][0]
    assert "Nothing is lost" in notes[".npz"][0]


def test_a_table_too_wide_for_a_spreadsheet_is_refused_with_a_way_out(tmp_path):
    wide = TABLE.with_column("embedding", vectors([[0.0] * 16_384] * 2))
    plan = SaveData(file=str(tmp_path / "a.xlsx")).compute(wide).plan
    assert plan.counts == {"fail": 1}
    assert ".npz" in plan.step(0).reason
    assert "16,384" in plan.step(0).reason or "16,383" in plan.step(0).reason
    receipt = saved(SaveData(file=str(tmp_path / "a.xlsx")), wide)
    assert receipt.counts == {"failed": 1}
    assert os.listdir(tmp_path) == []


def test_the_price_of_a_large_spreadsheet_is_told(tmp_path):
    class Ear(Run):
        def __init__(self):
            self.prices: list[Price] = []

        def price(self, price):
            self.prices.append(price)

    long = Table(tuple(map(str, range(5_000))), {"embedding": vectors([[0.0] * 200] * 5_000)})
    outputs = SaveData(file=str(tmp_path / "a.xlsx")).compute(long)
    assert any("about 8 s" in note for note in outputs.plan.notes)
    ear = Ear()
    write_planned(long, outputs.plan, ear, lambda *_: None if False else open(_[1], "w").close())
    assert ear.prices[0].seconds == pytest.approx(8, abs=0.2)
    assert table_saving.seconds_for(long, "a.csv") == 0


@pytest.mark.parametrize(("file", "asks"), [("", "file"), ("{}/a.doc", "file"), ("{}/a", "file")])
def test_a_file_that_says_nothing_is_asked_for(tmp_path, file, asks):
    with pytest.raises(WidgetError) as caught:
        SaveData(file=file.format(tmp_path)).compute(TABLE)
    assert caught.value.asks == asks


def test_the_line_under_the_node_says_what_is_ready(tmp_path):
    widget = SaveData(file=str(tmp_path / "a.csv"))
    assert widget.summary(widget.compute(TABLE)) == "The table is ready to be saved"


def test_the_stamp_changes_when_the_folder_does(tmp_path):
    widget = SaveData(file=str(tmp_path / "a.csv"))
    before = widget.stamp()
    saved(widget)
    assert widget.stamp() != before
