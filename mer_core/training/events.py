"""What a training run tells while it goes on. No torch: the window reads these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EpochDone:
    """One pass over one fold's training side, judged on its held-out side.

    ``protocol`` is "by-song", "as-published" or "final" (the model that is kept; nothing is held
    out and ``valid_loss`` and ``score`` are None). ``fold`` and ``epoch`` count from 0. ``score``
    is the metric ``score_name`` ("macro-F1", "UAR", "CCC"), higher is better. A recipe whose heads
    are fitted in closed form has one epoch per fold.
    """

    recipe: str
    protocol: str
    fold: int
    num_folds: int
    epoch: int
    num_epochs: int
    train_loss: float
    valid_loss: float | None
    score: float | None
    score_name: str
    learning_rate: float
    duration_s: float
