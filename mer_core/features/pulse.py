"""Tempo: how fast the beat goes by, where there is one.

Onsets in four registers are compared with themselves some time later, in windows of sixteen seconds
(Scheirer 1998; Peeters 2006), and the windows are added up: memory does not grow with the song, and
what repeats only here and there fades out. Of the rates that repeat, one is chosen by how well its
multiples repeat too and by how usual it is (Ellis 2007); whether people would tap that, half or
double of it, also by how many notes and strokes would fall on one beat. All of it is relative to
the sound's own level, so that a file's gain changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.features.mel import hann

#: Slowest and fastest pulse that is told, beats per minute.
SLOWEST, FASTEST = 40.0, 220.0
#: How well the beat must repeat (1: exactly) to be told at all.
CLEAR = 0.11
#: The tempo that people tap most readily, and how far from it they go, in octaves: at first, and
#: where notes and strokes are counted too.
_USUAL, _OCTAVES = (118.0, 110.0), (0.75, 0.8)
#: How many notes and strokes begin on one beat, usually, and how far from that it goes.
_PER_BEAT, _PER_BEAT_OCTAVES = 2.0, 0.9

_HOP_S = 0.016
_WINDOW, _SHIFT = 1024, 512  # frames
_NUM_LAGS = 640  # frames: ten seconds
_LEAST_FRAMES = 250  # four seconds
#: Where the bands begin and where the registers part, in Hz.
_LOWEST_HZ, _NUM_BANDS = 31.25, 24
_REGISTERS_HZ = (200.0, 800.0, 3000.0)
_FLOOR_DB, _SILENT_POWER = -50.0, 1e-6
#: Where the levels rise and fall by less than this (deviation), nothing begins.
_STILL_DB = 0.1
#: A rise of so many decibels in the mean over all bands is an onset.
_ONSET_DB = 1.5
#: The beat's multiples that must repeat too, and what each counts.
_MULTIPLES = np.array([1.0, 2.0, 3.0, 4.0, 6.0, 8.0])
_COUNTS = np.array([1.0, 1.0, 0.5, 1.0, 0.35, 0.5])
_PER_OCTAVE = 96
_GRID = 2.0 ** np.arange(np.log2(SLOWEST), np.log2(FASTEST), 1 / _PER_OCTAVE)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pulse:
    """The beat of a song.

    ``bpm`` in beats per minute, None where no pulse is clear; ``clarity`` 0 to 1: how well it
    repeats; ``onsets_per_s`` how many notes or strokes begin in a second of sound.
    """

    bpm: float | None
    clarity: float
    onsets_per_s: float


class PulseMeter:
    """Listens to a stream of samples; memory does not grow with the song."""

    def __init__(self, sample_rate: int) -> None:
        self._hop = max(1, round(_HOP_S * sample_rate))
        self._length = 2 * self._hop
        self._frames_per_s = sample_rate / self._hop
        self._window = hann(self._length)
        bin_hz = sample_rate / self._length
        edges = np.geomspace(_LOWEST_HZ, sample_rate / 2, _NUM_BANDS + 1)[:-1]
        self._bands = np.unique(np.maximum(1, (edges / bin_hz).round()).astype(int))
        parts = np.searchsorted(self._bands * bin_hz, _REGISTERS_HZ)
        self._registers = np.unique([0, *(part for part in parts if part < len(self._bands))])
        self._rest: FloatArray = np.zeros(0, np.float32)
        self._powers: list[FloatArray] = [np.zeros((0, len(self._bands)), np.float32)]
        self._num_held = 0
        self._lags: Floats = np.zeros(_NUM_LAGS)
        self._num_windows = 0
        self._num_onsets = self._num_frames = 0

    def add(self, samples: FloatArray) -> None:
        """Take the next float32 [num_samples]."""
        joined = np.concatenate((self._rest, samples))
        num_frames = max(0, (len(joined) - self._length) // self._hop + 1)
        self._rest = joined[num_frames * self._hop :].copy()
        if not num_frames:
            return
        frames = np.lib.stride_tricks.sliding_window_view(joined, self._length)
        spectrum = np.fft.rfft(frames[:: self._hop][:num_frames] * self._window)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        self._powers.append(np.add.reduceat(power, self._bands, axis=1))
        self._num_held += num_frames
        while self._num_held >= _WINDOW:
            self._close(_WINDOW)

    def result(self) -> Pulse:
        """What was heard so far; the meter must not be used any more."""
        if self._num_held > _SHIFT or not self._num_windows:
            self._close(self._num_held)
        density = self._num_onsets * self._frames_per_s / max(1, self._num_frames)
        if not self._num_windows or self._lags[0] <= 0:
            return Pulse(None, 0.0, density)
        bpm, clarity = _beat(self._lags / self._lags[0], self._frames_per_s, density)
        return Pulse(bpm if clarity >= CLEAR else None, clarity, density)

    def _close(self, num_frames: int) -> None:
        """Compare the first ``num_frames`` held frames with themselves; forget the first half."""
        held: FloatArray = np.concatenate(self._powers)
        self._powers = [held[_SHIFT:]]
        self._num_held = len(self._powers[0])
        powers = held[:num_frames]
        if num_frames < _LEAST_FRAMES or powers.mean() < _SILENT_POWER:
            return
        onsets = self._onsets(powers)
        self._count(onsets[:_SHIFT, 0])
        if onsets[:, 0].std() < _STILL_DB:
            return
        size = 2 * _WINDOW
        spectrum = np.fft.rfft(onsets, size, axis=0)
        lags = np.fft.irfft(np.square(np.abs(spectrum)), size, axis=0)[:_NUM_LAGS]
        # Every lag as if as many frames had been compared for it.
        seen = np.clip(num_frames - np.arange(_NUM_LAGS), 1, None)
        lags[: num_frames // 2 * 2] *= (num_frames / seen)[: num_frames // 2 * 2, None]
        lags[int(0.75 * num_frames) :] = 0.0
        weights = np.sqrt(lags[0]) / (lags[0] + 1e-9)
        total = lags @ weights
        if total[0] > 0:
            self._lags += total / total[0]
            self._num_windows += 1

    def _onsets(self, powers: FloatArray) -> Floats:
        """How much rises in each frame, in all bands and in each register, without its mean around:
        [num_frames, 1 + num_registers].
        """
        floor = 10.0 ** (_FLOOR_DB / 10.0) * np.percentile(powers.mean(axis=1), 95)
        levels = 10.0 * np.log10(powers + floor)
        rise = np.maximum(levels[2:] - levels[:-2], 0.0)
        counts = np.diff([*self._registers, rise.shape[1]])
        parts = np.add.reduceat(rise, self._registers, axis=1) / counts
        onsets = np.column_stack((rise.mean(axis=1), parts)).astype(np.float64)
        width = round(self._frames_per_s)
        sums = np.cumsum(
            np.pad(onsets, ((width // 2 + 1, width - width // 2 - 1), (0, 0)), "edge"), axis=0
        )
        centred: Floats = onsets[: len(sums) - width] - (sums[width:] - sums[:-width]) / width
        return centred

    def _count(self, onset: Floats) -> None:
        """Count the peaks of [num_frames] above the mean around them."""
        middle = onset[2:-2]
        peaks = (middle >= _ONSET_DB) & (middle > onset[1:-3]) & (middle >= onset[3:-1])
        peaks &= (middle >= onset[:-4]) & (middle >= onset[4:])
        self._num_onsets += int(peaks.sum())
        self._num_frames += len(onset)


def _beat(repeats: Floats, frames_per_s: float, onsets_per_s: float) -> tuple[float, float]:
    """The tempo in beats per minute and its clarity, from how well [num_lags] each lag repeats."""
    periods = 60.0 / _GRID * frames_per_s
    lags = periods[:, None] * _MULTIPLES
    values = np.interp(lags, np.arange(len(repeats)), repeats)
    known = lags < len(repeats) - 1
    comb = (values * _COUNTS * known).sum(axis=1) / (_COUNTS * known).sum(axis=1)
    comb = np.maximum(comb, 0.0)
    best = int(np.argmax(comb * _usual(0)))
    per_beat = max(onsets_per_s, 0.3) * 60.0 / _GRID
    dense = _bell(np.log2(per_beat / _PER_BEAT) / _PER_BEAT_OCTAVES)
    whole = np.array([best - _PER_OCTAVE, best, best + _PER_OCTAVE])[:, None] + np.arange(-2, 3)
    whole = whole[(whole >= 0) & (whole < len(_GRID))]
    best = int(whole[np.argmax((np.square(comb) * dense * _usual(1))[whole])])
    period = _refined(repeats, float(periods[best]))
    return float(60.0 * frames_per_s / period), float(np.clip(comb[best], 0.0, 1.0))


def _usual(stage: int) -> Floats:
    return _bell(np.log2(_GRID / _USUAL[stage]) / _OCTAVES[stage])


def _bell(deviates: Floats) -> Floats:
    return np.exp(-0.5 * np.square(deviates))


def _refined(repeats: Floats, period: float) -> float:
    """A beat's period in frames, more exactly: by the peaks at ever higher multiples of it."""
    multiple = 1
    while multiple * period * 1.02 + 2 < len(repeats):
        reach = max(1, round(min(multiple * period * 0.02, period / 4)))
        centre = round(multiple * period)
        low = max(1, centre - reach)
        peak = low + int(np.argmax(repeats[low : min(centre + reach, len(repeats) - 2) + 1]))
        before, at, after = repeats[peak - 1 : peak + 2]
        bend = before - 2.0 * at + after
        if at > 0 and bend < 0 and at >= before and at >= after:
            period = (peak + 0.5 * (before - after) / bend) / multiple
        multiple *= 2
    return period
