from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mer_core.emotion import FILM, GEMS, ModelRef, MoodScore, TrackEmotion
from mer_core.inference.calibration import Calibration, loudness_weights
from mer_core.inference.moods import MoodMap
from mer_core.inference.soundness import Soundness
from mer_core.inference.steps import LABELS, Steps
from mer_core.models.confidence import GUESS, Confidence
from mer_core.models.spec import QUANTILES, LabelCalibration, ModelSpec
from tests.core.inference.tiny_net import tiny_spec

MUSIC = Soundness(60.0, 1.0, 0.2, 4.0, 12.0)
REF = ModelRef("tiny", "1", "0" * 64)


def steps_of(num_steps: int, **values: float) -> Steps:
    """Steps in the middle of the tiny model's calibration, but for ``values`` such as film_sad."""
    steps = Steps.empty(num_steps)
    for array in (steps.gems, steps.film, steps.voice):
        array[:] = 0.5
    steps.spread[:] = 0.5
    for name, value in values.items():
        steps.label(name.replace("_", ".", 1) if "_" in name else name)[:] = value
    return steps


def track_of(steps: Steps, levels: np.ndarray | None = None, **options: object) -> TrackEmotion:
    if levels is None:
        levels = np.full(steps.num_steps, -20.0, np.float32)
    calibration = Calibration(tiny_spec(), MoodMap.load())
    soundness = options.pop("soundness", MUSIC)
    assert isinstance(soundness, Soundness)
    return calibration.track(steps, levels, soundness, duration_s=30.0, model=REF)


@pytest.mark.parametrize(
    ("values", "mood"),
    [
        ({"valence": 0.6, "arousal": 0.3, "film_happy": 0.9}, "happy"),
        ({"valence": 0.2, "arousal": 0.7, "film_energy": 0.9, "gems_power": 0.8}, "energetic"),
        ({"valence": -0.5, "arousal": 0.7, "film_anger": 0.9}, "angry"),
        ({"valence": -0.4, "arousal": 0.3, "film_tension": 0.9, "film_fear": 0.9}, "tense"),
        ({"valence": -0.5, "arousal": -0.4, "film_sad": 0.8, "gems_sadness": 0.9}, "sad"),
        ({"valence": 0.3, "arousal": -0.6, "gems_calmness": 0.9}, "calm"),
        ({"gems_nostalgia": 0.95}, "nostalgic"),
        ({"gems_solemnity": 0.95}, "solemn"),
        ({"valence": 0.4, "arousal": -0.3, "film_tender": 0.9, "gems_tenderness": 0.9}, "tender"),
        ({"valence": 0.1, "arousal": -0.4, "gems_amazement": 0.95}, "dreamy"),
    ],
)
def test_each_mood_is_named_by_what_speaks_for_it(values: dict[str, float], mood: str) -> None:
    emotion = track_of(steps_of(20, **values))
    assert emotion.moods[0].name == mood
    assert emotion.moods[0].score > 0.75
    assert set(emotion.curve.moods) == {mood}


def test_no_mood_wins_a_whole_library() -> None:
    generator = np.random.default_rng(0)
    spec = tiny_spec()
    steps = Steps.empty(3000)
    for label in LABELS:
        entry = spec.calibration[label]
        steps.label(label)[:] = generator.normal(entry.mean, entry.sd, 3000)
    evidence = Calibration(spec, MoodMap.load()).evidence(steps.clipped())
    shares = np.bincount(evidence.argmax(axis=1), minlength=10) / 3000
    assert shares.min() > 0.03
    assert shares.max() < 0.25


def test_a_rescaled_head_gives_the_same_moods() -> None:
    """Calibration takes out a head's scale: what counts is its place among the model's answers."""
    spec = tiny_spec()
    entry = spec.calibration["film.sad"]
    narrow = LabelCalibration(
        0.1 * entry.mean, 0.1 * entry.sd, tuple(0.1 * value for value in entry.quantiles)
    )
    labels = {**spec.calibration, "film.sad": narrow}
    wide_steps, narrow_steps = steps_of(1, film_sad=0.7), steps_of(1, film_sad=0.07)
    ours = Calibration(replace(spec, calibration=labels), MoodMap.load()).evidence(narrow_steps)
    theirs = Calibration(spec, MoodMap.load()).evidence(wide_steps)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_movement_bends_the_curve_and_leaves_the_song_where_it_is() -> None:
    still = steps_of(10, valence=0.2, arousal=-0.1)
    ramp = np.linspace(3.0, 3.4, 10)[:, None] * np.array([[1.0, -1.0]])
    track = track_of(replace(still, movement=ramp.astype(np.float32)))
    assert (track.valence, track.arousal) == pytest.approx((0.2, -0.1))
    assert track.curve.valence == pytest.approx(0.2 + np.linspace(-0.2, 0.2, 10), abs=1e-5)
    assert track.curve.arousal == pytest.approx(-0.1 - np.linspace(-0.2, 0.2, 10), abs=1e-5)
    far = track_of(replace(still, movement=20.0 * ramp.astype(np.float32)))
    assert far.curve.valence.max() == pytest.approx(1.0)
    assert far.curve.arousal.min() == pytest.approx(-1.0)


def test_quiet_passages_and_silence_hardly_count() -> None:
    steps = steps_of(20)
    steps.valence[:10], steps.valence[10:] = 0.5, -0.5
    levels = np.where(np.arange(20) < 10, -15.0, -58.0).astype(np.float32)
    assert track_of(steps, levels).valence == pytest.approx(0.48, abs=0.02)
    levels[10:] = -90.0
    emotion = track_of(steps, levels)
    assert emotion.valence == pytest.approx(0.5)
    assert emotion.curve.moods[-1] == "uncertain"
    assert emotion.curve.moods[0] != "uncertain"


def test_the_weights_of_the_steps_do_not_depend_on_the_gain() -> None:
    levels = np.linspace(-45.0, -10.0, 50).astype(np.float32)
    sounding = np.ones(50, dtype=bool)
    weights = loudness_weights(levels, sounding)
    np.testing.assert_allclose(weights, loudness_weights(levels + 6.0, sounding), atol=1e-6)


def stating(**params: float) -> ModelSpec:
    return replace(tiny_spec(), params={f"confidence_{name}": v for name, v in params.items()})


def heard(spec: ModelSpec, steps: Steps, soundness: Soundness = MUSIC) -> TrackEmotion:
    levels = np.full(steps.num_steps, -20.0, np.float32)
    return Calibration(spec, MoodMap.load()).track(
        steps, levels, soundness, duration_s=30.0, model=REF
    )


def test_confidence_is_how_often_such_a_quadrant_is_right() -> None:
    spec = stating(valence=0.4, arousal=0.2, least=0.3)
    far, near = steps_of(10, valence=-0.8, arousal=0.5), steps_of(10, valence=-0.1, arousal=0.5)
    assert heard(spec, far).confidence == pytest.approx(0.977 * 0.994, abs=0.02)
    assert heard(spec, near).confidence == pytest.approx(0.599 * 0.994, abs=0.02)
    surer = stating(valence=0.1, arousal=0.2, least=0.3)
    assert heard(surer, near).confidence > heard(spec, near).confidence + 0.2


def test_noise_brings_confidence_near_a_guess() -> None:
    spec = stating(valence=0.4, arousal=0.2, least=0.26)
    clear = steps_of(10, valence=-0.8, arousal=0.5)
    noisy = heard(spec, clear, replace(MUSIC, noisiness=0.53))
    assert 0.25 <= noisy.confidence < heard(spec, clear).confidence - 0.3


def test_what_is_no_better_than_a_guess_is_called_uncertain_and_keeps_its_place() -> None:
    spec = stating(valence=0.4, arousal=0.2, least=0.3)
    torn, sure = heard(spec, steps_of(10, valence=0.02)), heard(spec, steps_of(10, valence=0.3))
    assert torn.uncertain
    assert torn.quadrant is None
    assert torn.moods == (MoodScore("uncertain", 1.0),)
    assert torn.confidence < 0.3 < sure.confidence
    assert torn.valence == pytest.approx(0.02)
    assert not sure.uncertain
    # What its passages are may be clear all the same.
    assert set(torn.curve.moods) != {"uncertain"}


def test_a_model_that_was_never_judged_on_other_music_has_its_ranges() -> None:
    spec = tiny_spec()
    label = replace(spec.calibration["valence"], error_90=0.658)
    ranged = replace(spec, calibration={**spec.calibration, "valence": label})
    assert Confidence.of_spec(ranged) == Confidence(pytest.approx(0.4), 0.3, GUESS)
    assert Confidence.of_spec(replace(spec, calibration={})) == Confidence(0.35, 0.35, GUESS)
    assert Confidence.of_spec(stating(valence=0.0, arousal=0.2, least=0.3)).valence == 0.3


def test_values_outside_their_scales_are_clipped_and_no_numbers_become_zero() -> None:
    steps = steps_of(4, valence=3.0, film_sad=-0.4)
    steps.arousal[:] = np.nan
    emotion = track_of(steps)
    assert emotion.valence == 1.0
    assert emotion.arousal == 0.0
    assert emotion.heads is not None
    assert emotion.heads.film is not None
    assert emotion.heads.gems is not None
    assert emotion.heads.film[FILM.index("sad")] == 0.0
    assert len(emotion.heads.gems) == len(GEMS)


def test_a_model_without_the_extra_heads_still_names_moods() -> None:
    spec = tiny_spec()
    labels = {name: spec.calibration[name] for name in ("valence", "arousal", "tension")}
    bare = replace(spec, heads=("valence", "arousal"), calibration=labels)
    levels = np.full(10, -20.0, np.float32)
    steps = steps_of(10, valence=-0.5, arousal=-0.5)
    emotion = Calibration(bare, MoodMap.load()).track(
        steps, levels, MUSIC, duration_s=5.0, model=REF
    )
    assert emotion.heads is None
    assert emotion.moods[0].name == "sad"


def test_a_model_of_one_extra_head_answers_that_one_only() -> None:
    single = replace(tiny_spec(), heads=("quadrants", "gems"))
    emotion = Calibration(single, MoodMap.load()).track(
        steps_of(10), np.full(10, -20.0, np.float32), MUSIC, duration_s=5.0, model=REF
    )
    assert emotion.heads is not None
    assert emotion.heads.gems == pytest.approx([0.5] * len(GEMS))
    assert (emotion.heads.film, emotion.heads.voice) == (None, None)


def test_a_degenerate_calibration_does_no_harm() -> None:
    spec = tiny_spec()
    flat = LabelCalibration(0.0, 0.0, (0.0,) * len(QUANTILES))
    flattened = replace(spec, calibration=dict.fromkeys(spec.calibration, flat))
    evidence = Calibration(flattened, MoodMap.load()).evidence(steps_of(5, valence=0.3))
    assert np.isfinite(evidence).all()


def test_a_model_of_long_steps_still_gives_a_value_per_second() -> None:
    spec = replace(tiny_spec(), step_s=2.5)
    levels = np.full(4, -20.0, np.float32)
    steps = steps_of(4)
    steps.valence[:] = (0.1, 0.2, 0.3, 0.4)
    curve = (
        Calibration(spec, MoodMap.load())
        .track(steps, levels, MUSIC, duration_s=10.0, model=REF)
        .curve
    )
    assert curve.num_steps == 12
    assert curve.step_s == pytest.approx(2.5 / 3)
    assert [curve.valence[curve.index_at(time_s)] for time_s in (0.0, 2.6, 5.1, 9.9)] == (
        pytest.approx([0.1, 0.2, 0.3, 0.4])
    )
