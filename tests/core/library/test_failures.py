"""What the library says where the disk refuses: real small disks, real rights, real limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mer_core.errors import LibraryError, LibraryFull
from mer_core.library import connection
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from tests.core.library.samples import make_file
from tests.data.rights import without_rights_of_root
from tests.data.small_disk import SmallDisk, mounted


def test_a_full_disk_is_named_while_the_library_is_open(
    small_disk: SmallDisk, tmp_path: Path
) -> None:
    with Library.open(small_disk.folder / "library.sqlite") as library:
        library.add([make_file(tmp_path / "a.flac")])
        small_disk.fill()
        with pytest.raises(LibraryFull, match=r"library\.sqlite is full; free some space"):
            library.add([make_file(tmp_path / "long.flac", title="T" * 1_000_000)])
        assert [row.track.path.name for row in library.rows()] == ["a.flac"]
        small_disk.empty()
        library.add([make_file(tmp_path / "b.flac")])
        assert library.count() == 2


def test_a_full_disk_is_named_when_the_library_is_opened(small_disk: SmallDisk) -> None:
    path = small_disk.folder / "library.sqlite"
    Library.open(path).close()
    small_disk.fill()
    for _ in range(2):  # now without a file, too
        with pytest.raises(LibraryFull, match="is full; free some space"):
            Library.open(path)
        path.unlink()
    small_disk.empty()
    Library.open(path).close()


def test_a_read_only_disk_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "cd"
    folder.mkdir()
    with mounted(folder, read_only=True) as disk:
        if disk is None:
            pytest.skip("this user may not mount a file system")
        with pytest.raises(LibraryError, match=r"on a disk that is read-only; .* MOODLINE_HOME"):
            Library.open(folder / "library.sqlite")
        with pytest.raises(LibraryError, match="disk is read-only"):
            Library.open(folder / "new" / "library.sqlite")


def test_missing_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    path.chmod(0o444)
    with (
        without_rights_of_root(tmp_path),
        pytest.raises(LibraryError, match=r"lack the permission .* set MOODLINE_HOME"),
    ):
        Library.open(path)


def test_a_lock_of_another_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.0)
    first, second = (Connection(tmp_path / "library.sqlite") for _ in range(2))
    with (
        first.transaction(),
        pytest.raises(LibraryError, match="is locked: it is in use by another program"),
        second.transaction(),
    ):
        pass
    first.close()
    second.close()


_LIMITED = """
import resource, sys
from pathlib import Path
from mer_core.errors import LibraryError, LibraryFull
from mer_core.library.database import Library
from tests.core.library.samples import make_file
with Library.open(Path(sys.argv[1])) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        library.add([make_file(Path(sys.argv[2]), title="T" * 1_000_000)])
    except LibraryError as error:
        assert not isinstance(error, LibraryFull)
        print(error)
"""


def test_a_limit_of_the_files_size_is_named_and_is_no_full_disk(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _LIMITED, tmp_path / "library.sqlite", tmp_path / "a.flac"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "the file may not grow any further here" in result.stdout
