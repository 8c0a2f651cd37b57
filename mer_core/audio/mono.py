"""Mixes any number of channels into one, so that sound which differs between them counts too.

The plain mean is what most recordings were made to bear. But what lies in one channel with the
other sign of the next cancels there: wide or inverted stereo loses what a listener hears. So the
mean is taken wherever it keeps the channels' energy, and where it does not, octave by octave, the
loudest channel takes its place. Pure numpy; a stream in, a stream out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mer_core.arrays import FloatArray

DoubleArray = npt.NDArray[np.float64]

#: The mean's power as a multiple of what it would be, had the channels nothing in common. Two
#: channels of one instrument each have 1, equal ones 2; 2/3 is a correlation of -1/3, 0.4 of -0.6.
AGREEING, CANCELLING = 2 / 3, 0.4
#: Over so many seconds it is judged whether channels cancel: longer than a beat, so that the mix
#: does not flicker.
MEMORY_S = 1.5
#: A constant offset is learned from all that was heard, but from no more than so many seconds.
OFFSET_MEMORY_S = 5.0
#: Another channel becomes the loudest by this factor of power, over so many seconds.
LOUDER, LOUDEST_MEMORY_S = 2.0, 30.0

_HOP_S = 0.09
_LOWEST_HZ = 62.5
_SILENCE = 1e-9


class MonoMix:
    """Mixes one stretch of sound, of one rate in Hz and one number of channels.

    What comes out does not depend on how the stream is cut. It has as many samples as went in, each
    in its place, but up to two tenths of a second later.
    """

    def __init__(self, sample_rate: int, num_channels: int) -> None:
        self._hop = 1 << max(6, round(np.log2(_HOP_S * sample_rate)))
        hops_per_s = sample_rate / self._hop
        self._offset = _Offset(num_channels, OFFSET_MEMORY_S * hops_per_s)
        self._widener = _Widener(num_channels, self._hop, sample_rate) if num_channels > 1 else None
        self._rest: FloatArray = np.empty((num_channels, 0), np.float32)
        self._num_waiting = 0

    def push(self, samples: FloatArray) -> FloatArray:
        """The next float32 [num_channels, num_samples] in, [1, m] out."""
        self._num_waiting += samples.shape[1]
        joined = np.concatenate((self._rest, samples), axis=1)
        num_whole = joined.shape[1] // self._hop * self._hop
        self._rest = joined[:, num_whole:].copy()
        return self._given(self._mixed(self._offset.removed(joined[:, :num_whole], self._hop)))

    def finish(self) -> FloatArray:
        """What is still held: [1, m]."""
        size = self._rest.shape[1]
        rest = self._offset.removed(self._rest, size) if size else self._rest
        # Silence up to a whole hop, and one more to push out what waits for its successor.
        return self._given(self._mixed(np.pad(rest, ((0, 0), (0, 2 * self._hop - size)))))

    def _mixed(self, samples: FloatArray) -> FloatArray:
        if self._widener is None:
            return samples
        return self._widener.mixed(samples)

    def _given(self, mixed: FloatArray) -> FloatArray:
        mixed = mixed[:, : self._num_waiting]
        self._num_waiting -= mixed.shape[1]
        return mixed


class _Offset:
    """Follows each channel's constant offset, from hop to hop."""

    def __init__(self, num_channels: int, num_hops: float) -> None:
        self._num_hops = num_hops
        self._num_heard = 0
        self._now: DoubleArray = np.zeros(num_channels)

    def removed(self, samples: FloatArray, hop: int) -> FloatArray:
        """``samples`` [num_channels, some whole hops] without it."""
        num_channels, num_samples = samples.shape
        hops = samples.reshape(num_channels, num_samples // hop, hop)
        means = hops.mean(axis=2)
        offsets = np.empty((num_channels, means.shape[1] + 1), np.float32)
        for index in range(means.shape[1]):
            offsets[:, index] = self._now if self._num_heard else means[:, 0]
            self._num_heard += 1
            share = 1 / min(self._num_heard, self._num_hops)
            self._now = self._now + share * (means[:, index] - self._now)
        offsets[:, -1] = self._now
        ramp = np.arange(1, hop + 1, dtype=np.float32) / np.float32(hop)
        lines = np.diff(offsets)[:, :, None] * ramp
        lines += offsets[:, :-1, None]
        return np.asarray(hops - lines, np.float32).reshape(samples.shape)


class _Widener:
    """Mixes whole hops, one hop late, in overlapping windows of two."""

    def __init__(self, num_channels: int, hop: int, sample_rate: int) -> None:
        self._hop = hop
        self._looking = np.square(_sine(hop))
        self._octaves = _octaves(hop, sample_rate)
        self._window = _sine(2 * hop)
        self._fine_octaves = _octaves(2 * hop, sample_rate)
        self._memory = np.exp(-hop / sample_rate / MEMORY_S)
        self._loud_memory = np.exp(-hop / sample_rate / LOUDEST_MEMORY_S)
        self._last: FloatArray = np.zeros((num_channels, hop), np.float32)
        self._tail: FloatArray = np.zeros(hop, np.float32)
        self._powers: DoubleArray = np.zeros((num_channels + 1, self._octaves.shape[1]))
        self._loudness: DoubleArray = np.zeros(num_channels)
        self._loudest = 0
        self._has_begun = False

    def mixed(self, samples: FloatArray) -> FloatArray:
        """float32 [num_channels, whole hops] in, [1, as many or one hop less] out."""
        hop, joined = self._hop, np.concatenate((self._last, samples), axis=1)
        self._last = joined[:, -hop:].copy()
        mixed: FloatArray = joined[:, :-hop].mean(axis=0, keepdims=True, dtype=np.float32)
        for start in range(0, samples.shape[1], hop):
            share = self._share(joined[:, start + hop : start + 2 * hop])
            added = None
            if share.any():
                added = self._added(joined[:, start : start + 2 * hop], share)
            mixed[0, start : start + hop] += self._tail
            if added is not None:
                mixed[0, start : start + hop] += added[:hop]
            self._tail = np.zeros(hop, np.float32) if added is None else added[hop:]
        # What came first is not sound but what stood in for the hop before it.
        skipped = 0 if self._has_begun else min(hop, mixed.shape[1])
        self._has_begun = self._has_begun or skipped > 0
        return mixed[:, skipped:]

    def _share(self, hop: FloatArray) -> DoubleArray:
        """How far each octave is to be the loudest channel's from here on, 0 to 1.

        ``hop`` is [num_channels, num_samples].
        """
        spectra = np.fft.rfft(hop * self._looking)
        spectra = np.concatenate((spectra.mean(axis=0, keepdims=True), spectra))
        powers = (spectra.real**2 + spectra.imag**2) @ self._octaves
        self._powers *= self._memory
        self._powers += (1 - self._memory) * powers
        self._follow_loudest(powers[1:].sum(axis=1))
        kept = hop.shape[0] ** 2 * self._powers[0] + _SILENCE
        kept /= self._powers[1:].sum(axis=0) + _SILENCE
        return np.asarray(((AGREEING - kept) / (AGREEING - CANCELLING)).clip(0.0, 1.0), np.float64)

    def _added(self, window: FloatArray, share: DoubleArray) -> FloatArray:
        """What makes the mean of a window, [num_channels, 2 hops], the mix."""
        missed = window[self._loudest] - window.mean(axis=0)
        spectrum = np.fft.rfft(missed * self._window) * (self._fine_octaves @ share)
        return np.asarray(np.fft.irfft(spectrum, 2 * self._hop) * self._window, np.float32)

    def _follow_loudest(self, powers: DoubleArray) -> None:
        """Look for the loudest channel by the powers [num_channels] of the next window."""
        self._loudness *= self._loud_memory
        self._loudness += powers
        first = int(self._loudness.argmax())
        if self._loudness[first] > LOUDER * self._loudness[self._loudest]:
            self._loudest = first


def _sine(size: int) -> FloatArray:
    """Half a wave: its squares in steps of half its length add up to one."""
    wave: FloatArray = np.sin(np.pi * (np.arange(size) + 0.5) / size).astype(np.float32)
    return wave


def _octaves(size: int, sample_rate: int) -> FloatArray:
    """[num_bins, num_octaves]: how much of each bin belongs to each octave; sums to one."""
    frequencies = np.fft.rfftfreq(size, 1 / sample_rate)
    count = max(1, int(np.log2(max(frequencies[-1] / _LOWEST_HZ, 1.0))) + 1)
    places = np.log2(np.maximum(frequencies, _LOWEST_HZ) / _LOWEST_HZ).clip(0, count - 1)
    near = 1 - np.abs(places[:, None] - np.arange(count))
    return np.asarray(np.maximum(near, 0.0), np.float32)
