"""Whether Orange reads our files: `python benchmarks/orange_tables.py PYTHON`.

PYTHON is the interpreter of an installation of Orange, which runs as a process of its own. It reads
what we write as .tab, and as .csv and .xlsx with the header for Orange, says what it found, and
writes the table again as .tab, .csv and .xlsx; that we read, with nothing beside it. Kinds, roles,
categories and their order, values and columns of pictures have to survive both ways. What Orange
wrote is kept in tests/fixtures/orange/tables/.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Role, categorical, images, numbers, texts, times, vectors
from satsuma.data.table import Table
from satsuma.data.tables import read_table, write_table

_IN_ORANGE = """
import json, sys, warnings
warnings.simplefilter("ignore")
from Orange.data import Table
from Orange.data.io import CSVReader, ExcelReader, TabReader
table = Table(sys.argv[1])
domain = table.domain
told = {v.name: [type(v).__name__, part, list(getattr(v, "values", ())),
                 {k: str(w) for k, w in v.attributes.items()}]
        for part, those in (("feature", domain.attributes), ("target", domain.class_vars),
                            ("meta", domain.metas)) for v in those}
print(json.dumps([told, {v.name: [v.str_val(x) for x in table.get_column(v)]
                         for v in domain.variables + domain.metas}]))
TabReader.write_file(sys.argv[2] + ".tab", table, with_annotations=True)
CSVReader.write_file(sys.argv[2] + ".csv", table, with_annotations=True)
ExcelReader.write_file(sys.argv[2] + ".xlsx", table, with_annotations=True)
"""

_THEIRS = {"number": "ContinuousVariable", "category": "DiscreteVariable", "time": "TimeVariable",
           "text": "StringVariable", "image": "StringVariable"}


def main(python: str) -> int:
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        table = _zoo(folder)
        for suffix in (".tab", ".tab.gz", ".csv", ".csv.gz", ".tsv", ".xlsx"):
            file = folder / f"zoo{suffix}"
            write_table(table, file, for_orange=True)
            faults += [f"{suffix}: {one}" for one in _both_ways(python, table, file, folder)]
    print("\n".join(faults) or "Orange reads what we write, and we read what it writes.")
    return int(bool(faults))


def _both_ways(python: str, table: Table, file: Path, folder: Path) -> list[str]:
    again = folder / f"again{file.suffix.replace('.', '-')}"
    done = subprocess.run([python, "-c", _IN_ORANGE, str(file), str(again)], text=True,
                          capture_output=True, timeout=300, check=False)
    if done.returncode:
        return [done.stderr.strip().splitlines()[-1]]
    told, values = json.loads(done.stdout.splitlines()[-1])
    faults = [fault for name, column in table.columns.items()
              for fault in _differences(name, column, told)]
    faults += [fault for name, column in table.columns.items()
               for fault in _other_values(name, column, values)]
    for suffix in (".tab", ".csv", ".xlsx"):
        back = read_table(again.with_suffix(suffix))
        faults += [f"back{suffix}: {one}" for one in _lost(table, back)]
        shutil.rmtree(folder / "none", ignore_errors=True)
    return faults


def _differences(name: str, column: Column, told: dict[str, list]) -> list[str]:
    if column.kind.value == "vector":
        hidden = [told[f"n{i}"][3].get("hidden") for i in range(column.width)]
        return [] if hidden == ["True"] * column.width else [f"{name}: not hidden"]
    kind, role, values, attributes = told[name]
    faults = []
    if kind != _THEIRS[column.kind.value]:
        faults.append(f"{name} is a {kind} there")
    if role != column.role.value:
        faults.append(f"{name} is a {role} there")
    if values and tuple(values) != column.categories:
        faults.append(f"{name} has the values {values} there")
    if column.kind.value == "image" and attributes.get("type") != "image":
        faults.append(f"{name} is no picture there")
    return faults


def _other_values(name: str, column: Column, values: dict[str, list[str]]) -> list[str]:
    """Where Orange shows something else; it shows numbers and times in its own way."""
    if column.kind.value in ("vector", "number", "time"):
        return []
    ours = [column.shown(row) for row in range(len(column))]
    theirs = ["" if one in ("?", "") else one for one in values[name]]
    return [] if ours == theirs else [f"{name} is {theirs} there"]


def _lost(table: Table, back: Table) -> list[str]:
    faults = []
    for name, column in table.columns.items():
        other = back.columns.get(name)
        if other is None or (other.kind, other.role) != (column.kind, column.role):
            faults.append(f"{name}: {column.kind} came back as {other and other.kind}")
        elif column.kind.value == "vector":
            if not np.allclose(other.values, column.values, rtol=1e-4, equal_nan=True):
                faults.append(f"{name}: other vectors")
        elif column.categories != other.categories or \
                list(map(column.shown, range(4))) != list(map(other.shown, range(4))):
            faults.append(f"{name}: {list(map(other.shown, range(4)))}")
        if column.folder is not None and other is not None and \
                not (other.folder / other.values[0]).is_file():
            faults.append(f"{name}: the pictures are lost")
    return faults


def _zoo(folder: Path) -> Table:
    (folder / "my pictures").mkdir()
    for name in ("a b.png", "c.png"):
        (folder / "my pictures" / name).touch()
    return Table(("x", "y", "z", "ä"), {
        "category": categorical(["zebra", "red cow", "", "zebra"], Role.TARGET,
                                ["zebra", "red cow", "hen"]),
        "one": categorical(["c", "", "c", "c"], Role.META),
        "mark, of it": categorical(["1", "10", "2", ""], Role.FEATURE, ["10", "2", "1"]),
        "size": numbers([640, np.nan, 0.25, 12345678.5]),
        "weight": numbers([1, 2, 3, 4], Role.META),
        "image": images(["a b.png", "c.png", "", "a b.png"], folder / "my pictures"),
        "note": texts(['he said "moo", twice', "kühe;\ttab", "", "two\nlines"]),
        "number": texts(["007", "1", "2", "3"]),
        "seen": times(["2024-03-01T12:00:00.5", "NaT", "1970-01-01", "2024-03-01"]),
        "embedding": vectors(np.float32([[1, 2.5], [3, -4e-5], [5, 6], [7, 8]]))}, "zoo")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
