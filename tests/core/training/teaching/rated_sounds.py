"""Sounds that differ in how bright they are, and tables of their ratings."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_RATE = 16000


@dataclass(frozen=True)
class RatedSounds:
    """Sound files and the ``brightness`` of each in [-1, 1]."""

    paths: tuple[Path, ...]
    brightness: tuple[float, ...]


def make_sounds(folder: Path, count: int, *, seed: int, duration_s: float = 4.0) -> RatedSounds:
    """Broken chords of ``count`` pitches and tempi; brightness is the weight of their overtones."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    brightness = np.linspace(-1.0, 1.0, count)[random.permutation(count)]
    paths = []
    for index, bright in enumerate(brightness):
        path = folder / f"sound {index:02}.wav"
        write_wave(path, _broken_chord(random, float(bright), duration_s))
        paths.append(path)
    return RatedSounds(tuple(paths), tuple(float(value) for value in brightness))


def _broken_chord(random: np.random.Generator, bright: float, duration_s: float) -> np.ndarray:
    root, tempo = random.uniform(110, 330), random.uniform(2, 5)
    decay = 0.45 + 0.4 * (bright + 1) / 2
    time = np.arange(int(duration_s * _RATE)) / _RATE
    note = (time * tempo).astype(int)
    pitch = root * np.array([1.0, 1.25, 1.5, 2.0])[note % 4]
    phase = 2 * np.pi * np.cumsum(pitch) / _RATE
    sound = sum(decay**k * np.sin((k + 1) * phase) for k in range(12))
    return 0.1 * np.asarray(sound) * np.exp(-2 * (time * tempo - note))


def write_wave(path: Path, sound: np.ndarray) -> None:
    """Float samples [num_samples] as 16-bit WAV at 16 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def write_ratings(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """A table with the columns path, valence, arousal, moods."""
    lines = ["path,valence,arousal,moods", *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
