"""The nearest neighbour on plain spectra recognises recordings and nothing else."""

from __future__ import annotations

import numpy as np

from mer_core.training import metrics
from mer_core.training.held_out import group_folds, random_folds
from mer_core.training.nets.examples import probe_answers, spectrum_statistics

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
