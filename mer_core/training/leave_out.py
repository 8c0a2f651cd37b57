"""Leaving whole corpora or genres out, and judging places on the plane of valence and arousal.

What wins on the folds of a corpus need not carry to other music: a figure of music whose kind
nobody learnt from tells that, and such figures decide between designs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import QUADRANTS
from mer_core.training import metrics
from mer_core.training.corpora.grekow import genre_of
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import Deal, group_name
from mer_core.training.judge import CLASSES, REGRESSION, Exam
from mer_core.training.nets.answers import quadrants_of
from mer_core.training.report import SONG
from mer_core.training.requests import BY_GENRE, LEFT_OUT

Array = NDArray[np.float64]

AXES = ("valence", "arousal")
#: Raters' scales and middles differ between corpora, so that of an answer to a corpus that was left
#: out only its order and its side can be judged.
_LEFT_OUT = {"r": metrics.pearson}
_QUADRANTS = {name: CLASSES[name] for name in ("accuracy", "macro-F1")}
#: The signs of valence and arousal in each of QUADRANTS.
SIGNS = np.array([(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])


def deal_out(clips: Sequence[LabelledClip], protocol: str) -> Deal:
    """Each corpus of music with places or quadrants a fold, or each genre of those that name any.

    The fold of a clip that is never held out is -1: such clips are always learnt from. With nothing
    to leave out there are no folds.
    """
    names = [_left_with(clip, protocol) for clip in clips]
    order = {name: number for number, name in enumerate(sorted({name for name in names if name}))}
    fold = np.array([order.get(name, -1) for name in names], dtype=np.int64)
    return Deal(fold, tuple(map(group_name, clips)), len(order))


def _left_with(clip: LabelledClip, protocol: str) -> str:
    """What is left out together with ``clip``, "" where it always stays."""
    if protocol == BY_GENRE:
        return genre_of(clip)
    placed = clip.quadrant is not None or (clip.valence is not None and clip.arousal is not None)
    return clip.corpus if placed and clip.voice is None else ""


def sides(clips: Sequence[LabelledClip]) -> Array | None:
    """On which side of both axes the clips of one corpus lie, [num_clips, 2]: their places, or the
    signs of their quadrants; None where nobody rated them.
    """
    if clips[0].quadrant is not None:
        return SIGNS[[QUADRANTS.index(clip.quadrant or "") for clip in clips]]
    return None if clips[0].weak else rated(clips)


def rated(clips: Sequence[LabelledClip]) -> Array | None:
    """The places of the clips of one corpus, [num_clips, 2]; None where they have none."""
    if clips[0].valence is None:
        return None
    return np.array([(clip.valence, clip.arousal) for clip in clips], dtype=np.float64)


def plane_exams(
    protocol: str, clips: Sequence[LabelledClip], said: Array, constant: Array
) -> Iterator[Exam]:
    """What is judged of the places ``said`` of the clips of one corpus.

    ``said`` and ``constant``, what a predictor without ears says, are [num_clips, 2]. Of a corpus
    that tells no more than quadrants, how well its sides are told apart; the quadrants themselves
    of all that listeners rated. The constant of quadrants knows which is the commonest.
    """
    groups = [clip.group for clip in clips]
    head = (protocol, (clips[0].corpus,), "plane", SONG)
    places, truth = rated(clips), sides(clips)
    asked = _LEFT_OUT if protocol in LEFT_OUT else REGRESSION
    if places is None:
        places, asked = truth, {"AUC": auc}
    if places is None:
        return
    for name, metric in asked.items():
        for axis, label in enumerate(AXES):
            columns = places[:, axis], said[:, axis], constant[:, axis]
            yield Exam(*head, f"plane.{label}", {name: metric}, *columns, groups)
    if truth is not None:
        right, called = (quadrants_of(values).astype(np.float64) for values in (truth, said))
        commonest = np.full(len(clips), np.bincount(right.astype(np.int64)).argmax(), np.float64)
        yield Exam(*head, "quadrant", _QUADRANTS, right, called, commonest, groups)
    if all(genres := [genre_of(clip) for clip in clips]):
        within = [_within(values, genres) for values in (places, said, constant)]
        for axis, label in enumerate(AXES):
            name = f"plane.{label}, within genres"
            columns = within[0][:, axis], within[1][:, axis], within[2][:, axis]
            yield Exam(*head, name, _LEFT_OUT, *columns, groups)


def _within(values: Array, genres: Sequence[str]) -> Array:
    """``values`` [num_clips, 2] without the mean of their genre: knowing the genre is no help."""
    result = values.copy()
    for genre in set(genres):
        own = np.array([name == genre for name in genres])
        result[own] -= values[own].mean(axis=0)
    return result


def auc(truth: Array, guess: Array) -> float:
    """How often of two clips that of the positive side gets the higher guess, ties half.

    ``truth`` is split at zero. .5 says nothing; nan where one side is empty.
    """
    positive = truth > 0
    high, low = guess[positive], np.sort(guess[~positive])
    if not len(high) or not len(low):
        return float("nan")
    below = np.searchsorted(low, high, "left") + np.searchsorted(low, high, "right")
    return float(below.mean() / 2.0 / len(low))
