"""Fixtures for playback: a sound system of its own, and songs to play on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.audio_files import make_audio
from tests.gui.playback.hearing import make_noise
from tests.gui.playback.sound import SoundSystem


@pytest.fixture(scope="session")
def sound_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundSystem]:
    """One daemon for every test that does not break it."""
    with SoundSystem(tmp_path_factory.mktemp("sound") / "pulse") as system:
        yield system


@pytest.fixture
def own_sound_system(tmp_path: Path) -> Iterator[SoundSystem]:
    """A daemon that the test may break."""
    with SoundSystem(tmp_path / "pulse") as system:
        yield system


@pytest.fixture(scope="session")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four seconds of noise at a rate that is not the card's."""
    path = tmp_path_factory.mktemp("songs") / "noise.flac"
    return make_noise(path, duration_s=24.0, sample_rate=48_000)


@pytest.fixture(scope="session")
def hum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of a low steady tone, in which every click shows."""
    path = tmp_path_factory.mktemp("songs") / "hum.flac"
    return make_audio(path, duration_s=20.0, frequency_hz=110.0)
