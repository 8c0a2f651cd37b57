from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library import migrations
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from tests.core.library.samples import make_file, titles


def test_a_copy_holds_the_sound_of_another_file_that_is_there(
    library: Library, tmp_path: Path
) -> None:
    sounds = {"one": "a", "its copy": "a", "moved from": "b", "moved to": "b", "lost": "c"}
    library.add(
        make_file(tmp_path / f"{name}.flac", sound * 64, title=name)
        for name, sound in sounds.items()
    )
    library.add([make_file(tmp_path / "x.flac", title="broken", failure="no sound")])
    library.set_missing([tmp_path / "moved from.flac", tmp_path / "lost.flac"], missing=True)
    assert titles(library, "is:copy", order_by="title") == ["its copy", "moved from", "one"]
    assert titles(library, "is:copy state:missing") == ["moved from"]
    assert titles(library, "-is:copy state:missing") == ["lost"]
    for wrong in ("is:original", "is:", "is:/x/", "is:>copy"):
        with pytest.raises(InputError, match=r"copy|stands after"):
            library.count(wrong)


def test_a_new_library_begins_with_crates_of_missing_files_and_copies(library: Library) -> None:
    crates = [(crate.name, crate.query) for crate in library.crates.tree()]
    assert crates[4:6] == [("Missing", "state:missing"), ("Copies", "is:copy")]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM crates WHERE name = 'Least sure first'",
        "UPDATE crates SET name = 'Quiet' WHERE place = 0",
        "INSERT INTO crates (place, kind, name) VALUES (4, 'plain', 'Mine')",
        "INSERT INTO tracks (path, size, mtime_ns, title, artist, album, codec, sample_rate,"
        " num_channels, title_key, path_key, words) VALUES ('/a', 1, 1, '', '', '', '', 1, 1, '',"
        " '', '')",
    ],
)
def test_the_crates_of_somebody_are_left_as_they_are(tmp_path: Path, change: str) -> None:
    path = tmp_path / "used.sqlite"
    older = Connection(path, steps=migrations.MIGRATIONS[:9])
    older.run(change)
    before = older.all("SELECT id, place, kind, name, query FROM crates ORDER BY id")
    older.close()
    Library.open(path).close()
    newer = Connection(path)
    after = newer.all("SELECT id, place, kind, name, query FROM crates ORDER BY id")
    assert after[: len(before)] == before
    assert "Copies" not in {name for _, _, _, name, _ in after}
    newer.close()
