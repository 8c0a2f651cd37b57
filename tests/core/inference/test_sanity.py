"""What anybody would ask of the model that ships: nothing but the music may matter."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import torch

from mer_core.audio.decode import AudioReader
from mer_core.emotion import TrackEmotion
from mer_core.inference.predictor import Predictor
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.store import find_model
from mer_core.paths import RESOURCES, AppPaths
from tests.data.audio_files import make_audio

RATE = 48_000
DURATION_S = 20.0
#: Russell's plane is 2 wide; nobody sees a fortieth of it.
TOLERANCE = 0.05
DEMO = sorted(path for path in (RESOURCES / "demo").iterdir() if path.suffix != ".md")
VARIANTS = ("louder", "softer", "mp3", "22.05 kHz", "mono", "late", "opus")


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    torch.set_num_threads(1)
    nowhere = tmp_path_factory.mktemp("no-models-of-the-user")
    paths = AppPaths(nowhere, nowhere, nowhere, nowhere)
    return Predictor.load(find_model(paths).folder, device="cpu")


def excerpt(path: Path, sample_rate: int) -> np.ndarray:
    """The first seconds in stereo, at -6 dB: float32 [num_samples, 2]."""
    with AudioReader(path, sample_rate=sample_rate, num_channels=2) as reader:
        samples = np.concatenate(list(reader))
    return (0.5 * samples[: int(DURATION_S * sample_rate)]).astype(np.float32)


@pytest.fixture(scope="module", params=DEMO, ids=lambda path: path.stem)
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, predictor: Predictor
) -> tuple[Path, TrackEmotion]:
    """A demo track and what is said of its excerpt."""
    path = tmp_path_factory.mktemp("plain") / "song.flac"
    make_audio(path, sample_rate=RATE, samples=excerpt(request.param, RATE))
    return request.param, predictor.predict(path, SilentContext())


def write_poor_mp3(path: Path, samples: np.ndarray, sample_rate: int) -> Path:
    """Encode float32 [num_samples, 2] at 96 kbit/s."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=sample_rate, layout="stereo")
        stream.codec_context.bit_rate = 96_000
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate = sample_rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def variant(source: Path, kind: str, folder: Path) -> Path:
    """The same music in another guise."""
    rate = {"22.05 kHz": 22_050, "mp3": 44_100}.get(kind, RATE)
    samples = excerpt(source, rate)
    suffix = {"mp3": ".mp3", "opus": ".opus"}.get(kind, ".flac")
    if kind in ("louder", "softer"):
        samples = samples * (2.0 if kind == "louder" else 0.5)
    elif kind == "mono":
        samples = samples.mean(axis=1, keepdims=True)
    elif kind == "late":
        samples = np.concatenate((np.zeros((2 * rate, 2), np.float32), samples))
    samples, path = samples.astype(np.float32), folder / f"song{suffix}"
    if kind == "mp3":
        return write_poor_mp3(path, samples, rate)
    return make_audio(path, sample_rate=rate, samples=samples)


@pytest.mark.parametrize("kind", VARIANTS)
def test_gain_codec_rate_channels_and_leading_silence_do_not_move_the_song(
    kind: str, demo: tuple[Path, TrackEmotion], predictor: Predictor, tmp_path: Path
) -> None:
    source, plain = demo
    other = predictor.predict(variant(source, kind, tmp_path), SilentContext())
    assert other.valence == pytest.approx(plain.valence, abs=TOLERANCE)
    assert other.arousal == pytest.approx(plain.arousal, abs=TOLERANCE)


def test_the_demo_tracks_are_known_as_music(demo: tuple[Path, TrackEmotion]) -> None:
    _source, emotion = demo
    assert not emotion.uncertain
    assert emotion.confidence > 0.1
    assert emotion.heads is not None
    assert emotion.curve.step_s <= 1.0


@pytest.mark.parametrize("segment_s", [6.0, 21.0])
def test_the_shipped_models_curve_does_not_depend_on_the_segments(segment_s: float) -> None:
    entry = find_model(AppPaths.of_user())
    torch.set_num_threads(1)
    with AudioReader(DEMO[0], sample_rate=16_000) as reader:
        samples = np.concatenate(list(reader))[: 40 * 16_000, 0]
    curves = [
        Predictor(load(entry.folder), device="cpu", segment_s=size)
        .predict_samples([samples], SilentContext())
        .curve
        for size in (segment_s, 60.0)
    ]
    np.testing.assert_allclose(curves[0].valence, curves[1].valence, atol=1e-4)
    np.testing.assert_allclose(curves[0].arousal, curves[1].arousal, atol=1e-4)


@pytest.mark.parametrize("kind", ["silence", "noise", "tone"])
def test_silence_noise_and_a_test_tone_are_uncertain(
    kind: str, predictor: Predictor, tmp_path: Path
) -> None:
    times = np.arange(10 * RATE) / RATE
    sounds = {
        "silence": np.zeros(len(times)),
        "noise": 0.1 * np.random.default_rng(0).normal(size=len(times)),
        "tone": 0.5 * np.sin(2 * np.pi * 440.0 * times),
    }
    samples = sounds[kind].astype(np.float32)[:, None]
    path = make_audio(tmp_path / "sound.mp3", sample_rate=RATE, samples=samples)
    emotion = predictor.predict(path, SilentContext())
    assert [mood.name for mood in emotion.moods] == ["uncertain"]
    assert emotion.confidence < 0.1
