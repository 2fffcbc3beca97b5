"""Text files: read by every program, and whatever other programs write is read."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas
import pytest

from satsuma.data.column import Kind, Passport, Role, categorical, images, numbers, texts, vectors
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.tables import read_table, write_table
from satsuma.problem import Problem
from satsuma.run import Run

VECTORS = np.array([[0.1, 2, 3], [4, 5, 6e-8], [7, 8, 9]], np.float32)
PASSPORT = Passport("resnet50", "0f", "p", "d", 3)


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def read(tmp_path):
    """Read a table from a text; the warnings are in `read.warnings`."""
    def read(content, name="table.csv"):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        run = Warnings()
        table = read_table(tmp_path / name, run)
        read.warnings = run.texts
        return table
    return read


@pytest.fixture
def written(tmp_path):
    """A table as a file, to be changed by other programs."""
    file = tmp_path / "table.csv"
    write_table(Table(("a", "b", "c"), {
        "legs": numbers([4, 2, 0], Role.TARGET), "kind": categorical("xyx", Role.META, "zyx"),
        "embedding": vectors(VECTORS, PASSPORT), "note": texts(["007", "", "NA"])}, "zoo"), file)
    return file


def again(file, change):
    """Read the file after `change` has got and given back its lines as lists of cells."""
    rows = change(list(csv.reader(io.StringIO(file.read_text()))))
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows(rows)
    run = Warnings()
    return read_table(file, run), run.texts


def kinds(table):
    return {name: (column.kind.value, column.role.value) for name, column in table.columns.items()}


def test_the_file_is_plain_for_other_programs(written):
    assert written.read_text().splitlines()[:2] == [
        "id,legs,kind,n0,n1,n2,note", "a,4,x,0.100000001,2,3,007"]
    frame = pandas.read_csv(written, index_col="id", dtype={"note": str})
    assert frame.columns.tolist() == ["legs", "kind", "n0", "n1", "n2", "note"]
    assert np.array_equal(frame[["n0", "n1", "n2"]].to_numpy().astype(np.float32), VECTORS)
    assert frame["note"].tolist()[0] == "007"


def test_letters_beyond_ascii_get_a_mark_so_that_excel_reads_them(tmp_path):
    for word, marked in (("cow", False), ("kühe", True)):
        write_table(Table((word,)), tmp_path / "t.csv")
        assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf") is marked
        assert pandas.read_csv(tmp_path / "t.csv")["id"].tolist() == [word]


def test_tsv_is_separated_by_tabs(tmp_path):
    write_table(Table(("a,b", "c\td"), {"x": numbers([1, 2])}), tmp_path / "t.tsv")
    assert (tmp_path / "t.tsv").read_text() == 'id\tx\na,b\t1\n"c\td"\t2\n'


def test_text_like_a_formula_is_not_touched(tmp_path):
    words = ["=1+1", "+a", "-b", "@c"]
    write_table(Table(tuple("abcd"), {"t": texts(words)}), tmp_path / "t.csv")
    assert [line.split(",")[1] for line in (tmp_path / "t.csv").read_text().split()[1:]] == words


def test_without_the_second_file_kinds_are_guessed(written):
    side_file(written).unlink()
    table = read_table(written)
    assert kinds(table) == {"legs": ("number", "meta"), "kind": ("text", "meta"),
                            "embedding": ("vector", "feature"), "note": ("text", "meta")}
    assert table.ids == ("a", "b", "c")
    assert np.array_equal(table["embedding"].values, VECTORS)
    assert table["note"].values.tolist() == ["007", "", "NA"]
    assert table.name == "table"


def test_rows_that_were_sorted_elsewhere_keep_everything(written):
    table, warnings = again(written, lambda rows: [rows[0], rows[3], rows[1], rows[2]])
    assert (table.ids, warnings) == (("c", "a", "b"), [])
    assert table["embedding"].passport == PASSPORT
    assert table["legs"].role is Role.TARGET


def test_a_column_that_was_added_elsewhere_is_guessed(written):
    table, warnings = again(
        written, lambda rows: [["new", *rows[0]], *(["1", *row] for row in rows[1:])])
    assert (table["new"].kind, table["legs"].role, warnings) == (Kind.NUMBER, Role.TARGET, [])
    assert list(table.columns) == ["new", "legs", "kind", "embedding", "note"]


def test_vectors_that_were_changed_lose_their_passport_with_a_warning(written):
    table, warnings = again(written, lambda rows: rows[:3])
    assert table["embedding"].passport is None
    assert "no longer known which network" in warnings[0]


def test_values_of_another_kind_are_guessed_with_a_warning(written):
    def change(rows):
        rows[1][1], rows[2][2], rows[3][4] = "four", "new", "x"
        return rows

    table, warnings = again(written, change)
    assert table["legs"].values.tolist() == ["four", "2", "0"]
    assert table["legs"].role is Role.TARGET
    assert table["kind"].categories == ("z", "y", "x", "new")
    assert table["n1"].values.tolist() == ["2", "5", "x"]
    assert len(warnings) == 2


def test_the_second_file_of_quite_another_table_is_ignored_with_a_warning(written):
    table, warnings = again(written, lambda rows: [["p", "q"], ["1", "2"]])
    assert kinds(table) == {"p": ("number", "feature"), "q": ("number", "feature")}
    assert table.name == "table"
    assert "“legs”, “kind”, “embedding”, “note” cannot be found" in warnings[0]


@pytest.mark.parametrize("content", [
    "", "[]", '{"satsuma": 1}', '{"satsuma": 99}', "\udcff", '{"satsuma": 1, "name": 3}',
    "[" * 9999])
def test_a_damaged_second_file_is_ignored_with_a_warning(written, content):
    side_file(written).write_text(content, errors="surrogateescape")
    run = Warnings()
    assert read_table(written, run)["embedding"].kind is Kind.VECTOR
    assert "guessed" in run.texts[0]


def test_ids_come_from_a_column_id_or_are_numbered(read):
    assert read("x,ID\n1,a\n2,b\n").ids == ("a", "b")
    assert read("x,y\n1,a\n2,b\n").ids == ("1", "2")
    repeated = read("id,x\na,1\na,2\n")
    assert (repeated.ids, repeated["id"].values.tolist()) == (("1", "2"), ["a", "a"])
    assert "repeat" in read.warnings[0]


@pytest.mark.parametrize(("cells", "kind"), [
    ("1 2.5 -3e5 .5", "number"), ("1 NA ? nan", "number"), ("1 inf -inf", "number"),
    ("007 008", "text"), ("1 2 x", "text"), ("12345678901234567 1", "text"), ("1_000 2", "text"),
    ("0x10 1", "text"), ("１ ２", "text"), ("2026-03-01 2026-03-02", "time"),
    ("2026-03-01T12:30:00Z 2026-03-01T12:30+02:00", "time"), ("2026-02-31", "text"),
    ("2026", "number"), ("today now", "text"), ("a a b b", "category"), ("a b c d", "text"),
    ("NA NA a a", "category"), ("x.png y.png", "text")])
def test_kinds_are_guessed_from_the_values(read, cells, kind):
    table = read("x,end\n" + "".join(f"{cell},0\n" for cell in cells.split(" ")))
    assert table["x"].kind.value == kind


def test_offsets_of_times_are_counted_in(read):
    table = read("t\n2026-03-01 12:30+02:00\n2026-03-01 12:30Z\n")
    assert [table["t"].shown(row) for row in (0, 1)] == ["2026-03-01 10:30:00",
                                                        "2026-03-01 12:30:00"]


def test_pictures_are_found_from_the_tables_folder(read, tmp_path):
    (tmp_path / "cow.png").touch()
    assert read("image\ncow.png\nhen.png\n")["image"].equals(
        images(["cow.png", "hen.png"], tmp_path))


def test_roles_are_guessed(read):
    table = read("id,category,x\n" + "".join(f"{i},{'ab'[i % 2]},{i}\n" for i in range(4)))
    assert kinds(table) == {"category": ("category", "target"), "x": ("number", "feature")}


def test_categories_are_in_natural_order(read):
    table = read("c,d\n" + "".join(f"C{i % 11},\n" for i in range(22)))
    assert table["c"].categories == tuple(f"C{i}" for i in range(11))


def test_runs_of_names_are_vectors(read):
    table = read("n0,n1,a.n0,a.n1,a.n2,n7,b.n0\n1,2,3,4,,6,7\n")
    assert {name: column.width for name, column in table.columns.items()} == {
        "embedding": 2, "a": 3, "n7": 1, "b.n0": 1}
    assert np.array_equal(table["a"].values, [[3, 4, np.nan]], equal_nan=True)


@pytest.mark.parametrize("cell", ["x", "1-2", "2026-03-01", "1e", "--1", "1.2.3", "1 2", "0x1",
                                  "1_0", "1e400000x", "1e39"])
def test_what_is_no_vector_stays_single_columns(read, cell):
    table = read(f"n0,n1\n1,2\n{cell},3\n")
    assert list(table.columns) == ["n0", "n1"]
    if cell != "1e39":
        assert table["n0"].values.tolist() == ["1", cell]


def test_decimal_commas_and_semicolons_are_understood(read):
    table = read("x;y;z\n1,5;a,b;1.5\n-2;c;2\n")
    assert table["x"].values.tolist() == [1.5, -2]
    assert table["y"].values.tolist() == ["a,b", "c"]
    assert table["z"].values.tolist() == [1.5, 2]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(read, separator):
    text = 'name,x,y\n"a;b|c",1,2\nd,3,4\n' if separator == "," else (
        "name,x,y\na,1,2\n".replace(",", separator))
    assert list(read(text).columns) == ["name", "x", "y"]
    assert read("sep=%s\nname%sx\na%s1\n" % ((separator,) * 3))["x"].values.tolist() == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32", "cp1252"])
def test_encodings_are_found(read, encoding):
    table = read("name,x\nkühe,1\n".encode(encoding))
    assert table["name"].values.tolist() == ["kühe"]
    assert bool(read.warnings) == (encoding == "cp1252")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(read, end):
    table = read(end.join(["a,b", '1,"x', 'y"', "", '2,"say ""moo"""', ""]))
    assert table["a"].values.tolist() == [1, 2]
    assert table["b"].values.tolist() == [f"x{end}y", 'say "moo"']


def test_names_that_are_missing_or_repeat_get_numbers(read):
    assert list(read("a,a,,b ,\n1,2,3,4,5\n").columns) == [
        "a", "a (2)", "column 3", "b", "column 5"]


def test_empty_cells_at_the_end_of_a_row_are_passed_over(read):
    assert read("a,b\n1,2,,\n3,4\n")["b"].values.tolist() == [2, 4]


@pytest.mark.parametrize(("text", "told"), [
    ("a,b\n1,2\n\n3\n", "line 4 has 1 cells, but the header has 2"),
    ('a,b\n"x\ny",2\n1,2,3\n', "line 4 has 3 cells"),
    ('a,b\n1,2\n1,"open\n3,4\n', "begins in line 3 has a quotation mark too many or too few"),
    ('a,b\n"x"y,2\n', "begins in line 2"), ("", "is empty"), ("\n\n", "is empty"),
    (b"\xff\x00\x01\x80", "it is no text"), (b"a\n\x81\n", "line 2 is no text")])
def test_what_is_wrong_is_told_with_its_line(read, text, told):
    with pytest.raises(Problem, match=told):
        read(text)


def test_a_file_of_a_header_alone_is_a_table_without_rows(read):
    assert (len(read("id,x\n")), list(read("id,x\n").columns)) == (0, ["x"])


def test_cells_may_be_long(read):
    assert len(read("a,b\n" + "x" * 200_000 + ",1\n")["a"].values[0]) == 200_000


def test_tables_of_more_than_one_chunk_come_back(tmp_path):
    random = np.random.default_rng(0)
    block = random.normal(size=(400, 3000)).astype(np.float32)
    block[7, 5], block[300, 0] = np.nan, -0.0
    table = Table(tuple(f'row "{i}"' if i % 50 == 0 else f"row {i}" for i in range(400)), {
        "x": numbers(random.normal(size=400) * 10.0 ** random.integers(-300, 300, 400)),
        "v": vectors(block, PASSPORT), "w": vectors(block[:, :2])})
    write_table(table, tmp_path / "t.csv")
    assert read_table(tmp_path / "t.csv").equals(table)
