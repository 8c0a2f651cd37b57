from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.errors import LibraryError
from mer_core.library import migrations
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from tests.core.library.samples import make_emotion, make_file


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "library.sqlite"
    with Library.open(path) as library:
        assert library.rows() == []
    assert path.exists()


def test_what_was_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.add([make_file(tmp_path / "a.flac", title="A")])
    with Library.open(path) as library:
        assert [row.track.title for row in library.rows()] == ["A"]


def test_the_file_is_in_write_ahead_mode_with_foreign_keys_on(tmp_path: Path) -> None:
    connection = Connection(tmp_path / "library.sqlite")
    assert connection.value("PRAGMA journal_mode") == "wal"
    assert connection.value("PRAGMA synchronous") == 1
    assert connection.value("PRAGMA foreign_keys") == 1
    connection.close()


def test_every_step_of_the_schema_is_recorded_by_its_name(tmp_path: Path) -> None:
    connection = Connection(tmp_path / "library.sqlite")
    names = [name for (name,) in connection.all("SELECT name FROM migrations")]
    assert names == [step.__name__ for step in migrations.MIGRATIONS]
    connection.close()


def test_a_newer_step_is_applied_to_an_older_library_once(tmp_path: Path) -> None:
    def m999_add_notes(database: sqlite3.Connection) -> None:
        database.execute("ALTER TABLE tracks ADD COLUMN note TEXT")

    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.add([make_file(tmp_path / "a.flac")])
    steps = (*migrations.MIGRATIONS, m999_add_notes)
    for _ in range(2):
        connection = Connection(path, steps=steps)
        assert connection.value("SELECT count(*) FROM tracks WHERE note IS NULL") == 1
        connection.close()


def test_a_step_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    def m999_break(database: sqlite3.Connection) -> None:
        database.execute("CREATE TABLE half (a)")
        raise ZeroDivisionError

    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    with pytest.raises(ZeroDivisionError):
        Connection(path, steps=(*migrations.MIGRATIONS, m999_break))
    connection = Connection(path)
    assert connection.all("SELECT name FROM sqlite_master WHERE name = 'half'") == []
    connection.close()


def test_a_library_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    database = sqlite3.connect(path)
    database.execute("INSERT INTO migrations VALUES ('m900_from_the_future', 'later')")
    database.commit()
    database.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"newer Moodline .*m900_from_the_future.*update"):
        Library.open(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["library.sqlite"]


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE songs (id)")
    database.commit()
    database.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(LibraryError, match=r"library\.sqlite is damaged .* scan your music again"):
        Library.open(path)


def test_damage_that_is_met_later_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        ids = library.add(make_file(tmp_path / f"{n}.flac") for n in range(200))
        for track_id in ids:
            library.save_emotion(track_id, make_emotion())
    content = bytearray(path.read_bytes())
    content[3 * 8192 :] = random.Random(1).randbytes(len(content) - 3 * 8192)
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="is damaged"):
        read_everything(path, ids)


def read_everything(path: Path, ids: list[int]) -> None:
    with Library.open(path) as library:
        library.rows("happy:>0.1")
        for track_id in ids:
            library.emotion(track_id)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.touch()
    with Library.open(path) as library:
        assert library.count() == 0


def test_a_folder_in_place_of_the_library_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="MOODLINE_HOME"):
        Library.open(tmp_path)


def test_a_file_in_place_of_the_folder_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="MOODLINE_HOME"):
        Library.open(tmp_path / "file" / "library.sqlite")


@pytest.fixture
def without_rights() -> Iterator[Path]:
    """A folder that can be read but not written, also where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Library.open(folder / "library.sqlite").close()
        folder.chmod(0o555)
        (folder / "library.sqlite").chmod(0o444)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        yield folder
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_library_in_a_read_only_folder_is_refused_with_advice(without_rights: Path) -> None:
    with pytest.raises(LibraryError, match=r"cannot be opened for writing; make .* writable"):
        Library.open(without_rights / "library.sqlite")


def test_a_new_library_in_a_read_only_folder_is_refused_with_advice(without_rights: Path) -> None:
    with pytest.raises(LibraryError, match="MOODLINE_HOME"):
        Library.open(without_rights / "new" / "library.sqlite")
    with pytest.raises(LibraryError, match="writable"):
        Library.open(without_rights / "new.sqlite")
