"""What a founding system said about pieces that it was not trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.training.events import EpochDone

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """The held-out answers of one recipe under one protocol, over the folds that were run.

    ``task`` names an entry of models.tasks.TASKS. Per piece, [num_pieces]: ``song`` an index into
    ``songs``, ``fold``; ``truth`` int64 class indices, or float64 [num_pieces, 2] valence and
    arousal; ``answers`` [num_pieces, num_outputs], class probabilities or valence, arousal and
    their spreads; ``constant`` and ``probe`` what a predictor without ears (the training side's
    mean label, or its class frequencies, [num_pieces, num_outputs]) and the nearest neighbour on
    plain statistics of the spectrum (class index [num_pieces], or [num_pieces, 2]) would answer.
    Per song: ``songs`` its name, ``groups`` what must stay on one side. ``epochs``, ``folds_run``
    and ``folds`` state the budget.
    """

    recipe: str
    task: str
    protocol: str
    corpora: tuple[str, ...]
    songs: tuple[str, ...]
    groups: tuple[str, ...]
    song: IntArray
    fold: IntArray
    truth: NDArray[np.int64] | Array
    answers: Array
    constant: Array
    probe: NDArray[np.int64] | Array
    history: tuple[EpochDone, ...]
    epochs: int
    folds_run: int
    folds: int
    num_parameters: int
    seed: int
    duration_s: float
