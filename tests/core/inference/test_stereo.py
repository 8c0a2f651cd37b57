"""What lies between the channels counts for the song's emotion, and ordinary stereo as before."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import torch

from mer_core.audio.decode import AudioReader
from mer_core.emotion import TrackEmotion
from mer_core.inference.predictor import Predictor
from mer_core.jobs import SilentContext
from mer_core.models.store import find_model, read_spec
from mer_core.paths import AppPaths
from tests.data.audio_files import FloatArray, make_audio
from tests.data.guises import DEMO

RATE = 16_000
#: Russell's plane is 2 wide.
TOLERANCE = 0.02


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    torch.set_num_threads(1)
    nowhere = tmp_path_factory.mktemp("no-models-of-the-user")
    paths = AppPaths(nowhere, nowhere, nowhere, nowhere)
    return Predictor.load(find_model(paths).folder, device="cpu")


@pytest.fixture(scope="module", params=DEMO[:3], ids=lambda path: path.stem)
def song(request: pytest.FixtureRequest) -> FloatArray:
    """Fifteen seconds in stereo: float32 [2, num_samples]."""
    with AudioReader(request.param, sample_rate=RATE, num_channels=2) as reader:
        return 0.5 * np.concatenate(list(reader))[: 15 * RATE].T


def heard(predictor: Predictor, *channels: FloatArray) -> TrackEmotion:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "song.wav"
        samples = np.stack(channels, axis=1).astype(np.float32)
        make_audio(path, samples=samples, sample_rate=RATE, codec="pcm_f32le")
        return predictor.predict(path, SilentContext())


def alike(one: TrackEmotion, other: TrackEmotion, tolerance: float = TOLERANCE) -> bool:
    return (
        abs(one.valence - other.valence) <= tolerance
        and abs(one.arousal - other.arousal) <= tolerance
    )


def in_a_room(sound: FloatArray, seed: int) -> FloatArray:
    """The sound with an echo that fades within a second."""
    times = np.arange(RATE) / RATE
    echo = np.random.default_rng(seed).standard_normal(RATE) * np.exp(-5 * times)
    echo *= 0.5 / np.sqrt(np.square(echo).sum())
    size = 1 << (len(sound) + RATE).bit_length()
    echoed = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size))
    return (sound + echoed[: len(sound)]).astype(np.float32)


def test_ordinary_stereo_is_heard_as_its_mean(predictor: Predictor, song: FloatArray) -> None:
    mono = song.mean(axis=0)
    low = np.convolve(mono, np.ones(20) / 20, "same").astype(np.float32)
    high = mono - low
    ordinary = (
        tuple(song),
        (mono, np.zeros_like(mono)),
        (in_a_room(mono, 1), in_a_room(mono, 2)),
        (low + np.float32(0.9) * high, low + np.float32(0.3) * high),
    )
    for channels in ordinary:
        mean = heard(predictor, np.mean(channels, axis=0))
        assert alike(heard(predictor, *channels), mean)


def test_inverted_and_wide_stereo_is_heard_as_what_sounds(
    predictor: Predictor, song: FloatArray
) -> None:
    mono = song.mean(axis=0)
    straight = heard(predictor, mono)
    for factor in (-1.0, -0.98, -0.5):
        assert alike(heard(predictor, mono, np.float32(factor) * mono), straight)
    assert alike(heard(predictor, mono, mono), straight)
    offset = np.float32(0.2)
    assert alike(heard(predictor, mono + offset, mono - offset), straight)


def test_a_wide_song_over_a_quiet_centre_is_not_judged_by_the_centre(
    predictor: Predictor, song: FloatArray
) -> None:
    wide = song.mean(axis=0)
    times = np.arange(len(wide)) / RATE
    centre = (0.02 * np.sin(2 * np.pi * 220 * times)).astype(np.float32)
    straight = heard(predictor, wide + centre)
    apart = heard(predictor, wide + centre, centre - wide)
    # In deviations of its answers over songs, for a model's scale is its own: as .05 was of the
    # first one's.
    calibration = read_spec(find_model(AppPaths.of_user()).folder).calibration
    for axis in ("valence", "arousal"):
        moved = abs(getattr(apart, axis) - getattr(straight, axis))
        assert moved <= 0.18 * calibration[axis].sd, axis


def test_the_file_is_judged_so_from_end_to_end(
    predictor: Predictor, song: FloatArray, tmp_path: Path
) -> None:
    mono = song.mean(axis=0)
    turned = make_audio(
        tmp_path / "turned.flac", samples=np.stack((mono, -mono), axis=1), sample_rate=RATE
    )
    emotion = predictor.predict(turned, SilentContext())
    assert not emotion.uncertain
    assert alike(emotion, heard(predictor, mono))
