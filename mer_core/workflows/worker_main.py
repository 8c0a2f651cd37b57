"""One of a crew: ``python -m mer_core.workflows.worker_main LIBRARY MODEL DEVICE THREADS``, run and
watched by ``crew``. It hears the songs that it is given, until its input ends.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from mer_core.child import (
    ChildContext,
    CommandReader,
    EventWriter,
    connect,
    from_argument,
    run_child,
)
from mer_core.errors import MerError
from mer_core.inference.protocol import (
    LANGUAGE,
    Broken,
    Command,
    Hear,
    Ready,
    TrackDone,
)
from mer_core.library.database import Library
from mer_core.workflows.analyse import analyse
from mer_core.workflows.room import once_there_is_room


class Work(ChildContext[Command]):
    """The songs that one worker was given."""

    def __init__(self, events: EventWriter, commands: CommandReader[Command]) -> None:
        super().__init__(events, commands)
        self._given: deque[int] = deque()

    def obey(self, command: Command) -> None:
        """Take a song."""
        if isinstance(command, Hear):
            self._given.append(command.track_id)

    def run(self, path: Path, model: Path, device: str, threads: int) -> NoReturn:
        """Load the model, then hear whatever is given."""
        from mer_core.inference.device import prepare
        from mer_core.inference.predictor import Predictor

        prepare(threads)
        predictor = Predictor.load(model, device=device)
        ref = predictor.ref
        self.publish(Ready(f"{ref.id} {ref.version}", ref.sha256, predictor.device_name))
        self.wait_for_command()
        with once_there_is_room(self, partial(Library.open, path)) as library:
            while True:
                while self._given:
                    track_id = self._given.popleft()
                    row = library.row(track_id)
                    if row is None:  # the user took it off the list meanwhile
                        self.publish(TrackDone(track_id))
                    else:
                        analyse(self, library, predictor, [row.track])
                self.wait_for_command()


def serve(library: Path, model: Path, device: str, threads: int) -> int:
    """Work until the input ends. Returns the exit status of a worker that cannot."""
    events, commands = connect(LANGUAGE)
    try:
        Work(events, commands).run(library, model, device, threads)
    except MerError as error:
        events.write(Broken(str(error)))
    return 1


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one foreman, and end the process."""
    library, model, device, threads = sys.argv[1:5] if arguments is None else arguments
    run_child(
        lambda: serve(from_argument(library), from_argument(model), device, int(threads)),
        gives_way=False,
    )


if __name__ == "__main__":
    main()
