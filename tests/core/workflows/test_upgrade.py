"""A library from before several artists, genres and code pages were known."""

from __future__ import annotations

from pathlib import Path

from mutagen.flac import FLAC

from mer_core.jobs import SilentContext
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.workflows.scan import scan
from tests.core.library.samples import MODEL, make_emotion, older_copy
from tests.data.audio_files import make_audio


def test_an_older_library_keeps_everything_and_reads_the_names_anew_once(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    path = make_audio(tmp_path / "music" / "Jay-Z.flac")
    file = FLAC(path)
    file["title"], file["artist"], file["genre"] = ["Don’t"], ["Ella", "Jay-Z"], ["Jazz", "Pop"]
    file.save()
    database = tmp_path / "library.sqlite"
    write_old_library(database, path)
    with Library.open(database) as library:
        (row,) = library.rows()
        assert (row.state, row.track.title, row.track.artist) == ("written", "Don’t", "Ella")
        for query in ("dont", "jayz", "artist:=ella", 'genre:""', "path:jayz"):
            assert library.count(query) == 1, query
        library.mark_written(row.track.id, MODEL.sha256)
        assert library.known_files() == {str(path): (-1, -1, None)}
        report = scan(SilentContext(), library, [path.parent])
        assert (report.added, report.changed) == (0, 1)
        (after,) = library.rows()
        assert (after.state, after.track.id, after.valence) == ("staged", row.track.id, 0.5)
        assert (after.track.artist, after.track.genre) == ("Ella; Jay-Z", "Jazz; Pop")
        assert library.emotion(row.track.id) is not None
        assert scan(SilentContext(), library, [path.parent]).unchanged == 1


def write_old_library(database: Path, path: Path) -> None:
    """One analysed and written track, as the first schema held it."""
    with Library.open(database.with_name("newer.sqlite")) as newer:
        scan(SilentContext(), newer, [path])
        (row,) = newer.rows()
        newer.save_emotion(row.track.id, make_emotion())
        older = older_copy(newer, database, migrations.MIGRATIONS[:1])
    older.run(
        "UPDATE tracks SET artist = 'Ella', title_key = 'don’t', artist_key = 'ella',"
        " path_key = lower(path), words = 'don’t\nella\n\njay-z.flac', written_id = analysis_id"
    )
    older.close()
