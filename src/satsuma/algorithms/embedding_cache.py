"""EmbeddingCache: vectors on disk, by the content of the picture and what made the vector.

A picture keeps its vector when it is renamed, moved or copied. With the vector goes the outcome
of reading the picture, so that a second run tells the same. Each entry carries a checksum; one
that does not fit counts as not there.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from satsuma.data.column import Passport
from satsuma.data.database import Damaged, Database, in_chunks, marks
from satsuma.data.fingerprint import fingerprint
from satsuma.data.outcome import FINE, Outcome
from satsuma.data.places import cache_folder

_SCHEMA = """
CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, used INTEGER NOT NULL,
    passport BLOB NOT NULL, content BLOB NOT NULL, outcome TEXT NOT NULL,
    checksum INTEGER NOT NULL, UNIQUE(passport, content));
CREATE TABLE vectors(id INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TRIGGER gone AFTER DELETE ON entries BEGIN DELETE FROM vectors WHERE id = old.id; END;
"""


class Key(NamedTuple):
    """What a vector is kept under: two digests in hexadecimal digits."""

    content: str
    passport: str


Kept = tuple[np.ndarray, Outcome]
"""A vector, float32, read-only, and how reading its picture went."""


def key_of(content: str, passport: Passport) -> Key:
    """The key of the vector with this passport of the picture with this content digest."""
    return Key(content, fingerprint(passport))


class EmbeddingCache:
    """The database of vectors in `folder`, by default the program's cache folder.

    Safe to use from several threads and processes. Nothing here raises for the sake of the disk:
    where nothing can be kept, nothing is found, and `trouble` says why.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()
        self._database = Database(self.folder / "vectors-1.sqlite", _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def trouble(self) -> str:
        """Why nothing can be kept; "" where all is well."""
        return self._database.trouble

    def close(self) -> None:
        self._database.close()

    def get(self, keys: Sequence[Key]) -> dict[Key, Kept]:
        """The vectors that are there."""
        found: dict[Key, Kept] = {}
        uses: list[tuple[int, int]] = []
        for passport in {key.passport for key in keys}:
            contents = [bytes.fromhex(key.content) for key in keys if key.passport == passport]
            for some in in_chunks(contents):
                for row in self._rows(bytes.fromhex(passport), some):
                    if row.is_whole(passport):
                        found[Key(row.content.hex(), passport)] = row.kept()
                        uses.append((row.id, row.used))
        self._database.note_use(uses)
        return found

    def put(self, entries: Sequence[tuple[Key, np.ndarray, Outcome]]) -> bool:
        """Keep vectors, at once and safe from a kill of the process; whether it was done.

        Raises ValueError for a vector that is not one row of finite numbers, or whose picture was
        refused.
        """
        for _, vector, outcome in entries:
            if vector.ndim != 1 or not np.isfinite(vector).all() or outcome.state == "refused":
                raise ValueError("only finite vectors of readable pictures are kept")

        def change(connection: sqlite3.Connection) -> None:
            for key, vector, outcome in entries:
                _insert(connection, key, vector.astype("<f4").tobytes(), outcome)
            for key, _, _ in entries:
                _check_found(connection, key)

        return self._database.write(change) if entries else True

    def count(self, passport: Passport) -> int:
        """How many vectors of this passport are there."""
        digest = bytes.fromhex(fingerprint(passport))
        rows = self._database.read("SELECT count(*) FROM entries WHERE passport = ?", (digest,))
        return int(rows[0][0]) if rows else 0

    def _rows(self, passport: bytes, contents: Sequence[bytes]) -> list[_Row]:
        question = ("SELECT id, used, content, outcome, checksum, numbers "
                    "FROM entries JOIN vectors USING (id) "
                    f"WHERE passport = ? AND content IN ({marks(len(contents))})")
        return [_Row(*row) for row in self._database.read(question, (passport, *contents))]


class _Row(NamedTuple):
    id: int
    used: int
    content: bytes
    outcome: str
    checksum: int
    numbers: bytes

    def is_whole(self, passport: str) -> bool:
        return (
            isinstance(self.outcome, str) and isinstance(self.numbers, bytes)
            and self.checksum == _checksum(passport, self.content, self.outcome, self.numbers)
        )

    def kept(self) -> Kept:
        return np.frombuffer(self.numbers, "<f4"), _outcome_of(self.outcome)


def _insert(connection: sqlite3.Connection, key: Key, numbers: bytes, outcome: Outcome) -> None:
    content, passport = bytes.fromhex(key.content), bytes.fromhex(key.passport)
    told = _told(outcome)
    connection.execute("DELETE FROM entries WHERE passport = ? AND content = ?",
                       (passport, content))
    number = connection.execute(
        "INSERT INTO entries(bytes, used, passport, content, outcome, checksum) "
        "VALUES (?,?,?,?,?,?)",
        (len(numbers) + len(told) + 200, int(time.time()), passport, content, told,
         _checksum(key.passport, content, told, numbers))).lastrowid
    connection.execute("INSERT INTO vectors VALUES (?,?)", (number, numbers))


def _check_found(connection: sqlite3.Connection, key: Key) -> None:
    """With a damaged index, what was just written is not found, and never would be."""
    if not connection.execute(
            "SELECT count(*) FROM entries JOIN vectors USING (id) "
            "WHERE passport = ? AND content = ?",
            (bytes.fromhex(key.passport), bytes.fromhex(key.content))).fetchone()[0]:
        raise Damaged("a vector got lost")


def _checksum(passport: str, content: bytes, outcome: str, numbers: bytes) -> int:
    return zlib.crc32(numbers, zlib.crc32(passport.encode() + content + outcome.encode()))


def _told(outcome: Outcome) -> str:
    if outcome == FINE:
        return ""
    return json.dumps([outcome.state, outcome.reason, *outcome.notes])


def _outcome_of(told: str) -> Outcome:
    if not told:
        return FINE
    state, reason, *notes = json.loads(told)
    return Outcome(state, reason, tuple(notes))
