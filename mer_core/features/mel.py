"""The log-mel spectrogram: its description, the mel scale and a numpy twin of the front end.

Scale and normalisation are Slaney's (Auditory Toolbox, 1998; librosa's default): linear below 1
kHz, logarithmic above, triangles of equal area. Frames are not anchored at the clip's edges: the
clip is padded with ``(n_fft - hop_length) / 2`` zeros on either side, so frame i is centred on
sample ``(i + 0.5) * hop_length`` and ``num_samples // hop_length`` frames come out. A clip cut at a
multiple of the hop keeps its frames' times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray

_HZ_PER_MEL = 200.0 / 3.0  # the linear part
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _HZ_PER_MEL
_LOG_STEP = math.log(6.4) / 27.0  # 27 mels from 1 kHz to 6.4 kHz
#: Frames transformed at once: 512 frames of 1024 samples are 2 MB, which stays in the cache.
_FRAMES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class MelSpec:
    """How samples become a log-mel spectrogram.

    ``sample_rate`` in Hz; ``n_fft`` and ``hop_length`` in samples, with an even difference;
    ``f_min`` and ``f_max`` in Hz; values are ``log(power + floor)`` with a periodic Hann window and
    an unscaled transform, as librosa's. The default is the model's: training audio is Opus at 20 to
    32 kbit/s, which carries little above 8 kHz, so 16 kHz keeps users' better files in the same
    domain. ``floor`` lies near white noise at -64 dBFS.
    """

    sample_rate: int = 16000
    n_fft: int = 1024
    hop_length: int = 320
    num_bands: int = 80
    f_min: float = 30.0
    f_max: float = 7600.0
    floor: float = 1e-5

    def __post_init__(self) -> None:
        if not 0 < self.hop_length <= self.n_fft or (self.n_fft - self.hop_length) % 2:
            raise ValueError(f"hop {self.hop_length} does not fit into n_fft {self.n_fft}")
        if not 0 <= self.f_min < self.f_max <= self.sample_rate / 2:
            raise ValueError(f"bands from {self.f_min} to {self.f_max} Hz are out of range")
        if self.num_bands < 1 or self.floor <= 0:
            raise ValueError("a mel spectrogram needs bands and a positive floor")

    @property
    def margin(self) -> int:
        """Zeros put before and after a clip, in samples."""
        return (self.n_fft - self.hop_length) // 2

    @property
    def hop_s(self) -> float:
        """Seconds from one frame to the next."""
        return self.hop_length / self.sample_rate

    def to_json(self) -> dict[str, int | float]:
        """The fields under their names."""
        return asdict(self)

    @classmethod
    def from_json(cls, fields: Mapping[str, int | float]) -> MelSpec:
        """The inverse of ``to_json``. Raises ValueError or TypeError on wrong fields."""
        return cls(**fields)  # type: ignore[arg-type]


#: What the window draws: finer in frequency than the model's, up to where most music has something
#: to show, in frames of 25 ms.
DISPLAY_MEL = MelSpec(
    sample_rate=22050, n_fft=2048, hop_length=552, num_bands=128, f_min=30.0, f_max=10000.0
)

#: What the voice net hears: 16 frames of 32 ms per step of .512 s.
VOICE_MEL = MelSpec(n_fft=1024, hop_length=512, num_bands=64)


def hz_to_mel(frequency_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's mel value of each frequency >= 0; any shape."""
    above = np.maximum(frequency_hz, _BREAK_HZ)
    return np.where(
        frequency_hz < _BREAK_HZ,
        frequency_hz / _HZ_PER_MEL,
        _BREAK_MEL + np.log(above / _BREAK_HZ) / _LOG_STEP,
    )


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The frequency in Hz of each Slaney mel value >= 0; any shape."""
    above = np.maximum(mel, _BREAK_MEL)
    return np.where(
        mel < _BREAK_MEL, mel * _HZ_PER_MEL, _BREAK_HZ * np.exp((above - _BREAK_MEL) * _LOG_STEP)
    )


def band_edges(spec: MelSpec) -> NDArray[np.float64]:
    """The corners of the triangles in Hz, [num_bands + 2].

    Band i rises from corner i, peaks at i + 1 and ends at i + 2.
    """
    low, high = hz_to_mel(np.array([spec.f_min, spec.f_max]))
    return mel_to_hz(np.linspace(low, high, spec.num_bands + 2))


def band_frequencies(spec: MelSpec) -> NDArray[np.float64]:
    """The centre of each band in Hz, [num_bands]."""
    return band_edges(spec)[1:-1]


def mel_filters(spec: MelSpec) -> FloatArray:
    """The triangles, of unit area in Hz, as weights of power bins.

    Returns float32 [num_bands, n_fft // 2 + 1].
    """
    edges = band_edges(spec)
    bins = np.arange(spec.n_fft // 2 + 1) * (spec.sample_rate / spec.n_fft)
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (bins - low) / (centre - low)
    falling = (high - bins) / (high - centre)
    triangles = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return triangles.astype(np.float32)


def hann(length: int) -> FloatArray:
    """The periodic Hann window, float32 [length]."""
    return (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(length) / length)).astype(np.float32)


def mel_power(
    padded: FloatArray, spec: MelSpec, *, filters: FloatArray, window: FloatArray
) -> FloatArray:
    """Mel power of samples that already have their margins.

    ``padded`` is float32 [num_samples]; ``filters`` and ``window`` come from ``mel_filters`` and
    ``hann``. Returns float32 [num_bands, num_frames] with ``1 + (num_samples - n_fft) //
    hop_length`` frames, none for a shorter input.
    """
    num_frames = max(0, 1 + (len(padded) - spec.n_fft) // spec.hop_length)
    result = np.empty((spec.num_bands, num_frames), np.float32)
    if num_frames == 0:
        return result
    frames = np.lib.stride_tricks.sliding_window_view(padded, spec.n_fft)[:: spec.hop_length]
    for start in range(0, num_frames, _FRAMES_AT_ONCE):
        stop = min(start + _FRAMES_AT_ONCE, num_frames)
        spectrum = np.fft.rfft(frames[start:stop] * window)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        result[:, start:stop] = filters @ power.T
    return result


def log_mel(samples: FloatArray, spec: MelSpec) -> FloatArray:
    """The log-mel spectrogram of a whole clip.

    ``samples`` is float32 [num_samples] in [-1, 1] at ``spec.sample_rate``. Returns float32
    [num_bands, num_frames], natural logarithms, with ``num_samples // hop_length`` frames. Equal to
    ``frontend.LogMel``.
    """
    padded = np.pad(samples, spec.margin)
    power = mel_power(padded, spec, filters=mel_filters(spec), window=hann(spec.n_fft))
    logarithms: FloatArray = np.log(power + np.float32(spec.floor))
    return logarithms
