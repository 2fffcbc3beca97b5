"""Plain numpy reads our .npz; we read any .npz of arrays, and believe none of its claims."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from satsuma.data import npz_file, table_npz
from satsuma.data.column import Role, categorical, images, numbers, texts, times, vectors
from satsuma.data.table import Table
from satsuma.data.tables import read_table, write_table
from satsuma.problem import Problem
from satsuma.run import Run


@pytest.fixture
def file(tmp_path):
    return tmp_path / "table.npz"


def header(shape, descr="<f4"):
    """The head of an array that is said to have this shape."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": descr, "fortran_order": False, "shape": shape})
    return head.getvalue()


def put(file, **members):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)


def test_plain_numpy_reads_every_column_under_its_name(file, tmp_path):
    block = np.eye(2, 3, dtype=np.float32)
    write_table(Table(("a", "b"), {
        "embedding": vectors(block), "image": images(["a.png", ""], tmp_path),
        "kind": categorical(["cow", None]), "taken": times(["2026-03-01", "NaT"]),
        "size": numbers([1, np.nan]), "a/b": texts(["x", "y"])}), file)
    with np.load(file) as arrays:
        assert arrays.files == ["ids", "embedding", "image", "kind", "taken", "size", "column 6",
                                "satsuma"]
        assert arrays["ids"].tolist() == ["a", "b"]
        assert np.array_equal(arrays["embedding"], block)
        assert arrays["embedding"].dtype == np.float32
        assert arrays["image"].tolist() == ["a.png", ""]
        assert arrays["kind"].tolist() == ["cow", ""]
        assert arrays["taken"].dtype == np.dtype("M8[us]")
        assert arrays["column 6"].tolist() == ["x", "y"]
        assert [one["name"] for one in json.loads(str(arrays["satsuma"]))["columns"]] == [
            "embedding", "image", "kind", "taken", "size", "a/b"]


def test_equal_tables_give_equal_files(tmp_path):
    table = Table(("a",), {"x": numbers([1])})
    for name in ("1.npz", "2.npz"):
        write_table(table, tmp_path / name)
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()


def test_vectors_are_not_compressed_and_texts_are(file):
    write_table(Table(("a", "b" * 9999), {"v": vectors(np.zeros((2, 5000), np.float32))}), file)
    with zipfile.ZipFile(file) as archive:
        sizes = {one.filename: one.compress_size / one.file_size for one in archive.infolist()}
    assert sizes["v.npy"] == 1
    assert sizes["ids.npy"] < 0.1


def test_texts_of_very_uneven_length_take_no_padding(file, monkeypatch):
    monkeypatch.setattr(table_npz, "_PADDED_AT_MOST", 1000)
    words = ["x" * 5000, *["a", "", "é\udc80", "end\0"] * 10]
    table = Table(tuple(map(str, range(41))), {"t": texts(words), "u": texts(words[::-1])})
    write_table(table, file)
    assert read_table(file).equals(table)
    assert file.stat().st_size < 20_000


def test_many_nulls_at_the_ends_of_texts_come_back(file, monkeypatch):
    monkeypatch.setattr(table_npz, "_NULLS_AT_MOST", 3)
    table = Table(("a\0", "a"), {"t": texts(["\0\0\0\0\0", "b"])})
    write_table(table, file)
    assert read_table(file).equals(table)


def test_arrays_of_other_programs_become_a_table(file):
    class Warnings(Run):
        def warn(self, text):
            told.append(text)

    told: list[str] = []
    np.savez_compressed(
        file, ids=np.array(["a", "b"]), features=np.eye(2, 3), label=np.array([2, 1], ">i4"),
        long=np.array([2 ** 60, 1]), flag=np.array([True, False]), word=np.array([b"x", b"y"]),
        day=np.array(["2026-03-01", "NaT"], "M8[D]"), classes=np.arange(3), one=np.array(1))
    table = read_table(file, Warnings())
    assert {name: column.kind.value for name, column in table.columns.items()} == {
        "features": "vector", "label": "number", "long": "text", "flag": "category",
        "word": "text", "day": "time"}
    assert table.ids == ("a", "b")
    assert table["label"].values.tolist() == [2, 1]
    assert table["long"].values.tolist() == [str(2 ** 60), "1"]
    assert told == ["Arrays that do not have 2 rows are left out: classes, one."]


def test_rows_without_ids_are_numbered(file):
    np.savez(file, names=np.array(["x", "y", "z"]), embedding=np.zeros((3, 2), np.float32))
    assert read_table(file).ids == ("1", "2", "3")


@pytest.mark.parametrize(("members", "told"), [
    ({"x": header((2,)) + bytes(7)}, "not of the size that it claims"),
    ({"x": header((4_000_000_000, 4_000)) + bytes(8)}, "not of the size that it claims"),
    ({"x": header((-2, -1)) + bytes(8)}, "cannot be read"),
    ({"x": header((1,), "|O") + b"\x80\x04."}, "never read"),
    ({"x": b"no array"}, "cannot be read"), ({"x": b""}, "cannot be read"),
    ({"x": b"\x93NUMPY\x01\x00\xff\xff{"}, "cannot be read"),
    ({"x": header(())}, "not of the size"),
    ({"x": header((1, 1, 1)) + bytes(4)}, "no array of one"),
    ({}, "no array of one")])
def test_arrays_that_lie_are_refused(file, members, told):
    put(file, **members)
    with pytest.raises(Problem, match=told):
        read_table(file)


def test_pickled_objects_are_never_read(file):
    np.savez(file, x=np.array([{}, 1], object))
    with pytest.raises(Problem, match="holds objects"):
        read_table(file)


def test_what_unpacks_to_far_more_than_its_size_is_refused(file, monkeypatch):
    monkeypatch.setattr(npz_file, "SURELY_FINE", 1 << 20)
    put(file, x=header((1 << 20,)) + bytes(4 << 20))
    with pytest.raises(Problem, match="far more than its size"):
        read_table(file)


def test_tables_that_we_write_are_never_taken_for_bombs(file, monkeypatch):
    monkeypatch.setattr(npz_file, "SURELY_FINE", 1 << 16)
    monkeypatch.setattr(npz_file, "_COMPRESSED_AT_MOST", 1 << 15)
    n = 3000
    table = Table(tuple(map(str, range(n))),
                  {f"c{i}": categorical(["yes"] * n) for i in range(20)})
    write_table(table, file)
    assert read_table(file).equals(table)


def changed_record(file, change):
    """Rewrite the file with another record."""
    with np.load(file) as arrays:
        content = {name: arrays[name] for name in arrays.files}
    record = json.loads(str(content["satsuma"]))
    change(record)
    np.savez(file, **{**content, "satsuma": np.array(json.dumps(record))})


@pytest.mark.parametrize(("where", "value"), [
    ("key", "nowhere"), ("kind", "number"), ("kind", "vector"), ("kind", "cow"), ("role", 5),
    ("name", 5), ("categories", ["a"]), ("categories", ["a", "a", "b"]), ("categories", ["", "a"]),
    ("categories", "ab"), ("nulls", {"9": 1}), ("nulls", {"x": 1}), ("nulls", {"0": 10 ** 12}),
    ("nulls", {"0": "a"}), ("packed", True), ("packed", 1), ("place", []), ("passport", {"a": 1}),
    ("passport", 3), ("width", -1)])
def test_a_damaged_record_is_a_problem_that_names_the_file(file, where, value):
    write_table(Table(("r", "s"), {"t": categorical(["a", "b"], Role.TARGET)}), file)
    changed_record(file, lambda record: record["columns"][0].update({where: value}))
    with pytest.raises(Problem, match=r"table\.npz"):
        read_table(file)


def test_a_newer_format_says_so(file):
    write_table(Table(("r",)), file)
    changed_record(file, lambda record: record.update({"satsuma": 2}))
    with pytest.raises(Problem, match="newer Satsuma"):
        read_table(file)


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path):
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(Problem, match="cannot be read: is a directory"):
        read_table(tmp_path / "folder.npz")


def test_relative_folders_stay_relative(file):
    table = Table(("a",), {"i": images(["x.png"], Path("pictures"))})
    write_table(table, file)
    here = os.getcwd()
    os.chdir(file.parent)
    try:
        assert read_table(file).equals(table)
    finally:
        os.chdir(here)
