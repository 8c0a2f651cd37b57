"""Train a model on labelled corpora and save it as a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext

#: What can be trained, by name.
RECIPES = ("moodline-1",)


@dataclass(frozen=True, slots=True)
class TrainReport:
    """What training left behind: the model's ``folder`` and how many clips of each corpus it saw."""

    folder: Path
    model_id: str
    sha256: str
    num_parameters: int
    num_clips: tuple[tuple[str, int], ...]
    duration_s: float


def train(
    context: JobContext,
    recipe: str = "moodline-1",
    *,
    corpora: Path,
    output: Path,
    seed: int = 0,
    epochs: int | None = None,
    cache: Path | None = None,
) -> TrainReport:
    """Train ``recipe`` on every corpus found under ``corpora`` and save it in ``output``.

    ``cache`` keeps what is computed once per clip; ``epochs`` overrides the recipe's own number.
    Raises TrainingError where a corpus is unusable or the recipe unknown.
    """
    raise TrainingError(f"There is no recipe {recipe!r} yet.")
