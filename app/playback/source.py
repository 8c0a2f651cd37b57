"""A song on its way into the ring: decoded, brought to its loudness, joined to the one before."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np

from app.playback.devices import OutputSpec
from app.playback.stream import RingBuffer, Samples
from mer_core.audio.decode import AudioReader
from mer_core.tags.loudness import read_loudness

_BLOCK_S = 1.0


def joined(tail: Samples, head: Samples, first: int, total: int) -> Samples:
    """The end of one song under the beginning of another, both [num_frames, num_channels], frames
    ``first`` and on of ``total``. Of equal power: a song is as loud in it as outside.
    """
    angle = (np.arange(first, first + len(head), dtype=np.float32) + 0.5) / total * (np.pi / 2)
    rising = np.sin(angle)[:, np.newaxis].astype(np.float32)
    falling = np.cos(angle)[:, np.newaxis].astype(np.float32)
    return head * rising + tail * falling


class SongSource:
    """One song being decoded from ``start_s`` on, as loud as ``loudness`` (see
    ``mer_core.settings.LOUDNESS``) wants it; raises DecodeError when made and when poured.

    ``tail`` is the end of the song before, heard together with this one's beginning.
    """

    def __init__(
        self,
        path: Path,
        start_s: float,
        spec: OutputSpec,
        loudness: str = "off",
        tail: Samples | None = None,
    ) -> None:
        self._stack = ExitStack()
        reader = self._stack.enter_context(
            AudioReader(
                path,
                sample_rate=spec.sample_rate,
                num_channels=spec.num_channels,
                start_s=start_s,
                block_s=_BLOCK_S,
            )
        )
        self._blocks = iter(reader)
        self._spec = spec
        self._start_s = start_s
        self._factor = np.float32(
            1.0 if loudness == "off" else read_loudness(path).factor(loudness)
        )
        self._waiting: Samples = np.empty((0, spec.num_channels), dtype=np.float32)
        self._tail = self._waiting if tail is None else tail
        self._num_decoded = 0
        self._has_ended = False

    @property
    def reached_s(self) -> float:
        """Up to where the song was decoded, in seconds."""
        return self._start_s + self._num_decoded / self._spec.sample_rate

    @property
    def has_sound(self) -> bool:
        """Whether anything was decoded."""
        return self._num_decoded > 0

    def pour(self, ring: RingBuffer, held_s: float = 0.0) -> bool:
        """Write one block, or as much as fits, but for the last ``held_s`` seconds of what is
        decoded; False when the song has ended and only those are left.
        """
        num_held = round(held_s * self._spec.sample_rate)
        if len(self._waiting) <= num_held and not self._has_ended:
            self._decode()
        num_ready = max(len(self._waiting) - num_held, 0)
        self._waiting = self._waiting[ring.write(self._waiting[:num_ready]) :]
        return not self._has_ended or len(self._waiting) > num_held

    def rest(self) -> Samples:
        """What was held back."""
        return self._waiting

    def close(self) -> None:
        """Let go of the file."""
        self._stack.close()

    def _decode(self) -> None:
        block = next(self._blocks, None)
        if block is None:
            self._has_ended = True
            return
        if self._factor != 1.0:
            block = block * self._factor
        if self._num_decoded < len(self._tail):
            part = self._tail[self._num_decoded : self._num_decoded + len(block)]
            mixed = joined(part, block[: len(part)], self._num_decoded, len(self._tail))
            block = np.concatenate((mixed, block[len(part) :]))
        self._num_decoded += len(block)
        self._waiting = np.concatenate((self._waiting, block)) if len(self._waiting) else block
