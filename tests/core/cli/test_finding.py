"""What `mer` takes, what it leaves out and says so, and what it exports, as a user types it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mer_core.cells import unguarded
from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.workflows import room
from tests.core.cli.test_commands import objects, run
from tests.core.library.samples import make_file
from tests.data.rights import without_rights_of_root
from tests.data.small_disk import SmallDisk

SONG = RESOURCES / "demo" / "4 Morning Water.flac"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A song in a folder of a record whose name begins with dots, with a picture."""
    folder = tmp_path / "music" / "...And Justice for All"
    folder.mkdir(parents=True)
    shutil.copy(SONG, folder / ".hidden.flac")
    (folder / "cover.jpg").write_bytes(JPEG)
    return folder


def tracks() -> list[Path]:
    with Library.open(AppPaths.of_user().library) as library:
        return [row.track.path for row in library.rows()]


def test_names_that_begin_with_a_dot_are_analysed_and_junk_is_counted(album: Path) -> None:
    (album / "._hidden.flac").write_bytes(b"\0\5\26\7")
    (album / "@eaDir").mkdir()
    result = run("analyze", "--json", album.parent)
    assert [Path(entry["path"]) for entry in objects(result)] == [album / ".hidden.flac"]
    assert result.stderr.strip() == "Skipped: 2 junk files and folders."


def test_what_cannot_be_looked_at_is_a_line_each_and_the_good_ones_are_analysed(
    album: Path, home: Path
) -> None:
    home.mkdir()
    home.chmod(0o777)
    (album / "gone.flac").symlink_to("nowhere.flac")
    (album / "circle").symlink_to(".")
    (album / "locked").mkdir(mode=0)
    with without_rights_of_root(album):
        result = run("show", "--json", album, code=1)
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert sorted(Path(line.partition(": ")[0]).name for line in lines) == [
        "circle", "gone.flac", "locked",
    ]  # fmt: skip
    result = run("analyze", "--json", album, code=1)
    assert len(result.stderr.splitlines()) == 2
    assert [entry["error"] for entry in objects(result)] == [None]


def test_named_files_without_sound_are_refused_once_and_never_become_tracks(album: Path) -> None:
    (album / "rip.log").write_text("Used drive\n" * 50)
    named = (album / "cover.jpg", album / "rip.log", album / ".hidden.flac", album / "cover.jpg")
    result = run("analyze", "--json", *named, code=1)
    found = {Path(entry["path"]).name: entry["error"] for entry in objects(result)}
    assert set(found) == {"cover.jpg", "rip.log", ".hidden.flac"}
    assert found["cover.jpg"] == {
        "type": "InputError",
        "message": "there is no sound in it; name music, playlists or folders.",
    }
    assert found[".hidden.flac"] is None
    assert result.output.count("cover.jpg") == 1
    assert tracks() == [album / ".hidden.flac"]


def test_a_playlist_is_read_as_a_list_of_songs(album: Path) -> None:
    playlist = album.parent / "list.m3u8"
    lines = ("#EXTM3U", f"{album.name}/.hidden.flac", "http://radio.example/", "gone.mp3")
    playlist.write_text("\n".join(lines) + "\n", "utf-8-sig")
    result = run("analyze", "--json", playlist, code=1)
    assert [Path(entry["path"]) for entry in objects(result)] == [album / ".hidden.flac"]
    assert result.stderr.splitlines() == [
        "http://radio.example/: list.m3u8 names it, but it is not on this computer.",
        "gone.mp3: list.m3u8 names it, but there is no such file.",
    ]
    assert tracks() == [album / ".hidden.flac"]
    assert [entry["state"] for entry in objects(run("show", "--json", playlist, code=1))]


def test_an_analysis_goes_on_when_there_is_room(
    album: Path, small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOODLINE_HOME", str(small_disk.folder))
    Library.open(AppPaths.of_user().library).close()
    small_disk.fill()
    waits: list[object] = []

    def wait(context: object) -> None:
        waits.append(context)
        if len(waits) == 3:
            small_disk.empty()

    monkeypatch.setattr(room, "_wait", wait)
    result = run("analyze", "--json", album)
    assert [entry["error"] for entry in objects(result)] == [None]
    assert result.stderr.splitlines() == [room.PAUSED, "There is room again."]


def test_output_that_finds_no_room_is_a_sentence(album: Path, home: Path) -> None:
    run("analyze", album)
    for command in (["export"], ["search", "--json"], ["search"], ["analyze", "--json", album]):
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [sys.executable, "-m", "mer_core.cli", *command],
                stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            )  # fmt: skip
        assert result.returncode == 1
        assert result.stderr.strip() == "The output could not be written (the disk is full)."


def test_an_export_that_finds_no_room_leaves_the_old_file(
    album: Path, small_disk: SmallDisk
) -> None:
    fill(album, "Title")
    target = small_disk.folder / "table.csv"
    target.write_text("old")
    small_disk.fill()
    result = run_failing("export", "--force", "-o", target)
    assert result == f"{target} could not be written (the disk is full)."
    small_disk.empty()
    assert target.read_text() == "old"
    assert os.listdir(small_disk.folder) == ["table.csv"]


def run_failing(*arguments: object) -> str:
    """What a command says that ends with 1."""
    result = subprocess.run(
        [sys.executable, "-m", "mer_core.cli", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    return result.stderr.strip()


AWKWARD = ("=1+1", "+a", "-a", "@a", 'q"u,o;t\te', "two\nlines", "two\r\nlines", "'=1", "Käse")


def fill(folder: Path, *titles: str) -> list[Path]:
    """A library of songs with these titles, whose files have awkward names too."""
    names = [f"{number} {title}.flac".replace("/", "_") for number, title in enumerate(titles)]
    paths = [folder / "x" / name for name in (*names, os.fsdecode(b"caf\xe9.flac"))]
    with Library.open(AppPaths.of_user().library) as library:
        library.add(
            make_file(path, title=title, artist=title)
            for path, title in zip(paths, (*titles, ""), strict=True)
        )
    return paths


def test_no_cell_of_a_table_is_taken_for_a_formula_and_all_come_back(album: Path) -> None:
    paths = fill(album, *AWKWARD)
    raw = run("export").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8", "surrogateescape"), newline="")))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]
    # The library keeps several values a line each and shows them so joined.
    titles = {title.replace("\n", "; ") for title in AWKWARD}
    assert {unguarded(row["title"]) for row in rows} == {*titles, ""}
    assert {row["path"] for row in rows} == set(map(str, paths))
    assert {row["duration_s"] for row in rows} == {"180.0"}
    lines = run("export", "--format", "json").stdout_bytes.splitlines()
    assert {json.loads(line)["path"] for line in lines} == set(map(str, paths))


def test_negative_numbers_stay_numbers(album: Path) -> None:
    run("analyze", album)
    (row,) = csv.DictReader(io.StringIO(run("export").stdout))
    number = row["valence"] if row["valence"].startswith("-") else row["arousal"]
    assert -1 <= float(number) < 0


def test_a_playlist_names_its_songs_as_asked_and_leaves_out_what_it_cannot_hold(
    album: Path, tmp_path: Path
) -> None:
    paths = fill(album, "One", "two\nlines")
    playlist = album / "list.m3u8"
    result = run("export", "--format", "m3u8", "--relative", "-o", playlist, code=1)
    (line,) = result.stderr.splitlines()
    assert "line break" in line
    assert playlist.read_bytes().split(b"\n") == [
        b"#EXTM3U", b"#EXTINF:180,One - One", b"x/0 One.flac",
        b"#EXTINF:180,caf", b"x/caf\xe9.flac", b"",
    ]  # fmt: skip
    absolute = run("export", "--format", "m3u8", "--absolute", code=1).stdout_bytes.split(b"\n")
    assert absolute[2] == os.fsencode(paths[0])
    found = run("search", "--paths", code=1)
    assert found.stdout_bytes.count(b"\n") == 2
    assert "line break" in found.stderr
