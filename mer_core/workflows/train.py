"""Train a model on labelled corpora and save it as a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from mer_core.jobs import JobContext
from mer_core.training.recipes import recipes
from mer_core.training.zoo import zoo

#: What can be trained, by name: the model that ships, then the founding systems.
RECIPES = (*recipes(), *zoo())


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
    names: tuple[str, ...] = (),
    seed: int = 0,
    epochs: int | None = None,
    folds: int | None = None,
    folds_run: int | None = None,
    protocols: tuple[str, ...] = (),
    rounds: int = 300,
    cache: Path | None = None,
) -> TrainReport:
    """Train ``recipe`` on the corpora ``names`` found under ``corpora`` and save it in ``output``.

    No ``names`` means the recipe's own, no ``protocols`` both. The recipe is judged first: the
    model's card and its calibration come from that. ``epochs``, ``folds`` and ``folds_run`` replace
    the recipe's budget; heads fitted in closed form have no epochs and run every fold. ``cache``
    keeps what is computed once per clip and, of what is trained step by step, all that is needed to
    go on after a stop: the same call does so. Publishes EpochDone per epoch and, at the end, the
    TrainReport. Raises TrainingError where the recipe or a corpus is unknown or unusable,
    DecodeError where a clip cannot be read, ModelError where the model cannot be saved.
    """
    from mer_core.models.checkpoint import save
    from mer_core.training.session import open_session
    from mer_core.training.validation import PROTOCOLS

    begun = time.monotonic()
    session = open_session(
        context, recipe, corpora=corpora, names=names, seed=seed, epochs=epochs, folds=folds,
        folds_run=folds_run, cache=cache,
    )  # fmt: skip
    evaluation = session.evaluate(context, protocols=protocols or PROTOCOLS, rounds=rounds)
    net, spec, card = session.train(context)
    checkpoint = save(output, spec, net, card)
    (output / "evaluation.json").write_text(evaluation.to_json(), "utf-8")
    report = TrainReport(
        output,
        spec.id,
        checkpoint.ref.sha256,
        checkpoint.spec.num_parameters,
        tuple(sorted(session.num_clips().items())),
        time.monotonic() - begun,
    )
    context.publish(report)
    return report
