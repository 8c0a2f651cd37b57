"""Every container that can hold mood tags: written, read by mutagen, rewritten, undone."""

from __future__ import annotations

import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import mutagen.flac
import mutagen.mp4
import mutagen.ogg
import mutagen.wave
import pytest

from mer_core.audio.hash import audio_hash
from mer_core.errors import TagError
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.tags.names import read_names
from tests.core.tags.conftest import Write
from tests.core.tags.containers import (
    MAKERS,
    TAGS,
    page_starts,
    remuxed,
    renew_checksum,
    wma_with_mood,
)  # fmt: skip
from tests.core.tags.samples import HAPPY, LONG, SAD
from tests.data.audio_files import make_audio

MTIME_NS = 1_234_567_890_123_456_789
HUGE = MoodTags(moods=tuple(f"mood {n:05d} " + "x" * 50 for n in range(3000)), arousal=0.25)


def foreign(path: Path) -> dict[str, Any]:
    tags = mutagen.File(path).tags or {}
    return {key: repr(value) for key, value in tags.items() if "MOO" not in key.upper()}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("tags", [HAPPY, LONG], ids=["short", "long"])
def test_write_rewrite_and_undo_harm_nothing(
    make: Callable[[Path], Path], tags: MoodTags, tmp_path: Path, journal: Journal, write: Write
) -> None:
    path = make(tmp_path)
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    old, sound, others = path.read_bytes(), audio_hash(path), foreign(path)
    runs = []
    for new in (tags, SAD, tags):
        runs.append(write(path, new))
        assert writer.read(path) == new
        assert not writer.plan(path, new).changed
        assert audio_hash(path) == sound
        assert foreign(path) == others
        assert path.stat().st_mtime_ns == MTIME_NS
    for run in reversed(runs):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert path.read_bytes() == old
    assert path.stat().st_mtime_ns == MTIME_NS


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".flac", ".m4a"])
def test_a_comment_of_many_pages_moves_the_sound_and_comes_back(
    suffix: str, tmp_path: Path, journal: Journal, write: Write
) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=2)
    old, sound = path.read_bytes(), audio_hash(path)
    runs = [write(path, HUGE), write(path, SAD), write(path, MoodTags())]
    assert audio_hash(path) == sound
    for run in reversed(runs):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert path.read_bytes() == old


def test_the_pages_of_an_ogg_are_numbered_in_a_row_with_right_checksums(
    tmp_path: Path, write: Write
) -> None:
    path = make_audio(tmp_path / "song.ogg", duration_s=2)
    write(path, HUGE)
    with path.open("rb") as file:
        pages = []
        while file.tell() < path.stat().st_size:
            pages.append(mutagen.ogg.OggPage(file))
    assert [page.sequence for page in pages] == list(range(len(pages)))
    data, starts = path.read_bytes(), [page.offset for page in pages]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        renewed = bytearray(data)[start:end]
        renew_checksum(renewed, 0, len(renewed))
        assert renewed == data[start:end]


def test_moods_in_the_metadata_library_of_a_wma_are_read_and_replaced(
    tmp_path: Path, write: Write
) -> None:
    path = wma_with_mood(tmp_path)
    assert writer.read(path).moods == ("Calm", "Dark", "Slow")
    same = MoodTags(moods=("Calm", "Dark", "Slow"))
    assert not writer.plan(path, same).changed
    write(path, SAD)
    assert [str(value) for value in mutagen.File(path)["WM/Mood"]] == ["Sad"]
    assert [str(value) for value in mutagen.File(path)["WM/Composer"]] == ["One", "Two"]


def test_fields_are_named_as_each_container_asks(tmp_path: Path, write: Write) -> None:
    expected = {
        ".flac": ("mood", ["Happy", "Energetic"]),
        ".opus": ("mood", ["Happy", "Energetic"]),
        ".m4a": ("----:com.apple.iTunes:MOOD", [b"Happy", b"Energetic"]),
        ".wma": ("WM/Mood", ["Happy", "Energetic"]),
        ".wv": ("Mood", ["Happy", "Energetic"]),
    }
    for suffix, (key, values) in expected.items():
        path = make_audio(tmp_path / f"song{suffix}")
        write(path, HAPPY)
        assert [value if isinstance(value, bytes) else str(value)
                for value in mutagen.File(path)[key]] == values  # fmt: skip
    path = make_audio(tmp_path / "song.wav")
    write(path, HAPPY)
    assert mutagen.wave.WAVE(path)["TMOO"].text == ["Happy", "Energetic"]


@pytest.mark.parametrize("suffix", [".flac", ".m4a", ".opus", ".ogg", ".aiff", ".wav"])
def test_a_second_write_fits_the_room_that_the_first_one_left(
    suffix: str, tmp_path: Path, write: Write
) -> None:
    path = make_audio(tmp_path / f"song{suffix}")
    write(path, SAD)
    before = path.stat()
    write(path, HAPPY)
    write(path, SAD)
    after = path.stat()
    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino)


@pytest.mark.parametrize("suffix", [".aac", ".ac3", ".mka", ".mkv", ".webm", ".tta"])
def test_a_container_without_mood_tags_is_refused_and_left_alone(
    suffix: str, tmp_path: Path
) -> None:
    path = make_audio(tmp_path / f"song{suffix}")
    before = path.read_bytes()
    with pytest.raises(TagError, match="cannot hold mood tags; nothing was written"):
        writer.plan(path, HAPPY)
    assert writer.read(path) == MoodTags()
    assert path.read_bytes() == before


def fragmented_m4a(folder: Path) -> Path:
    source = make_audio(folder / "source.m4a", duration_s=3)
    return remuxed(source, folder / "dash.m4a", "ipod", movflags="frag_keyframe+empty_moov")


def ogg_film(folder: Path) -> Path:
    path = make_audio(folder / "film.ogg")
    data = path.read_bytes()
    first_end = page_starts(data)[1]
    other = bytearray(data[:first_end])
    struct.pack_into("<I", other, 14, 99)
    path.write_bytes(data[:first_end] + other + data[first_end:])
    return path


def truncated(suffix: str, share: float) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = make_audio(folder / f"cut{suffix}", tags=TAGS)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def ogg_with_flipped_bit(folder: Path) -> Path:
    path = make_audio(folder / "flipped.ogg", duration_s=2)
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(data)
    return path


def ogg_with_damaged_comment(folder: Path) -> Path:
    path = make_audio(folder / "comment.ogg", tags=TAGS)
    path.write_bytes(path.read_bytes().replace(b"Artist", b"Artisf"))
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (ogg_with_damaged_comment, "checksum"),
        (fragmented_m4a, "fragmented"),
        (ogg_film, "several streams"),
        (truncated(".wav", 0.5), "shorter than it says"),
        (truncated(".m4a", 0.5), "damaged"),
        (truncated(".flac", 0.001), "ends in the middle|cannot be read"),
        (ogg_with_flipped_bit, "checksum"),
    ],
)
def test_what_cannot_be_changed_without_risk_is_refused_and_left_alone(
    make: Callable[[Path], Path], reason: str, tmp_path: Path, write: Write
) -> None:
    path = make(tmp_path)
    before = path.read_bytes()
    with pytest.raises(TagError, match=reason):
        write(path, HUGE)
    assert path.read_bytes() == before
    assert [p for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def mp3_with_a_vast_tag(folder: Path) -> Path:
    path = make_audio(folder / "vast.mp3")
    sound = path.read_bytes()
    with path.open("wb") as file:
        file.write(b"ID3\x04\0\0" + bytes([0x30, 0, 0, 0]))  # 3 << 25 bytes of padding
        file.seek(10 + (3 << 25))
        file.write(sound)
    return path


def m4a_with_a_vast_item(folder: Path) -> Path:
    path = make_audio(folder / "vast.m4a", tags=TAGS)
    data, size = bytearray(path.read_bytes()), 3 << 25
    for kind in (b"moov", b"udta", b"meta", b"ilst"):  # each the last in the one before
        at = data.rindex(kind) - 4
        (old,) = struct.unpack_from(">I", data, at)
        assert at + old == len(data)
        struct.pack_into(">I", data, at, old + size)
    path.write_bytes(data + struct.pack(">I4s", size, b"covr"))
    os.truncate(path, len(data) + size)
    return path


@pytest.mark.parametrize("make", [mp3_with_a_vast_tag, m4a_with_a_vast_item])
def test_tags_larger_than_any_cover_are_not_read(
    make: Callable[[Path], Path], tmp_path: Path, write: Write
) -> None:
    path = make(tmp_path)
    before = path.stat()
    tracemalloc.start()
    with pytest.raises(TagError, match="a piece of 96 MB; Moodline takes up to 64"):
        write(path, HUGE)
    read_names(path)
    assert tracemalloc.get_traced_memory()[1] < 2**24
    tracemalloc.stop()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_size == before.st_size


@pytest.mark.parametrize(
    "suffix", [".mp3", ".flac", ".ogg", ".m4a", ".wav", ".wv", ".wma", ".aiff"]
)
def test_a_damaged_header_never_raises_anything_but_tag_error(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", tags=TAGS)
    data = path.read_bytes()
    spots = [*range(0, 160, 7), *range(max(len(data) - 200, 0), len(data), 13)]
    moov = data.find(b"moov")
    spots += range(moov - 4, len(data) - 1, 29) if moov > 0 else []
    for spot in spots:
        for value in (0x00, 0x7F, 0xFF):
            broken = bytearray(data)
            broken[spot] = value
            path.write_bytes(broken)
            try:
                change = writer.plan(path, HAPPY)
            except TagError:
                continue
            assert change.path == path
