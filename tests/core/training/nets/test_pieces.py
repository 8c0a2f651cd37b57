"""Clips become pieces with the right labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import VOICE
from mer_core.errors import TrainingError
from mer_core.jobs import SilentContext
from mer_core.training.corpora import load_corpora
from mer_core.training.corpora.labels import LabelledClip, LabelledCurve
from mer_core.training.nets.pieces import FULL_SCALE, cut, cut_pieces, target_of
from mer_core.training.nets.zoo import NetRecipe, zoo
from mer_core.training.requests import EvaluateRequest
from mer_core.training.session import find_clips
from tests.core.training.nets.tiny_recipes import tiny_recipe
from tests.core.training.test_corpora import make_mediaeval, make_pmemo


def clip(**labels: object) -> LabelledClip:
    return LabelledClip("c", "n", Path("x"), "g", **labels)  # type: ignore[arg-type]


def test_pieces_are_spread_evenly_over_a_clip() -> None:
    samples = np.linspace(-1, 1, 1000).astype(np.float32)
    pieces = cut(samples, 300, 3)
    assert pieces.shape == (3, 300)
    whole = np.rint(samples * FULL_SCALE).astype(np.int16)
    for piece, start in zip(pieces, (0, 350, 700), strict=True):
        assert np.array_equal(piece, whole[start : start + 300])


@pytest.mark.parametrize(
    ("length", "count", "num_pieces"), [(900, 20, 3), (901, 20, 4), (900, 2, 2)]
)
def test_a_clip_gives_no_more_pieces_than_cover_it(
    length: int, count: int, num_pieces: int
) -> None:
    assert len(cut(np.zeros(length, np.float32), 300, count)) == num_pieces


def test_a_single_piece_is_cut_from_the_middle() -> None:
    samples = np.zeros(900, np.float32)
    samples[400:500] = 1.0
    assert np.flatnonzero(cut(samples, 300, 1)[0]).tolist() == list(range(100, 200))


def test_a_short_clip_is_followed_by_silence() -> None:
    pieces = cut(np.ones(100, np.float32), 300, 4)
    assert pieces.shape == (1, 300)
    assert np.count_nonzero(pieces) == 100


def test_quadrants_and_the_plane_want_rated_labels() -> None:
    rated = clip(valence=-0.5, arousal=0.5)
    assert target_of(rated, "quadrants") == pytest.approx([0, 1, 0, 0])
    assert target_of(clip(valence=-0.5, arousal=0.5, weak=True), "quadrants") is None
    assert target_of(clip(valence=-0.5, arousal=0.5, weak=True), "plane") is None
    assert target_of(rated, "voice") is None
    assert target_of(rated, "gems") is None


def test_spreads_are_those_of_the_rated_curve_and_unknown_without_one() -> None:
    target = target_of(clip(valence=0.1, arousal=0.2), "plane")
    assert target is not None
    assert target[:2] == pytest.approx([0.1, 0.2])
    assert np.isnan(target[2:]).all()
    curve = LabelledCurve(*(np.array(v, np.float32) for v in ((0, 1), (-0.5, 0.5), (0.3, 0.3))))
    target = target_of(clip(valence=0.1, arousal=0.2, curve=curve), "plane")
    assert target is not None
    assert np.exp(target[2:]) == pytest.approx([0.5, 0.01])


def test_the_top_felt_emotion_and_the_voice_are_classes() -> None:
    felt = target_of(clip(gems=(0.1, 0.2, 0.9, 0, 0, 0, 0, 0, 0)), "gems")
    assert felt is not None
    assert felt.argmax() == 2
    assert felt.sum() == 1
    sung = target_of(clip(voice=VOICE.index("sad")), "voice")
    assert sung is not None
    assert sung.argmax() == VOICE.index("sad")


@pytest.mark.parametrize("recipe", zoo().values(), ids=list(zoo()))
def test_every_founding_system_finds_its_pieces(corpora: Path, recipe: NetRecipe) -> None:
    clips = load_corpora(corpora, recipe.corpora)
    pieces = cut_pieces(SilentContext(), clips, recipe, cache=None)
    assert {clip.corpus for clip in pieces.clips} == set(recipe.corpora)
    length = round(recipe.piece_s * recipe.mel.sample_rate)
    assert pieces.samples.shape == (len(pieces.clip), length)
    assert np.abs(pieces.samples).max(axis=1).min() > 1000
    assert pieces.targets.shape[0] == len(pieces.clips)


def test_the_papers_own_corpora_take_the_place_of_ours(tmp_path: Path) -> None:
    make_mediaeval(tmp_path, swapped=True)
    make_pmemo(tmp_path)
    request = EvaluateRequest(recipe="tang-gru", corpora=tmp_path, names=("mediaeval", "pmemo"))
    clips = find_clips(request)
    for recipe in ("tang-crnn", "conv1d-raw"):
        pieces = cut_pieces(SilentContext(), clips, zoo()[recipe], cache=None)
        assert [clip.corpus for clip in pieces.clips] == [*["mediaeval"] * 6, "pmemo"]
    # PMEmo's valence .25 and arousal .75 of 1; its curve has one point, so no spread.
    assert pieces.targets[-1, :2] == pytest.approx([-0.5, 0.5])
    assert np.isnan(pieces.targets[-1, 2:]).all()
    assert np.isfinite(pieces.targets[:-1, 2:]).all()


def test_pieces_are_cut_once_and_kept(corpora: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe()
    clips = load_corpora(corpora, recipe.corpora)
    first = cut_pieces(SilentContext(), clips, recipe, cache=tmp_path)
    context = SilentContext()
    second = cut_pieces(context, clips, recipe, cache=tmp_path)
    assert not context.progress
    assert np.array_equal(first.samples, second.samples)
    assert np.array_equal(first.clip, second.clip)
    other = cut_pieces(SilentContext(), clips, tiny_recipe(piece_s=0.9), cache=tmp_path)
    assert other.samples.shape != first.samples.shape


def test_a_damaged_or_forbidden_cache_is_no_disaster(corpora: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe()
    clips = load_corpora(corpora, recipe.corpora)
    first = cut_pieces(SilentContext(), clips, recipe, cache=tmp_path)
    (kept,) = tmp_path.glob("pieces-*")
    kept.write_bytes(kept.read_bytes()[:1000])
    again = cut_pieces(SilentContext(), clips, recipe, cache=tmp_path)
    assert np.array_equal(first.samples, again.samples)
    with pytest.raises(TrainingError, match="cannot be written"):
        cut_pieces(SilentContext(), clips, recipe, cache=kept)


def test_corpora_without_the_labels_are_refused_in_a_sentence(corpora: Path) -> None:
    clips = load_corpora(corpora, ("emotify",))
    with pytest.raises(TrainingError, match="rated valence and arousal, which emotify does not"):
        cut_pieces(SilentContext(), clips, zoo()["tang-gru"], cache=None)
