"""Sound that comes in live: its picture as it grows, how loud it is, and its last half minute as
the nets hear it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

import av
import numpy as np

from mer_core.arrays import FloatArray
from mer_core.features.display import DisplayColumns, DisplayMel
from mer_core.features.mel import DISPLAY_MEL, MelSpec

#: The rate that nets hear, in Hz.
SENSE_RATE = MelSpec().sample_rate
#: So much sound is sensed at once, in seconds.
SENSE_S = 30.0
#: From this level on a sample is taken for cut off.
CLIPPED = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class LiveBlock:
    """A short piece: its new ``columns``, its loudest sample ``peak`` (1 is full scale), and the
    seconds heard by its end.
    """

    columns: DisplayColumns
    peak: float
    heard_s: float

    @property
    def is_clipped(self) -> bool:
        """Whether it was too loud for the input."""
        return self.peak >= CLIPPED


class LiveSound:
    """A stream at ``sample_rate`` Hz; memory grows with none of it."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._num_samples = 0
        self._mel = DisplayMel(None)
        self._drawn = _Resampler(sample_rate, DISPLAY_MEL.sample_rate)
        self._sensed = _Resampler(sample_rate, SENSE_RATE)
        self._last: FloatArray = np.zeros(0, np.float32)

    def add(self, samples: FloatArray) -> LiveBlock:
        """Take the next float32 [num_samples, num_channels]."""
        self._num_samples += len(samples)
        mono: FloatArray = samples.mean(axis=1, dtype=np.float32)
        self._last = np.concatenate((self._last, self._sensed.push(mono)))
        self._last = self._last[-round(SENSE_S * SENSE_RATE) :]
        peak = float(np.abs(samples).max(initial=0.0))
        return LiveBlock(self._mel.add(self._drawn.push(mono)), peak, self.heard_s)

    @property
    def heard_s(self) -> float:
        """Seconds taken so far."""
        return self._num_samples / self._rate

    def packed(self) -> str:
        """The last SENSE_S seconds at SENSE_RATE as text, see ``unpacked``."""
        whole = np.rint(self._last.clip(-1.0, 1.0) * 32767.0).astype("<i2")
        return base64.b64encode(whole.tobytes()).decode("ascii")


def unpacked(text: str) -> FloatArray:
    """The float32 [num_samples] of ``LiveSound.packed``."""
    return np.frombuffer(base64.b64decode(text), "<i2").astype(np.float32) / 32767.0


class _Resampler:
    """Mono float32 from one rate to another."""

    def __init__(self, before: int, after: int) -> None:
        self._before = before
        self._resampler = av.AudioResampler(format="flt", layout="mono", rate=after)

    def push(self, samples: FloatArray) -> FloatArray:
        """What is complete by now."""
        if not len(samples):
            return samples
        frame = av.AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
        frame.sample_rate = self._before
        parts = [part.to_ndarray()[0] for part in self._resampler.resample(frame)]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)
