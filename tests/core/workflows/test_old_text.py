"""Text of old tags, which states no alphabet."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.id3 import ID3, TALB, TIT2, TPE1

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.workflows.scan import scan
from tests.core.workflows.conftest import scanned
from tests.data.audio_files import make_audio


def latin_frames(path: Path, **texts: bytes) -> None:
    """ID3v2.3 frames that are called Latin-1 and hold ``texts`` as they are."""
    names = {"title": b"TIT2", "artist": b"TPE1", "album": b"TALB"}
    frames = b"".join(
        names[name] + struct.pack(">IH", len(text) + 1, 0) + b"\0" + text
        for name, text in texts.items()
    )
    size = bytes((len(frames) >> 7, len(frames) & 127))
    path.write_bytes(b"ID3\x03\0\0\0\0" + size + frames + path.read_bytes())


def v1(path: Path, **texts: bytes) -> None:
    fields = b"".join(
        texts.get(name, b"")[:30].ljust(30, b"\0") for name in ("title", "artist", "album")
    )
    with path.open("ab") as file:
        file.write(b"TAG" + fields + bytes(34) + b"\xff")


def info(path: Path, **texts: bytes) -> None:
    """RIFF INFO in front of nothing: at the end, as most programs write it."""
    names = {"title": b"INAM", "artist": b"IART", "album": b"IPRD"}
    parts = b"".join(
        names[name] + struct.pack("<I", len(text) + 1) + text + b"\0" + bytes((len(text) + 1) % 2)
        for name, text in texts.items()
    )
    data = path.read_bytes() + b"LIST" + struct.pack("<I", len(parts) + 4) + b"INFO" + parts
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])


def aiff_chunks(path: Path, **texts: bytes) -> None:
    names = {"title": b"NAME", "artist": b"AUTH"}
    parts = b"".join(
        names[name] + struct.pack(">I", len(text)) + text + bytes(len(text) % 2)
        for name, text in texts.items() if name in names
    )  # fmt: skip
    data = path.read_bytes()
    data = data[:12] + parts + data[12:]
    path.write_bytes(data[:4] + struct.pack(">I", len(data) - 8) + data[8:])


WAYS: dict[str, tuple[str, Callable[..., None]]] = {
    "ID3v2": (".mp3", latin_frames),
    "ID3v1": (".mp3", v1),
    "RIFF INFO": (".wav", info),
    "AIFF": (".aiff", aiff_chunks),
}
ALBUMS = {
    "cp1251": ("Кино", "Группа крови", ["Звезда", "Война", "Дым", "Печаль"]),
    "koi8-r": ("Кино", "Группа крови", ["Звезда", "Война", "Дым", "Печаль"]),
    "cp932": ("宇多田ヒカル", "初恋", ["桜流し", "はじめての恋", "光"]),
    "gbk": ("周杰伦", "七里香", ["青花瓷", "东风破", "搁浅"]),
    "big5": ("周杰倫", "七里香", ["青花瓷", "東風破", "擱淺"]),
    "euc-kr": ("소녀시대", "다시 만난 세계", ["사랑", "소원을 말해봐"]),
    "cp1250": (
        "Maanam",
        "Nocny patrol",
        ["Szał niebieskich ciał", "Krakowski spleen", "Jestem kobietą"],
    ),
    "cp1253": ("Άννα Βίσση", "Δώδεκα", ["Θάλασσα", "Μέθεξη"]),
    "iso8859-9": ("Barış Manço", "Yeni Bir Gün", ["Dağlar Dağlar", "Gülpembe", "Arkadaşım Eşek"]),
    "utf-8": ("Mötley Crüe", "Кино", ["Łódź", "東風破"]),
    "latin-1": ("Björk", "Debut", ["Jóga", "Ísland", "Þú"]),
    "cp1252": ("Motörhead", "Don’t", ["Œuvre", "L’été – fin", "Déjà Vu"]),
}


@pytest.mark.parametrize("page", ALBUMS)
@pytest.mark.parametrize("way", WAYS)
def test_the_texts_of_an_album_tell_its_code_page(
    library: Library, music: Path, page: str, way: str
) -> None:
    artist, album, titles = ALBUMS[page]
    suffix, write = WAYS[way]
    for number, title in enumerate(titles):
        path = make_audio(music / f"{number}{suffix}", duration_s=0.5)
        write(path, **{
            name: text.encode(page)
            for name, text in (("title", title), ("artist", artist), ("album", album))
        })  # fmt: skip
    scan(SilentContext(), library, [music])
    rows = library.rows()
    assert [row.track.title for row in rows] == titles
    assert {row.track.artist for row in rows} == {artist}
    assert {row.track.album for row in rows} == {"" if way == "AIFF" else album}


WESTERN = [
    "Motörhead",
    "Björk",
    "Sigur Rós",
    "Beyoncé",
    "Hüsker Dü",
    "Été",
    "Öl",
    "Ö",
    "Þú",
    "Más",
    "Él",
    "Niña",
    "¿Dónde?",
    "Naïve",
    "Déjà Vu",
    "Don’t",
    "Nº 1",
    "£10",
    "MOTÖRHEAD",
    "ÆØÅ",
    "Déjà Vu – “live”",
    "Así fue",
    "Käärijä",
    "Œuvre",
    "São Paulo",
    "Größe",
    "Ásgeir",
    "Dýrð í dauðaþögn",
    "Mø",
    "©1999",
    "Ça va",
]


@pytest.mark.parametrize("title", WESTERN)
def test_western_names_stay_western(library: Library, music: Path, title: str) -> None:
    path = make_audio(music / "song.mp3", duration_s=0.5)
    latin_frames(path, title=title.encode("cp1252"))
    assert scanned(library, path).title == title


def test_a_western_name_among_cyrillic_ones_stays_western(library: Library, music: Path) -> None:
    titles = [("Группа крови", "cp1251"), ("Motörhead", "cp1252"), ("Звезда", "cp1251")]
    for number, (title, page) in enumerate(titles):
        latin_frames(make_audio(music / f"{number}.mp3"), title=title.encode(page))
    scan(SilentContext(), library, [music])
    assert [row.track.title for row in library.rows()] == [title for title, _ in titles]


def test_a_new_file_of_a_known_album_is_read_by_the_others_too(
    library: Library, music: Path
) -> None:
    for number, title in enumerate(("Группа крови", "Звезда по имени Солнце")):
        latin_frames(make_audio(music / f"{number}.mp3"), title=title.encode("cp1251"))
    scan(SilentContext(), library, [music])
    path = make_audio(music / "9.mp3")
    latin_frames(path, title="Мы".encode("cp1251"))
    assert scanned(library, path).title == "Мы"


def test_the_users_code_page_decides_and_a_new_choice_reads_again(
    library: Library, music: Path
) -> None:
    old, plain = make_audio(music / "old.mp3"), make_audio(music / "plain.mp3")
    latin_frames(old, title="光".encode("cp932"))
    latin_frames(plain, title=b"Light")
    assert scanned(library, old).title == "Œõ"
    assert scan(SilentContext(), library, [music], "cp932").unchanged == 1
    assert scanned(library, old, "cp932").title == "光"
    assert scan(SilentContext(), library, [music], "cp932").unchanged == 2
    assert scanned(library, old, "cp1251").title == "Њх"


def test_text_that_the_users_code_page_cannot_hold_is_western(
    library: Library, music: Path
) -> None:
    path = make_audio(music / "song.mp3")
    latin_frames(path, title=b"\x80\x81\xff end")
    title = scanned(library, path, "cp932").title
    assert title.endswith("end")
    assert "�" not in title


LONG = "上を向いて歩こう涙がこぼれないように"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Über alle Berge für Mädchenü".encode()[:30], "Über alle Berge für Mädchen"),
        (("Über alle Berge für Mädchen" + "’").encode()[:30], "Über alle Berge für Mädchen"),
        (("a" * 29 + "é").encode()[:30], "a" * 29),
        (("a" * 28 + "’").encode()[:30], "a" * 28),
        ((LONG * 2).encode()[:30], LONG[:10]),
        (("a" + LONG).encode()[:30], "a" + LONG[:9]),
        (LONG.encode("cp932")[:30], LONG[:15]),
        (("a" + LONG).encode("cp932")[:30], "a" + LONG[:14]),
        (("a" * 29 + "é").encode("cp1252")[:30], "a" * 29 + "é"),
    ],
)
def test_id3v1_cuts_at_a_whole_letter(
    library: Library, music: Path, raw: bytes, title: str
) -> None:
    assert len(raw) == 30
    path = make_audio(music / "song.mp3")
    v1(path, title=raw)
    assert scanned(library, path).title == title


def test_id3v1_fills_what_id3v2_leaves_empty(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mp3")
    v1(path, title=b"Old title", artist=b"Old artist", album=b"Old album")
    tags = ID3()
    tags.add(TIT2(3, [""]))
    tags.add(TPE1(3, [" "]))
    tags.add(TALB(3, ["New album"]))
    tags.save(path, v1=1)
    data = path.read_bytes()
    path.write_bytes(data[:-128] + b"TAG" + b"Old title".ljust(30, b"\0")
                     + b"Old artist".ljust(30, b"\0") + data[-65:])  # fmt: skip
    track = scanned(library, path)
    assert (track.title, track.artist, track.album) == ("Old title", "Old artist", "New album")


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        (1, "Für".encode("utf-16-le")),
        (1, "Für".encode("utf-16-be")),
        (1, "Für".encode("utf-16")),
        (2, "Für".encode("utf-16-be")),
        (2, "Für".encode("utf-16-le")),
        (2, b"\xff\xfe" + "Für".encode("utf-16-le")),
        (1, b"\xfe\xff" + "Für".encode("utf-16-be") + b"\0\0"),
        (1, "Für".encode("utf-16") + b"\0"),
        (3, "Für".encode()),
        (3, b"F\xfcr"),
        (0, "Für".encode()),
        (0, b"F\xfcr\0\0"),
        (9, b"Fr"),
    ],
)
def test_the_alphabet_of_a_frame_is_what_its_bytes_are(
    library: Library, music: Path, encoding: int, data: bytes
) -> None:
    path = make_audio(music / "song.mp3")
    body = bytes([encoding]) + data
    frame = b"TIT2" + struct.pack(">IH", len(body), 0) + body
    path.write_bytes(b"ID3\x03\0\0\0\0\0" + bytes([len(frame)]) + frame + path.read_bytes())
    assert scanned(library, path).title in ("Für", "Fr")


def test_cyrillic_in_utf_16_without_its_mark_is_read(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mp3")
    body = b"\x01" + "Группа крови".encode("utf-16-be")
    frame = b"TIT2" + struct.pack(">IH", len(body), 0) + body
    path.write_bytes(b"ID3\x03\0\0\0\0\0" + bytes([len(frame)]) + frame + path.read_bytes())
    assert scanned(library, path).title == "Группа крови"


def test_broken_utf_8_in_a_vorbis_comment_is_read_as_western(library: Library, music: Path) -> None:
    path = make_audio(music / "song.flac", tags={"title": "ABCDEF", "artist": "Somebody"})
    path.write_bytes(path.read_bytes().replace(b"ABCDEF", b"Bj\xf6rk!"))
    track = scanned(library, path)
    assert (track.title, track.artist) == ("Björk!", "Somebody")


def test_damaged_tags_hide_neither_the_file_nor_other_tags(library: Library, music: Path) -> None:
    path = make_audio(music / "song.mp3")
    v1(path, title=b"Old title")
    path.write_bytes(b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + path.read_bytes())
    report = scan(SilentContext(), library, [music])
    assert report.added == 1
    (row,) = library.rows()
    assert row.track.title == "Old title" or row.message
