"""What the window draws of a song: mel columns and waveform peaks, made while the file decodes.

numpy only, so that the window shows a song without waiting for torch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.features.mel import DISPLAY_MEL, MelSpec, hann, mel_filters, mel_power

#: A 10-hour file gets columns of 1.8 s, a song the finest that the spec gives (25 ms).
MAX_COLUMNS = 20_000
#: The image spans this many decibels of mel power. Full scale is the level of a 1 kHz sine of
#: amplitude 1 in its band under the default spec.
RANGE_DB = 80.0
FULL_SCALE_DB = 38.0


@dataclass(frozen=True, slots=True, eq=False)
class DisplayColumns:
    """Some columns of a song's picture, in the order of time.

    ``first`` is the index of the first column; column i speaks for ``i * column_s`` until
    ``(i + 1) * column_s``. ``image`` is uint8 [num_bands, num_columns], low bands first, 0 at
    -RANGE_DB or below and 255 at full scale. ``low`` and ``high`` are float32 [num_columns], the
    extremes of the waveform in [-1, 1].
    """

    first: int
    column_s: float
    image: NDArray[np.uint8]
    low: FloatArray
    high: FloatArray

    @property
    def num_columns(self) -> int:
        """How many columns these are."""
        return len(self.low)


def frames_per_column(duration_s: float | None, spec: MelSpec = DISPLAY_MEL) -> int:
    """How many frames share a column so that the song fits into MAX_COLUMNS.

    An unknown duration gives columns near 100 ms.
    """
    if duration_s is None:
        return max(1, round(0.1 / spec.hop_s))
    return max(1, math.ceil(duration_s / (spec.hop_s * MAX_COLUMNS)))


class DisplayMel:
    """Turns a stream of samples into columns; memory does not grow with the song."""

    def __init__(self, duration_s: float | None = None, *, spec: MelSpec = DISPLAY_MEL) -> None:
        self.spec = spec
        self.num_frames = frames_per_column(duration_s, spec)
        self._filters = mel_filters(spec)
        self._window = hann(spec.n_fft)
        self._samples_per_column = self.num_frames * spec.hop_length
        # Starts one margin before the next column's first sample.
        self._held: FloatArray = np.zeros(spec.margin, np.float32)
        self._num_done = 0

    @property
    def column_s(self) -> float:
        """Seconds per column."""
        return self._samples_per_column / self.spec.sample_rate

    def add(self, samples: FloatArray) -> DisplayColumns:
        """Take the next float32 [num_samples]; return the columns that are now complete."""
        self._held = np.concatenate((self._held, samples))
        margins = 2 * self.spec.margin
        return self._take(max(0, (len(self._held) - margins) // self._samples_per_column))

    def finish(self) -> DisplayColumns:
        """Return the columns that were waiting for more sound, the last one filled with silence."""
        num_samples = max(0, len(self._held) - self.spec.margin)
        num_columns = math.ceil(num_samples / self._samples_per_column)
        missing = num_columns * self._samples_per_column - num_samples
        self._held = np.pad(self._held, (0, missing + self.spec.margin))
        return self._take(num_columns)

    def _take(self, num_columns: int) -> DisplayColumns:
        margin = self.spec.margin
        num_samples = num_columns * self._samples_per_column
        head = self._held[: num_samples + 2 * margin] if num_columns else self._held[:0]
        power = mel_power(head, self.spec, filters=self._filters, window=self._window)
        power = power.reshape(self.spec.num_bands, num_columns, self.num_frames).max(axis=2)
        wave = head[margin : margin + num_samples].reshape(num_columns, self._samples_per_column)
        first = self._num_done
        self._num_done += num_columns
        self._held = self._held[num_samples:]
        return DisplayColumns(
            first, self.column_s, _as_image(power), wave.min(axis=1), wave.max(axis=1)
        )


def _as_image(power: FloatArray) -> NDArray[np.uint8]:
    """Mel power of any shape as 0..255 over RANGE_DB below full scale."""
    decibels = 10.0 * np.log10(np.maximum(power, 1e-12)) - FULL_SCALE_DB
    scaled = (decibels / RANGE_DB + 1.0) * 255.0
    return np.clip(np.rint(scaled), 0, 255).astype(np.uint8)


def display_columns(
    blocks: Iterable[FloatArray],
    duration_s: float | None = None,
    *,
    spec: MelSpec = DISPLAY_MEL,
    piece_s: float = 10.0,
) -> Iterator[DisplayColumns]:
    """The columns of a stream of float32 [num_samples] blocks, yielded as they become complete.

    Large blocks are taken in pieces of ``piece_s`` so that the picture grows early. Where the
    columns are put together they cover the whole song: ``ceil(duration_s / column_s)`` of them.
    """
    display = DisplayMel(duration_s, spec=spec)
    piece = max(1, int(piece_s * spec.sample_rate))
    for block in blocks:
        for start in range(0, len(block), piece):
            columns = display.add(block[start : start + piece])
            if columns.num_columns:
                yield columns
    columns = display.finish()
    if columns.num_columns:
        yield columns
