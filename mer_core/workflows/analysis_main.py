"""The analysis process: ``python -m mer_core.workflows.analysis_main LIBRARY MODEL DEVICE``, run
and watched by the window.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mer_core.child import (
    ChildContext,
    CommandReader,
    EventWriter,
    connect,
    from_argument,
    run_child,
)
from mer_core.errors import InputError, MerError
from mer_core.inference.protocol import (
    LANGUAGE,
    Accepted,
    Analyse,
    Broken,
    Command,
    Explain,
    Explained,
    Explaining,
    Finished,
    Pause,
    Prioritise,
    Ready,
    Resume,
    TrackDone,
    TrackFailed,
)
from mer_core.jobs import Progress
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.reasons import Why
from mer_core.workflows.analyse import analyse
from mer_core.workflows.explain import require_same, why_of
from mer_core.workflows.room import once_there_is_room

if TYPE_CHECKING:
    from mer_core.inference.predictor import Predictor


class TrackQueue:
    """Track ids in the order they are to be analysed; what the user plays overtakes."""

    def __init__(self) -> None:
        self._ids: deque[int] = deque()
        self.num_taken = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def total(self) -> int:
        """How many ids were ever queued: taken and waiting."""
        return self.num_taken + len(self._ids)

    def extend(self, ids: Iterable[int], *, last: Iterable[int] = ()) -> None:
        """Append ids that are not waiting already; those in ``last`` go behind all others."""
        waiting, late = set(self._ids), set(last)
        new = [i for i in dict.fromkeys(ids) if i not in waiting]
        self._ids.extend(i for i in new if i not in late)
        self._ids.extend(i for i in new if i in late)

    def prioritise(self, track_id: int) -> None:
        """Move ``track_id`` to the front, if it waits at all."""
        if track_id in self._ids:
            self._ids.remove(track_id)
            self._ids.appendleft(track_id)

    def take(self) -> Iterator[int]:
        """Yield and remove ids until none is left; additions in between are seen."""
        while self._ids:
            self.num_taken += 1
            yield self._ids.popleft()


class _Aside:
    """The context of a song that is heard again within another: nothing is obeyed meanwhile."""

    def __init__(self, events: EventWriter, track_id: int) -> None:
        self._events = events
        self._track_id = track_id

    def report(self, progress: Progress) -> None:
        self._events.write(Explaining(self._track_id, progress.fraction))

    def publish(self, item: object) -> None:
        self._events.write(item)

    def check_cancelled(self) -> None:
        """The end of the input ends the process."""


class Analysis(ChildContext[Command]):
    """One analysis: its queue and what commands do to it. Stopping is the end of the input."""

    def __init__(
        self, events: EventWriter, commands: CommandReader[Command], library: Library
    ) -> None:
        super().__init__(events, commands)
        self._library = library
        self._queue = TrackQueue()
        self._sha256 = ""
        self._predictor: Predictor | None = None

    def run(self, model: Path, device: str) -> None:
        """Load the model, wait for the first command, then analyse until nothing is left."""
        from mer_core.inference.device import prepare
        from mer_core.inference.predictor import Predictor

        prepare(max(1, (os.cpu_count() or 2) - 1))  # one core is for the sound
        predictor = self._predictor = Predictor.load(model, device=device)
        ref = predictor.ref
        self._sha256 = ref.sha256
        self.publish(Ready(f"{ref.id} {ref.version}", ref.sha256, predictor.device_name))
        self.wait_for_command()
        self.check_cancelled()
        while self._queue:
            analyse(self, self._library, predictor, self._tracks(), queue=self._queue)
            self.check_cancelled()

    def obey(self, command: Command) -> None:
        """Hold still, go on, or queue tracks."""
        match command:
            case Pause() | Resume():
                self._paused = isinstance(command, Pause)
            case Analyse(track_ids, suspects, condemned, reason):
                for track_id in condemned:
                    once_there_is_room(self, partial(self._library.save_failure, track_id, reason))
                    self.publish(TrackFailed(track_id, reason))
                pending = self._pending(track_ids)
                self._queue.extend((track.id for track in pending), last=suspects)
                self.publish(Accepted())
            case Prioritise(track_id):
                self._queue.prioritise(track_id)
            case Explain(track_id, at_s):
                why, message = None, ""
                try:
                    why = self._explained(track_id, at_s)
                except MerError as error:
                    message = str(error)
                self.publish(Explained(track_id, at_s, why, message))

    def _explained(self, track_id: int, at_s: float) -> Why | None:
        """Raises MerError with what stands in the way."""
        row, emotion = self._library.row(track_id), self._library.emotion(track_id)
        if row is None or emotion is None or self._predictor is None:
            raise InputError("This song is not analysed yet; analyse it first.")
        path = row.track.path
        require_same(path, emotion.model, self._sha256)
        # It may be asked in the middle of another song.
        with self._predictor.beside() as predictor:
            return why_of(_Aside(self._events, track_id), predictor, path, at_s)

    def _pending(self, track_ids: Sequence[int] | None) -> list[Track]:
        return once_there_is_room(self, partial(self._library.pending, self._sha256, track_ids))

    def _tracks(self) -> Iterator[Track]:
        """The queued tracks that still lack an analysis; a copy may have got one meanwhile."""
        for track_id in self._queue.take():
            pending = self._pending([track_id])
            if pending:
                yield pending[0]
            else:
                self.publish(TrackDone(track_id))


def serve(library_path: Path, model: Path, device: str) -> int:
    """Analyse until nothing is left or the window says stop. Returns the exit status."""
    events, commands = connect(LANGUAGE)
    try:
        with Library.open(library_path) as library:
            Analysis(events, commands, library).run(model, device)
    except MerError as error:
        events.write(Broken(str(error)))
        return 1
    events.write(Finished())
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window, and end the process. ``arguments``: library, model's folder, device."""
    library, model, device = sys.argv[1:4] if arguments is None else arguments
    run_child(lambda: serve(from_argument(library), from_argument(model), device))


if __name__ == "__main__":
    main()
