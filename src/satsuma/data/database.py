"""Database: a file of things that can be made again, safe to damage, share and do without.

One sqlite file in WAL mode. Several threads and several processes may use it at once. A file that
is damaged is thrown away and started anew; where nothing can be kept (a full disk, a folder that
may not be written to) writing does nothing, and `trouble` says why. Reading then finds what was in
the file already.

Every such file has a table `entries` with the columns `id`, `bytes` and `used` (seconds since
1970), by which `cache.py` makes room without knowing what an entry is.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar
from zlib import crc32

T = TypeVar("T")

CHUNK = 500
"""How many values are asked for at once; sqlite takes at least 999."""

_TRY_AGAIN_AFTER = 30.0
"""Seconds for which a database that could not be used is left alone."""

_USED_EVERY = 3600
"""Seconds in which the use of an entry is noted once."""

_DAMAGE = frozenset({
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_ERROR,       # no such table or column: not a database of ours
    sqlite3.SQLITE_CONSTRAINT,  # an index that does not fit its table
})

_NOT_WRITTEN = frozenset({
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
})
"""Even reading needs a file beside the database, which a full disk does not hold."""

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite raises. The second comes from error messages that quote a damaged file."""


class Damaged(sqlite3.DatabaseError):
    """The file is a database, but not a sound one of ours; a change may raise it."""


class Database:
    """The sqlite file `file` with the tables of `schema`; opened when first used.

    None of its methods raises for the sake of the disk.
    """

    def __init__(self, file: Path, schema: str) -> None:
        self.file = file
        self.trouble = ""
        self._schema = schema
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._as_it_lies: sqlite3.Connection | None = None
        self._left_alone_until = {"read": 0.0, "write": 0.0}

    def __del__(self) -> None:
        self.close()

    def read(self, question: str, values: Sequence[Any] = ()) -> list[tuple]:
        """The rows that the question finds; none where nothing can be read."""
        return self._attempt(
            "read", lambda connection: connection.execute(question, values).fetchall(), [])

    def write(self, change: Callable[[sqlite3.Connection], Any]) -> bool:
        """Make the change, all of it or nothing; whether it was made."""
        def transaction(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            try:
                change(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")
            return True

        return self._attempt("write", transaction, False)

    def note_use(self, uses: Iterable[tuple[int, int]]) -> None:
        """These entries, (id, used), are of use now: others leave first when room is needed."""
        now = int(time.time())
        # Either way: a clock that was wrong may have left times of the future behind, and damage
        # anything at all.
        changed = [(now, number) for number, used in uses
                   if not isinstance(used, int) or abs(now - used) > _USED_EVERY]
        if changed:
            self.write(lambda connection: connection.executemany(
                "UPDATE entries SET used = ? WHERE id = ?", changed))

    def close(self) -> None:
        with self._lock:
            self._disconnect()
            lying, self._as_it_lies = self._as_it_lies, None
            if lying is not None:
                lying.close()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _attempt(self, purpose: str, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        with self._lock:
            if time.monotonic() >= self._left_alone_until[purpose]:
                try:
                    return self._with_remedies(work)
                except (*FAILURES, OSError) as error:
                    self.trouble = str(error)
                    self._left_alone_until[purpose] = time.monotonic() + _TRY_AGAIN_AFTER
                    self._disconnect()
                    if _cannot_be_written(error) and self._as_it_lies is None:
                        self._open_as_it_lies()
            if purpose == "read" and self._as_it_lies is not None:
                with suppress(*FAILURES):
                    return work(self._as_it_lies)
            return otherwise

    def _open_as_it_lies(self) -> None:
        """For reading alone, where nothing can be written, not even that somebody reads."""
        with suppress(*FAILURES, OSError, ValueError):
            connection = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro&immutable=1",
                                         uri=True, isolation_level=None, check_same_thread=False)
            _set_up(connection)
            if connection.execute("PRAGMA user_version").fetchone()[0] == _version(self._schema):
                self._as_it_lies = connection
            else:
                connection.close()

    def _with_remedies(self, work: Callable[[sqlite3.Connection], T]) -> T:
        for remedy in (_delete_unless_sound, delete_database):
            try:
                return work(self._open())
            except FAILURES as error:
                if not is_damage(error):
                    raise
                self._disconnect()
                remedy(self.file)
        return work(self._open())

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.file, timeout=10, isolation_level=None,
                                               check_same_thread=False)
            _prepare(self._connection, self._schema)
        return self._connection


def delete_database(file: Path) -> None:
    """Delete the file and what sqlite keeps beside it. Raises OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _delete_unless_sound(file: Path) -> None:
    """Another process may have met the same damage, and be writing to a new file already."""
    if not _is_sound(file):
        delete_database(file)


def _prepare(connection: sqlite3.Connection, schema: str) -> None:
    """Set the connection up; make the tables where there are none. Raises Damaged."""
    _set_up(connection)
    if _is_empty(connection):
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # later it would be a change
    _patiently(connection, "PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # survives a killed process
    connection.execute("PRAGMA journal_size_limit = 4000000")
    version = _version(schema)
    if _is_empty(connection):
        connection.execute("BEGIN IMMEDIATE")
        if _is_empty(connection):  # still, now that no other process can be at it
            for statement in schema.strip().split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    if connection.execute("PRAGMA user_version").fetchone()[0] != version:
        raise Damaged("not a database of this program")


def _set_up(connection: sqlite3.Connection) -> None:
    # Damaged text must not raise here: its checksum will not fit.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")


def _version(schema: str) -> int:
    return crc32(schema.encode()) & 0x7FFFFFFF


def _is_sound(file: Path) -> bool:
    connection = sqlite3.connect(file, timeout=10)
    try:
        return connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except FAILURES:
        return False
    finally:
        connection.close()


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """sqlite does not wait by itself when two processes change the journal at once."""
    for _ in range(100):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.02)
    connection.execute(statement)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _cannot_be_written(error: Exception) -> bool:
    """Whether the disk is full, or lets nobody write."""
    return isinstance(error, OSError) or \
        getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITTEN


def is_damage(error: Exception) -> bool:
    """Whether one of the `FAILURES` says that the file is damaged, not merely busy or full."""
    if isinstance(error, Damaged | UnicodeDecodeError):
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def in_chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values, so many at a time as one question may hold."""
    for start in range(0, len(values), size):
        yield values[start:start + size]


def marks(number: int) -> str:
    """The question marks of a list of so many values: `?,?,?`."""
    return ",".join("?" * number)
