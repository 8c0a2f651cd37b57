"""The analysis process: ``python -m mer_core.workflows.worker LIBRARY MODEL DEVICE``, run and
watched by the window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from mer_core.child import CommandReader, from_argument, lower_own_priority, take_standard_output
from mer_core.errors import MerError
from mer_core.inference.worker import (
    LANGUAGE,
    Accepted,
    Analyse,
    Broken,
    Command,
    Finished,
    Prioritise,
    Ready,
    TrackDone,
    TrackFailed,
    TrackQueue,
    WorkerContext,
)
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.workflows.analyse import analyse
from mer_core.workflows.room import once_there_is_room


class Worker:
    """One analysis process: its queue and what commands do to it."""

    def __init__(self, events: BinaryIO, library: Library) -> None:
        self._library = library
        self._queue = TrackQueue()
        self._sha256 = ""
        commands = CommandReader(sys.stdin.buffer, LANGUAGE.decode, on_end=lambda: os._exit(0))
        self.context = WorkerContext(events, commands, self._obey)

    def run(self, model: Path, device: str) -> None:
        """Load the model, wait for the first command, then analyse until nothing is left."""
        import torch

        from mer_core.inference.predictor import Predictor

        torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))  # one core is for the sound
        predictor = Predictor.load(model, device=device)
        ref = predictor.ref
        self._sha256 = ref.sha256
        self.context.publish(Ready(f"{ref.id} {ref.version}", ref.sha256, predictor.device_name))
        self.context.wait_for_command()
        self.context.check_cancelled()
        while self._queue:
            analyse(self.context, self._library, predictor, self._tracks(), queue=self._queue)
            self.context.check_cancelled()

    def _obey(self, command: Command) -> None:
        match command:
            case Analyse(track_ids, suspects, condemned, reason):
                for track_id in condemned:
                    once_there_is_room(
                        self.context, partial(self._library.save_failure, track_id, reason)
                    )
                    self.context.publish(TrackFailed(track_id, reason))
                pending = self._pending(track_ids)
                self._queue.extend((track.id for track in pending), last=suspects)
                self.context.publish(Accepted())
            case Prioritise(track_id):
                self._queue.prioritise(track_id)

    def _pending(self, track_ids: Sequence[int] | None) -> list[Track]:
        return once_there_is_room(
            self.context, partial(self._library.pending, self._sha256, track_ids)
        )

    def _tracks(self) -> Iterator[Track]:
        """The queued tracks that still lack an analysis; a copy may have got one meanwhile."""
        for track_id in self._queue.take():
            pending = self._pending([track_id])
            if pending:
                yield pending[0]
            else:
                self.context.publish(TrackDone(track_id))


def serve(library_path: Path, model: Path, device: str) -> int:
    """Analyse until nothing is left or the window says stop. Returns the exit status."""
    lower_own_priority()
    events = take_standard_output()
    status, last = 0, LANGUAGE.encode(Finished())
    try:
        with Library.open(library_path) as library:
            Worker(events, library).run(model, device)
    except MerError as error:
        status, last = 1, LANGUAGE.encode(Broken(str(error)))
    events.write(last)
    events.flush()
    return status


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window, and end the process. ``arguments``: library, model's folder, device."""
    library, model, device = sys.argv[1:4] if arguments is None else arguments
    status = serve(from_argument(library), from_argument(model), device)
    # The interpreter's own end would trip over the thread that still waits for commands.
    os._exit(status)


if __name__ == "__main__":
    main()
