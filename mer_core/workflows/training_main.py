"""The training process: ``python -m mer_core.workflows.training_main CACHE``, run and watched by
the window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from mer_core.child import ChildContext, connect, from_argument, run_child
from mer_core.errors import MerError
from mer_core.jobs import JobCancelled
from mer_core.training.protocol import LANGUAGE, Command, Failed, Request, Stop, Stopped
from mer_core.training.requests import TeachRequest


class TrainingContext(ChildContext[Command]):
    """The context of one request. ``request`` is there once ``wait_for_command`` returns."""

    request: Request | None = None

    def obey(self, command: Command) -> None:
        """Take the request; raise JobCancelled on Stop."""
        if isinstance(command, Stop):
            raise JobCancelled
        self.request = command


def _serve(cache: Path) -> int:
    """Wait for one request and serve it: its epochs and its report are published on the way."""
    context = TrainingContext(*connect(LANGUAGE))
    try:
        context.wait_for_command()
        if isinstance(context.request, TeachRequest):
            from mer_core.workflows.teach import teach

            teach(context, context.request, cache=cache / "teaching")
        elif context.request is not None:
            from mer_core.workflows.train import train

            train(context, context.request, cache=cache / "training")
    except JobCancelled:
        context.publish(Stopped())
    except MerError as error:
        context.publish(Failed(str(error)))
        return 1
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window, and end the process. ``arguments``: the cache's folder."""
    (cache,) = sys.argv[1:2] if arguments is None else arguments
    run_child(lambda: _serve(from_argument(cache)))


if __name__ == "__main__":
    main()
