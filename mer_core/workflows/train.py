"""Train a model on labelled corpora and save it as a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from mer_core.jobs import JobContext, Progress

#: What can be trained, by name.
RECIPES = ("moodline-1",)
FOLDS = 10


@dataclass(frozen=True, slots=True)
class TrainReport:
    """What training left: the model's ``folder`` and how many clips of each corpus it saw."""

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
    folds: int = FOLDS,
    rounds: int = 300,
    cache: Path | None = None,
) -> TrainReport:
    """Train ``recipe`` on every corpus found under ``corpora`` and save it in ``output``.

    The recipe is judged first, in ``folds`` folds under both protocols: the model's card and its
    calibration come from that. ``cache`` keeps what is computed once per clip. ``epochs`` is for
    recipes that are trained step by step; heads fitted in closed form have none and ignore it.
    Raises TrainingError where a corpus is unusable or the recipe unknown, ModelError where the
    model cannot be saved.
    """
    from mer_core.models.checkpoint import save
    from mer_core.models.net import count_parameters
    from mer_core.training.card import write_card
    from mer_core.training.session import Session
    from mer_core.training.validation import PROTOCOLS

    begun = time.monotonic()
    session = Session.open(context, recipe, corpora=corpora, seed=seed, cache=cache)
    evaluation = session.evaluate(context, protocols=PROTOCOLS, folds=folds, rounds=rounds)
    context.report(Progress("Fitting"))
    net, spec = session.train()
    num_clips = session.num_clips()
    card = write_card(
        spec,
        evaluation,
        dict(num_clips),
        num_statistics=session.describe.statistics.num_statistics,
        num_parameters=count_parameters(net),
    )
    checkpoint = save(output, spec, net, card)
    (output / "evaluation.json").write_text(evaluation.to_json(), "utf-8")
    report = TrainReport(
        output,
        spec.id,
        checkpoint.ref.sha256,
        checkpoint.spec.num_parameters,
        tuple(sorted(num_clips.items())),
        time.monotonic() - begun,
    )
    context.publish(report)
    return report
