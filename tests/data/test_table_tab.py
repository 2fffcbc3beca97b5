"""Orange's files: kinds, roles and pictures come over, and ours are what Orange reads."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from satsuma.data import csv_arrow, csv_reading
from satsuma.data.annotations import one_row, three_rows
from satsuma.data.column import (
    Kind,
    Passport,
    Role,
    categorical,
    images,
    numbers,
    texts,
    times,
    vectors,
)
from satsuma.data.found_table import Wish
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.tables import find_table, read_table, write_table
from satsuma.data.text_file import bytes_of
from satsuma.problem import Problem
from satsuma.run import Run

ORANGE = Path(__file__).parents[1] / "fixtures" / "orange" / "tables"


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def read(tmp_path):
    def read(text, name="t.tab", wish=Wish()):  # noqa: B008 - a frozen value
        (tmp_path / name).write_text(text)
        run = Warnings()
        found = find_table(tmp_path / name, run, wish)
        read.warnings = run.texts
        return found
    return read


def kinds(table):
    return {name: (column.kind.value, column.role.value) for name, column in table.columns.items()}


@pytest.mark.parametrize("name", ["plain.tab", "noted.csv", "noted.xlsx", "meta.tab"])
def test_what_orange_wrote_with_annotations_comes_over_whole(name):
    table = read_table(ORANGE / name)
    assert kinds(table) == {
        "kind": ("category", "target"), "image name": ("text", "meta"), "image": ("image", "meta"),
        "seen": ("time", "meta"), "one": ("category", "meta"), "embedding": ("vector", "feature"),
        "size": ("number", "feature"), "color": ("category", "feature")}
    assert table["kind"].categories == ("zebra", "cow")
    assert table["kind"].values.tolist() == [0, 1, -1]
    assert table["color"].categories == ("red hot", "green", "b")
    assert table["image name"].values.tolist() == ["cow 1", 'he said "moo"', "?"]
    assert np.array_equal(table["embedding"].values, np.float32([[.123457, 2], [3, 4], [5.5, 6]]))
    assert str(table["seen"].values[0]) == "2024-03-01T12:00:00.500000"
    assert np.isnan(table["size"].values).tolist() == [False, True, False]


def a_zoo(folder: Path | None) -> Table:
    """What benchmarks/orange_tables.py handed to Orange, which wrote zoo.csv, .tab and .xlsx."""
    return Table(("x", "y", "z", "ä"), {
        "category": categorical(["zebra", "red cow", "", "zebra"], Role.TARGET,
                                ["zebra", "red cow", "hen"]),
        "one": categorical(["c", "", "c", "c"], Role.META),
        "weight": numbers([1, 2, 3, 4], Role.META),
        "image": images(["a b.png", "c.png", "", "a b.png"], folder),
        "note": texts(['he said "moo", twice', "kühe;\ttab", "", "two\nlines"]),
        "number": texts(["007", "1", "2", "3"]),
        "seen": times(["2024-03-01T12:00:00.5", "NaT", "1970-01-01", "2024-03-01"]),
        "mark, of it": categorical(["1", "10", "2", ""], Role.FEATURE, ["10", "2", "1"]),
        "size": numbers([640, np.nan, 0.25, 12345678.5]),
        "embedding": vectors(np.float32([[1, 2.5], [3, -4e-5], [5, 6], [7, 8]]))}, "zoo")


@pytest.mark.parametrize("name", ["zoo.tab", "zoo.csv", "zoo.xlsx"])
def test_odd_values_come_over_from_orange_with_kinds_roles_and_pictures(tmp_path, name):
    (tmp_path / "my pictures").mkdir()
    for picture in ("a b.png", "c.png"):
        (tmp_path / "my pictures" / picture).touch()
    (tmp_path / name).write_bytes((ORANGE / name).read_bytes())
    assert_same(read_table(tmp_path / name), a_zoo(tmp_path / "my pictures"))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".csv.gz", ".xlsx"])
def test_the_header_for_orange_says_all_that_a_tab_says(tmp_path, suffix):
    """Orange reads these: see benchmarks/orange_tables.py."""
    (tmp_path / "my pictures").mkdir()
    (tmp_path / "my pictures" / "a b.png").touch()
    table, file = a_zoo(tmp_path / "my pictures"), tmp_path / f"zoo{suffix}"
    write_table(table, file, for_orange=True)
    assert_same(read_table(file), table)
    side_file(file).unlink(missing_ok=True)
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        assert book["data"].freeze_panes == "B4"
        del book["satsuma"]
        book.save(file)
    else:
        assert not bytes_of(file).startswith(b"\xef\xbb\xbf")
    found = find_table(file)
    assert all(guess.known or name == "embedding" for name, guess in found.guesses.items())
    assert_same(found.table, table)


def test_only_the_header_that_was_asked_for_is_written(tmp_path):
    table = a_zoo(None)
    for name in ("a.csv", "a.xlsx", "a.parquet", "a.npz"):
        write_table(table, tmp_path / name, for_orange=name in ("a.parquet", "a.npz"))
        assert_same(read_table(tmp_path / name), table)
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1].startswith("x,zebra,")


def assert_same(found: Table, table: Table) -> None:
    assert found.ids == table.ids
    assert set(found.columns) == set(table.columns)
    for name, column in table.columns.items():
        assert found[name].equals(column), name


@pytest.mark.parametrize("name", ["bare.tab", "bare.csv", "bare.xlsx"])
def test_without_annotations_the_kinds_are_guessed_also_where_all_cells_are_texts(name):
    found = find_table(ORANGE / name)
    assert kinds(found.table)["size"] == ("number", "meta")
    assert kinds(found.table)["seen"] == ("time", "meta")
    assert found.table["embedding"].width == 2
    assert not any(guess.known for guess in found.guesses.values())


def test_the_file_beside_it_names_the_table():
    found = find_table(ORANGE / "meta.tab")
    assert found.table.name == "the zoo"
    assert "note: made: here" in found.told


@pytest.mark.parametrize("data", [b"\x80\x04}q\x00.", b"a\0: b", b"\xff\xfe"])
def test_a_side_file_that_could_run_code_is_told_and_not_read(read, tmp_path, data):
    (tmp_path / "t.tab.metadata").write_bytes(data)
    assert read("a\nc\n\n1\n").table.name == "t"
    assert "was not read, and nothing in it was run" in read.warnings[0]


@pytest.mark.parametrize(("word", "kind"), [
    ("continuous", "number"), ("c", "number"), ("numeric", "number"), ("n", "number"),
    ("discrete", "category"), ("d", "category"), ("categorical", "category"), ("1 2", "category"),
    ("string", "text"), ("s", "text"), ("text", "text")])
def test_every_word_for_a_kind_is_known(read, word, kind):
    assert read(f"x\ty\n{word}\td\n\tclass\n1\ta\n2\tb\n").table["x"].kind.value == kind


@pytest.mark.parametrize(("flags", "purpose"), [
    ("", Role.FEATURE), ("class", Role.TARGET), ("c", Role.TARGET), ("meta", Role.META),
    ("m", Role.META), ("ignore", "skip"), ("i", "skip"), ("meta a=b", Role.META),
    ("i class", "skip"), ("x=1 meta", Role.META)])
def test_every_flag_for_a_role_is_known(read, flags, purpose):
    found = read(f"x\ty\nc\td\n{flags}\tmeta\n1\ta\n")
    assert found.guesses["x"].purpose == purpose
    assert ("x" in found.kept()) is (purpose != "skip")


def test_weights_are_kept_and_told(read):
    assert read("x\ty\nc\td\nw\t\n1\ta\n").table["x"].role is Role.META
    assert "weights" in read.warnings[0]


def test_one_header_row_with_letters_says_kinds_and_roles(read):
    found = read("cD#y,mS#name,i#skip,C#x,plain,D#z\n1,7,a,3,1,1\n2,8,b,4,2,2\n", "t.csv")
    assert {name: (guess.kind.value, guess.purpose) for name, guess in found.guesses.items()} == {
        "y": ("category", Role.TARGET), "name": ("text", Role.META), "skip": ("text", "skip"),
        "x": ("number", Role.FEATURE), "plain": ("number", Role.FEATURE),
        "z": ("category", Role.FEATURE)}
    assert list(found.kept().columns) == ["y", "name", "x", "plain", "z"]


@pytest.mark.parametrize("missing", ["", "?", "nan", ".", "NA", "~"])
def test_all_signs_of_missing_values_are_known(read, missing):
    row = "\t".join([missing] * 3)
    table = read(f"x\td\tt\nc\td\tt\n\t\t\n{row}\n1\ta\t2024-01-01\n").table
    assert [bool(table[name].missing()[0]) for name in "xdt"] == [True, True, True]
    assert table["d"].categories == ("a",)


def test_a_value_that_is_listed_is_none_of_them(read):
    assert read("d\te\nNA b\tc\n\t\nNA\t1\nb\t2\n").table["d"].values.tolist() == [0, 1]


@pytest.mark.parametrize("rows", [
    "a\tb\nbrown cow\t12\n\t\n", "a\tb\n1\t2\n3\t4\n", "a\tb\nc\td\nbig\tsmall\n", "a\tb\nc\td\n"])
def test_ordinary_rows_are_not_taken_for_a_header(read, rows):
    assert len(read(rows).table) == rows.count("\n") - 1


def test_a_header_that_is_wrong_is_told_and_the_kind_guessed(read):
    assert read("x\ny\n".replace("y", "c") + "\n1\nfour\n").table["x"].kind is Kind.TEXT
    assert "not all are" in read.warnings[0]


# Pictures

ROW = "image\tx\nstring\tc\nmeta type=image origin={}\t\na/cow.png\t1\n"


@pytest.mark.parametrize(("origin", "place"), [
    ("/gone/my\\ pictures", "my pictures"), ("/gone/my\\ pictures", "../my pictures"),
    ("/gone/elsewhere", "."), ("/gone/elsewhere", ".."), ("my\\ pictures", "my pictures"),
    ("C:\\old\\my\\ pictures", "my pictures")])
def test_pictures_that_moved_with_the_table_are_found(tmp_path, origin, place):
    home = tmp_path / "one" / "two"
    (home / place / "a").mkdir(parents=True)
    (home / place / "a" / "cow.png").touch()
    (home / "t.tab").write_text(ROW.format(origin))
    column = read_table(home / "t.tab")["image"]
    assert column.kind is Kind.IMAGE
    assert (column.folder / column.values[0]).is_file()


def test_pictures_that_are_nowhere_keep_their_place(read):
    assert read(ROW.format("/gone/pictures")).table["image"].folder == Path("/gone/pictures")


def test_pictures_on_the_web_stay_texts_with_their_whole_address(read):
    column = read(ROW.format("http://example.org/zoo")).table["image"]
    assert (column.kind, column.values[0]) == (Kind.TEXT, "http://example.org/zoo/a/cow.png")
    assert "does not download" in read.warnings[0]


# What we write

@pytest.fixture
def animals(tmp_path):
    (tmp_path / "pictures").mkdir()
    return Table(("a", "b", "c"), {
        "category": categorical(["frog", "red cow", ""], Role.TARGET, ["red cow", "frog"]),
        "one": categorical(["c", "c", "c"], Role.META), "x": numbers([0.1, np.nan, 1e-300]),
        "image": images(["1.png", "2.png", ""], tmp_path / "pictures"), "note": texts("abc"),
        "embedding": vectors(np.float32([[1, 2], [3, 4], [.1, .2]]),
                             Passport("resnet50", "0f", "p", "d", 2))}, "zoo")


def test_the_header_is_orange_s(animals, tmp_path):
    write_table(animals, tmp_path / "t.tab")
    head = [line.split("\t") for line in (tmp_path / "t.tab").read_text().splitlines()[:3]]
    assert head == [
        ["id", "category", "one", "x", "image", "note", "n0", "n1"],
        ["string", "red\\ cow frog", "discrete", "continuous", "string", "string", "continuous",
         "continuous"],
        ["meta", "class", "meta", "", "meta origin=pictures type=image", "meta", "hidden=True",
         "hidden=True"]]


@pytest.mark.parametrize("suffix", [".tab", ".tab.gz"])
def test_without_the_second_file_only_the_passport_is_lost(animals, tmp_path, suffix):
    file = tmp_path / f"zoo{suffix}"
    write_table(animals, file)
    side_file(file).unlink()
    bare = animals.with_column("embedding", vectors(animals["embedding"].values))
    assert read_table(file).equals(bare)


def test_packed_files_are_the_same_each_time_and_bombs_are_refused(animals, tmp_path, monkeypatch):
    from satsuma.data import text_file

    file = tmp_path / "t.csv.gz"
    write_table(animals, file)
    first = file.read_bytes()
    write_table(animals, file)
    assert file.read_bytes() == first
    assert gzip.decompress(first).startswith(b"id,category")
    monkeypatch.setattr(text_file, "_SURELY_FINE", 1000)
    file.write_bytes(gzip.compress(b"a\n" + b"1\n" * 500_000))
    with pytest.raises(Problem, match="far more than its size"):
        read_table(file)
    file.write_bytes(b"no gz")
    with pytest.raises(Problem, match=r"no \.gz file"):
        read_table(file)


# Wishes

def test_a_wish_reads_a_column_as_another_kind_from_its_own_cells(read):
    found = read("a,b\n1.50,x\n2,y\n", "t.csv", Wish({"a": Kind.TEXT, "b": Kind.NUMBER}))
    assert found.table["a"].values.tolist() == ["1.50", "2"]
    assert np.isnan(found.table["b"].values).all()
    assert found.guesses["a"].kind is Kind.NUMBER
    assert "2 values such as “x” are none and missing now" in read.warnings[0]


@pytest.mark.parametrize(("ids", "expected"), [
    (None, ("p", "q")), ("", ("1", "2")), ("a", ("1.50", "2")), ("b", ("1", "2")),
    ("gone", ("1", "2"))])
def test_a_wish_says_where_the_row_ids_come_from(read, ids, expected):
    found = read("id,a,b\np,1.50,x\nq,2,x\n", "t.csv", Wish(ids=ids))
    assert found.table.ids == expected
    assert ("id" in found.table) is (ids is not None)
    assert bool(read.warnings) is (ids in ("b", "gone"))


def test_how_a_file_was_read_is_told(tmp_path):
    (tmp_path / "t.csv").write_bytes("näme;x\nä;1\n".encode("utf-16"))
    assert find_table(tmp_path / "t.csv").told == (
        "Read as UTF-16, with semicolons between the cells.",)


# Long runs of numbers

def wide(rows, columns, change=None):
    cells = [[f"{row}.{column}" for column in range(columns)] for row in range(rows)]
    for (row, column), value in (change or {}).items():
        cells[row][column] = value
    head = ",".join(f"c{column}" for column in range(columns))
    return "\n".join([head, *(",".join(one) for one in cells), ""])


@pytest.mark.parametrize("change", [
    {}, {(70, 3): ""}, {(70, 3): "NA", (71, 3): "?"}, {(70, 3): "x"}, {(70, 3): "007"},
    {(99, 0): "1234567890123456"}, {(5, 5): "x", (80, 39): "2024-01-01"}, {(99, 39): "-0"},
    {(60, 1): "inf"}, {(60, 1): '"7"'}, {(60, 1): "-012"}, {(60, 1): "1_0"},
    {(0, 0): "007"}, {(60, 1): "1e400"}, {(60, 1): " 1"}, {(60, 1): "0x10"}])
@pytest.mark.parametrize("by_arrow", [True, False])
def test_a_long_run_of_numbers_is_read_like_any_other_column(read, change, by_arrow, monkeypatch):
    monkeypatch.setattr(csv_arrow, "_WORTH_IT", 0 if by_arrow else 1 << 40)
    text = wide(100, 40, change)
    narrow = read("\n".join(",".join(line.split(",")[:20]) for line in text.splitlines()), "a.csv")
    rest = read("\n".join(",".join(line.split(",")[20:]) for line in text.splitlines()), "b.csv")
    whole = read(text, "t.csv").table
    assert len(whole.columns) == 40
    for name, column in {**narrow.table.columns, **rest.table.columns}.items():
        assert whole[name].equals(column), name


@pytest.mark.parametrize("cell", ["", "NA", "x", "1e39", "inf", "-0", '"5"', "1-2", " 7", "+3"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_vectors_are_the_same_whoever_reads_them(tmp_path, monkeypatch, cell, encoding):
    """With pyarrow and without it."""
    lines = ["näme,n0,n1,note", '"a\nb",1,2,NA', "", f'c,{cell},0.1,"x,y"', "d,-1e-3,1e10,"]
    (tmp_path / "t.csv").write_bytes("\r\n".join(lines).encode(encoding))
    tables = []
    for size in (0, 1 << 40):
        monkeypatch.setattr(csv_arrow, "_WORTH_IT", size)
        tables.append(read_table(tmp_path / "t.csv"))
    assert tables[0].equals(tables[1])
    assert len(tables[0]) == 3


@pytest.mark.parametrize(("head", "rows"), [
    ("a;b;seen;t\n", ["1;2.5;2024-05-01 05:00;x"] * 60),
    ("a;b\n", ["1;2"] * 60 + ["1,5;2"]),
    ("id,a,b\n", [f"{i:03},{i},{i}.5" for i in range(60)]),
    ("x,n0,n1,m.n0,m.n1\n", ["1,2,3,4,5"] * 60 + ["2,3,4,-,6", "7,8,9,007,1e16"]),
    ("x,n0,n1,m.n0,m.n1\n", ["1,2,3,4,5"] * 60 + ["2,3,4,+5,6"]),
    ("a,b\n", ["1,2"] * 60 + ["1,2,"]), ("a,b\n", ["1,2", ""] * 60),
    ("a,b\n", ["0123456789012345,2"] * 60), ("a,b\n", ["1,x"] * 60 + ["-,y"])])
def test_tables_are_the_same_whoever_reads_them(tmp_path, monkeypatch, head, rows):
    (tmp_path / "t.csv").write_text(head + "\n".join(rows) + "\n")
    found = []
    for size in (0, 1 << 40):
        monkeypatch.setattr(csv_arrow, "_WORTH_IT", size)
        found.append(find_table(tmp_path / "t.csv"))
    assert found[0].table.equals(found[1].table)
    assert found[0].guesses == found[1].guesses
    assert len(found[0].table) == len([row for row in rows if row])


def test_a_mark_too_many_is_told_whoever_reads(read, monkeypatch):
    """pyarrow alone would make one cell of all that follows."""
    monkeypatch.setattr(csv_arrow, "_WORTH_IT", 0)
    with pytest.raises(Problem, match="line 3 has a quotation mark too many or too few"):
        read('a,b\n1,x\n2,"y\n3,z\n', "t.csv")


def test_one_odd_cell_leaves_the_other_columns_to_pyarrow(tmp_path, monkeypatch):
    """Cut apart one by one, the cells of a large table would not fit into memory."""
    monkeypatch.setattr(csv_arrow, "_WORTH_IT", 0)
    monkeypatch.setattr(csv_reading, "_cell_by_cell", None)
    monkeypatch.setattr(csv_reading, "_with_block", None)
    rows = ["1,2,3,4,5"] * 60 + ["-,3,4,-,6"]
    (tmp_path / "t.csv").write_text("x,y,z,n0,n1\n" + "\n".join(rows) + "\n")
    table = read_table(tmp_path / "t.csv")
    assert [column.kind.value for column in table.columns.values()] == [
        "category", "number", "number", "category", "number"]


def test_annotations_are_found_only_where_all_cells_fit():
    assert three_rows(["c", "d"], ["class", "a=b m"]) is not None
    assert three_rows(["c", "word"], ["", ""]) is None
    assert three_rows(["c", "d"], ["klass", ""]) is None
    assert three_rows(["", ""], ["", ""]) is None
    assert one_row(["a#b", "x"]) is None
    assert one_row(["cC#a", "Cc#b", "m#c"])[0] == ["a", "b", "c"]
