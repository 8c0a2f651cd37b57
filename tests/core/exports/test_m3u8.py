from __future__ import annotations

import os
from pathlib import Path

import pytest

from mer_core.exports import m3u8 as module
from mer_core.exports.m3u8 import UNWRITABLE
from mer_core.exports.request import Exported
from mer_core.library.tracks import TrackRow
from mer_core.playlists.reading import read_playlist
from tests.core.exports.samples import make_row, request_of


def song(
    path: Path, *, title: str = "", artist: str = "", duration_s: float | None = None
) -> TrackRow:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return make_row(path, title=title, artist=artist, duration_s=duration_s)


def m3u8(songs: list[TrackRow], *, relative_to: Path | None = None) -> Exported:
    return module.m3u8(request_of(*songs, relative_to=relative_to))


def test_a_song_is_two_lines_with_its_length_and_names(tmp_path: Path) -> None:
    given = [
        song(tmp_path / "a.mp3", title="Title", artist="Artist", duration_s=61.6),
        song(tmp_path / "b.mp3"),
    ]
    assert m3u8(given).data.decode() == (
        f"#EXTM3U\n#EXTINF:62,Artist - Title\n{tmp_path / 'a.mp3'}\n"
        f"#EXTINF:-1,b\n{tmp_path / 'b.mp3'}\n"
    )


@pytest.mark.parametrize("sign", ["\n", "\r"])
def test_a_path_with_a_line_break_is_left_out_and_named(tmp_path: Path, sign: str) -> None:
    good, bad = song(tmp_path / "a.mp3"), song(tmp_path / f"b{sign}c.mp3")
    written = m3u8([bad, good])
    assert written.left_out == ((bad.track.path, UNWRITABLE),)
    assert written.data == m3u8([good]).data


def test_control_signs_in_names_become_spaces(tmp_path: Path) -> None:
    given = song(tmp_path / "a.mp3", title="A\r\nB\tC\x85D\u2028E\0 🎵", artist="X\ud800")
    assert m3u8([given]).data.decode().splitlines()[1] == "#EXTINF:-1,X - A B C D E 🎵"


AWKWARD = (
    "album/1.mp3", "#1 hit.mp3", " edge.mp3", "http:/x.mp3", "...And Justice/1.mp3", "100%.mp3",
    "a%20b.mp3", "back\\slash.mp3", os.fsdecode(b"caf\xe9.mp3"), "e\u0301.mp3", "é.mp3",
)  # fmt: skip


@pytest.mark.parametrize("relative", [True, False])
def test_whatever_is_written_is_read_back(tmp_path: Path, relative: bool) -> None:
    folder = tmp_path / "music"
    given = [song(folder / name) for name in AWKWARD] + [song(tmp_path / "elsewhere/x.mp3")]
    written = m3u8(given, relative_to=folder if relative else None)
    (folder / "list.m3u8").write_bytes(written.data)
    listed = read_playlist(folder / "list.m3u8")
    assert listed.refused == ()
    assert listed.songs == tuple(entry.track.path for entry in given)


def test_relative_paths_survive_a_move_and_a_linked_folder(tmp_path: Path) -> None:
    real = tmp_path / "disk" / "deep" / "lists"
    real.mkdir(parents=True)
    (tmp_path / "lists").symlink_to(real)
    given = song(tmp_path / "music/a.mp3")
    written = m3u8([given], relative_to=tmp_path / "lists")
    assert written.data.splitlines()[2] == b"../../../music/a.mp3"
    (real / "list.m3u8").write_bytes(written.data)
    assert read_playlist(tmp_path / "lists" / "list.m3u8").songs == (given.track.path,)
    inside = song(tmp_path / "lists/b.mp3")
    assert m3u8([inside], relative_to=tmp_path / "lists").data.splitlines()[2] == b"b.mp3"
