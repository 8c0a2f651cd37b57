"""The judge's figures are right, and what is too good fails."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mer_core.errors import TrainingError
from mer_core.training.judge import ceiling_of, judge
from mer_core.training.nets.answers import quadrants_of
from mer_core.training.report import Figure, Report
from tests.core.training.nets.answers import class_answers, plane_answers, report_of

# Two pieces a song: song 0 is class 0, song 1 class 0, song 2 class 1, song 3 class 3.
_SONG = [0, 0, 1, 1, 2, 2, 3, 3]
_TRUTH = [0, 0, 0, 0, 1, 1, 3, 3]
_CALLED = [0, 0, 0, 1, 1, 1, 0, 3]
_PROBE = [0, 1, 0, 0, 0, 0, 0, 0]
_SHARES = [0.6, 0.3, 0.1, 0.0]


def _figure(report: Report, protocol: str, unit: str, label: str, metric: str) -> Figure:
    found = report.find(protocol, label, metric, unit=unit)
    assert found is not None, (protocol, unit, label, metric)
    return found


def _four_songs(**changes: object) -> Report:
    held = class_answers(_TRUTH, _CALLED, song=_SONG, probe=_PROBE, shares=_SHARES)
    return report_of(replace(held, **changes), rounds=50)  # type: ignore[arg-type]


def test_class_figures_are_those_worked_out_by_hand() -> None:
    report = _four_songs()
    piece = _figure(report, "by-song", "piece", "class", "accuracy")
    assert piece.value == 6 / 8
    assert piece.constant == 4 / 8  # always class 0
    assert piece.probe == 3 / 8
    # Recall 3/4, 2/2, 1/2.
    assert _figure(report, "by-song", "piece", "class", "UAR").value == pytest.approx(2.25 / 3)
    # F1 3/4, 4/5, 2/3.
    f1 = _figure(report, "by-song", "piece", "class", "macro-F1")
    assert f1.value == pytest.approx((0.75 + 0.8 + 2 / 3) / 3)
    assert f1.constant == pytest.approx((8 / 12) / 3)
    top = _figure(report, "by-song", "piece", "class", "top-2")
    assert top.constant == 6 / 8  # classes 0 and 1
    assert top.probe is None


def test_a_songs_answer_is_the_mean_of_its_pieces() -> None:
    report = _four_songs()
    song = _figure(report, "by-song", "song", "class", "accuracy")
    # Song 1 is a tie of classes 0 and 1, song 3 of 0 and 3: the lower class wins.
    assert song.value == 3 / 4
    assert song.constant == 2 / 4
    assert song.probe == 2 / 4
    surer = class_answers(_TRUTH, _CALLED, song=_SONG).answers.copy()
    surer[7] = [0.0, 0.0, 0.0, 1.0]
    assert _figure(_four_songs(answers=surer), "by-song", "song", "class", "accuracy").value == 1.0


def test_the_interval_draws_whole_groups() -> None:
    # Two groups, one all right and one all wrong: a draw is right for 0, half or all of it.
    held = class_answers([0] * 8, [0] * 4 + [1] * 4, groups=["a"] * 4 + ["b"] * 4, fold=[0] * 8)
    report = report_of(held, rounds=200)
    figure = _figure(report, "by-song", "piece", "class", "accuracy")
    assert (figure.value, figure.low, figure.high) == (0.5, 0.0, 1.0)


def test_plane_figures_are_per_axis_and_per_quadrant() -> None:
    truth = np.array([[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5], [0.5, -0.5]])
    answers = np.array([[0.4, 0.4], [0.2, 0.6], [-0.4, -0.4], [0.4, -0.6]])
    report = report_of(plane_answers(truth, answers), rounds=50)
    # Valence is off by .1, .7, .1, .1 from labels of variance .25: 1 - .52 / 1.
    assert _figure(report, "by-song", "piece", "valence", "R2").value == pytest.approx(0.48)
    assert _figure(report, "by-song", "piece", "arousal", "RMSE").value == pytest.approx(0.1)
    assert _figure(report, "by-song", "piece", "arousal", "R2").constant == 0.0
    quadrant = _figure(report, "by-song", "song", "quadrant", "accuracy")
    assert quadrant.value == 0.75  # the second is called Q1
    assert quadrant.constant == 0.25
    # A point at (.2, .6) is nearer to Q2 than to any other quadrant but its own.
    assert _figure(report, "by-song", "piece", "quadrant", "top-2").value == 1.0


def test_counting_three_of_four_quadrants_makes_a_constant_look_good() -> None:
    truth = [0] * 66 + [1] * 14 + [2] * 12 + [3] * 8
    held = class_answers(truth, [0] * 100, shares=[0.66, 0.14, 0.12, 0.08])
    figure = _figure(report_of(held, rounds=20), "by-song", "piece", "class", "top-3")
    assert figure.constant == 0.92
    assert _figure(report_of(held, rounds=20), "by-song", "piece", "class", "UAR").value == 0.25


def test_quadrants_are_those_of_emotion() -> None:
    from mer_core.emotion import quadrant

    points = [(v, a) for v in (-0.5, 0.0, 0.5) for a in (-0.5, 0.0, 0.5)]
    names = [f"Q{index + 1}" for index in quadrants_of(np.array(points))]
    assert names == [quadrant(*point) for point in points]


def test_zero_is_called_the_quadrant_it_counts_to() -> None:
    points = np.array([(v, a) for v in (-0.5, 0.0, 0.5) for a in (-0.5, 0.0, 0.5)])
    report = report_of(plane_answers(points, points, protocol="as-published"), rounds=20)
    assert _figure(report, "as-published", "piece", "quadrant", "accuracy").value == 1.0


def test_a_group_in_two_folds_fails_by_song_and_not_as_published() -> None:
    leaky = class_answers(_TRUTH, _CALLED, song=_SONG, fold=[0, 1, 0, 0, 1, 1, 1, 1])
    with pytest.raises(TrainingError, match="'song 0' would be trained and tested on: a leak"):
        report_of(leaky, rounds=20)
    assert report_of(replace(leaky, protocol="as-published"), rounds=20).figures


def test_songs_of_one_singer_in_two_folds_fail_too() -> None:
    leaky = class_answers(_TRUTH, _CALLED, song=_SONG, groups=["anna", "bert", "carl", "anna"])
    with pytest.raises(TrainingError, match="'anna' would be trained and tested on: a leak"):
        report_of(leaky, rounds=20)


def test_a_perfect_answer_to_imperfect_raters_fails() -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (40, 2))
    with pytest.raises(TrainingError, match=r"valence R2 per piece is 1\.000 .* something leaks"):
        report_of(plane_answers(points, points, corpora=("vgmidi",)), rounds=20)


def test_where_raters_name_no_ceiling_a_perfect_explanation_fails_all_the_same() -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (40, 2))
    with pytest.raises(TrainingError, match=r"valence R2 per piece is 1\.000 .* above the 0\.950"):
        report_of(plane_answers(points, points), rounds=20)


def test_ceilings_are_known_only_where_all_corpora_tell() -> None:
    halves = ceiling_of(("emotify",), "gems", "class", "accuracy")
    assert halves is not None
    assert halves.value == 0.409
    assert ceiling_of(("ravdess_song",), "voice", "class", "accuracy") is None
    assert ceiling_of(("emotify",), "gems", "class", "macro-F1") is None
    assert ceiling_of(("vgmidi",), "plane", "valence", "R2") is not None
    assert ceiling_of(("vgmidi", "soundtracks360"), "plane", "valence", "R2") is None


def _emotify(right: float, protocol: str) -> Report:
    """Nine emotions on 200 songs, of which the share ``right`` is called rightly."""
    truth = np.arange(200) % 9
    called = np.where(np.arange(200) < 200 * right, truth, (truth + 1) % 9)
    held = class_answers(
        truth.tolist(), called.tolist(), task="gems", corpora=("emotify",), protocol=protocol
    )
    return report_of(held, rounds=100)


def test_a_run_by_song_above_the_ceiling_fails_with_a_clear_sentence() -> None:
    with pytest.raises(TrainingError, match=r"accuracy per piece is 0\.600 .* above the 0\.409"):
        _emotify(0.6, "by-song")


def test_a_figure_above_the_ceiling_by_chance_is_marked_as_noise() -> None:
    report = _emotify(0.42, "by-song")
    figure = _figure(report, "by-song", "piece", "class", "accuracy")
    assert figure.low < 0.409 < figure.value
    assert "0.420 (noise)" in report.to_markdown()
    assert "(leak)" not in report.to_markdown()


def test_as_published_a_figure_above_the_ceiling_is_reported_as_a_leak() -> None:
    report = _emotify(0.95, "as-published")
    assert "0.950 (leak)" in report.to_markdown()
    assert "two halves of the listeners agree" in report.to_markdown()


def _both() -> Report:
    by_song = class_answers(_TRUTH, _CALLED, song=_SONG, probe=_PROBE)
    published = class_answers(_TRUTH, _TRUTH, song=_SONG, protocol="as-published")
    return report_of(published, by_song, rounds=20)


def test_both_protocols_stand_side_by_side_with_their_gap_and_budget() -> None:
    report = _both()
    assert report.protocols == ("by-song", "as-published")
    assert report.gap("piece", "class", "accuracy") == 0.25
    lines = report.to_markdown().splitlines()
    row = next(line for line in lines if line.startswith("| piece | class | accuracy |"))
    assert "| 0.750 |" in row
    assert "| 1.000 |" in row
    assert row.endswith("| +0.250 |")
    head = next(line for line in lines if line.startswith("| per |"))
    assert head.count("|") == row.count("|")
    assert (
        "- by-song: 2 of 10 folds, 3 epochs, 8 pieces of 4 songs in 4 groups, 61 s on CPU" in lines
    )
    assert "12,345 parameters, seed 0" in lines[0]


def test_one_protocol_has_no_gap() -> None:
    assert _four_songs().gap("piece", "class", "accuracy") is None
    assert "gap" not in _four_songs().to_markdown()


def test_a_report_survives_json() -> None:
    report = _both()
    assert Report.from_json(report.to_json()) == report
    assert "NaN" not in report.to_json()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[" * 9999, '{"runs": 3}', _both().to_json().replace("0.75", '"a"')]
)
def test_a_damaged_report_is_refused(text: str) -> None:
    with pytest.raises(TrainingError, match="damaged"):
        Report.from_json(text)


def test_a_figure_that_does_not_exist_is_left_out() -> None:
    same = np.array([[0.3, -0.2], [0.3, 0.2]])
    report = report_of(plane_answers(same, same, protocol="as-published"), rounds=20)
    assert report.find("as-published", "valence", "R2", unit="piece") is None
    assert report.find("as-published", "valence", "RMSE", unit="piece") is not None
    assert Report.from_json(report.to_json()) == report


def test_answers_that_do_not_belong_together_are_refused() -> None:
    held = class_answers(_TRUTH, _CALLED, song=_SONG)
    with pytest.raises(TrainingError, match="each protocol once"):
        report_of(held, held, rounds=20)
    with pytest.raises(TrainingError, match="cannot share a report"):
        report_of(held, replace(held, recipe="other", protocol="as-published"), rounds=20)
    with pytest.raises(TrainingError, match="no held-out answers"):
        judge(_four_songs(), [])
    with pytest.raises(TrainingError, match="diverged"):
        report_of(replace(held, answers=np.full((8, 4), np.nan)), rounds=20)


def test_figures_repeat_with_their_seed() -> None:
    assert _four_songs() == _four_songs()
