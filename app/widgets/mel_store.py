"""A growing mel-spectrogram and its views at screen resolution. Pure numpy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray

#: How many columns one column of the coarse twin stands for.
_COARSE = 16
#: Where low ends and high begins, in Hz, as on a mixer.
_LOW_HZ, _HIGH_HZ = 250.0, 2500.0
#: Loudness grows with the 0.3rd power of power (Stevens 1955).
_STEVENS = 0.3
_LOUDEST_DB = 120.0


@dataclass(frozen=True, slots=True, eq=False)
class MelPatch:
    """A part: ``image`` float32 [num_bands, num_columns] in dB and the seconds it covers."""

    image: FloatArray
    start_s: float
    end_s: float


class _Columns:
    """A float32 array [num_bands, num_columns] that grows at its end in amortised constant time."""

    def __init__(self, num_bands: int) -> None:
        self._data = np.empty((num_bands, 1024), np.float32)
        self.size = 0

    def append(self, columns: FloatArray) -> None:
        needed = self.size + columns.shape[1]
        if needed > self._data.shape[1]:
            grown = np.empty(
                (self._data.shape[0], max(needed, 2 * self._data.shape[1])), np.float32
            )
            grown[:, : self.size] = self._data[:, : self.size]
            self._data = grown
        self._data[:, self.size : needed] = columns
        self.size = needed

    @property
    def values(self) -> FloatArray:
        return self._data[:, : self.size]


class MelStore:
    """Columns of a mel-spectrogram in dB, ``column_s`` seconds each, from the start of the song.

    ``band_frequencies`` float [num_bands]: the bands' centres in Hz, rising.
    """

    def __init__(self, column_s: float, band_frequencies: NDArray[np.floating]) -> None:
        if column_s <= 0 or len(band_frequencies) == 0:
            raise ValueError("a mel picture needs a positive column and at least one band")
        self.column_s = column_s
        self.band_frequencies = np.asarray(band_frequencies, np.float64)
        self.peak_db = -np.inf
        self._fine = _Columns(len(band_frequencies))
        self._coarse = _Columns(len(band_frequencies))
        self._loudness = _Columns(3)
        edges = np.searchsorted(self.band_frequencies, (_LOW_HZ, _HIGH_HZ))
        self._thirds = (slice(0, edges[0]), slice(edges[0], edges[1]), slice(edges[1], None))

    @property
    def num_columns(self) -> int:
        """How many columns are known."""
        return self._fine.size

    @property
    def end_s(self) -> float:
        """The time up to which columns are known."""
        return self.num_columns * self.column_s

    def append(self, columns: FloatArray) -> None:
        """Add ``columns`` float32 [num_bands, n] in dB; ValueError on another band count."""
        if columns.ndim != 2 or columns.shape[0] != len(self.band_frequencies):
            raise ValueError(f"expected [{len(self.band_frequencies)}, n], got {columns.shape}")
        if columns.shape[1] == 0:
            return
        self._fine.append(columns)
        levels = np.minimum(columns, np.float32(_LOUDEST_DB))
        loudness = np.exp(levels * np.float32(_STEVENS * math.log(10.0) / 10.0))
        self._loudness.append(np.stack([loudness[part].sum(axis=0) for part in self._thirds]))
        self.peak_db = max(self.peak_db, float(columns.max()))
        first = self._coarse.size * _COARSE
        last = self._fine.size // _COARSE * _COARSE
        if last > first:
            fresh = self._fine.values[:, first:last]
            self._coarse.append(fresh.reshape(fresh.shape[0], -1, _COARSE).mean(axis=2))

    def patch(self, start_s: float, end_s: float, num_pixels: int) -> MelPatch | None:
        """What is known between two times, about one column per pixel; None if nothing."""
        per_pixel = (end_s - start_s) / self.column_s / max(num_pixels, 1)
        coarse = per_pixel > 2 * _COARSE and self._coarse.size > 0
        columns = self._coarse.values if coarse else self._fine.values
        column_s = self.column_s * (_COARSE if coarse else 1)
        # Whole groups counted from the song's start, so that a moving view does not shimmer.
        group = max(int((end_s - start_s) / column_s / max(num_pixels, 1)), 1)
        first = max(int(start_s / column_s), 0) // group * group
        last = min(math.ceil(end_s / column_s / group) * group, columns.shape[1])
        if last <= first:
            return None
        part: FloatArray = columns[:, first:last]
        if group > 1:
            starts = np.arange(0, last - first, group)
            sizes = np.diff(np.append(starts, last - first)).astype(np.float32)
            part = np.asarray(np.add.reduceat(part, starts, axis=1) / sizes, np.float32)
        return MelPatch(part, first * column_s, last * column_s)

    def shares(self, times: NDArray[np.floating]) -> FloatArray:
        """How much of the loudness is low, middle and high from each time until the next: float32
        [3, num_times], 1 in sum. ``times`` in seconds, rising; what is not known is as the last.
        """
        if self.num_columns == 0:
            return np.zeros((3, len(times)), np.float32)
        columns = np.minimum((times / self.column_s).astype(np.int64), self.num_columns - 1)
        sums = np.add.reduceat(self._loudness.values[:, : columns[-1] + 1], columns, axis=1)
        return np.asarray(sums / np.maximum(sums.sum(axis=0), 1e-12), np.float32)

    def band_of(self, frequency: float) -> float | None:
        """The (fractional) band whose centre is ``frequency`` Hz; None outside the bands."""
        if not self.band_frequencies[0] <= frequency <= self.band_frequencies[-1]:
            return None
        bands = np.arange(len(self.band_frequencies))
        return float(np.interp(frequency, self.band_frequencies, bands))

    def frequency_of(self, band: float) -> float:
        """The frequency in Hz at a fractional band, clipped to the bands."""
        bands = np.arange(len(self.band_frequencies))
        return float(np.interp(band, bands, self.band_frequencies))

    def level_at(self, time_s: float, band: int) -> float | None:
        """The level in dB, or None where nothing is known yet."""
        column = int(time_s / self.column_s)
        if not (0 <= column < self.num_columns and 0 <= band < len(self.band_frequencies)):
            return None
        return float(self._fine.values[band, column])
