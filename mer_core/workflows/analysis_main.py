"""The analysis process: ``python -m mer_core.workflows.analysis_main LIBRARY MODEL DEVICE CORES``,
run and watched by the window. It is the foreman of a ``crew`` and hears nothing itself.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
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
    Accepted,
    Analyse,
    Broken,
    Command,
    Explain,
    Finished,
    Pause,
    Prioritise,
    Resume,
    TrackDone,
)
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.models.store import read_spec
from mer_core.workflows.crew import Crew
from mer_core.workflows.room import once_there_is_room
from mer_core.workflows.worker import crew_size


class TrackQueue:
    """Ids of tracks in the order they are to be heard; what the user plays overtakes. ``find``
    gives the track of an id, None where it need not be heard any more.
    """

    def __init__(self, find: Callable[[int], Track | None]) -> None:
        self._find = find
        self._ids: deque[int] = deque()
        self._num_taken = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def total(self) -> int:
        """How many ids were ever queued: taken and waiting."""
        return self._num_taken + len(self._ids)

    def extend(self, ids: Iterable[int]) -> None:
        """Append ids that are not waiting already."""
        waiting = set(self._ids)
        self._ids.extend(i for i in dict.fromkeys(ids) if i not in waiting)

    def prioritise(self, track_id: int) -> None:
        """Move ``track_id`` to the front, if it waits at all."""
        if track_id in self._ids:
            self._ids.remove(track_id)
            self._ids.appendleft(track_id)

    def take(self) -> Track | None:
        """Remove the first id and find its track. Raises IndexError where none is left."""
        self._num_taken += 1
        return self._find(self._ids.popleft())


class Analysis(ChildContext[Command]):
    """What the window says to one analysis. Stopping is the end of the input."""

    def __init__(
        self, events: EventWriter, commands: CommandReader[Command], library: Library,
        sha256: str, crew: Crew, cores: int,
    ) -> None:  # fmt: skip
        super().__init__(events, commands)
        self._library, self._sha256 = library, sha256
        self._crew, self._cores = crew, cores
        self._queue = TrackQueue(self._find)

    def run(self) -> None:
        """Wait for the first command, then analyse until nothing is left."""
        self.wait_for_command()
        self._crew.analyse(self, self._library, self._queue)

    def obey(self, command: Command) -> None:
        """Hold still, go on, queue tracks, or have a question answered."""
        match command:
            case Pause() | Resume():
                self._crew.pause(isinstance(command, Pause))
            case Analyse(track_ids):
                self._queue.extend(track.id for track in self._pending(track_ids))
                self._crew.start(crew_size(len(self._queue), self._cores))
                self.publish(Accepted())
            case Prioritise(track_id):
                self._queue.prioritise(track_id)
            case Explain():
                self._crew.ask(command)

    def _find(self, track_id: int) -> Track | None:
        """A track that still lacks an analysis: a copy may have got one meanwhile."""
        pending = self._pending([track_id])
        if not pending:
            self.publish(TrackDone(track_id))
        return pending[0] if pending else None

    def _pending(self, track_ids: Sequence[int] | None) -> list[Track]:
        return once_there_is_room(self, partial(self._library.pending, self._sha256, track_ids))


def serve(library_path: Path, model: Path, device: str, cores: int) -> int:
    """Analyse until nothing is left or the window says stop. Returns the exit status."""
    events, commands = connect(LANGUAGE)
    try:
        sha256 = read_spec(model).weights_sha256
        with (
            Library.open(library_path) as library,
            Crew(library_path, model, device, cores=cores) as crew,
        ):
            Analysis(events, commands, library, sha256, crew, cores).run()
    except MerError as error:
        events.write(Broken(str(error)))
        return 1
    events.write(Finished())
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window, and end the process. ``arguments``: library, model's folder, device, and
    how many cores it may use.
    """
    library, model, device, cores = sys.argv[1:5] if arguments is None else arguments
    run_child(lambda: serve(from_argument(library), from_argument(model), device, int(cores)))


if __name__ == "__main__":
    main()
