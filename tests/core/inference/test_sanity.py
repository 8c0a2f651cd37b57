"""What anybody would ask of the model that ships: nothing but the music may matter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.audio.decode import AudioReader
from mer_core.emotion import TrackEmotion
from mer_core.inference.predictor import Predictor
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from tests.data.audio_files import make_audio
from tests.data.guises import DEMO, GUISES, STRANGE, disguised, plain, strange

#: Russell's plane is 2 wide; nobody sees a fortieth of it.
TOLERANCE = 0.05


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    torch.set_num_threads(1)
    nowhere = tmp_path_factory.mktemp("no-models-of-the-user")
    paths = AppPaths(nowhere, nowhere, nowhere, nowhere)
    return Predictor.load(find_model(paths).folder, device="cpu")


@pytest.fixture(scope="module", params=DEMO, ids=lambda path: path.stem)
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, predictor: Predictor
) -> tuple[Path, TrackEmotion]:
    """A demo track and what is said of its excerpt."""
    path = plain(request.param, tmp_path_factory.mktemp("plain"))
    return request.param, predictor.predict(path, SilentContext())


@pytest.mark.parametrize("kind", GUISES)
def test_gain_codec_rate_channels_and_leading_silence_do_not_move_the_song(
    kind: str, demo: tuple[Path, TrackEmotion], predictor: Predictor, tmp_path: Path
) -> None:
    source, known = demo
    other = predictor.predict(disguised(source, kind, tmp_path), SilentContext())
    assert other.valence == pytest.approx(known.valence, abs=TOLERANCE)
    assert other.arousal == pytest.approx(known.arousal, abs=TOLERANCE)


def test_the_demo_tracks_are_known_as_music(demo: tuple[Path, TrackEmotion]) -> None:
    _source, emotion = demo
    assert not emotion.uncertain
    assert emotion.confidence > 0.1
    assert emotion.heads is not None
    assert emotion.curve.step_s <= 1.0


@pytest.mark.parametrize("segment_s", [6.0, 21.0])
def test_the_shipped_models_curve_does_not_depend_on_the_segments(
    segment_s: float, tmp_path: Path
) -> None:
    entry = find_model(AppPaths.of_user())
    torch.set_num_threads(1)
    with AudioReader(DEMO[0], sample_rate=16_000) as reader:
        samples = np.concatenate(list(reader))[: 40 * 16_000, :1]
    path = make_audio(
        tmp_path / "excerpt.wav", sample_rate=16_000, samples=samples, codec="pcm_f32le"
    )
    curves = [
        Predictor(load(entry.folder), device="cpu", segment_s=size)
        .predict(path, SilentContext())
        .curve
        for size in (segment_s, 60.0)
    ]
    np.testing.assert_allclose(curves[0].valence, curves[1].valence, atol=1e-4)
    np.testing.assert_allclose(curves[0].arousal, curves[1].arousal, atol=1e-4)


@pytest.mark.parametrize("kind", STRANGE)
def test_silence_noise_a_test_tone_and_speech_like_noise_are_uncertain(
    kind: str, predictor: Predictor, tmp_path: Path
) -> None:
    emotion = predictor.predict(strange(kind, tmp_path), SilentContext())
    assert [mood.name for mood in emotion.moods] == ["uncertain"]
    assert emotion.confidence < 0.1


def test_what_is_said_of_a_sound_does_not_depend_on_its_neighbours_in_the_batch() -> None:
    net = load(find_model(AppPaths.of_user()).folder).module
    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(0)
    sounds = 0.1 * torch.randn(3, 12 * 16_000, generator=random)
    with torch.inference_mode():
        together, alone = net(sounds), net(sounds[1:2])
    torch.testing.assert_close(together.valence[1:2], alone.valence, atol=1e-4, rtol=0)
    torch.testing.assert_close(together.arousal[1:2], alone.arousal, atol=1e-4, rtol=0)
