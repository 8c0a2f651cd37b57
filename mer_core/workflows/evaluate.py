"""Judge a recipe by cross-validation, by song and as published, and say so in a table."""

from __future__ import annotations

from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext
from mer_core.training.reports import Evaluation, Score

__all__ = ["PROTOCOLS", "Evaluation", "Score", "evaluate"]

#: "by-song": nothing of a song, actor, album or game on both sides. "as-published": random clips.
PROTOCOLS = ("by-song", "as-published")


def evaluate(
    context: JobContext,
    recipe: str = "moodline-1",
    *,
    corpora: Path,
    protocols: tuple[str, ...] = PROTOCOLS,
    folds: int = 10,
    seed: int = 0,
    rounds: int = 300,
    cache: Path | None = None,
    output: Path | None = None,
) -> Evaluation:
    """Cross-validate ``recipe`` and, with ``output``, write ``evaluation.md`` and ``.json`` there.

    ``rounds`` is how often the bootstrap draws the groups anew.

    Raises TrainingError where a corpus is unusable, the recipe unknown, or a group leaks.
    """
    from mer_core.training.session import Session

    session = Session.open(context, recipe, corpora=corpora, seed=seed, cache=cache)
    result = session.evaluate(context, protocols=protocols, folds=folds, rounds=rounds)
    if output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
            (output / "evaluation.md").write_text(result.to_markdown(), "utf-8")
            (output / "evaluation.json").write_text(result.to_json(), "utf-8")
        except OSError as error:
            raise TrainingError(f"{output} cannot be written ({error.strerror}).") from error
    return result
