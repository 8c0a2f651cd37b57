"""Files that other players play: tags in front, small Musepack, seeks that lead nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3, TIT2

from mer_core.audio.decode import AudioReader, read
from mer_core.audio.hash import audio_hash
from mer_core.audio.probe import probe
from mer_core.audio.sound_file import SoundFile
from tests.data.audio_files import ENCODINGS, FILES, READY_MADE, make_audio
from tests.data.musepack_file import write_sv7

ALL = [*ENCODINGS, *READY_MADE, ".ape"]


def with_id3_in_front(path: Path) -> Path:
    tagged = path.with_name(f"tagged {path.name}")
    tags = ID3()
    tags.add(TIT2(encoding=3, text=["A title " * 300]))
    tagged.write_bytes(b"")
    tags.save(tagged)
    tagged.write_bytes(tagged.read_bytes() + path.read_bytes())
    return tagged


@pytest.mark.parametrize("suffix", ALL)
def test_an_id3_tag_in_front_of_any_format_is_passed_over(suffix: str, tmp_path: Path) -> None:
    path = make_audio(tmp_path / f"song{suffix}")
    tagged = with_id3_in_front(path)
    assert probe(tagged).codec == probe(path).codec
    assert audio_hash(tagged) == audio_hash(path)
    np.testing.assert_array_equal(
        read(tagged, sample_rate=16_000).samples, read(path, sample_rate=16_000).samples
    )


@pytest.mark.parametrize("num_frames", [1, 2, 7, 60])
def test_small_musepack_of_version_7_is_read(num_frames: int, tmp_path: Path) -> None:
    path = write_sv7(tmp_path / "small.mpc", num_frames=num_frames)
    for file in (path, with_id3_in_front(path)):
        with AudioReader(file, sample_rate=44_100) as reader:
            samples = np.concatenate(list(reader))[:, 0]
        assert len(samples) == num_frames * 1152
        assert np.abs(samples).max() > 0.1
        assert not reader.truncated
        assert probe(file).codec == "Musepack"


@pytest.mark.parametrize("end", ["whole", "no seek table", "a short seek table", "id3v1"])
@pytest.mark.parametrize("name", ["tiny.mpc", "sine.mpc"])
def test_musepack_of_version_8_is_read_whatever_its_seek_table(
    name: str, end: str, tmp_path: Path
) -> None:
    data = (FILES / name).read_bytes()
    table = data.rindex(b"ST")
    path = tmp_path / name
    path.write_bytes({
        "whole": data,
        "no seek table": data[:table],
        "a short seek table": data[: table + 4],
        "id3v1": data + b"TAG" + bytes(125),
    }[end])  # fmt: skip
    with AudioReader(path, sample_rate=44_100) as reader:
        samples = np.concatenate(list(reader))[:, 0]
    assert np.abs(samples).max() > 0.3
    assert len(samples) >= (882 if name == "tiny.mpc" else 44_100)
    assert not reader.truncated
    assert probe(path).duration_s == (0.02 if name == "tiny.mpc" else 1.0)
    with AudioReader(path, sample_rate=44_100, start_s=0.01) as reader:
        assert sum(len(block) for block in reader) == len(samples) - 441


@pytest.mark.parametrize("suffix", ALL)
def test_nothing_is_printed_of_an_ordinary_file(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = make_audio(tmp_path / f"song{suffix}", duration_s=3.0)
    for start_s in (0.0, 1.0, 60.0):
        with AudioReader(path, sample_rate=16_000, start_s=start_s) as reader:
            for _ in reader:
                pass
    audio_hash(path)
    assert capfd.readouterr() == ("", "")


def test_a_wma_file_that_tells_of_places_far_away_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = make_audio(tmp_path / "song.wma", duration_s=3.0)
    data = bytearray(path.read_bytes())
    at = data.index(bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c"))
    for size in (0x7FFF_FFFF_FFFF_FF00, 0xFFFF_FFFF_FFFF_FFFF):
        data[at + 16 : at + 24] = size.to_bytes(8, "little")
        path.write_bytes(data)
        with AudioReader(path, sample_rate=16_000, start_s=1.0) as reader:
            for _ in reader:
                pass
    assert capfd.readouterr() == ("", "")


def test_a_seek_answers_as_files_do_and_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "bytes.bin"
    path.write_bytes(bytes(range(100)))
    file = SoundFile(path)
    file.narrow(10, 90)
    assert file.seek(5) == 5
    assert file.read(1) == b"\x0f"
    assert file.seek(-1, os.SEEK_END) == 79
    assert file.seek(-70, os.SEEK_CUR) == 9
    assert file.seek(500) == 500
    assert file.read(1) == b""
    file.seek(3)
    for offset, whence in (
        (-1, os.SEEK_SET), (-81, os.SEEK_END), (1 << 63, os.SEEK_SET), ((1 << 63) - 1, os.SEEK_CUR),
        (0, 0x10000), (0, 99),
    ):  # fmt: skip
        assert file.seek(offset, whence) == -1
    assert file.tell() == 3
    assert file.seek(7, 0x20000) == 7
    file.close()
