"""Judge a recipe by cross-validation, by song and as published, and say so in a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext

#: "by-song": nothing of a song, actor, album or game on both sides. "as-published": random rows.
PROTOCOLS = ("by-song", "as-published")


@dataclass(frozen=True, slots=True)
class Score:
    """One figure with its bootstrap 95 % interval over groups and the constant predictor's figure."""

    protocol: str
    corpus: str
    label: str
    metric: str
    value: float
    low: float
    high: float
    constant: float
    num_clips: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of one recipe, in the order of the table."""

    recipe: str
    folds: int
    seed: int
    scores: tuple[Score, ...]

    def to_markdown(self) -> str:
        """One table: a row per label and metric, a column per protocol."""
        raise TrainingError("There are no scores yet.")

    def to_json(self) -> str:
        """Every field, indented."""
        raise TrainingError("There are no scores yet.")


def evaluate(
    context: JobContext,
    recipe: str = "moodline-1",
    *,
    corpora: Path,
    protocols: tuple[str, ...] = PROTOCOLS,
    folds: int = 5,
    seed: int = 0,
    cache: Path | None = None,
    output: Path | None = None,
) -> Evaluation:
    """Cross-validate ``recipe`` and, with ``output``, write ``evaluation.md`` and ``.json`` there.

    Raises TrainingError where a corpus is unusable, the recipe unknown, or a group leaks.
    """
    raise TrainingError(f"There is no recipe {recipe!r} yet.")
