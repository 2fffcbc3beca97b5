"""Spreadsheets: ours open as such, and those of others are read without running anything."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import numpy as np
import openpyxl
import pytest

from satsuma.data import table_xlsx, xlsx_reading
from satsuma.data.column import Kind, Passport, Role, numbers, texts, times, vectors
from satsuma.data.table import Table
from satsuma.data.tables import read_table, write_table
from satsuma.problem import Problem
from satsuma.run import Run

SHEET = "xl/worksheets/sheet1.xml"


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "table.xlsx"


@pytest.fixture
def foreign(file):
    """Write a sheet as other programs do, and read it."""
    def read(*rows, run=Run()):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
        return read_table(file, run)
    return read


def with_part(file, name, change):
    """Change one part inside the file."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == name else content)


def table_of(**columns):
    return Table(("a", "b"), columns, "t")


def test_cells_have_their_types_and_the_record_is_hidden(file):
    write_table(table_of(n=numbers([0.1, np.nan]), t=texts(["007", ""]),
                         d=times(["2026-03-01T12:30", "NaT"]),
                         v=vectors(np.array([[1, 2], [3, 4]], np.float32))), file)
    book = openpyxl.load_workbook(file)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("data", "visible"), ("satsuma", "hidden")]
    assert list(book["data"].values) == [
        ("id", "n", "t", "d", "n0", "n1"),
        ("a", 0.1, "007", datetime.datetime(2026, 3, 1, 12, 30), 1, 2),
        ("b", None, None, None, 3, 4)]


def test_formulas_are_never_written(file):
    words = ["=1+1", "#N/A"]
    write_table(table_of(t=texts(words)), file)
    cells = [row[1] for row in openpyxl.load_workbook(file)["data"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(word, "s") for word in words]
    assert b"<f>" not in zipfile.ZipFile(file).read(SHEET)
    assert read_table(file)["t"].values.tolist() == words


def test_formulas_are_not_run(foreign):
    table = foreign(["id", "x"], ["a", "=1+1"], ["b", "=HYPERLINK(\"http://x\")"])
    assert table["x"].missing().all()


def test_times_that_excel_cannot_hold_come_back_as_well(file):
    table = table_of(old=times(["1066-10-14", "2026-03-01"]),
                     fine=times(["2026-03-01T00:00:00.123457", "NaT"]),
                     usual=times(["1999-12-31T23:59:59", "2026-03-01T00:00:00.5"]))
    write_table(table, file)
    row = list(openpyxl.load_workbook(file)["data"].values)[1]
    assert row[1] == "1066-10-14 00:00:00" or row[1] == "1066-10-14"
    assert isinstance(row[3], datetime.datetime)
    assert read_table(file).equals(table)


def test_every_digit_comes_back(file):
    values = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, np.inf, 2.0 ** 60]
    table = Table(tuple("abcdefg"), {"x": numbers(values)})
    write_table(table, file)
    assert read_table(file)["x"].values.tobytes() == table["x"].values.tobytes()


def test_types_tell_kinds_where_nothing_else_does(foreign):
    day = datetime.datetime(2026, 3, 1)
    table = foreign(["id", "n", "code", "day", "kind", "flag", "mixed", "err", None],
                    [1, 1.5, "007", day, "x", True, 3, "#N/A", "stray"],
                    [2, None, "12", day, "x", False, "y", 4])
    assert table.ids == ("1", "2")
    assert {name: column.kind.value for name, column in table.columns.items()} == {
        "n": "number", "code": "text", "day": "time", "kind": "category", "flag": "text",
        "mixed": "text", "err": "number", "column 9": "text"}
    assert table["code"].values.tolist() == ["007", "12"]
    assert table["mixed"].values.tolist() == ["3", "y"]


def test_runs_of_names_are_vectors(foreign):
    table = foreign(["id", "n0", "n1"], ["a", 1, None], ["b", 3, 4])
    assert np.array_equal(table["embedding"].values, [[1, np.nan], [3, 4]], equal_nan=True)
    assert list(foreign(["n0", "n1"], ["x", 2]).columns) == ["n0", "n1"]


def test_of_several_sheets_the_first_is_read(file):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.create_sheet("other")
    book.save(file)
    run = Warnings()
    assert list(read_table(file, run).columns) == ["x"]
    assert run.texts == ["“table.xlsx” has 2 sheets; the first, “Sheet”, was read."]


def test_what_was_changed_in_a_spreadsheet_keeps_roles_but_not_passports(file):
    passport = Passport("n", "w", "p", "d", 2)
    write_table(table_of(x=numbers([1, 2], Role.TARGET),
                         v=vectors(np.eye(2, dtype=np.float32), passport)), file)
    changes = ((lambda sheet: None, passport), (lambda sheet: sheet.delete_rows(3), None))
    for change, kept in changes:
        book = openpyxl.load_workbook(file)
        change(book["data"])
        book["data"]["E1"] = "new"
        book.save(file)
        run = Warnings()
        table = read_table(file, run)
        assert (table["x"].role, table["v"].passport) == (Role.TARGET, kept)
        assert table["new"].kind is Kind.TEXT
        assert bool(run.texts) == (kept is None)


def test_a_damaged_record_is_ignored_with_a_warning(file):
    write_table(table_of(x=numbers([1, 2], Role.TARGET)), file)
    with_part(file, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"target", b"bullseye"))
    run = Warnings()
    assert read_table(file, run)["x"].role is Role.FEATURE
    assert "hidden sheet “satsuma” was not read" in run.texts[0]


@pytest.mark.parametrize(("table", "told"), [
    (Table(("a",), {"v": vectors(np.zeros((1, 16_384), np.float32))}), "1 rows and 16,385 columns"),
    (Table(("a",), {"t": texts(["x" * 32_768])}), "has 32,768 letters")])
def test_what_does_not_fit_is_refused_and_npz_offered(file, table, told):
    with pytest.raises(Problem, match=rf"{told}.*Save (it|the table) as \.npz"):
        write_table(table, file)
    assert not file.exists()


def test_too_many_rows_are_refused(file, monkeypatch):
    monkeypatch.setattr(table_xlsx, "MOST_ROWS", 2)
    with pytest.raises(Problem, match=r"which holds 1 rows.*\.npz"):
        write_table(table_of(), file)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml",
                                  "xl/styles.xml"])
def test_entity_bombs_are_refused(file, part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    write_table(table_of(x=numbers([1, 2])), file)
    with_part(file, part, lambda xml: bomb + re.sub(rb"<\?xml.*?\?>", b"", xml))
    with pytest.raises(Problem, match=r"table\.xlsx” cannot be read"):
        read_table(file)


def test_what_unpacks_to_far_more_than_its_size_is_refused(file, monkeypatch):
    monkeypatch.setattr(xlsx_reading, "_SURELY_FINE", 1 << 20)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, bytes(4 << 20))
    with pytest.raises(Problem, match="far more than its size"):
        read_table(file)


@pytest.mark.parametrize(("old", "new"), [
    (b'<row r="3"', b'<row r="99999999"'), (b"</sheetData>", b"".join(
        b'<row r="%d"><c r="ZZZ%d"><v>1</v></c></row>' % (row, row) for row in range(10, 400))
        + b"</sheetData>")])
def test_cells_that_are_only_claimed_are_not_made(file, old, new, monkeypatch):
    monkeypatch.setattr(xlsx_reading, "MOST_ROWS", 1000)
    monkeypatch.setattr(xlsx_reading, "_CELLS_SURELY_FINE", 1_000_000)
    write_table(table_of(x=numbers([1, 2])), file)
    with_part(file, SHEET, lambda xml: xml.replace(old, new))
    with pytest.raises(Problem, match="more cells than it can hold"):
        read_table(file)


def test_a_sheet_without_anything_is_no_table(foreign):
    with pytest.raises(Problem, match="it is empty"):
        foreign([])
