"""Data Info: the table as a whole, and a line for each of its columns."""

from __future__ import annotations

from satsuma.data.column import numbers, texts
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.text_views import as_text
from satsuma.widgets.data.data_info import DataInfo


def test_the_lines_leave_as_a_table_and_are_shown() -> None:
    table = Table(("a", "b"), {"x": numbers([1, 3]), "name": texts(["cow", ""])}, "animals")
    widget = DataInfo().edits(Changed("sort", ("-missing",)))
    outputs = widget.compute(table)
    assert outputs.data.ids == ("x", "name")
    view = widget.view(outputs)
    assert view.rows.sort == ("-missing",)
    assert ("Rows", "2") in view.facts
    assert widget.summary(outputs) == "2 rows × 2 columns"
    assert as_text(view).splitlines() == [
        "Name: animals", "Rows: 2", "Columns: 2: 1 feature, 1 meta",
        "Kinds: 1 number, 1 text", "Missing: 1 value in 1 column", "Memory: 133 bytes", "",
        "x · number feature · 1, 3", "name · text meta · cow"]


def test_a_table_of_nothing_is_told_too() -> None:
    outputs = DataInfo().compute(Table(()))
    assert DataInfo().summary(outputs) == "0 rows × 0 columns"
    assert as_text(DataInfo().view(outputs)).endswith("Memory: 0 bytes")


def test_of_many_columns_a_terminal_gets_the_first() -> None:
    table = Table(("a",), {f"x{i}": numbers([i]) for i in range(50)})
    assert as_text(DataInfo().view(DataInfo().compute(table))).endswith("and 10 more columns")
