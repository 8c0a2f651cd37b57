"""The listening process: ``python -m mer_core.workflows.listening_main MODEL DEVICE``. It says what
the sound feels like that the window hears live, as often as it is asked, and keeps nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from mer_core.child import ChildContext, connect, from_argument, run_child
from mer_core.errors import MerError
from mer_core.features.live_sound import unpacked
from mer_core.inference.protocol import LANGUAGE, Broken, Command, Ready, Sense, Sensed


class Listening(ChildContext[Command]):
    """Answers until the input ends."""

    def run(self, model: str, device: str) -> None:
        """Load the model, then answer."""
        from mer_core.inference.device import prepare
        from mer_core.inference.predictor import Predictor

        prepare(1)  # the sound, the window and the analysis need the others
        self._predictor = Predictor.load(from_argument(model), device=device)
        ref = self._predictor.ref
        self.publish(Ready(f"{ref.id} {ref.version}", ref.sha256, self._predictor.device_name))
        while True:
            self.wait_for_command()

    def obey(self, command: Command) -> None:
        """Say what was sent feels like."""
        if isinstance(command, Sense):
            emotion = self._predictor.sense(unpacked(command.samples), self)
            mood = emotion.moods[0]
            self.publish(
                Sensed(command.number, emotion.valence, emotion.arousal, mood.name, mood.score)
            )


def serve(model: str, device: str) -> int:
    """Answer until the window hangs up, which ends the process. Returns the exit status."""
    events, commands = connect(LANGUAGE)
    try:
        Listening(events, commands).run(model, device)
    except MerError as error:
        events.write(Broken(str(error)))
    return 1


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve one window. ``arguments``: the model's folder, the device."""
    model, device = sys.argv[1:3] if arguments is None else arguments
    run_child(lambda: serve(model, device))


if __name__ == "__main__":
    main()
