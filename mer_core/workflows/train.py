"""Train a model on labelled corpora and save it as a folder."""

from __future__ import annotations

import time
from pathlib import Path

from mer_core.jobs import JobContext
from mer_core.training.report import TrainReport
from mer_core.training.requests import TrainRequest
from mer_core.workflows.evaluate import EVALUATION, write


def train(context: JobContext, request: TrainRequest, *, cache: Path | None = None) -> TrainReport:
    """Judge the recipe that is asked for, train it on everything and save it.

    The model's card and its calibration come from the judging. ``cache`` keeps what is computed
    once per clip and, of what is trained step by step, all that is needed to go on after a stop:
    the same call does so. Publishes EpochDone per epoch and, at the end, the TrainReport. Raises
    TrainingError where a corpus is not there or of no use, DecodeError where a clip cannot be read,
    ModelError where the model cannot be saved.
    """
    from mer_core.models.checkpoint import save
    from mer_core.training.session import open_session

    begun = time.monotonic()
    session = open_session(context, request, cache=cache)
    judged = session.evaluate(context)
    net, spec, card = session.train(context)
    checkpoint = save(request.output, spec, net, card)
    write(request.output / EVALUATION, judged.to_json())
    report = TrainReport(
        request.output,
        spec.id,
        checkpoint.ref.sha256,
        checkpoint.spec.num_parameters,
        tuple(sorted(session.num_clips().items())),
        time.monotonic() - begun,
    )
    context.publish(report)
    return report
