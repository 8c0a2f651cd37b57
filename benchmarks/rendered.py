"""The pieces of known tempo and key that tempo_key.py renders: drums, bass, chords and a tune."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "packaging"))
from demo import instruments as play
from demo.score import Score

from mer_core.arrays import FloatArray

RATE = 16_000
#: Roots in semitones above the tonic, with the third of each chord.
MAJOR = (
    ((0, 4), (7, 4), (9, 3), (5, 4)),
    ((0, 4), (5, 4), (7, 4), (0, 4)),
    ((0, 4), (9, 3), (2, 3), (7, 4)),
)
MINOR = (
    ((0, 3), (8, 4), (3, 4), (10, 4)),
    ((0, 3), (5, 3), (7, 4), (0, 3)),
    ((0, 3), (10, 4), (8, 4), (7, 4)),
)
SCALES = {False: (0, 2, 4, 5, 7, 9, 11), True: (0, 2, 3, 5, 7, 8, 10)}


@cache
def _sound(name: str, pitch: float, length_s: float, velocity: float) -> play.Samples:
    return getattr(play, name)(pitch, length_s, velocity)


def instrument(name: str) -> play.Instrument:
    """The demo tracks' instrument, its sounds kept."""
    return lambda pitch, length_s, velocity: _sound(name, pitch, round(length_s, 4), velocity)


def piece(style: str, bpm: float, tonic: int, *, minor: bool, seconds: float) -> FloatArray:
    """A piece of one style: mono float32 [num_samples] at RATE."""
    chance = np.random.default_rng(round(bpm) * 100 + tonic * 2 + minor)
    beats = 3 if style == "waltz" else 4
    bars = max(4, round(seconds * bpm / 60 / beats))
    score = Score(tempo=bpm, length_beats=bars * beats, room_s=0.6, wet=0.1)
    chords = (MINOR if minor else MAJOR)[int(chance.integers(3))]
    for bar in range(bars):
        root, third = chords[bar % 4]
        low = 36 + (tonic + root) % 12
        _harmony(score, style, bar * beats, low, third, beats, chance)
        _melody(score, bar * beats, beats, tonic, minor, chance)
        _drums(score, style, bar * beats, beats)
    return _mono(score.render(peak=0.8))


def _harmony(
    score: Score,
    style: str,
    beat: float,
    low: int,
    third: int,
    beats: int,
    chance: np.random.Generator,
) -> None:
    chord = (low + 12, low + 12 + third, low + 19, low + 24)
    if style == "arpeggio":
        for step in range(2 * beats):
            pitch = (low, *chord)[(0, 1, 2, 3, 4, 3, 2, 1)[step % 8]]
            score.play(instrument("piano"), beat + step / 2, pitch, 0.5, 0.5 if step % 4 else 0.7)
        return
    if style == "waltz":
        score.play(instrument("bass"), beat, low, 0.9, 0.8)
        for step in (1, 2):
            score.chord(instrument("piano"), beat + step, chord[:3], 0.8, 0.45)
        return
    score.chord(instrument("pad"), beat, chord[:3], beats * 0.95, 0.35)
    for step in (0.0, 1.5, 2.0, 3.5) if style != "house" else (0.5, 1.5, 2.5, 3.5):
        score.play(instrument("bass"), beat + step, low, 0.45, 0.8)
    if style in ("rock", "swing"):
        for step in chance.choice(beats, 2, replace=False):
            score.chord(instrument("piano"), beat + float(step), chord[:3], 0.8, 0.5)


def _melody(
    score: Score, beat: float, beats: int, tonic: int, minor: bool, chance: np.random.Generator
) -> None:
    scale = SCALES[minor]
    for step in range(beats):
        if chance.random() < 0.6:
            degree = scale[int(chance.choice(7, p=(0.25, 0.1, 0.2, 0.1, 0.2, 0.1, 0.05)))]
            score.play(instrument("bell"), beat + step, 60 + tonic + degree, 0.8, 0.3)


def _drums(score: Score, style: str, beat: float, beats: int) -> None:
    kick, snare, hat = (instrument(name) for name in ("kick", "snare", "hat"))
    patterns: dict[str, tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]] = {
        "house": ((0, 1, 2, 3), (1, 3), (0.5, 1.5, 2.5, 3.5)),
        "rock": ((0, 2, 2.5), (1, 3), tuple(np.arange(0, 4, 0.5))),
        "swing": ((0, 2), (1, 3), (0, 1, 1.667, 2, 3, 3.667)),
        "breaks": ((0, 2.5), (1, 3), tuple(np.arange(0, 4, 0.5))),
        "funk": ((0, 0.75, 2.5), (1, 3), tuple(np.arange(0, 4, 0.25))),
    }
    for drum, steps, loud in zip(
        (kick, snare, hat), patterns.get(style, ((), (), ())), (1.0, 0.9, 0.9), strict=True
    ):
        for step in steps:
            score.play(drum, beat + step, 0, 0.1, loud)


def rubato(tonic: int, *, seconds: float) -> FloatArray:
    """Piano whose beats last from half to twice as long as each other: no pulse."""
    chance = np.random.default_rng(tonic)
    score = Score(tempo=60, length_beats=seconds, room_s=1.5, wet=0.2)
    beat = 0.0
    while beat < seconds - 4:
        root, third = MAJOR[0][int(chance.integers(4))]
        low = 48 + (tonic + root) % 12
        score.play(instrument("piano"), beat, low - 12, 2.0, 0.4)
        for pitch in chance.permutation((low, low + third, low + 7, low + 12)):
            score.play(instrument("piano"), beat, float(pitch), 1.5, 0.4)
            beat += float(chance.uniform(0.15, 1.1))
    return _mono(score.render(peak=0.6))


def drone(tonic: int, *, seconds: float) -> FloatArray:
    """Strings that hold a chord and fade over: no pulse."""
    chance = np.random.default_rng(tonic)
    score = Score(tempo=60, length_beats=seconds, room_s=2.0, wet=0.3)
    beat = 0.0
    while beat < seconds - 8:
        length = float(chance.uniform(4, 8))
        score.chord(
            instrument("strings"),
            beat,
            (36 + tonic, 43 + tonic, 51 + tonic, 60 + tonic),
            length,
            0.4,
        )
        beat += length * 0.8
    return _mono(score.render(peak=0.6))


def _mono(samples: play.Samples) -> FloatArray:
    """Stereo at 44.1 kHz to mono at RATE, through the spectrum."""
    mono = samples.mean(axis=1)
    spectrum = np.fft.rfft(mono)
    num = len(mono) * RATE // play.SAMPLE_RATE
    result = np.fft.irfft(spectrum[: num // 2 + 1], num) * (num / len(mono))
    return result.astype(np.float32)
