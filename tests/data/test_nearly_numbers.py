"""A few odd values among numbers make texts of all of them, and that is told."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.data import csv_arrow
from satsuma.data.column import Kind
from satsuma.data.found_table import Wish
from satsuma.data.nearly_numbers import nearly_numbers
from satsuma.data.tables import find_table
from satsuma.run import Run

NUMBERS = [f"{i}.5" for i in range(100)]


@pytest.mark.parametrize(("cells", "text"), [
    ([*NUMBERS, "-"], "1 of 101 is no number: “-”"),
    ([*NUMBERS, "–", "–", "n.a."], "3 of 103 are no numbers: “–”, “n.a.”"),
    (["1", "2", "3", "-", "-"], "2 of 5 are no numbers: “-”"),
    ([*NUMBERS, "", "NA", "?", "12 kg"], "1 of 101 is no number: “12 kg”"),
    ([*NUMBERS, "a", "b", "c", "d"], "4 of 104 are no numbers: “a”, “b”, “c”, …"),
    (["1e5", "-3", "+.5", "0", "0.5", " 7", "x" * 99], f"1 of 7 is no number: “{'x' * 19}…”")])
def test_what_is_odd_is_named(cells, text):
    assert nearly_numbers(cells).text == text


@pytest.mark.parametrize("cells", [
    [], [""], NUMBERS, [*NUMBERS, "NA", "", "nan"], ["-", "-"], ["1", "2", "-"], ["a"] * 50,
    [*NUMBERS, "007"], [*NUMBERS, "1234567890123456"], [*NUMBERS, *["a"] * 20],
    [f"{i:03}" for i in range(50)]])
def test_other_columns_are_none(cells):
    assert nearly_numbers(cells) is None


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture(params=[".csv", ".csv by pyarrow", ".xlsx"])
def zoo(request, tmp_path, monkeypatch):
    monkeypatch.setattr(csv_arrow, "_WORTH_IT", 0 if "pyarrow" in request.param else 1 << 40)
    sizes = [*range(100), "-", *range(100)]
    if request.param != ".xlsx":
        (tmp_path / "zoo.csv").write_text("size\n" + "\n".join(map(str, sizes)) + "\n")
        return tmp_path / "zoo.csv"
    from openpyxl import Workbook

    book = Workbook()
    for size in ["size", *sizes]:
        book.active.append([size])
    book.save(tmp_path / "zoo.xlsx")
    return tmp_path / "zoo.xlsx"


def test_a_file_with_one_odd_value_is_warned_about_and_nothing_is_lost(zoo):
    run = Warnings()
    found = find_table(zoo, run)
    assert found.table["size"].kind in (Kind.TEXT, Kind.CATEGORY)
    assert not found.table["size"].missing().any()
    assert found.guesses["size"].odd.text == "1 of 201 is no number: “-”"
    assert run.texts == [
        "“size” is read as text: 1 of 201 is no number: “-”. Choose “Number” as its kind in the "
        "list of columns, and what is none is missing; or “Text”, and it stays so."]


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.TEXT])
def test_who_has_chosen_is_not_asked_again(zoo, kind):
    run = Warnings()
    found = find_table(zoo, run, Wish({"size": kind}))
    assert found.table["size"].kind is kind
    assert not any("in the list of columns" in text for text in run.texts)
    if kind is Kind.NUMBER:
        assert np.flatnonzero(found.table["size"].missing()).tolist() == [100]


def test_of_many_columns_some_are_named(tmp_path):
    rows = [",".join(["1"] * 5)] * 100 + [",".join(["-"] * 5)]
    (tmp_path / "t.csv").write_text("a,b,c,d,e\n" + "\n".join(rows) + "\n")
    run = Warnings()
    find_table(tmp_path / "t.csv", run)
    assert len(run.texts) == 4
    assert run.texts[-1].startswith("2 more columns are nearly numbers")
