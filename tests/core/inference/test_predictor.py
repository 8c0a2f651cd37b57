from __future__ import annotations

import tempfile
import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import TrackEmotion
from mer_core.errors import DecodeError, InputError, ModelError
from mer_core.inference.device import choose_device
from mer_core.inference.predictor import Predictor
from mer_core.jobs import JobCancelled, SilentContext
from tests.core.inference.tiny_net import STEP_S, music, tiny_predictor
from tests.data.audio_files import make_audio

RATE = 16000


def heard(predictor: Predictor, samples: np.ndarray) -> TrackEmotion:
    """What is said of a file of float32 [num_samples] at the model's rate."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.wav"
        make_audio(path, sample_rate=RATE, samples=samples[:, None], codec="pcm_f32le")
        return predictor.predict(path, SilentContext())


def assert_same(ours: TrackEmotion, theirs: TrackEmotion, *, atol: float = 1e-4) -> None:
    np.testing.assert_allclose(ours.curve.valence, theirs.curve.valence, atol=atol)
    np.testing.assert_allclose(ours.curve.arousal, theirs.curve.arousal, atol=atol)
    assert ours.valence == pytest.approx(theirs.valence, abs=atol)
    assert ours.arousal == pytest.approx(theirs.arousal, abs=atol)
    assert [mood.name for mood in ours.moods] == [mood.name for mood in theirs.moods]


@pytest.mark.parametrize("segment_s", [0.5, 2.0, 7.5])
def test_the_curve_does_not_depend_on_the_size_of_the_segments(segment_s: float) -> None:
    samples = music(21.3)
    assert_same(
        heard(tiny_predictor(segment_s=segment_s), samples), heard(tiny_predictor(), samples)
    )


def test_leading_and_trailing_silence_change_nothing() -> None:
    samples = music(10.0)
    silence = np.zeros(2 * RATE, np.float32)
    predictor = tiny_predictor()
    plain = heard(predictor, samples)
    padded = heard(predictor, np.concatenate((silence, samples, silence)))
    assert padded.valence == pytest.approx(plain.valence, abs=1e-5)
    assert padded.arousal == pytest.approx(plain.arousal, abs=1e-5)
    assert padded.curve.moods[:4] == ("uncertain",) * 4
    np.testing.assert_allclose(padded.curve.valence[4:24], plain.curve.valence, atol=1e-5)
    # Across silence the curve is a straight line, so that it does not jump.
    assert padded.curve.valence[0] == padded.curve.valence[4]


def test_a_file_becomes_a_track_emotion(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac", sample_rate=44_100, samples=_stereo(12.2))
    context = SilentContext()
    emotion = tiny_predictor().predict(path, context)
    assert emotion.duration_s == pytest.approx(12.2, abs=0.01)
    assert emotion.curve.step_s == STEP_S
    assert emotion.curve.num_steps == 25
    assert not emotion.uncertain
    assert 1 <= len(emotion.moods) <= 3
    assert emotion.heads is not None
    assert emotion.model.id == "tiny"
    assert not emotion.truncated
    fractions = [progress.fraction for progress in context.progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {(progress.phase, progress.item) for progress in context.progress} == {
        ("Analysing", "song.flac")
    }


def _stereo(duration_s: float) -> np.ndarray:
    return np.repeat(music(duration_s, sample_rate=44_100)[:, None], 2, axis=1)


@pytest.mark.parametrize("duration_s", [0.1, 0.5, 0.7, 1.0])
def test_a_very_short_file_has_an_emotion(tmp_path: Path, duration_s: float) -> None:
    samples = _stereo(2.0)[: int(44_100 * duration_s)]
    path = make_audio(tmp_path / "short.wav", sample_rate=44_100, samples=samples)
    emotion = tiny_predictor().predict(path, SilentContext())
    assert emotion.curve.num_steps == int(np.ceil(duration_s / STEP_S - 1e-6))
    assert emotion.duration_s == pytest.approx(duration_s, abs=0.01)


def test_the_tail_shorter_than_a_step_counts() -> None:
    samples = music(10.2)
    assert heard(tiny_predictor(), samples).curve.num_steps == 21
    louder = samples.copy()
    louder[-3000:] *= 3.0
    ours, theirs = heard(tiny_predictor(), louder), heard(tiny_predictor(), samples)
    assert ours.curve.valence[-1] != theirs.curve.valence[-1]


def test_a_truncated_file_is_analysed_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac", sample_rate=44_100, samples=_stereo(20.0))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    emotion = tiny_predictor().predict(path, SilentContext())
    assert emotion.truncated
    assert 5.0 < emotion.duration_s < 15.0


def test_a_file_that_is_no_sound_raises_a_decode_error(tmp_path: Path) -> None:
    path = tmp_path / "text.mp3"
    path.write_text("this is no sound")
    with pytest.raises(DecodeError):
        tiny_predictor().predict(path, SilentContext())


class _Impatient(SilentContext):
    def __init__(self, patience: int) -> None:
        super().__init__()
        self.patience = patience

    def check_cancelled(self) -> None:
        self.patience -= 1
        if self.patience < 0:
            raise JobCancelled


def test_cancelling_stops_within_seconds_of_sound(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.wav", sample_rate=44_100, samples=_stereo(60.0))
    context = _Impatient(5)
    with pytest.raises(JobCancelled):
        tiny_predictor().predict(path, context)
    assert 0.0 < context.progress[-1].fraction < 0.7
    assert tiny_predictor().predict(path, SilentContext()).duration_s == pytest.approx(60.0)


def test_where_memory_runs_out_segments_are_halved_and_the_curve_stays_the_same() -> None:
    samples = music(70.0)
    cramped = tiny_predictor(segment_s=64.0, max_samples=20 * RATE)
    assert_same(heard(cramped, samples), heard(tiny_predictor(), samples))


def test_where_no_memory_suffices_the_song_fails_with_a_sentence() -> None:
    with pytest.raises(ModelError, match="memory"):
        heard(tiny_predictor(max_samples=RATE), music(30.0))


def test_memory_does_not_grow_with_the_song(tmp_path: Path) -> None:
    block = (music(10.0) * 32767).astype("<i2").tobytes()

    def peak(num_blocks: int) -> int:
        path = tmp_path / f"{num_blocks}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", "NONE"))
            for _ in range(num_blocks):
                file.writeframes(block)
        tracemalloc.start()
        tiny_predictor().predict(path, SilentContext())
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(6)
    # Two minutes may be decoded ahead, 8 MB; the long song is 77 MB.
    assert peak(120) - peak(12) < 16 * 2**20


def test_silence_noise_and_a_test_tone_are_uncertain_with_no_confidence() -> None:
    generator = np.random.default_rng(0)
    times = np.arange(10 * RATE) / RATE
    sounds = {
        "silence": np.zeros(len(times)),
        "white noise": 0.1 * generator.normal(size=len(times)),
        "440 Hz": 0.5 * np.sin(2 * np.pi * 440.0 * times),
    }
    for name, sound in sounds.items():
        emotion = heard(tiny_predictor(), sound.astype(np.float32))
        assert emotion.uncertain, name
        assert [mood.name for mood in emotion.moods] == ["uncertain"]
        assert emotion.confidence < 0.1
        assert set(emotion.curve.moods) == {"uncertain"}
        assert emotion.quadrant is None


def test_a_device_that_is_unknown_or_absent_is_refused_with_a_sentence() -> None:
    assert choose_device("cpu").type == "cpu"
    assert choose_device("auto").type in ("cpu", "cuda", "mps")
    with pytest.raises(InputError, match="unknown"):
        choose_device("abacus")
    for name in {"cuda", "mps"} - {choose_device("auto").type}:
        with pytest.raises(InputError, match=f"no {name.upper()} device"):
            choose_device(name)


def test_the_device_is_told_in_words() -> None:
    assert tiny_predictor().device_name == "CPU (1 thread)"
