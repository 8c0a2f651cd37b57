"""Whole corpora and genres are left out, and places are judged by what listeners were asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import folds_of
from mer_core.training.leave_out import auc, deal_out, plane_exams
from mer_core.training.requests import BY_CORPUS, BY_GENRE, BY_SONG


def clip(corpus: str, name: str, **labels: object) -> LabelledClip:
    return LabelledClip(corpus, name, Path("x"), f"song {name}", **labels)  # type: ignore[arg-type]


CLIPS = [
    clip("soundtracks360", "a", valence=0.5, arousal=0.1),
    clip("ravdess_song", "b", valence=-0.5, arousal=0.1, weak=True, voice=3),
    clip("grekow", "out_pop.00001", valence=0.2, arousal=0.3),
    clip("grekow", "out_rock.00001", valence=-0.2, arousal=0.6),
    clip("emopia", "c", quadrant="Q4"),
    clip("emotify", "d", gems=(0.1,) * 9),
]


def test_every_corpus_of_music_that_says_something_of_the_plane_is_left_out_once() -> None:
    folds = list(folds_of(deal_out(CLIPS, BY_CORPUS)))
    held = [{CLIPS[index].corpus for index in fold.held} for fold in folds]
    assert held == [{"emopia"}, {"grekow"}, {"soundtracks360"}]
    for fold in folds:
        assert sorted([*fold.seen, *fold.held]) == list(range(len(CLIPS)))
        # What is sung, and what has no place, always teaches.
        assert {1, 5} <= set(fold.seen.tolist())


def test_a_genre_is_left_out_by_itself_and_all_else_is_learnt_from() -> None:
    folds = list(folds_of(deal_out(CLIPS, BY_GENRE)))
    assert [fold.held.tolist() for fold in folds] == [[2], [3]]
    assert folds[0].seen.tolist() == [0, 1, 3, 4, 5]
    assert deal_out(CLIPS[:2], BY_GENRE).folds_run == 0


def test_left_out_places_are_judged_by_order_and_side_those_of_folds_by_value_too() -> None:
    random = np.random.default_rng(0)
    places = random.uniform(-1, 1, (40, 2))
    clips = [
        clip("vgmidi", str(index), valence=float(v), arousal=float(a))
        for index, (v, a) in enumerate(places)
    ]
    asked = {
        protocol: {
            (exam.label, name): metric(exam.truth, exam.answers)
            for exam in plane_exams(protocol, clips, 0.1 + 0.5 * places, 0.0 * places)
            for name, metric in exam.metrics.items()
        }
        for protocol in (BY_SONG, BY_CORPUS)
    }
    assert asked[BY_CORPUS]["plane.valence", "r"] == pytest.approx(1.0)
    assert ("plane.valence", "R2") not in asked[BY_CORPUS]
    assert asked[BY_SONG]["plane.valence", "R2"] < 0.8
    assert {"CCC", "R2", "RMSE", "r"} == {
        name for label, name in asked[BY_SONG] if label == "plane.arousal"
    }
    sides = (places >= 0) == (0.1 + 0.5 * places >= 0)
    assert asked[BY_CORPUS]["quadrant", "accuracy"] == pytest.approx(sides.all(axis=1).mean())


def test_quadrants_are_judged_by_the_sides_of_both_axes() -> None:
    clips = [clip("emopia", str(n), quadrant=f"Q{n % 4 + 1}") for n in range(8)]
    said = np.array([(0.3, 0.9), (0.1, 0.8), (0.1, -0.1), (0.4, -0.3)] * 2)
    exams = {exam.label: exam for exam in plane_exams(BY_CORPUS, clips, said, 0.0 * said)}
    assert set(exams) == {"plane.valence", "plane.arousal", "quadrant"}
    (metric,) = exams["plane.valence"].metrics.values()
    assert exams["plane.valence"].metrics.keys() == {"AUC"}
    assert metric(exams["plane.valence"].truth, said[:, 0]) == 1.0
    assert metric(exams["plane.valence"].truth, exams["plane.valence"].constant) == 0.5
    # Valence is right of zero everywhere: half of the quadrants are wrong all the same.
    quadrant = exams["quadrant"]
    assert quadrant.metrics["accuracy"](quadrant.truth, quadrant.answers) == 0.5
    assert quadrant.metrics["accuracy"](quadrant.truth, quadrant.constant) == 0.25


def test_places_that_nobody_rated_have_no_quadrant() -> None:
    weak = [replace(CLIPS[0], name=str(n), valence=n / 9, weak=True) for n in range(9)]
    said = np.zeros((9, 2))
    assert {exam.label for exam in plane_exams(BY_CORPUS, weak, said, said)} == {
        "plane.valence", "plane.arousal",
    }  # fmt: skip
    assert list(plane_exams(BY_CORPUS, [CLIPS[-1]], said[:1], said[:1])) == []


def test_knowing_the_genre_is_no_help_within_genres() -> None:
    genres = {"pop": 0.6, "rock": -0.6}
    clips = [
        clip("grekow", f"out_{name}.{n}", valence=place + n / 50, arousal=n / 10)
        for name, place in genres.items()
        for n in range(10)
    ]
    said = np.array([(genres[one.name[4:].split(".")[0]], one.arousal) for one in clips])
    found = {
        exam.label: exam.metrics["r"](exam.truth, exam.answers)
        for exam in plane_exams(BY_GENRE, clips, said, 0.0 * said)
        if "r" in exam.metrics
    }
    assert found["plane.valence"] > 0.9
    assert found["plane.valence, within genres"] == pytest.approx(0.0, abs=1e-9)
    assert found["plane.arousal, within genres"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("truth", "guess", "value"),
    [
        ([-1, -1, 1, 1], [1, 2, 3, 4], 1.0),
        ([1, 1, -1, -1], [1, 2, 3, 4], 0.0),
        ([-1, 1, -1, 1], [1, 1, 1, 1], 0.5),
        ([-1, -1, 1, 1], [1, 3, 2, 4], 0.75),
    ],
)
def test_auc_counts_pairs_in_the_right_order(
    truth: list[float], guess: list[float], value: float
) -> None:
    assert auc(np.array(truth, float), np.array(guess, float)) == value
    assert np.isnan(auc(np.ones(3), np.arange(3.0)))
