"""The training process: ``python -m mer_core.workflows.training_worker CACHE``, run and watched by
the window.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import NoReturn

from mer_core.child import (
    ChildContext,
    CommandReader,
    from_argument,
    lower_own_priority,
    take_standard_output,
)
from mer_core.errors import MerError
from mer_core.jobs import JobCancelled
from mer_core.training.events import EpochDone
from mer_core.training.worker_protocol import (
    LANGUAGE,
    Command,
    Failed,
    Request,
    Stop,
    Stopped,
    TeachDone,
    TeachRequest,
    TrainDone,
    TrainRequest,
)


class TrainingContext(ChildContext[Command]):
    """The context of one request. ``request`` is there once ``wait_for_command`` returns."""

    request: Request | None = None

    def obey(self, command: Command) -> None:
        """Take the request; raise JobCancelled on Stop."""
        if isinstance(command, Stop):
            raise JobCancelled
        self.request = command

    def publish(self, item: object) -> None:
        """Pass on what the window draws; reports come with the last event instead."""
        if isinstance(item, EpochDone | TrainDone | TeachDone | Stopped | Failed):
            super().publish(item)


def train(context: TrainingContext, request: TrainRequest, cache: Path) -> TrainDone:
    """Train a recipe. Raises TrainingError, ModelError, JobCancelled."""
    from mer_core.workflows.train import train as run

    report = run(
        context,
        request.recipe,
        corpora=Path(request.corpora),
        names=request.names,
        output=Path(request.output),
        seed=request.seed,
        epochs=request.epochs,
        folds=request.folds,
        folds_run=request.folds_run,
        protocols=request.protocols,
        cache=cache / "training",
    )
    return TrainDone(
        str(report.folder), report.model_id, report.sha256, report.num_parameters,
        report.num_clips, report.duration_s,
    )  # fmt: skip


def teach(context: TrainingContext, request: TeachRequest, cache: Path) -> TeachDone:
    """Teach a model the user's ratings. Raises TrainingError, ModelError, JobCancelled."""
    from mer_core.workflows.teach import teach as run

    report = run(
        context,
        Path(request.ratings),
        base=Path(request.base),
        output=Path(request.output),
        model_id=request.model_id,
        scale=request.scale,
        seed=request.seed,
        cache=cache / "teaching",
    )
    return TeachDone(
        str(report.folder), report.model_id, report.sha256, report.num_tracks, report.folds,
        report.grouped_by, report.skipped, report.notes, tuple(map(astuple, report.scores)),
        report.helped, report.verdict, report.duration_s,
    )  # fmt: skip


def serve(cache: Path) -> int:
    """Wait for one request and serve it. Returns the exit status."""
    lower_own_priority()
    events = take_standard_output()
    commands: CommandReader[Command] = CommandReader(
        sys.stdin.buffer, LANGUAGE.decode, on_end=lambda: os._exit(0)
    )
    context = TrainingContext(LANGUAGE, events, commands)
    try:
        context.wait_for_command()
        if isinstance(context.request, TeachRequest):
            context.publish(teach(context, context.request, cache))
        elif context.request is not None:
            context.publish(train(context, context.request, cache))
    except JobCancelled:
        context.publish(Stopped())
    except MerError as error:
        context.publish(Failed(str(error)))
        return 1
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window, and end the process. ``arguments``: the cache's folder."""
    (cache,) = sys.argv[1:2] if arguments is None else arguments
    status = 2
    try:
        status = serve(from_argument(cache))
    except Exception:
        traceback.print_exc()  # a mistake of our own: the log has it
        raise
    finally:
        sys.stderr.flush()
        # The interpreter's own end would trip over the thread that still waits for commands.
        os._exit(status)


if __name__ == "__main__":
    main()
