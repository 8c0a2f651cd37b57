"""What stands beside a figure: the probe, the ceilings, top-k."""

from __future__ import annotations

import numpy as np
import pytest

from mer_core.training import metrics
from mer_core.training.companions import (
    ceiling_of,
    probe_answers,
    reliability,
    spectrum_statistics,
    split_half_agreement,
)
from mer_core.training.splits import group_folds, random_folds

_RATE = 16000


def _recordings(num_songs: int, per_song: int) -> tuple[np.ndarray, np.ndarray]:
    """Pieces of songs, each with a sound of its own, and the song of every piece."""
    random = np.random.default_rng(1)
    time = np.arange(_RATE // 2) / _RATE
    pieces = []
    for _ in range(num_songs):
        pitches, gains = random.uniform(100, 6000, 4), random.uniform(0.02, 0.2, 4)
        for _ in range(per_song):
            phases = random.uniform(0, 2 * np.pi, 4)
            waves = np.sin(2 * np.pi * pitches[:, None] * time + phases[:, None])
            pieces.append(gains @ waves + 0.002 * random.normal(size=len(time)))
    return np.array(pieces, np.float32), np.repeat(np.arange(num_songs), per_song)


def test_spectrum_statistics_are_the_mel_spectrums_mean_and_deviation() -> None:
    from mer_core.features.mel import MelSpec, log_mel

    pieces, _ = _recordings(70, 1)
    pieces.flags.writeable = False
    found = spectrum_statistics(pieces, _RATE)
    assert found.shape == (70, 80)
    assert found.dtype == np.float32
    mel = log_mel(pieces[66], MelSpec(_RATE, 1024, 512, 40, 30.0, 7600.0))
    expected = np.concatenate([mel.mean(axis=1), mel.std(axis=1)])
    assert np.allclose(found[66], expected, atol=1e-3)
    assert spectrum_statistics(pieces[:0], _RATE).shape == (0, 80)
    assert spectrum_statistics(pieces[:1], 8000).shape == (1, 80)


def test_the_probe_answers_with_the_nearest_piece_on_equal_scales() -> None:
    # The second feature is a thousand times larger but tells the same once standardised.
    train = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1000.0]], np.float32)
    classes = np.array([3, 1, 2])
    test = np.array([[0.9, 300.0], [0.1, 700.0], [0.4, 300.0]], np.float32)
    assert probe_answers(train, classes, test).tolist() == [1, 2, 3]
    places = np.array([[0.0, 0.5], [1.0, -0.5], [-1.0, 0.25]])
    assert probe_answers(train, places, test)[0].tolist() == [1.0, -0.5]


def test_a_feature_that_never_changes_does_not_disturb_the_probe() -> None:
    train = np.array([[1.0, 5.0], [2.0, 5.0]], np.float32)
    assert probe_answers(train, np.array([0, 1]), train).tolist() == [0, 1]


def test_the_probe_recognises_recordings_under_a_random_split_and_not_by_song() -> None:
    pieces, song = _recordings(40, 6)
    labels = np.random.default_rng(5).integers(0, 4, 40)[song]  # of no meaning whatever
    features = spectrum_statistics(pieces, _RATE)
    by_song = group_folds([str(number) for number in song], 5, seed=0)
    scores = {}
    for name, fold in (("random", random_folds(len(song), 5, seed=0)), ("by-song", by_song)):
        answers = np.empty_like(labels)
        for number in range(5):
            held = fold == number
            answers[held] = probe_answers(features[~held], labels[~held], features[held])
        scores[name] = metrics.accuracy(labels, answers)
    assert scores["random"] > 0.95
    assert scores["by-song"] < 0.45


def test_ceilings_are_known_only_where_all_corpora_tell() -> None:
    halves = ceiling_of(("emotify",), "gems", "class", "accuracy")
    assert halves is not None
    assert halves.value == 0.409
    assert ceiling_of(("ravdess_song",), "voice", "class", "accuracy") is None
    assert ceiling_of(("emotify",), "gems", "class", "macro-F1") is None
    assert ceiling_of(("vgmidi",), "plane", "valence", "R2") is not None
    assert ceiling_of(("vgmidi", "soundtracks360"), "plane", "valence", "R2") is None


def test_halves_agree_always_where_all_raters_do_and_by_chance_where_none_do() -> None:
    raters = np.full(400, 20)
    unanimous = np.tile([0.0, 1.0, 0.0, 0.0], (400, 1))
    assert split_half_agreement(unanimous, raters, seed=0, rounds=2) == 1.0
    even = np.random.default_rng(0).binomial(20, 0.25, (400, 4)) / 20
    # Below chance: who is over-represented in one half is missing in the other.
    assert split_half_agreement(even, raters, seed=0, rounds=20) < 0.3


def test_reliability_is_one_without_errors_and_falls_with_them() -> None:
    means = np.array([-1.0, 1.0, -1.0, 1.0])
    assert reliability(means, np.zeros(4), np.full(4, 30.0)) == 1.0
    # A standard deviation of 2 over 16 raters: a squared standard error of .25 in a variance of 1.
    assert reliability(means, np.full(4, 2.0), np.full(4, 16.0)) == pytest.approx(0.75)


def test_top_k_counts_the_truth_among_the_likeliest() -> None:
    guess = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
    truth = np.array([0.0, 1.0, 2.0, 1.0])
    assert metrics.top_k(truth, guess, k=1) == 0.25
    assert metrics.top_k(truth, guess, k=2) == 0.5  # of the last row's equals, 0 comes first
    assert metrics.top_k(truth, guess, k=3) == 1.0
