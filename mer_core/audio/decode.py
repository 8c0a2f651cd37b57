"""Decodes a sound file of any format, as a stream of float32 blocks of constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np

from mer_core.arrays import FloatArray
from mer_core.audio.clip import Clip
from mer_core.audio.length import stated_length
from mer_core.audio.mixing import mix_stereo, to_float
from mer_core.audio.mono import MonoMix
from mer_core.audio.probe import AudioInfo, describe
from mer_core.audio.source import FAILURES, SAMPLE_RATES, Source
from mer_core.audio.windows import chunks
from mer_core.errors import DecodeError

# What is decoded just after a jump is not yet right: MP3 frames lean on up to 9 earlier ones, Opus
# wants 80 ms (RFC 7845, section 4.6).
PREROLL_S = Fraction(1, 2)
# So many packets in a row that cannot be decoded are the end.
MAX_BAD_PACKETS = 500
# Bounds the memory of one block where rate and channels are many: 32 MiB of float32.
MAX_BLOCK_VALUES = 1 << 23

NO_SOUND = "no sound can be found in it: it is empty or damaged; replace it by a good copy."


class AudioReader:
    """Reads a file as float32 blocks [num_samples, num_channels] at ``sample_rate`` Hz.

    Iterate once, inside ``with``. Samples are about [-1, 1]. One channel is all the file's channels
    mixed by ``MonoMix``; two are its own two, or a stereo mix. The first sample is the one at
    ``start_s``. Blocks last about ``block_s`` seconds. ``info`` is there at once; after the last
    block ``decoded_s`` tells the seconds yielded, and ``truncated`` that the file ended before its
    stated length or within its last page. Raises DecodeError on opening, and while iterating if
    the disk fails or the file holds no sound.
    """

    def __init__(
        self,
        path: Path,
        *,
        sample_rate: int,
        num_channels: int = 1,
        start_s: float = 0.0,
        block_s: float = 5.0,
    ) -> None:
        if num_channels not in (1, 2) or sample_rate <= 0 or start_s < 0 or block_s <= 0:
            raise ValueError("AudioReader needs 1 or 2 channels, a positive rate, start and block")
        self.sample_rate = sample_rate
        self.num_channels = num_channels
        self.start_s = start_s
        self.decoded_s = 0.0
        self.truncated = False
        self._block_s = block_s
        self._gave_up = False
        self._skip_s = Fraction(0)
        self._source = Source(path)
        self.info: AudioInfo = describe(self._source)
        self._stated = stated_length(self._source)

    def __enter__(self) -> AudioReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._source.close()

    def __iter__(self) -> Iterator[FloatArray]:
        frames = self._frames_from_start() if self.start_s else self._frames()
        resampler = _Resampler(self.sample_rate, self.num_channels)
        num_samples = 0
        for samples, rate in self._mixed(self._stretches(frames)):
            block = resampler.push(samples, rate)
            if len(block):
                num_samples += len(block)
                yield block
        tail = resampler.finish()
        num_samples += len(tail)
        self._finish(num_samples)
        if len(tail):
            yield tail

    def _finish(self, num_samples: int) -> None:
        self.decoded_s = num_samples / self.sample_rate
        if not num_samples and not self.start_s:
            raise DecodeError(self._source.path, NO_SOUND)
        missed = self._stated.is_missed_by(self.start_s + self.decoded_s)
        # Where nothing counts the sound, what could not be read is taken for some of it.
        is_lossy = self._stated.least_s is None and (self._gave_up or self._source.damaged)
        self.truncated = missed or is_lossy

    def _mixed(self, sounds: Iterator[Any]) -> Iterator[tuple[FloatArray, int]]:
        """Decoded frames as [num_channels, num_samples], each with its rate."""
        mono: MonoMix | None = None
        kind = (0, 0)
        for sound in sounds:
            names = tuple(channel.name for channel in sound.layout.channels)
            samples = self._wanted(sound, len(names))
            if self.num_channels == 2:
                yield mix_stereo(samples, names), sound.sample_rate
                continue
            if mono is None or kind != (sound.sample_rate, len(names)):
                if mono is not None:
                    yield mono.finish(), kind[0]
                kind = (sound.sample_rate, len(names))
                mono = MonoMix(*kind)
            yield mono.push(samples), sound.sample_rate
        if mono is not None:
            yield mono.finish(), kind[0]

    def _wanted(self, sound: Any, num_channels: int) -> FloatArray:
        """A frame as [num_source_channels, num_samples], less what comes before ``start_s``."""
        samples = sound.to_ndarray()
        if not sound.format.is_planar:
            samples = samples.reshape(-1, num_channels).T
        skip = min(round(self._skip_s * sound.sample_rate), samples.shape[1])
        self._skip_s -= Fraction(skip, sound.sample_rate)
        return to_float(samples[:, skip:])

    def _stretches(self, frames: Iterator[Any]) -> Iterator[Any]:
        """Decoded sound in frames of about ``block_s``, each of one rate, format and layout."""
        fifo: Any = None
        kind: tuple[str, str, int] | None = None
        for frame in frames:
            if kind != (kind := (frame.format.name, frame.layout.name, frame.sample_rate)):
                if fifo is not None and fifo.samples:
                    yield fifo.read()
                fifo = av.AudioFifo()
                max_samples = MAX_BLOCK_VALUES // max(1, frame.layout.nb_channels)
                size = min(max_samples, round(self._block_s * frame.sample_rate))
            # The clock is kept by counting samples: gaps in the time stamps would stop the queue.
            frame.pts = None
            fifo.write(frame)
            if fifo.samples >= size:
                yield fifo.read()
        if fifo is not None and fifo.samples:
            yield fifo.read()

    def _frames(self) -> Iterator[Any]:
        """Decoded frames from here on; packets that cannot be decoded are left out."""
        num_bad = 0
        for packet in self._source.packets():
            try:
                frames = packet.decode()
            except FAILURES:
                num_bad += 1
                if num_bad < MAX_BAD_PACKETS:
                    continue
                self._gave_up = True
                return
            for frame in frames:
                num_bad = 0
                if frame.sample_rate in SAMPLE_RATES and frame.samples:
                    yield frame

    def _frames_from_start(self) -> Iterator[Any]:
        """Decoded frames from shortly before ``start_s`` on; notes how much to skip."""
        # Not the stream's start time: some decoders, as of WMA, answer a few packets late, always.
        origin_s = next((_time_s(frame) for frame in self._frames()), Fraction(0))
        start_s = origin_s + Fraction(self.start_s)
        goal_s = max(origin_s, start_s - PREROLL_S)
        self._source.seek(goal_s, by_counting=not self._stated.exact)
        frames = self._frames()
        for first in frames:
            self._skip_s = max(Fraction(0), start_s - _time_s(first))
            yield first
            break
        yield from frames


def _time_s(frame: Any) -> Fraction:
    """A frame's time stamp in seconds; zero where the container has none."""
    return Fraction(0) if frame.pts is None else Fraction(frame.pts) * frame.time_base


class _Resampler:
    """Brings mixed sound to one rate, across changes of the source's rate."""

    def __init__(self, sample_rate: int, num_channels: int) -> None:
        self._sample_rate = sample_rate
        self._num_channels = num_channels
        self._layout = "mono" if num_channels == 1 else "stereo"
        self._source_rate = 0
        self._resampler: Any = None

    def push(self, samples: FloatArray, source_rate: int) -> FloatArray:
        """[num_channels, n] at ``source_rate`` in, [m, num_channels] at the wanted rate out."""
        blocks = []
        if source_rate != self._source_rate:
            blocks.append(self.finish())
            self._source_rate = source_rate
            if source_rate != self._sample_rate:
                self._resampler = av.AudioResampler("fltp", self._layout, self._sample_rate)
        if self._resampler is None:
            blocks.append(np.ascontiguousarray(samples.T))
        elif samples.shape[1]:
            blocks.append(self._resampled(samples))
        return blocks[0] if len(blocks) == 1 else np.concatenate([self._none(), *blocks])

    def finish(self) -> FloatArray:
        """What the filter still holds: [m, num_channels]."""
        rest = self._none() if self._resampler is None else self._collect(None)
        self._resampler = None
        return rest

    def _resampled(self, samples: FloatArray) -> FloatArray:
        contiguous = np.ascontiguousarray(samples)
        frame = av.AudioFrame.from_ndarray(contiguous, format="fltp", layout=self._layout)
        frame.sample_rate = self._source_rate
        return self._collect(frame)

    def _collect(self, frame: Any) -> FloatArray:
        parts = [part.to_ndarray().T for part in self._resampler.resample(frame)]
        return np.ascontiguousarray(np.concatenate([self._none(), *parts]))

    def _none(self) -> FloatArray:
        return np.empty((0, self._num_channels), dtype=np.float32)


def mono_blocks(path: Path, *, sample_rate: int, block_s: float = 30.0) -> Iterator[FloatArray]:
    """Yield the file's mono sound: float32 [num_samples] of exactly ``block_s``, the last shorter.

    Raises DecodeError.
    """
    size = max(1, round(block_s * sample_rate))
    with AudioReader(path, sample_rate=sample_rate, block_s=min(block_s, 5.0)) as reader:
        for _, block in chunks((block[:, 0] for block in reader), size=size, hop=size):
            yield block


def read(path: Path, *, sample_rate: int) -> Clip:
    """The whole file as mono sound. Memory grows with its length. Raises DecodeError."""
    with AudioReader(path, sample_rate=sample_rate) as reader:
        return Clip(np.concatenate([block[:, 0] for block in reader]), sample_rate)
