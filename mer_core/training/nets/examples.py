"""What a net is trained on: rows of described pieces, or of samples where those are altered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mer_core.arrays import FloatArray
from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec
from mer_core.jobs import JobContext, track
from mer_core.models.segmented import SegmentNet
from mer_core.training.extra import require
from mer_core.training.nets.augment import AUDIO, FEATURES, augmented, masked
from mer_core.training.nets.device import device_of
from mer_core.training.nets.pieces import FULL_SCALE, Pieces
from mer_core.training.nets.zoo import NetRecipe

IntArray = NDArray[np.int64]
Array = NDArray[np.float64]
Truth = TypeVar("Truth", IntArray, Array)

#: How coarse the probe hears: enough to recognise a recording, quick enough for every piece.
_BANDS, _WINDOW, _HOP = 40, 1024, 512
#: Pieces transformed, or neighbours sought, at once: 64 pieces of 10 s at 22 kHz are 56 MB.
_PIECES_AT_ONCE = 64
_NEIGHBOURS_AT_ONCE = 1024
#: float16 reaches to 65504; log-mel needs a thousandth of that.
_LARGEST_HALF = 60000.0
_NEIGHBOURS = 5  # as SMOTE's authors (Chawla et al. 2002)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Rows to learn from.

    ``inputs`` is int16 [num_rows, piece_samples] where a net hears altered samples or trains its
    own front end, else float16 [num_rows, ...]: pieces as ``SegmentNet.describe`` gives them.
    ``targets`` is float32 [num_rows, num_outputs] (see Pieces), ``statistics`` [num_rows,
    num_statistics] what the probe knows, ``song`` [num_rows] the clip's index. Rows from
    ``num_real`` on were made up by SMOTE.
    """

    inputs: Tensor
    targets: FloatArray
    statistics: FloatArray
    song: IntArray
    num_real: int

    def __len__(self) -> int:
        return len(self.inputs)


def describe_pieces(
    context: JobContext, pieces: Pieces, net: SegmentNet, recipe: NetRecipe
) -> Examples:
    """All pieces as rows; fixed front ends are worked out once, here."""
    starts = range(0, len(pieces.clip), _PIECES_AT_ONCE)
    inputs, statistics = [], []
    as_samples = bool(set(recipe.augmentations) & set(AUDIO))
    for start in track(context, starts, phase="Describing", total=len(starts)):
        some = slice(start, start + _PIECES_AT_ONCE)
        sound = pieces.sound(some)
        statistics.append(spectrum_statistics(sound, recipe.mel.sample_rate))
        with torch.inference_mode():
            samples = torch.from_numpy(sound)
            features = samples if as_samples else net.describe(samples)
        if features.shape == samples.shape:
            inputs.append(torch.from_numpy(pieces.samples[some]))
        else:
            inputs.append(features.clamp(-_LARGEST_HALF, _LARGEST_HALF).half())
    return Examples(
        torch.cat(inputs),
        pieces.targets[pieces.clip],
        np.concatenate(statistics),
        pieces.clip,
        len(pieces.clip),
    )


def features_of(
    examples: Examples,
    chosen: IntArray,
    net: SegmentNet,
    recipe: NetRecipe,
    random: np.random.Generator | None = None,
) -> Tensor:
    """What ``net.read`` takes of the ``chosen`` rows, float32 on the net's device; altered where
    ``random`` is given.

    Gradients flow from here on: the front ends that are trained work inside ``read``.
    """
    inputs = examples.inputs[torch.from_numpy(chosen)].to(device_of(net))
    with torch.no_grad():
        if inputs.dtype == torch.int16:
            sound = inputs.float() / FULL_SCALE
            if random is not None:
                sound = augmented(sound, recipe.mel.sample_rate, recipe.augmentations, random)
            features = net.describe(sound)
        else:
            features = inputs.float()
        if random is not None and set(recipe.augmentations) & set(FEATURES):
            features = masked(features, random)
    return features


def balanced(examples: Examples, chosen: IntArray, *, seed: int) -> Examples:
    """``examples`` and, behind them, as many made-up ones of the ``chosen`` rows' rarer classes.

    SMOTE (Chawla et al. 2002, by imbalanced-learn) until every class has as many rows as the
    largest. Features and the probe's statistics are interpolated together. A made-up row counts to
    the song of the nearest row of its class. A class with a single row is left as it is.
    """
    require("imblearn")
    from imblearn.over_sampling import SMOTE

    labels = examples.targets[chosen].argmax(axis=1)
    counts = Counter(labels.tolist())
    usable = {label: count for label, count in counts.items() if count > 1}
    if len(usable) < 2:
        return examples
    real = _joined(examples, chosen)
    smote = SMOTE(
        sampling_strategy={label: max(counts.values()) for label in usable},
        k_neighbors=min(_NEIGHBOURS, min(usable.values()) - 1),
        random_state=seed,
    )
    both, both_labels = smote.fit_resample(real, labels)
    made, made_labels = both[len(real) :], both_labels[len(real) :]
    width = examples.statistics.shape[1]
    shape = (len(made), *examples.inputs.shape[1:])
    features = torch.from_numpy(made[:, width:]).reshape(shape).to(examples.inputs.dtype)
    return Examples(
        torch.cat([examples.inputs, features]),
        np.concatenate([examples.targets, np.eye(examples.targets.shape[1])[made_labels]]).astype(
            np.float32
        ),
        np.concatenate([examples.statistics, made[:, :width]]),
        np.concatenate(
            [examples.song, _nearest(examples, chosen, real, labels, made, made_labels)]
        ),
        examples.num_real,
    )


def _joined(examples: Examples, chosen: IntArray) -> FloatArray:
    """Statistics and flat features side by side, float32 [num_chosen, width]."""
    inputs = examples.inputs[torch.from_numpy(chosen)].flatten(1).float().numpy()
    return np.concatenate([examples.statistics[chosen], inputs], axis=1)


def _nearest(
    examples: Examples,
    chosen: IntArray,
    real: FloatArray,
    labels: IntArray,
    made: FloatArray,
    made_labels: IntArray,
) -> IntArray:
    """The song of the nearest real row of the same class, for every made-up row."""
    song = np.zeros(len(made), dtype=np.int64)
    for label in np.unique(made_labels):
        own, made_own = np.flatnonzero(labels == label), np.flatnonzero(made_labels == label)
        distance = torch.cdist(torch.from_numpy(made[made_own]), torch.from_numpy(real[own]))
        song[made_own] = examples.song[chosen[own[distance.argmin(dim=1).numpy()]]]
    return song


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
