from __future__ import annotations

import os
import random
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from mer_core.audio.decode import AudioReader, read
from mer_core.audio.hash import audio_hash
from mer_core.audio.probe import probe
from mer_core.errors import DecodeError
from tests.data.audio_files import MUSIC_SUFFIXES, make_audio

SAMPLE_RATE = 16_000
JARGON = ("errno", "averror", "avcodec", "invalid data", "stream #", "packet", "ffmpeg", "demux")


def refusal(path: Path) -> str:
    """The sentence with which ``path`` is refused, in every way of reading it."""
    with pytest.raises(DecodeError) as caught:
        read(path, sample_rate=SAMPLE_RATE)
    for look in (probe, audio_hash):
        with pytest.raises(DecodeError) as other:
            look(path)
        assert other.value.path == path
    sentence = str(caught.value)
    assert sentence.endswith((".", "?"))
    assert not any(word in sentence.lower() for word in JARGON)
    return sentence


def write_wav(path: Path, *, sample_rate: int, num_channels: int, num_frames: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(num_channels)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(bytes(2 * num_channels * num_frames))
    return path


@pytest.mark.parametrize("suffix", [*MUSIC_SUFFIXES, ".mpc", ".ape", ".aac", ".mp4", ".xyz"])
def test_what_is_no_sound_is_refused_whatever_its_name(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"song{suffix}"
    path.write_text("Not a sound, but a letter to the reader. " * 2000)
    assert "no sound file" in refusal(path)
    path.write_bytes(random.Random(1).randbytes(100_000))
    with pytest.raises(DecodeError):
        read(path, sample_rate=SAMPLE_RATE)
    path.write_bytes(bytes(300_000))
    assert "no sound file" in refusal(path)
    path.write_bytes(b"")
    assert "empty" in refusal(path)
    path.write_bytes(b"I")
    assert "no sound file" in refusal(path)


def test_garbage_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = make_audio(tmp_path / "song.mp3", duration_s=3.0)
    data = bytearray(path.read_bytes())
    data[9_000:20_000] = random.Random(2).randbytes(11_000)
    path.write_bytes(data)
    read(path, sample_rate=SAMPLE_RATE)
    path.write_bytes(random.Random(3).randbytes(50_000))
    with pytest.raises(DecodeError):
        read(path, sample_rate=SAMPLE_RATE)
    assert capfd.readouterr() == ("", "")


def test_a_play_list_cannot_lead_to_other_files(tmp_path: Path) -> None:
    song = make_audio(tmp_path / "song.mp3")
    path = tmp_path / "list.mp3"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{song}\n#EXT-X-ENDLIST\n")
    refusal(path)
    path.write_text(f"ffconcat version 1.0\nfile '{song}'\n")
    refusal(path)


def test_a_folder_a_missing_file_and_a_broken_link_say_so(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)
    assert "not there" in refusal(tmp_path / "gone.mp3")
    (tmp_path / "link.mp3").symlink_to(tmp_path / "gone.mp3")
    assert "not there" in refusal(tmp_path / "link.mp3")


def test_what_never_ends_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    (tmp_path / "zero.wav").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe.mp3", tmp_path / "zero.wav", Path("/dev/zero")):
        assert "no end" in refusal(path)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.mp3"
    path.symlink_to(path)
    assert "cannot be opened" in refusal(path)


def test_a_file_one_may_not_read_says_so(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "secret.wav")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # who may read everything, and so looks at it as nobody
        os.seteuid(65_534)
    try:
        assert "permission" in refusal(path)
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("code", [b"enca", b"drms", b"adrm"])
def test_locked_mp4_sound_is_named_as_such(code: bytes, tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.m4a")
    data = path.read_bytes()
    at = data.rindex(b"mp4a", 0, data.index(b"esds"))
    path.write_bytes(data[:at] + code + data[at + 4 :])
    assert "copy protection" in refusal(path)


def test_locked_windows_media_sound_is_named_as_such(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.wma")
    codec_list = bytes.fromhex("4052d1861d31d011a3a400a0c90348f6")
    locked = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e")
    data = path.read_bytes()
    assert codec_list in data
    path.write_bytes(data.replace(codec_list, locked))
    assert "copy protection" in refusal(path)


def test_absurd_rates_and_channels_are_refused(tmp_path: Path) -> None:
    slow = write_wav(tmp_path / "slow.wav", sample_rate=1, num_channels=1, num_frames=100)
    assert "1 Hz" in refusal(slow)
    wide = write_wav(tmp_path / "wide.wav", sample_rate=44_100, num_channels=96, num_frames=4410)
    assert "96 channels" in refusal(wide)
    for offset, value in ((24, 0), (24, 0xFFFF_FFFF)):
        good = write_wav(tmp_path / "odd.wav", sample_rate=44_100, num_channels=2, num_frames=441)
        data = bytearray(good.read_bytes())
        struct.pack_into("<I", data, offset, value)
        good.write_bytes(data)
        refusal(good)


def test_a_wav_of_no_samples_holds_no_sound(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "none.wav", sample_rate=44_100, num_channels=2, num_frames=0)
    with pytest.raises(DecodeError, match="no sound"):
        read(path, sample_rate=SAMPLE_RATE)


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    assert "no sound in it" in refusal(path)


@pytest.mark.parametrize(
    "suffix", [".mp3", ".flac", ".ogg", ".opus", ".wav", ".aiff", ".wma", ".wv", ".mka", ".mkv"]
)
def test_a_truncated_file_is_read_as_far_as_it_goes(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=4.0)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with AudioReader(path, sample_rate=SAMPLE_RATE) as reader:
        num_samples = sum(len(block) for block in reader)
    assert reader.truncated
    assert 0.9 < num_samples / SAMPLE_RATE < 2.5


def test_a_truncated_m4a_with_its_index_in_front_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    options = {"movflags": "faststart"}
    path = make_audio(tmp_path / "song.m4a", duration_s=4.0, container_options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with AudioReader(path, sample_rate=SAMPLE_RATE) as reader:
        num_samples = sum(len(block) for block in reader)
    assert reader.truncated
    assert 1.5 < num_samples / SAMPLE_RATE < 2.5


def test_a_sound_mp3_without_a_frame_count_is_not_called_truncated(tmp_path: Path) -> None:
    options = {"write_xing": "0"}
    # Loud noise after silence: a guess of the length from the first frames is far off.
    samples = np.zeros((44_100 * 4, 1), np.float32)
    samples[44_100:] = np.random.default_rng(1).uniform(-0.9, 0.9, (44_100 * 3, 1))
    path = make_audio(tmp_path / "song.mp3", samples=samples, container_options=options)
    with AudioReader(path, sample_rate=SAMPLE_RATE) as reader:
        num_samples = sum(len(block) for block in reader)
    assert not reader.truncated
    assert num_samples / SAMPLE_RATE == pytest.approx(4.0, abs=0.1)


def test_a_wav_written_into_a_pipe_is_not_called_truncated(tmp_path: Path) -> None:
    for size in (0xFFFF_FFFF, 0x7FFF_FFFF):
        path = make_audio(tmp_path / "pipe.wav")
        data = bytearray(path.read_bytes())
        struct.pack_into("<I", data, data.index(b"data") + 4, size)
        path.write_bytes(data)
        with AudioReader(path, sample_rate=SAMPLE_RATE) as reader:
            num_samples = sum(len(block) for block in reader)
        assert not reader.truncated
        assert num_samples == pytest.approx(SAMPLE_RATE, abs=20)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".m4a", ".wma", ".mkv"])
def test_damage_in_the_middle_costs_only_the_damaged_part(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=6.0)
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + len(data) // 20] = random.Random(4).randbytes(len(data) // 20)
    path.write_bytes(data)
    samples = read(path, sample_rate=SAMPLE_RATE).samples
    assert len(samples) / SAMPLE_RATE > 4.5
    assert np.isfinite(samples).all()


@pytest.mark.parametrize(
    "name", [b"\xff\xfe\x80.mp3", "🎵 Ünïcödé 日本.mp3".encode(), b"http:host.mp3", b"a|b:c.mp3"]
)
def test_any_file_name_can_be_opened(name: bytes, tmp_path: Path) -> None:
    song = make_audio(tmp_path / "song.mp3")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    song.rename(path)
    assert read(path, sample_rate=SAMPLE_RATE).duration_s == pytest.approx(1.0, abs=0.01)
    assert probe(path).codec == "MP3"
    assert len(audio_hash(path)) == 64
    path.write_bytes(b"")
    str(refusal(path).encode("utf-8"))
