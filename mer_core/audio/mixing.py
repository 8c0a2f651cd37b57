"""Turns decoded sound of any sample format and channel layout into clean float32. Pure numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mer_core.arrays import FloatArray

# Far above any sound (files scaled like 16-bit integers reach 3e4); its square is still finite.
PEAK = 1e6

# Shares of the channels in a stereo mix, from ITU-R BS.775: (left, right). The others are left out.
HALF_POWER = 0.5**0.5
STEREO_SHARES: dict[str, tuple[float, float]] = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (HALF_POWER, HALF_POWER),
    "BL": (HALF_POWER, 0.0),
    "BR": (0.0, HALF_POWER),
    "SL": (HALF_POWER, 0.0),
    "SR": (0.0, HALF_POWER),
    "BC": (0.5, 0.5),
    "FLC": (1.0, 0.0),
    "FRC": (0.0, 1.0),
}


def to_float(samples: npt.NDArray[Any]) -> FloatArray:
    """Samples of any of FFmpeg's formats as float32 of the same shape, nominally in [-1, 1].

    Integers are divided by half their range; what is not a number or infinite becomes 0, and
    values beyond ±1e6, which no recording holds, are clipped.
    """
    if samples.dtype == np.uint8:
        return (samples.astype(np.float32) - np.float32(128.0)) / np.float32(128.0)
    if samples.dtype.kind == "i":
        scale = np.float32(2.0 ** (8 * samples.dtype.itemsize - 1))
        return samples.astype(np.float32) / scale
    if samples.size and not max(samples.max(), -samples.min()) <= PEAK:
        samples = np.where(np.isfinite(samples), samples, 0.0).clip(-PEAK, PEAK)
    return samples.astype(np.float32, copy=False)


def mix_stereo(samples: FloatArray, channel_names: tuple[str, ...]) -> FloatArray:
    """Mix [num_source_channels, num_samples] to [2, num_samples].

    That is the source's own two, the mono signal twice, or a mix by the channels' places
    (``channel_names`` as FFmpeg gives them, "FL" and so on). ``mono.MonoMix`` makes one channel.
    """
    if len(samples) == 2:
        return samples
    if len(samples) == 1:
        return np.repeat(samples, 2, axis=0)
    mixed: FloatArray = _shares(channel_names).T @ samples
    return mixed


def _shares(channel_names: tuple[str, ...]) -> FloatArray:
    """[num_source_channels, 2], each column summing to one so that nothing clips."""
    shares = np.array([STEREO_SHARES.get(name, (0.0, 0.0)) for name in channel_names], np.float32)
    if not shares.any(axis=0).all():
        shares = np.ones_like(shares)
    normalised: FloatArray = shares / shares.sum(axis=0)
    return normalised
