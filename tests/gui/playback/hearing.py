"""Finds what was heard in the song it should come from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mer_core.audio.decode import AudioReader
from tests.data.audio_files import make_audio
from tests.gui.playback.performance import Performance
from tests.gui.playback.sound import RATE

Sound = NDArray[np.float32]

_BURN = """
import os, numpy
os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0) + 10)
a = numpy.random.default_rng(0).normal(size=(600, 600)).astype("f4")
while os.getppid() == {parent}:
    a = numpy.tanh(a @ a / 600)
"""


def make_noise(path: Path, *, duration_s: float, sample_rate: int = RATE) -> Path:
    """A song of noise, so that any stretch of it can only come from one place in it."""
    noise = np.random.default_rng(7).normal(0, 0.1, (round(duration_s * sample_rate), 2))
    return make_audio(path, samples=noise.astype(np.float32), sample_rate=sample_rate)


def decode(path: Path) -> Sound:
    """The song as the card should get it: float32 [num_frames, 2] at 44.1 kHz."""
    with AudioReader(path, sample_rate=RATE, num_channels=2) as reader:
        return np.concatenate(list(reader))


def find(
    heard: Sound, song: Sound, *, near_s: float | None = None, reach_s: float = 0.5
) -> tuple[float, float]:
    """Where in ``song`` [num_frames, 2] ``heard`` begins, in seconds, and the correlation there.

    With ``near_s`` only starts within ``reach_s`` of it are looked at. Correlation is -1 to 1.
    """
    first = 0
    if near_s is not None:
        first = max(round((near_s - reach_s) * RATE), 0)
        song = song[first : round((near_s + reach_s) * RATE) + len(heard)]
    size = 1 << (len(song) + len(heard) - 1).bit_length()
    spectrum = np.fft.rfft(song[:, 0], size) * np.conj(np.fft.rfft(heard[:, 0], size))
    start = int(np.argmax(np.fft.irfft(spectrum, size)[: len(song)]))
    return (first + start) / RATE, _correlation(song[start : start + len(heard)], heard)


def _correlation(song: Sound, heard: Sound) -> float:
    size = min(len(song), len(heard))
    if size < 2 or not heard[:size].any():
        return 0.0
    return float(np.corrcoef(song[:size].ravel(), heard[:size].ravel())[0, 1])


def position_errors_s(
    performance: Performance, song: Sound, spans_s: list[tuple[float, float]]
) -> NDArray[np.float64]:
    """The position told less the position heard, in seconds, at some moments of each span.

    Where a sound that came too late left a gap, nothing is compared.
    """
    errors = []
    for start_s, stop_s in spans_s:
        told = performance.positions
        told = told[(told[:, 0] > start_s) & (told[:, 0] < stop_s - 0.1)]
        for time_s, position_s in told[:: max(len(told) // 9, 1)]:
            heard = performance.heard(time_s, time_s + 0.1)
            heard_s, correlation = find(heard, song, near_s=position_s)
            if correlation > 0.9:
                errors.append(position_s - heard_s)
    return np.array(errors)


def places_s(heard: Sound, song: Sound, low_s: float, high_s: float) -> NDArray[np.float64]:
    """Where in ``song`` each quarter of a second of what was heard begins, in seconds; those that
    are not whole between ``low_s`` and ``high_s``, or have a gap, are left out.
    """
    step = RATE // 4
    part = song[round(low_s * RATE) : round(high_s * RATE)]
    found = [find(heard[at : at + step], part) for at in range(0, len(heard) - step, step)]
    return np.array([low_s + place_s for place_s, correlation in found if correlation > 0.9])


@contextmanager
def busy_machine() -> Iterator[None]:
    """All cores at work, as while the library is being analysed: low priority, much arithmetic."""
    code = _BURN.format(parent=os.getpid())
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    burners = [
        subprocess.Popen([sys.executable, "-c", code], env=env)
        for _ in range(max(os.cpu_count() or 1, 2))
    ]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
