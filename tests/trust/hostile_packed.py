"""Small tables that mean harm: packed texts, .parquet and .npz that unpack to gigabytes."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from satsuma.data.column import Kind, Role
from satsuma.data.table_record import ColumnRecord, TableRecord, to_json
from tests.trust.hostile_files import SPRUNG, Attack, Trap, traps
from tests.trust.hostile_tables import array_bytes, zipped

FAR = "far more than"


def parquet(table: Any, *, typed: bool = True) -> bytes:
    import pyarrow.parquet

    made = io.BytesIO()
    pyarrow.parquet.write_table(table, made, compression="zstd", store_schema=typed)
    return made.getvalue()


def plain_parquet() -> bytes:
    """A column of every kind: reading them imports all that reading needs."""
    import pyarrow

    flat = pyarrow.array(np.ones(2_000, np.float32))
    return parquet(pyarrow.table({
        "name": ["cow", "hen"] * 500, "legs": [4.0, 2.0] * 500, "eyes": [2, None] * 500,
        "born": pyarrow.array([0, 1] * 500).cast(pyarrow.timestamp("us")),
        "kind": pyarrow.array(["a", None] * 500).dictionary_encode(), "odd": pyarrow.nulls(1_000),
        "embedding": pyarrow.FixedSizeListArray.from_arrays(flat, 2)}))


def _repeated(value: str, count: int, *, typed: bool = False) -> bytes:
    """One text, so many times; a category where the file tells types."""
    import pyarrow

    codes = pyarrow.array(np.zeros(count, np.int32))
    coded = pyarrow.DictionaryArray.from_arrays(codes, [value])
    return parquet(pyarrow.table({"a": coded}), typed=typed)


def _lists(count: int, width: int) -> bytes:
    import pyarrow

    flat = pyarrow.array(np.zeros(count * width, np.float32))
    return parquet(pyarrow.table({"a": pyarrow.FixedSizeListArray.from_arrays(flat, width)}))


def _of_a_type_that_runs() -> bytes:
    """Older versions of pyarrow unpickled the name of a type of somebody's own."""
    import pyarrow

    field = pyarrow.field("a", pyarrow.int64(), metadata={
        b"ARROW:extension:name": b"arrow.py_extension_type",
        b"ARROW:extension:metadata": traps()[2]})
    return parquet(pyarrow.table([pyarrow.array([1, 2])], schema=pyarrow.schema([field])))


def _with_words(**words: bytes) -> bytes:
    import pyarrow

    return parquet(pyarrow.table({"a": [1.0]}).replace_schema_metadata(words))


def _parquets(scale: int) -> Iterator[Attack]:
    import pyarrow

    big = scale > 10
    yield Attack("nothing.parquet", lambda: parquet(pyarrow.table(
        {"a": pyarrow.nulls(300_000 * scale)})), "refused" if big else "opens", FAR * big, True)
    yield Attack("zeros.parquet", lambda: parquet(pyarrow.table(
        {str(i): np.zeros(30_000 * scale) for i in range(10)})),
        "refused" if big else "opens", FAR * big, True)
    yield Attack("one long text.parquet", lambda: _repeated("x" * 1_000_000, 3_000), "refused", FAR)
    yield Attack("one long category.parquet", lambda: _repeated(
        "x" * 1_000_000, 3_000, typed=True), "opens")
    yield Attack("one text.parquet", lambda: _repeated("x" * 1_000, 10_000), "opens")
    yield Attack("vectors.parquet", lambda: _lists(100 * scale, 30_000),
                 "refused" if big else "opens", FAR * big, True)
    yield Attack("a type that runs.parquet", _of_a_type_that_runs, "opens")
    yield Attack("words that run.parquet", lambda: _with_words(
        satsuma=b"__import__('os')", pandas=traps()[1]), "told", "not read")
    yield Attack("deep words.parquet", lambda: _with_words(satsuma=b"[" * 200_000), "told",
                 "not read")
    yield Attack("cut.parquet", lambda: plain_parquet()[:-9], "refused", "no .parquet")
    yield Attack("no parquet.parquet", lambda: b"PAR1" + bytes(999) + b"PAR1", "refused",
                 "no .parquet")
    yield Attack("pickled.parquet", lambda: traps()[0], "refused", "no .parquet")


def _packed_texts(scale: int) -> Iterator[Attack]:
    big = scale > 10
    yield Attack("zeros.csv.gz", lambda: gzip.compress(bytes(1_500_000 * scale)),
                 "refused" if big else "opens", FAR * big, True)
    yield Attack("lines.tsv.gz", lambda: gzip.compress(b"1\n" * (300_000 * scale)),
                 "refused" if big else "opens", FAR * big, True)
    yield Attack("packed twice.csv.gz", lambda: gzip.compress(gzip.compress(b"a,b\n1,2\n")),
                 "refused", "no text")
    yield Attack("no gzip.csv.gz", lambda: b"a,b\n1,2\n", "refused", "no .gz")
    yield Attack("cut.tab.gz", lambda: gzip.compress(os.urandom(9_000))[:-900], "refused", "no .gz")


def claiming(ends: list[int], text: bytes = b"cow" * 1_000) -> bytes:
    """A table of ours whose texts are cut out of one another."""
    told = to_json(TableRecord("cows", (ColumnRecord(
        "a", "a", Kind.TEXT, Role.META, packed=True),), ids=ColumnRecord(
            "ids", "a", Kind.TEXT, Role.META, packed=True)))
    return zipped({"satsuma.npy": array_bytes(np.array(told)),
                   "a.utf8.npy": array_bytes(np.frombuffer(text, np.uint8)),
                   "a.ends.npy": array_bytes(np.array(ends))})


def _arrays(scale: int) -> Iterator[Attack]:
    big = scale > 10
    yield Attack("texts over and over.npz", lambda: claiming([3_000, 0] * (10_000 * scale)),
                 "refused", "damaged")
    yield Attack("texts behind the end.npz", lambda: claiming([2 ** 62]), "refused", "damaged")
    yield Attack("endless texts.npz", lambda: zipped({"a.npy": array_bytes(
        np.zeros(300_000 * scale, "U2"))}), "refused" if big else "opens", FAR * big, True)
    trap = np.empty(1, object)
    trap[0] = Trap(os.system, f"touch '{SPRUNG}'")
    yield Attack("objects among arrays.npz", lambda: zipped({
        "a.npy": array_bytes(np.arange(9.0)), "b.npy": array_bytes(trap)}), "refused", "objects")


def packed(scale: int) -> list[Attack]:
    """Hostile packed tables, with their suffixes; a scale of 100 gives them their full size."""
    return [*_parquets(scale), *_packed_texts(scale), *_arrays(scale)]
