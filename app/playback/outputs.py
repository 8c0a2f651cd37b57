"""Where the sound goes: PortAudio's stream, or a clock that only counts."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from app.i18n import tr
from app.playback.devices import OutputSpec, SoundError, load_portaudio
from app.playback.servers import routed
from app.playback.stream import Samples

Fill = Callable[[Samples, float], None]
"""Writes float32 [num_frames, num_channels], heard from the given time in seconds on."""

LATENCY_S = 0.2
"""Sound the card holds in store: the callback is Python and may wait this long for the interpreter.
"""

_BLOCK_S = 0.02


class Output(Protocol):
    """Something that asks for sound at the pace of time."""

    spec: OutputSpec

    @property
    def is_alive(self) -> bool:
        """Whether it still asks for sound."""

    @property
    def num_underruns(self) -> int:
        """How often sound came too late."""

    def time_s(self) -> float:
        """Now, on the clock that ``Fill`` is told."""

    def close(self) -> None:
        """Drop what has not been heard and stop asking."""


class CardOutput:
    """A PortAudio stream, running from the start; raises SoundError if it does not open."""

    def __init__(self, spec: OutputSpec, fill: Fill) -> None:
        self.spec = spec
        self.num_underruns = 0
        self._fill = fill
        self._portaudio = portaudio = load_portaudio()
        self._stream: Any = None
        try:
            with routed("PULSE_SINK", spec.port):
                self._stream = portaudio.RawOutputStream(
                    samplerate=spec.sample_rate,
                    device=spec.index,
                    channels=spec.num_channels,
                    dtype="float32",
                    latency=LATENCY_S,
                    callback=self._callback,
                )
            self._stream.start()
        except portaudio.PortAudioError as error:
            if self._stream is not None:
                self.close()
            raise SoundError(
                tr(
                    "The output {label} cannot be opened, so playback is silent; another program "
                    "may be holding it ({error})."
                ).format(label=spec.label, error=error)
            ) from error

    @property
    def is_alive(self) -> bool:
        """Whether PortAudio still calls; it stops when the device goes away."""
        return bool(self._stream.active)

    def time_s(self) -> float:
        """Seconds on the stream's own clock; ``inf``, when all is over, once the driver has lost
        it.
        """
        try:
            return float(self._stream.time)
        except self._portaudio.PortAudioError:
            return math.inf

    def close(self) -> None:
        """Drop the card's store of sound and free the device. A hung driver blocks here."""
        self._stream.close(ignore_errors=True)

    def _callback(self, out: Any, num_frames: int, times: Any, status: Any) -> None:
        if status.output_underflow:
            self.num_underruns += 1
        # Some drivers leave the time of sounding empty.
        dac_time_s = times.outputBufferDacTime or self._stream.time + self._stream.latency
        block = np.frombuffer(out, dtype=np.float32)
        self._fill(block.reshape(num_frames, self.spec.num_channels), dac_time_s)


class SilentOutput:
    """Asks for sound at the pace of the clock and throws it away: for machines without a card."""

    num_underruns = 0

    def __init__(self, spec: OutputSpec, fill: Fill) -> None:
        self.spec = spec
        self._fill = fill
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="playback-silence", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has not been closed."""
        return self._thread.is_alive()

    def time_s(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        num_frames = round(_BLOCK_S * self.spec.sample_rate)
        block_s = num_frames / self.spec.sample_rate
        block = np.zeros((num_frames, self.spec.num_channels), dtype=np.float32)
        due_s = time.monotonic()
        while not self._closing.wait(max(due_s - time.monotonic(), 0.0)):
            # After the machine slept, go on from now rather than hurry through what was missed.
            due_s = max(due_s, time.monotonic() - 1.0)
            self._fill(block, due_s)
            due_s += block_s
