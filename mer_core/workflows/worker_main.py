"""One of a crew: ``python -m mer_core.workflows.worker_main LIBRARY MODEL DEVICE THREADS``, run and
watched by ``crew``. It hears the songs that it is given, and explains others within, until its
input ends.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence
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
    Broken,
    Command,
    Explain,
    Explained,
    Explaining,
    Hear,
    Pause,
    Ready,
    Resume,
    TrackDone,
)
from mer_core.jobs import Progress
from mer_core.library.database import Library
from mer_core.reasons import Why
from mer_core.workflows.analyse import analyse
from mer_core.workflows.explain import require_same, why_of
from mer_core.workflows.room import once_there_is_room

if TYPE_CHECKING:
    from mer_core.inference.predictor import Predictor


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


class Work(ChildContext[Command]):
    """The songs that one worker was given."""

    _library: Library

    def __init__(
        self, events: EventWriter, commands: CommandReader[Command], predictor: Predictor
    ) -> None:
        super().__init__(events, commands)
        self._predictor = predictor
        self._given: deque[int] = deque()

    def obey(self, command: Command) -> None:
        """Take a song, answer a question, hold still or go on."""
        match command:
            case Hear(track_id):
                self._given.append(track_id)
            case Explain():
                self._answer(command)
            case Pause() | Resume():
                self._paused = isinstance(command, Pause)

    def run(self, path: Path) -> NoReturn:
        """Hear whatever is given."""
        ref = self._predictor.ref
        with once_there_is_room(self, partial(Library.open, path)) as self._library:
            self.publish(Ready(f"{ref.id} {ref.version}", ref.sha256, self._predictor.device_name))
            while True:
                self.wait_for_command()
                while self._given:
                    self._hear(self._given.popleft())

    def _hear(self, track_id: int) -> None:
        row = self._library.row(track_id)
        if row is None:  # the user took it off the list meanwhile
            self.publish(TrackDone(track_id))
        else:
            analyse(self, self._library, self._predictor, [row.track])

    def _answer(self, asked: Explain) -> None:
        why, message = None, ""
        try:
            why = self._explained(asked)
        except MerError as error:
            message = str(error)
        self.publish(Explained(asked.track_id, asked.at_s, why, message))

    def _explained(self, asked: Explain) -> Why | None:
        """Raises MerError with what stands in the way."""
        row, emotion = self._library.row(asked.track_id), self._library.emotion(asked.track_id)
        if row is None or emotion is None:
            raise InputError("This song is not analysed yet; analyse it first.")
        require_same(row.track.path, emotion.model, self._predictor.ref.sha256)
        # It may be asked in the middle of another song.
        with self._predictor.beside() as predictor:
            aside = _Aside(self._events, asked.track_id)
            return why_of(aside, predictor, row.track.path, asked.at_s)


def serve(library: Path, model: Path, device: str, threads: int) -> int:
    """Work until the input ends. Returns the exit status of a worker that cannot."""
    from mer_core.inference.device import prepare
    from mer_core.inference.predictor import Predictor

    events, commands = connect(LANGUAGE)
    try:
        prepare(threads)
        Work(events, commands, Predictor.load(model, device=device)).run(library)
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
