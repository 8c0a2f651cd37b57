"""Whether a sound can be music at all: silence, noise and test tones have no emotion to report.

Four plain descriptors, taken while the song streams by. What was measured for the thresholds: all
clips of film music (285), pop, rock, electronic and classical songs (320), game music on solo piano
(160) and a-cappella voices (836), against white, pink, brown and speech-shaped noise with and
without modulation, and steady tones from a sine to a buzz and a chord.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.features.mel import hann
from mer_core.inference.segments import SILENCE_DBFS

#: Local flatness that nine frames of ten exceed: white, pink and speech-shaped noise .58 to .60,
#: modulated or not; music .50 at most (wind and rain in film music), solo piano .30, voices .33.
NOISY = 0.55
#: Brown noise has .50 only, but hardly moves; what has as much in film music moves more.
HISSING = 0.48
STATIONARY_DB = 1.7
#: Decibels by which the spectrum moves in half a second. Steady tones, buzzes and chords 0 to .06,
#: stationary noise .6 to 1.5, music 1.5 (a film drone) to 17.
STEADY_DB = 0.5
#: Bands that share the energy. A sine 1.0, also with vibrato; music 2.2 (a held vowel) and more.
NARROW = 1.5
#: Less sound than this, in seconds or as a share of the file, is silence with clicks in it.
MIN_SOUND_S = 0.3
MIN_SOUND_SHARE = 0.05

_NUM_GROUPS = 44
_BINS_PER_GROUP = 11
_FIRST_BIN = 2  # below lies rumble
_LAST_BIN = _FIRST_BIN + _NUM_GROUPS * _BINS_PER_GROUP  # 7.6 kHz
#: Long enough to part the partials of a chord; bins lie 15.6 Hz apart at any sample rate.
_FRAME_S = 0.064
#: Where the 24 bands begin, in bins from _FIRST_BIN on: each a sixth wider than the one below.
_BANDS = np.unique(np.geomspace(2, _LAST_BIN, 25).round().astype(int))[:-1] - _FIRST_BIN
_FRAMES_PER_BLOCK = 8  # about half a second
_HISTOGRAM_BINS = 200


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the descriptors say of a whole file.

    ``sound_s`` is how long it sounds and ``sound_share`` that as a share of the file;
    ``noisiness`` in [0, 1] the local spectral flatness that nine frames of ten exceed;
    ``change_db`` how far the spectrum moves in half a second; ``num_bands`` over how many bands
    the energy spreads, 1 and more. The last three are None where too little sounds to tell.
    """

    sound_s: float
    sound_share: float
    noisiness: float | None
    change_db: float | None
    num_bands: float | None

    @property
    def objection(self) -> str | None:
        """Why this is no music, as a word, or None."""
        if self.sound_s < MIN_SOUND_S or self.sound_share < MIN_SOUND_SHARE:
            return "silence"
        if self.noisiness is not None and self.noisiness >= NOISY:
            return "noise"
        stationary = self.change_db is not None and self.change_db < STATIONARY_DB
        if stationary and self.noisiness is not None and self.noisiness >= HISSING:
            return "noise"
        if self.change_db is not None and self.change_db < STEADY_DB:
            return "steady tone"
        if self.num_bands is not None and self.num_bands < NARROW:
            return "single tone"
        return None

    @property
    def musical(self) -> float:
        """How far the sound is from noise, 0 to 1: a factor for the confidence."""
        if self.objection:
            return 0.0
        if self.noisiness is None:
            return 1.0
        return float(np.clip((NOISY - self.noisiness) / 0.1, 0.0, 1.0))


class SoundnessMeter:
    """Listens to a stream of samples; memory does not grow with the song."""

    def __init__(self, sample_rate: int) -> None:
        self._length = round(_FRAME_S * sample_rate)
        # Below 16 kHz there are fewer groups of bins to look at.
        self._num_groups = min(_NUM_GROUPS, (self._length // 2 - _FIRST_BIN) // _BINS_PER_GROUP)
        self._bands = _BANDS[: np.searchsorted(_BANDS, self._num_groups * _BINS_PER_GROUP)]
        self._sample_rate = sample_rate
        self._window = hann(self._length)
        self._rest: FloatArray = np.zeros(0, np.float32)
        self._num_samples = 0
        self._num_frames = 0
        self._num_sounding = 0
        self._histogram = np.zeros(_HISTOGRAM_BINS, np.int64)
        self._block: list[FloatArray] = []
        self._last_block: FloatArray | None = None
        self._moved = 0.0
        self._weight = 0.0
        self._energy = np.zeros(len(self._bands), np.float64)

    def add(self, samples: FloatArray) -> None:
        """Take the next float32 [num_samples]."""
        self._num_samples += len(samples)
        joined = np.concatenate((self._rest, samples))
        num_frames = len(joined) // self._length
        used = num_frames * self._length
        self._rest = joined[used:].copy()
        frames = joined[:used].reshape(num_frames, self._length)
        power = np.mean(np.square(frames), axis=1)
        sounding = frames[power >= 10.0 ** (SILENCE_DBFS / 10.0)]
        self._num_frames += num_frames
        self._num_sounding += len(sounding)
        if len(sounding):
            self._describe(sounding)

    def _describe(self, frames: FloatArray) -> None:
        """Add sounding float32 [num_frames, num_samples] to the statistics."""
        spectrum = np.fft.rfft(frames * self._window)
        bins = slice(_FIRST_BIN, _FIRST_BIN + self._num_groups * _BINS_PER_GROUP)
        power = np.abs(spectrum[:, bins]) ** 2 + np.float32(1e-9)
        groups = power.reshape(len(frames), self._num_groups, _BINS_PER_GROUP)
        energy: FloatArray = groups.mean(axis=2)
        flatness = np.exp(np.log(groups).mean(axis=2)) / energy
        # A cube root lets quiet groups speak too, but not those where a codec left nothing.
        weight = np.cbrt(energy)
        noisiness = (flatness * weight).sum(axis=1) / weight.sum(axis=1)
        places = np.minimum((noisiness * _HISTOGRAM_BINS).astype(int), _HISTOGRAM_BINS - 1)
        self._histogram += np.bincount(places, minlength=_HISTOGRAM_BINS)
        bands = np.add.reduceat(power, self._bands, axis=1)
        self._energy += bands.sum(axis=0)
        for frame in bands:
            self._block.append(frame)
            if len(self._block) == _FRAMES_PER_BLOCK:
                self._close_block(np.mean(self._block, axis=0))
                self._block.clear()

    def _close_block(self, block: FloatArray) -> None:
        """Compare half a second's energies, float32 [num_bands], with the half second before."""
        if self._last_block is not None:
            both = np.stack((self._last_block, block))
            floor = 1e-6 * float(both.sum(axis=1).max())
            levels = 10.0 * np.log10(both + floor)
            weight = np.sqrt(both.mean(axis=0))
            self._moved += float(np.dot(np.abs(levels[1] - levels[0]), weight))
            self._weight += float(weight.sum())
        self._last_block = block

    def result(self) -> Soundness:
        """The verdict on what was heard so far."""
        sound_s = self._num_sounding * self._length / self._sample_rate
        return Soundness(
            sound_s=sound_s,
            sound_share=self._num_sounding / max(1, self._num_frames),
            noisiness=_low_decile(self._histogram) if self._num_sounding else None,
            change_db=self._moved / self._weight if self._weight > 0 else None,
            num_bands=_spread(self._energy) if self._energy.any() else None,
        )


def _low_decile(histogram: NDArray[np.int64]) -> float:
    """The value in [0, 1] that nine tenths of a histogram's entries reach."""
    index = int(np.searchsorted(np.cumsum(histogram), 0.1 * histogram.sum()))
    return (index + 0.5) / len(histogram)


def _spread(energy: NDArray[np.float64]) -> float:
    """The exponential of the entropy of energies [num_bands]: how many bands share them."""
    share = energy / energy.sum()
    return float(np.exp(-np.sum(share * np.log(share + 1e-12))))
