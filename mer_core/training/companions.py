"""What stands beside a figure so that it can be judged: predictors without ears, probe, ceiling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]
Truth = TypeVar("Truth", IntArray, Array)

#: How coarse the probe hears: enough to recognise a recording, quick enough for every piece.
_BANDS, _WINDOW, _HOP = 40, 1024, 512
#: Pieces transformed, or neighbours sought, at once: 64 pieces of 10 s at 22 kHz are 56 MB.
_PIECES_AT_ONCE = 64
_NEIGHBOURS_AT_ONCE = 1024


def spectrum_statistics(pieces: FloatArray, sample_rate: int) -> FloatArray:
    """The mean and deviation over time of a 40-band log-mel, all that the probe knows of a piece.

    ``pieces`` is float32 [num_pieces, num_samples] in [-1, 1]. Returns float32 [num_pieces, 80].
    """
    nyquist = sample_rate / 2
    spec = MelSpec(sample_rate, _WINDOW, _HOP, _BANDS, 30.0, min(7600.0, nyquist))
    front_end = LogMel(spec)
    parts = []
    with torch.inference_mode():
        for start in range(0, len(pieces), _PIECES_AT_ONCE):
            mel = front_end(torch.tensor(pieces[start : start + _PIECES_AT_ONCE]))
            parts.append(torch.cat([mel.mean(-1), mel.std(-1, correction=0)], dim=1))
    if not parts:
        return np.zeros((0, 2 * _BANDS), np.float32)
    result: FloatArray = torch.cat(parts).numpy()
    return result


def probe_answers(
    train_features: FloatArray, train_truth: Truth, test_features: FloatArray
) -> Truth:
    """What the nearest training piece is labelled: a 1-nearest-neighbour probe.

    Features are float32 [num_pieces, num_features], standardised here by the training side's means
    and deviations. ``train_truth`` is int64 [num_train] or float64 [num_train, 2]; the answer has
    as many rows as ``test_features``. The probe learns nothing of emotion: where it does well, the
    split lets a system recognise the recording. Of equally near pieces the first answers.
    """
    mean = train_features.mean(axis=0, dtype=np.float64)
    deviation = train_features.std(axis=0, dtype=np.float64)
    scale = np.where(deviation > 1e-9, deviation, 1.0)
    train = torch.from_numpy((train_features - mean) / scale)
    test = torch.from_numpy((test_features - mean) / scale)
    nearest = [
        torch.cdist(some, train).argmin(dim=1) for some in torch.split(test, _NEIGHBOURS_AT_ONCE)
    ]
    index: IntArray = torch.cat(nearest).numpy()
    result: Truth = train_truth[index]
    return result


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How well anything can agree with the raters: ``value`` of a metric, and how it is known."""

    value: float
    source: str


#: (corpus, task): {(label, metric): ceiling}. Corpora that are missing have acted emotions
#: (RAVDESS) or tell nothing of single raters (Soundtracks 360). benchmarks/ceilings.py prints the
#: figures of VGMIDI; Emotify's comes from the single listeners, whom its table only counts.
_HALVES = Ceiling(0.409, "two halves of the listeners agree on the top emotion of 40.9 % of songs")
_QUADRANT = Ceiling(0.79, "two panels of as many raters agree on the quadrant of 79 % of pieces")
_CEILINGS: Mapping[tuple[str, str], Mapping[tuple[str, str], Ceiling]] = MappingProxyType(
    {
        ("emotify", "gems"): {("class", "accuracy"): _HALVES},
        ("vgmidi", "quadrants"): {("class", "accuracy"): _QUADRANT},
        ("vgmidi", "plane"): {
            ("valence", "R2"): Ceiling(0.91, "1 - squared standard error / variance"),
            ("arousal", "R2"): Ceiling(0.93, "1 - squared standard error / variance"),
            ("quadrant", "accuracy"): _QUADRANT,
        },
    }
)


def ceiling_of(corpora: Sequence[str], task: str, label: str, metric: str) -> Ceiling | None:
    """What the raters allow on ``corpora``: the highest of their ceilings, None if one has none."""
    found = [_CEILINGS.get((name, task), {}).get((label, metric)) for name in corpora]
    known = [entry for entry in found if entry is not None]
    if not known or len(known) < len(found):
        return None
    return max(known, key=lambda entry: entry.value)


def split_half_agreement(shares: Array, num_raters: IntArray, *, seed: int, rounds: int) -> float:
    """How often two halves of the raters agree on the label that most of them chose.

    ``shares`` [num_songs, num_labels] is the fraction of a song's ``num_raters`` [num_songs] who
    chose a label. The raters are dealt into halves ``rounds`` times, each label by itself; ties
    are broken at random. As raters who chose several labels are not kept together, this is
    somewhat above what the single raters' answers give.
    """
    random = np.random.default_rng(seed)
    chose = np.rint(shares * num_raters[:, None]).astype(np.int64)
    half = np.broadcast_to((num_raters // 2)[:, None], chose.shape)
    agreed = []
    for _ in range(rounds):
        first = random.hypergeometric(chose, num_raters[:, None] - chose, half)
        tops = [
            (votes + random.random(chose.shape) * 0.5).argmax(axis=1)
            for votes in (first, chose - first)
        ]
        agreed.append(float((tops[0] == tops[1]).mean()))
    return float(np.mean(agreed))


def reliability(means: Array, deviations: Array, num_raters: Array) -> float:
    """The largest R2 that mean ratings allow: 1 - their squared standard error / their variance.

    All are [num_clips]: mean and standard deviation of a clip's ratings, and how many there are.
    """
    return 1.0 - float(np.mean(np.square(deviations) / num_raters) / means.var())
