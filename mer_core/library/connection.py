"""The one place that talks to SQLite; failures.py makes sentences of its errors."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mer_core.disk import reason_of
from mer_core.errors import LibraryError
from mer_core.library import migrations
from mer_core.library.curve_functions import curve_mean
from mer_core.library.failures import failure_of
from mer_core.library.patterns import PatternMatcher

Row = tuple[Any, ...]
Migrations = tuple[Callable[[sqlite3.Connection], None], ...]

BUSY_TIMEOUT_S = 15.0
_CACHE_KIB = 256 * 1024  # a ceiling, taken only as pages are read; 200,000 tracks need most of it
_WAL_LIMIT = 64 * 1024 * 1024


class Connection:
    """One thread's connection to the library's file.

    Every method raises LibraryError where the file is damaged, locked for too long or not writable,
    LibraryFull where the disk is full; a mistake in our own SQL stays a sqlite3 error, for it is a
    bug.
    """

    def __init__(self, path: Path, *, steps: Migrations = migrations.MIGRATIONS) -> None:
        self.path = path
        self._matcher = PatternMatcher()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The folder {path.parent} for the library cannot be made ({reason_of(error)}); "
                "make it yourself or set MOODLINE_HOME to another folder."
            ) from error
        with self._translated():
            self._sqlite = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            with self._translated():
                self._prepare(steps)
        except BaseException:
            self._sqlite.close()
            raise

    def _prepare(self, steps: Migrations) -> None:
        sqlite = self._sqlite
        migrations.check(sqlite, self.path, steps)
        if sqlite.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            sqlite.execute("PRAGMA page_size = 8192")
            _switch_to_wal(sqlite)
        sqlite.execute("PRAGMA synchronous = NORMAL")
        sqlite.execute("PRAGMA foreign_keys = ON")
        sqlite.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        sqlite.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
        sqlite.create_function("matches", 2, self._matcher, deterministic=True)
        sqlite.create_function("curve_mean", 1, curve_mean, deterministic=True)
        migrations.apply(sqlite, self.path, steps)

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._sqlite.close()

    def all(self, sql: str, *parameters: object) -> list[Row]:
        """Every row of a query."""
        with self._translated():
            return self._sqlite.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> Row | None:
        """The first row of a query, or None."""
        rows = self.all(sql, *parameters)
        return rows[0] if rows else None

    def value(self, sql: str, *parameters: object) -> Any:
        """The only value of a query that always has one row."""
        return self.all(sql, *parameters)[0][0]

    def run(self, sql: str, *parameters: object) -> int:
        """Change something; gives how many rows."""
        with self._translated():
            return self._sqlite.execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Row]) -> int:
        """Change something once for each row of parameters; gives how many rows in all."""
        with self._translated():
            return self._sqlite.executemany(sql, rows).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or, on any exception, not at all."""
        with self._translated():
            self._sqlite.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._translated():
                self._sqlite.execute("COMMIT")
        except BaseException:
            if self._sqlite.in_transaction:
                with self._translated():
                    self._sqlite.execute("ROLLBACK")
            raise

    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process has changed the library."""
        return int(self.value("PRAGMA data_version")), self._sqlite.total_changes

    @contextmanager
    def _translated(self) -> Iterator[None]:
        self._matcher.start()
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise
        except sqlite3.Error as error:
            if self._matcher.failure is not None:
                raise self._matcher.failure from error
            failure = failure_of(error, self.path)
            if failure is None:
                raise
            raise failure from error


def _switch_to_wal(sqlite: sqlite3.Connection) -> None:
    # SQLite does not wait by itself when two processes make the switch at once.
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            sqlite.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.05)
