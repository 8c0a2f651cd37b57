"""Decoding ahead: the same blocks, the same errors, and no thread that stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mer_core.arrays import FloatArray
from mer_core.audio.ahead import ahead
from mer_core.audio.decode import AudioReader
from mer_core.errors import DecodeError
from tests.data.audio_files import make_audio


def decoding_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("decoding")]


def test_gives_the_blocks_of_a_file_in_order(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "sine.flac", duration_s=2.0)
    with AudioReader(path, sample_rate=16000, block_s=0.05) as reader:
        straight = list(reader)
    with AudioReader(path, sample_rate=16000, block_s=0.05) as reader:
        early = list(ahead(reader, 3))
    assert len(early) == len(straight) > 10
    assert all(np.array_equal(*pair) for pair in zip(early, straight, strict=True))
    assert not decoding_threads()


def numbers(read: list[int]) -> Iterator[FloatArray]:
    for number in range(100):
        read.append(number)
        yield np.full(4, number, np.float32)


def test_is_never_further_ahead_than_it_may_be() -> None:
    read: list[int] = []
    blocks = ahead(numbers(read), 5)
    for expected in range(20):
        assert next(blocks)[0] == expected
        assert len(read) <= expected + 1 + 5
    blocks.close()
    assert not decoding_threads()
    assert len(read) < 100


def test_an_error_comes_in_its_place() -> None:
    def broken() -> Iterator[FloatArray]:
        yield np.zeros(4, np.float32)
        raise DecodeError(Path("song.mp3"), "the disk is gone.")

    blocks = ahead(broken(), 5)
    next(blocks)
    with pytest.raises(DecodeError, match="the disk is gone"):
        next(blocks)
    assert not decoding_threads()
