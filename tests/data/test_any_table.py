"""Whatever bytes a file holds, the readers give a table or a reason, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.data import csv_arrow
from satsuma.data.column import Kind
from satsuma.data.column_facts import facts_of_columns
from satsuma.data.found_table import Wish
from satsuma.data.tables import SUFFIXES, find_table, write_table
from satsuma.problem import Problem
from tests.strategies import TRICKY, tables

LIMITS = settings(max_examples=150, deadline=None, derandomize=True,
                  suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
WORDS = st.sampled_from([*TRICKY, "continuous", "class", "meta", "type=image origin=/x", "d", "i",
                         "c", "cD#x", "mS#n0", "#", "weight", "a b", "\\ ", "http://x/y.png", "~"])
WISHES = st.builds(Wish, st.dictionaries(st.sampled_from(["id", "n0", "c", "column 1"]),
                                         st.sampled_from(Kind)),
                   ids=st.sampled_from([None, "", "id", "c", "gone"]))


def look(file, wish):
    try:
        found = find_table(file, wish=wish)
    except Problem as problem:
        assert file.name in str(problem)  # noqa: PT017 - either is fine
        return
    assert set(found.guesses) == set(found.table.columns)
    assert len(facts_of_columns(found)) == len(found.table.columns)


@pytest.mark.parametrize("arrow", [0, 1 << 40])
@LIMITS
@given(rows=st.lists(st.lists(WORDS, max_size=5), max_size=6), wish=WISHES,
       suffix=st.sampled_from([".csv", ".tab", ".tsv"]))
def test_odd_rows(tmp_path, rows, wish, suffix, arrow):
    separator = "," if suffix == ".csv" else "\t"
    text = "\n".join(separator.join(cell for cell in row) for row in rows)
    file = tmp_path / f"t{suffix}"
    file.write_bytes(text.encode("utf-8", "replace"))
    before, csv_arrow._WORTH_IT = csv_arrow._WORTH_IT, arrow
    try:
        look(file, wish)
    finally:
        csv_arrow._WORTH_IT = before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_random_bytes_and_random_changes_of_real_files(tmp_path, suffix):
    file = tmp_path / f"t{suffix}"

    @settings(LIMITS, max_examples=60)
    @given(table=tables(), content=st.binary(max_size=60), at=st.floats(0, 1), whole=st.booleans())
    def check(table, content, at, whole):
        if whole:
            file.write_bytes(content)
        else:
            try:
                write_table(table, file)
            except Problem:
                return
            data = file.read_bytes()
            place = int(at * len(data))
            file.write_bytes(data[:place] + content[:8] + data[place + len(content[:8]):])
        look(file, Wish())

    check()
