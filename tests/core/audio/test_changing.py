"""Files that change on the way, and files with something else behind their sound."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import av
import pytest
from mutagen.id3 import ID3, TIT2

from mer_core.audio.decode import AudioReader
from mer_core.audio.hash import audio_hash, recording
from tests.data.audio_files import make_audio
from tests.data.odd_files import chained, encode, heard_tones, joined, tones

JUNK = {
    "random bytes": random.Random(5).randbytes(200_000),
    "zeros": bytes(200_000),
    "text": (b"something else altogether " * 8_000)[:200_000],
}


def is_called_cut(path: Path) -> bool:
    with AudioReader(path, sample_rate=16_000) as reader:
        for _ in reader:
            pass
    return reader.truncated


def whole(path: Path, seconds: int) -> None:
    """Every second is heard, at its place, and nothing is missed."""
    assert heard_tones(path) == list(range(seconds))
    assert recording(path).duration_s == pytest.approx(seconds, abs=0.2)
    assert not is_called_cut(path)
    for start_s in (seconds - 2.0, seconds / 2 - 0.7, 0.0):
        first = round(start_s + 0.001)
        assert heard_tones(path, float(first)) == list(range(first, seconds))


def test_opus_links_of_other_channels_are_all_read(tmp_path: Path) -> None:
    parts = [
        make_audio(
            tmp_path / f"{first}.opus",
            samples=tones(3, first=first, sample_rate=48_000, num_channels=channels),
            sample_rate=48_000,
        )
        for first, channels in ((0, 2), (3, 1), (6, 2))
    ]
    whole(joined(tmp_path / "radio.opus", *parts), 9)


@pytest.mark.parametrize("rates", [(44_100, 22_050, 44_100), (22_050, 48_000), (44_100, 44_100)])
@pytest.mark.parametrize("suffix", [".ogg", ".mp3", ".aac"])
def test_parts_of_other_rates_are_all_read(
    suffix: str, rates: tuple[int, ...], tmp_path: Path
) -> None:
    path = chained(tmp_path / f"joined{suffix}", suffix, *((3, rate) for rate in rates))
    whole(path, 3 * len(rates))


def test_flac_links_of_other_rates_and_channels_are_all_read(tmp_path: Path) -> None:
    stereo = encode(tmp_path / "a.oga", tones(3), "flac", "ogg")
    samples = tones(3, first=3, sample_rate=22_050, num_channels=1)
    mono = encode(tmp_path / "b.oga", samples, "flac", "ogg", sample_rate=22_050)
    whole(joined(tmp_path / "both.oga", stereo, mono), 6)


def test_links_of_other_codecs_are_all_read(tmp_path: Path) -> None:
    vorbis = make_audio(tmp_path / "a.ogg", samples=tones(3))
    opus = make_audio(
        tmp_path / "b.opus", samples=tones(3, first=3, sample_rate=48_000), sample_rate=48_000
    )
    flac = encode(tmp_path / "c.oga", tones(3, first=6), "flac", "ogg")
    whole(joined(tmp_path / "all.ogg", vorbis, opus, flac), 9)


def test_the_same_link_twice_is_read_twice(tmp_path: Path) -> None:
    once = make_audio(tmp_path / "once.ogg", samples=tones(3))
    twice = joined(tmp_path / "twice.ogg", once, once)
    assert heard_tones(twice) == [0, 1, 2, 0, 1, 2]
    assert audio_hash(twice) != audio_hash(once)


def test_aac_that_goes_from_mono_to_stereo_is_read_to_its_end(tmp_path: Path) -> None:
    mono = make_audio(tmp_path / "a.aac", samples=tones(3, num_channels=1))
    stereo = make_audio(tmp_path / "b.aac", samples=tones(3, first=3))
    whole(joined(tmp_path / "both.aac", mono, stereo), 6)


@pytest.mark.parametrize(
    "suffix", [".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a", ".wv", ".wma"]
)
@pytest.mark.parametrize("junk", JUNK)
def test_other_bytes_behind_the_sound_are_not_missing_sound(
    junk: str, suffix: str, tmp_path: Path
) -> None:
    song = make_audio(tmp_path / f"song{suffix}", samples=tones(4))
    path = joined(tmp_path / f"more{suffix}", song, JUNK[junk])
    assert heard_tones(path)[:3] == [0, 1, 2]
    assert not is_called_cut(path)
    with AudioReader(path, sample_rate=16_000) as reader:
        num_samples = sum(len(block) for block in reader)
    assert num_samples / 16_000 == pytest.approx(4.0, abs=0.1)


def test_tags_and_bytes_in_the_middle_of_an_mp3_are_passed_over(tmp_path: Path) -> None:
    first = make_audio(tmp_path / "a.mp3", samples=tones(3))
    second = make_audio(tmp_path / "b.mp3", samples=tones(3, first=3))
    tags = ID3(second)
    tags.add(TIT2(text=["Another title " * 500]))
    tags.save(second)
    whole(joined(tmp_path / "tags.mp3", first, second), 6)
    assert heard_tones(joined(tmp_path / "zeros.mp3", first, bytes(200_000), second)) == [
        *range(6)
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".mp3", ".flac", ".wav", ".mka", ".wma"])
def test_half_a_file_is_still_called_cut(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", samples=tones(4))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert is_called_cut(path)


def test_a_link_that_cannot_be_read_costs_no_more_than_itself(tmp_path: Path) -> None:
    parts = [
        make_audio(tmp_path / f"{first}.ogg", samples=tones(3, first=first)) for first in (0, 3, 6)
    ]
    damaged = parts[1].read_bytes().replace(b"\x01vorbis", b"\x01nobody")
    path = joined(tmp_path / "radio.ogg", parts[0], damaged, parts[2])
    assert heard_tones(path) == [0, 1, 2, 6, 7, 8]
    assert heard_tones(path, 4.0) == [7, 8]
    assert is_called_cut(path)


def test_a_chain_whose_last_link_is_cut_is_called_cut(tmp_path: Path) -> None:
    path = chained(tmp_path / "joined.ogg", ".ogg", (3, 44_100), (3, 22_050))
    path.write_bytes(path.read_bytes()[:-700])
    assert is_called_cut(path)


def test_the_hash_of_ordinary_files_is_what_it_was(tmp_path: Path) -> None:
    """Libraries are keyed by it: packets alone, in their order, from the first to the last."""
    for suffix in (".ogg", ".opus", ".mp3", ".flac", ".m4a"):
        path = make_audio(tmp_path / f"song{suffix}")
        digest = hashlib.sha256()
        with av.open(str(path)) as container:
            for packet in container.demux(audio=0):
                if packet.size:
                    digest.update(packet)
        assert audio_hash(path) == digest.hexdigest()
    assert audio_hash(make_audio(tmp_path / "sine.mpc")).startswith("52d26d")
