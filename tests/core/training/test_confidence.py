"""Confidence is fitted to music left out, and judged on yet other music."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mer_core.models.confidence import Confidence
from mer_core.training.confidence import (
    Placed,
    bins_of,
    calibration_error,
    confidence_exams,
    evened,
    fit_confidence,
    pooled,
    range_90,
    said_of,
)
from mer_core.training.judge import figures_of


def placed(
    seed: int, *, noise: tuple[float, float] = (0.3, 0.2), num: int = 400, rated: bool = True
) -> Placed:
    """Answers that miss the truth by normal errors of a known deviation."""
    random = np.random.default_rng(seed)
    said = random.uniform(-0.6, 0.6, (num, 2))
    truth = said + random.normal(size=(num, 2)) * noise
    groups = tuple(f"song {index // 2}" for index in range(num))
    return Placed(said, truth if rated else np.sign(truth), rated, groups)


def test_the_deviations_of_the_errors_are_found_from_sides_alone() -> None:
    found = fit_confidence([placed(seed, rated=False) for seed in range(3)])
    assert found.valence == pytest.approx(0.3, rel=0.2)
    assert found.arousal == pytest.approx(0.2, rel=0.2)


def test_every_corpus_counts_alike_however_large_it_is() -> None:
    small, large = placed(0, noise=(0.6, 0.6), num=150), placed(1, noise=(0.1, 0.1), num=3000)
    alone, both = range_90([small], 0), range_90([small, large], 0)
    assert alone is not None
    assert both is not None
    inside = [(np.abs(one.said - one.truth)[:, 0] <= both).mean() for one in (small, large)]
    assert np.mean(inside) == pytest.approx(0.9, abs=0.01)
    assert range_90([placed(2, rated=False)], 0) is None


def test_confidence_of_another_corpus_is_how_often_it_is_right() -> None:
    corpora = {"a": placed(0), "b": placed(1), "c": placed(2, rated=False)}
    said = said_of(corpora)
    assert set(said) == {"a", "b", "c"}
    whole = pooled(said)
    assert calibration_error(whole.right, whole.sure) < 0.05
    shares = [right for _, right, _ in bins_of(whole.right, whole.sure)]
    assert shares[-1] > 0.85 > 0.4 > shares[0]
    assert sum(num for *_, num in bins_of(whole.right, whole.sure)) == 1200


def test_the_judged_corpus_has_no_say_in_its_own_confidence() -> None:
    wild = placed(3, noise=(2.0, 2.0))
    said = said_of({"a": placed(0), "wild": wild})
    np.testing.assert_allclose(said["wild"].sure, fit_confidence([placed(0)]).of(wild.said))
    assert calibration_error(said["wild"].right, said["wild"].sure) > 0.15


def test_figures_of_confidence_stand_beside_a_constant() -> None:
    corpora = {"a": placed(0), "b": placed(1), "c": placed(2, rated=False)}
    figures = figures_of(confidence_exams(corpora), seed=0, rounds=20)
    found = {(figure.corpus, figure.label, figure.metric): figure for figure in figures}
    assert {corpus for corpus, label, _ in found if label == "confidence"} == {
        "a", "b", "c", "a, b, c",
    }  # fmt: skip
    whole = found["a, b, c", "confidence", "ECE"]
    assert whole.value < 0.05
    assert whole.num_rows == 1200
    inside = found["a", "90 % range of arousal", "share inside"]
    assert 0.85 < inside.value < 0.95
    # Only sides are known of the third: nothing can lie in a range.
    assert ("c", "90 % range of arousal", "share inside") not in found


def test_a_single_corpus_has_no_other_to_be_judged_by() -> None:
    assert said_of({"a": placed(0)}) == {}
    assert list(confidence_exams({"a": placed(0)})) == []


def test_a_wrong_confidence_has_a_large_error() -> None:
    right = np.array([1.0, 0.0] * 50)
    assert calibration_error(right, np.full(100, 0.5)) == pytest.approx(0.0)
    assert calibration_error(right, np.full(100, 0.9)) == pytest.approx(0.4)
    # Few answers make few bins, so that chance does not look like an error.
    bins = bins_of(right, np.linspace(0.0, 1.0, 100))
    assert [num for *_, num in bins] == [50, 50]
    assert [said for said, *_ in bins] == pytest.approx([0.25, 0.75], abs=0.01)
    assert len(bins_of(right[:3], right[:3])) == 1


def test_a_raters_scale_is_no_error_of_the_answers() -> None:
    wide = placed(0)
    narrow = replace(wide, truth=0.5 * wide.truth + 0.3)
    corpora = evened({"wide": wide, "narrow": narrow, "sides": placed(1, rated=False)})
    assert set(corpora) == {"wide", "narrow"}
    np.testing.assert_allclose(corpora["wide"].truth, corpora["narrow"].truth)
    halves = [range_90([corpora[name]], 0) for name in corpora]
    assert halves[0] == pytest.approx(halves[1])
    figures = figures_of(confidence_exams({"wide": wide, "narrow": narrow}), seed=0, rounds=5)
    inside = {(figure.corpus, figure.label): figure.value for figure in figures}
    assert inside["narrow", "90 % range of valence"] < 0.85
    assert inside["narrow", "90 % range of valence, scales evened"] == pytest.approx(0.9, abs=0.01)
    assert evened({"sides": placed(1, rated=False)}) == {}


def test_far_from_both_axes_is_sure_and_the_middle_is_a_guess() -> None:
    sure = Confidence(0.3, 0.2).of([(0.0, 0.0), (0.9, 0.9), (-0.9, 0.9), (0.9, 0.0)])
    assert sure == pytest.approx([0.25, 1.0, 1.0, 0.5], abs=0.01)
