"""What heads are fitted to: raters' scales brought together, quadrants as sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.shipped.describing import DescribedClip
from mer_core.training.shipped.goals import goals_of, rows_of, standard_of, target
from mer_core.training.shipped.recipe import NON_COMMERCIAL, Recipe, recipes


def described(clip: LabelledClip, value: float = 0.0) -> DescribedClip:
    return DescribedClip(clip, np.full((3, 2), value, np.float32))


def rated(corpus: str, valence: float) -> LabelledClip:
    return LabelledClip(
        corpus, str(valence), Path("x"), str(valence), valence=valence, arousal=-valence
    )


def sided(quadrant: str) -> LabelledClip:
    return LabelledClip("emopia", quadrant, Path("x"), quadrant, quadrant=quadrant)


def plane_of(clips: list[DescribedClip], spread: tuple[float, ...]) -> np.ndarray:
    recipe = recipes()["moodline-2"]
    plane = replace(recipe.heads["plane"], spread=spread)
    changed: Recipe = replace(recipe, heads={**recipe.heads, "plane": plane})
    rows = rows_of(clips, per_clip=1, horizon=1)
    return goals_of(rows, clips, "plane", changed).values


def test_every_corpus_is_brought_to_one_middle_and_one_spread() -> None:
    narrow = [rated("grekow", valence) for valence in (0.4, 0.5, 0.6)]
    wide = [rated("vgmidi", valence) for valence in (-1.0, 0.0, 1.0)]
    goals = plane_of([described(clip) for clip in (*narrow, *wide)], (0.4, 0.5))
    for corpus in (goals[:3], goals[3:]):
        np.testing.assert_allclose(corpus.mean(axis=0), 0.0, atol=1e-9)
        np.testing.assert_allclose(corpus.std(axis=0), (0.4, 0.5))
    np.testing.assert_allclose(goals[:3], goals[3:])


def test_a_quadrant_is_a_side_of_both_axes_whichever_is_more_common() -> None:
    goals = plane_of([described(sided(name)) for name in ("Q1", "Q1", "Q1", "Q3")], (0.4, 0.5))
    np.testing.assert_allclose(goals, [[0.4, 0.5]] * 3 + [[-0.4, -0.5]])


def test_labels_that_do_not_differ_are_the_middle() -> None:
    goals = plane_of([described(rated("grekow", 0.3)), described(rated("grekow", 0.3))], (0.4, 0.5))
    np.testing.assert_allclose(goals, 0.0, atol=1e-9)


def test_corpora_weigh_as_the_recipe_says_in_what_is_taken_for_the_middle() -> None:
    clips = [described(rated("grekow", 0.0), 1.0)] * 9 + [described(rated("vgmidi", 0.0), 0.0)]
    rows, corpora = rows_of(clips, per_clip=1, horizon=1), ["grekow"] * 9 + ["vgmidi"]
    assert standard_of(rows, corpora, {})[0][0] == pytest.approx(0.9)
    assert standard_of(rows, corpora, {"grekow": 1.0, "vgmidi": 1.0})[0][0] == pytest.approx(0.5)
    assert standard_of(rows, corpora, {"vgmidi": 1.0})[0][0] == pytest.approx(0.0)


def test_the_open_recipe_learns_from_nothing_that_is_not_for_commercial_use() -> None:
    known = recipes()
    whole, free = known["moodline-2"], known["moodline-2-open"]
    assert {name for head in whole.heads.values() for name in head.corpora} >= set(NON_COMMERCIAL)
    assert not any(set(head.corpora) & set(NON_COMMERCIAL) for head in free.heads.values())
    assert set(free.heads) == {"plane", "film", "gems"}
    assert free.voice is None
    assert target(sided("Q2"), "plane") == (-1.0, 1.0)
