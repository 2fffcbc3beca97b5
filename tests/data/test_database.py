"""A database that can be damaged, shared and done without."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from satsuma.data.database import Damaged, Database, in_chunks, marks

SCHEMA = """
CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes INTEGER, used INTEGER, name TEXT);
CREATE TABLE others(id INTEGER);
"""


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "cache" / "toys-1.sqlite", SCHEMA)
    yield database
    database.close()


def add(name):
    return lambda connection: connection.execute(
        "INSERT INTO entries(bytes, used, name) VALUES (1, 1, ?)", (name,))


def names(database):
    return [name for (name,) in database.read("SELECT name FROM entries ORDER BY id")]


def test_what_was_written_is_there_after_opening_again(database):
    assert database.write(add("a"))
    database.close()
    assert names(database) == ["a"]
    assert not database.trouble


def test_a_change_that_fails_leaves_nothing(database):
    def change(connection):
        add("a")(connection)
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        database.write(change)
    assert names(database) == []
    assert database.write(add("b"))


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"SQLite format 3\0" + b"\1" * 4000])
def test_garbage_is_replaced(database, content):
    database.file.parent.mkdir()
    database.file.write_bytes(content)
    assert names(database) == []
    assert database.write(add("a"))
    assert names(database) == ["a"]
    assert not database.trouble


def test_damage_that_shows_while_writing_is_mended(database):
    database.write(add("a"))
    told = []

    def change(connection):
        add("b")(connection)
        if len(told) < 2:
            told.append(1)
            raise Damaged("lost")

    assert database.write(change)
    assert names(database) == ["b"]


def test_damage_that_cannot_be_mended_is_trouble(database):
    def change(connection):
        raise Damaged("lost")

    assert not database.write(change)
    assert "lost" in database.trouble


def test_a_database_of_another_program_is_replaced(database):
    database.file.parent.mkdir()
    other = sqlite3.connect(database.file)
    other.execute("CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes, used, name)")
    other.close()
    assert database.write(add("a"))
    assert names(database) == ["a"]


def test_trouble_with_writing_does_not_stop_reading(database):
    database.write(add("a"))
    other = sqlite3.connect(database.file, isolation_level=None)
    database._open().execute("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    assert not database.write(add("b"))
    assert "locked" in database.trouble
    assert names(database) == ["a"]
    other.execute("ROLLBACK")
    other.close()


def test_a_folder_in_its_place_is_trouble(database):
    database.file.mkdir(parents=True)
    assert names(database) == []
    assert database.trouble


def test_many_processes_may_make_it_at_once(tmp_path):
    file = tmp_path / "toys-1.sqlite"
    script = (
        "import sys\nfrom pathlib import Path\nfrom satsuma.data.database import Database\n"
        f"database = Database(Path({str(file)!r}), {SCHEMA!r})\n"
        "for i in range(20):\n"
        "    assert database.write(lambda c: c.execute("
        "'INSERT INTO entries(bytes, used, name) VALUES (1, 1, ?)', (sys.argv[1],))), "
        "database.trouble\n")
    running = [subprocess.Popen([sys.executable, "-c", script, str(n)], stderr=subprocess.PIPE)
               for n in range(6)]
    for process in running:
        assert process.wait(60) == 0, process.stderr.read()
        process.stderr.close()
    database = Database(file, SCHEMA)
    assert len(names(database)) == 120
    database.close()


def test_chunks_hold_everything_once():
    values = list(range(1234))
    chunks = list(in_chunks(values))
    assert [value for chunk in chunks for value in chunk] == values
    assert max(map(len, chunks)) <= 500
    assert marks(3) == "?,?,?"


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR_SHMOPEN])
def test_what_lies_on_a_disk_that_nobody_can_write_to_is_read_all_the_same(
        database, monkeypatch, code):
    assert database.write(add("a"))
    database.close()

    def refuse(*_):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr("satsuma.data.database._prepare", refuse)
    for _ in range(2):  # what fails to be written must not take away what can be read
        assert names(database) == ["a"]
        assert not database.write(add("b"))
    assert "I/O" in database.trouble


def test_of_another_program_nothing_is_read_there_either(database, monkeypatch):
    database.write(add("a"))
    database.write(lambda connection: connection.execute("PRAGMA user_version = 7"))
    database.close()
    monkeypatch.setattr("satsuma.data.database._prepare", lambda *_: (_ for _ in ()).throw(
        OSError(30, "Read-only file system")))
    assert names(database) == []
