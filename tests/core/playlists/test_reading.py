"""Playlists as other programs write them, on the systems they come from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mer_core.playlists import reading
from mer_core.playlists.reading import read_playlist


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with songs of awkward names; what they hold does not matter here."""
    names = [
        "1 one.mp3", "Käse.mp3", "sub/two 2.flac", "100%.mp3", "a%20b.mp3", "#1 hit.mp3",
        "é.mp3", " edge .mp3",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def songs(music: Path, name: str, content: bytes) -> list[str]:
    """The songs in a playlist in which every entry is good, relative to its folder."""
    (music / name).write_bytes(content)
    listed = read_playlist(music / name)
    assert listed.refused == ()
    return [str(path.relative_to(music)) for path in listed.songs]


def refusals(music: Path, name: str, content: bytes) -> list[tuple[str, str]]:
    (music / name).write_bytes(content)
    listed = read_playlist(music / name)
    assert listed.songs == ()
    return list(listed.refused)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("name", "encoding"),
    [("l.m3u8", "utf-8"), ("l.M3U8", "utf-8-sig"), ("l.m3u", "cp1252"), ("l.m3u", "latin-1"),
     ("l.m3u", "utf-8"), ("l.m3u", "utf-16"), ("l.m3u8", "cp1252")],
)  # fmt: skip
def test_lists_of_any_system_and_code_page_are_read(
    music: Path, name: str, encoding: str, newline: str
) -> None:
    lines = ["#EXTM3U", "#EXTINF:12,Käse", "Käse.mp3", "", "sub\\two 2.flac", "./1 one.mp3", ""]
    found = songs(music, name, newline.join(lines).encode(encoding))
    assert found == ["Käse.mp3", "sub/two 2.flac", "1 one.mp3"]


def test_paths_may_be_absolute_urls_or_percent_encoded(music: Path) -> None:
    lines = [
        str(music / "1 one.mp3"), (music / "Käse.mp3").as_uri(), "sub/two%202.flac",
        "file://localhost" + str(music / "100%25.mp3"), "a%20b.mp3", "./#1 hit.mp3",
        "e\u0301.mp3", " edge .mp3", "1 one.mp3",
    ]  # fmt: skip
    found = songs(music, "l.m3u8", "\n".join(lines).encode())
    assert found == [
        "1 one.mp3", "Käse.mp3", "sub/two 2.flac", "100%.mp3", "a%20b.mp3", "#1 hit.mp3", "é.mp3",
        " edge .mp3",
    ]  # fmt: skip


def test_a_way_through_the_folder_above_names_the_same_song(music: Path) -> None:
    (music / "lists").mkdir()
    (music / "lists" / "l.m3u8").write_text("../1 one.mp3\n")
    assert read_playlist(music / "lists" / "l.m3u8").songs == (music / "1 one.mp3",)


def test_names_that_are_no_text_are_found(music: Path) -> None:
    song = Path(os.fsdecode(os.fsencode(music) + b"/caf\xe9.mp3"))
    song.touch()
    (music / "l.m3u8").write_bytes(b"caf\xe9.mp3\n")
    assert read_playlist(music / "l.m3u8").songs == (song,)


def test_pls_lists_are_read_in_the_order_of_their_numbers(music: Path) -> None:
    content = b"[playlist]\r\nFile10=1 one.mp3\r\nfile2=K\xe4se.mp3\r\nTitle2=x\r\nLength2=-1\r\n"
    assert songs(music, "l.pls", content) == ["Käse.mp3", "1 one.mp3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xspf_lists_are_read(music: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f"""<?xml version="1.0" encoding="{declared}"?>
    <playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Käse</title><trackList>
      <track><location>{(music / "Käse.mp3").as_uri()}</location><title>x</title></track>
      <track><location> sub/two%202.flac </location><location>gone.mp3</location></track>
      <track><title>no place</title></track>
      <track><location>Käse.mp3</location></track>
    </trackList></playlist>"""
    assert songs(music, "l.xspf", text.encode(encoding)) == ["Käse.mp3", "sub/two 2.flac"]


def test_xspf_with_entities_is_refused(music: Path) -> None:
    secret = music / "secret"
    secret.write_text("1 one.mp3")
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY x "1 one.mp3">'):
        text = f"""<!DOCTYPE playlist [{declared}]><playlist><trackList><track>
        <location>&x;</location></track></trackList></playlist>"""
        ((_, reason),) = refusals(music, "l.xspf", text.encode())
        assert "entities" in reason


@pytest.mark.parametrize(
    ("name", "content"),
    [("l.xspf", b"<playlist><trackList>"), ("l.xspf", b""), ("l.xspf", b"\x89PNG"),
     ("l.xspf", b'<?xml version="1.0" encoding="nonsense"?><a/>'), ("l.m3u", bytes(100))],
)  # fmt: skip
def test_what_is_no_playlist_is_refused_with_a_reason(
    music: Path, name: str, content: bytes
) -> None:
    ((refused, reason),) = refusals(music, name, content)
    assert refused == str(music / name)
    assert reason.endswith(".")


def test_addresses_and_missing_songs_are_each_named_once(music: Path) -> None:
    lines = ["http://radio.example/live", "HTTPS://x.example/a.mp3", "gone.mp3", "sub"]
    found = refusals(music, "l.m3u", "\n".join(lines * 2).encode())
    assert found == [
        (lines[0], "l.m3u names it, but it is not on this computer."),
        (lines[1], "l.m3u names it, but it is not on this computer."),
        ("gone.mp3", "l.m3u names it, but there is no such file."),
        ("sub", "l.m3u names it, but it is a folder."),
    ]


def test_lists_of_lists_are_read_in_place_and_circles_end(music: Path) -> None:
    (music / "a.m3u").write_text("Käse.mp3\nb.pls\n100%.mp3\nb.pls\n")
    (music / "b.pls").write_text("[playlist]\nFile1=1 one.mp3\nFile2=a.m3u\n")
    listed = read_playlist(music / "a.m3u")
    assert [path.name for path in listed.songs] == ["Käse.mp3", "1 one.mp3", "100%.mp3"]
    ((name, reason),) = listed.refused
    assert name == str(music / "a.m3u")
    assert "leads back to itself" in reason


def test_lists_that_never_end_are_given_up(music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        (music / f"{number}.m3u").write_text(f"{number + 1}.m3u\n")
    (music / "30.m3u").write_text("1 one.mp3\n")
    ((_, reason),) = read_playlist(music / "0.m3u").refused
    assert "too many playlists" in reason
    monkeypatch.setattr(reading, "MAX_ENTRIES", 3)
    ((_, reason),) = refusals(music, "l.m3u", b"1 one.mp3\n" * 4)
    assert "more songs" in reason
