"""A plausible song for pictures: its curve, its mel-spectrogram, its waveform."""

from __future__ import annotations

import numpy as np

from app.theme import MOOD_ANGLES
from mer_core.emotion import MOODS, EmotionCurve

DURATION_S = 146.0


def curve() -> EmotionCurve:
    """A plausible song: tender, then tense, calm, tense again; a value every half second."""
    rng = np.random.default_rng(4)
    times = np.arange(0, DURATION_S, 0.5)

    def smooth(anchors: list[tuple[float, float]]) -> np.ndarray:
        x, y = zip(*anchors, strict=True)
        noise = np.convolve(rng.normal(0, 0.12, len(times)), np.ones(7) / 7, mode="same")
        return np.clip(np.interp(times, x, y) + noise, -1, 1).astype(np.float32)

    valence = smooth(
        [
            (0, 0.8),
            (12, 0.75),
            (18, 0.3),
            (30, 0.05),
            (56, -0.2),
            (66, -0.1),
            (73, 0.6),
            (80, 0.1),
            (146, 0.1),
        ]
    )
    arousal = smooth(
        [
            (0, -0.7),
            (8, -0.2),
            (20, 0.3),
            (56, 0.42),
            (62, 0.4),
            (66, -0.5),
            (85, 0.0),
            (110, 0.35),
            (140, 0.1),
            (146, -0.8),
        ]
    )
    angles = np.degrees(np.arctan2(arousal, valence)) % 360

    names = tuple(
        min(MOODS, key=lambda mood: abs((angle - MOOD_ANGLES[mood] + 180) % 360 - 180))
        for angle in angles[::8].repeat(8)[: len(times)]
    )
    return EmotionCurve(0.0, 0.5, valence, arousal, names)


def mel() -> tuple[np.ndarray, float, np.ndarray]:
    """Chords, hats and a break, as 96 bands in dB, every 23 ms."""
    rng = np.random.default_rng(7)
    num_bands, column_s = 96, 0.0232
    times = np.arange(int(DURATION_S / column_s)) * column_s
    mels = np.linspace(2595 * np.log10(1 + 40 / 700), 2595 * np.log10(1 + 11000 / 700), num_bands)
    frequencies = 700 * (10 ** (mels / 2595) - 1)
    loud = np.interp(
        times,
        [0, 14, 15, 60, 62, 66, 70, 94, 96, 140, 146],
        [0.3, 0.4, 0.9, 1, 1, 0.1, 0.3, 0.4, 1, 0.9, 0.2],
    )
    energy = np.full((num_bands, len(times)), 1e-7)
    bands = np.arange(num_bands)[:, None]
    for beat in np.arange(0, DURATION_S, 0.375):
        roots = (110.0, 87.3, 130.8, 98.0)[int(beat // 3) % 4]
        envelope = np.where(times >= beat, np.exp(-np.abs(times - beat) * 4), 0) * (
            times < beat + 2
        )
        for harmonic in range(1, 14):
            at = np.interp(
                roots * harmonic * (1 + (int(beat * 8) % 3)), frequencies, np.arange(num_bands)
            )
            energy += np.exp(-((bands - at) ** 2) / 0.5) * envelope * rng.uniform(0.2, 1) / harmonic
        hat = np.where(times >= beat, np.exp(-np.abs(times - beat) * 30), 0) * (times < beat + 0.4)
        energy += (bands / num_bands) ** 2 * hat * 0.02
    energy *= loud**2 * rng.uniform(0.5, 1.5, energy.shape) * np.exp(-bands / 14)
    return (
        (10 * np.log10(energy + 1e-11)).astype(np.float32),
        column_s,
        frequencies.astype(np.float32),
    )


def peaks() -> np.ndarray:
    """A waveform's peaks, 20 a second."""
    rng = np.random.default_rng(2)
    times = np.arange(0, DURATION_S, 0.05)
    loud = np.interp(
        times,
        [0, 14, 20, 60, 64, 68, 90, 120, 140, 146],
        [0.05, 0.2, 0.7, 0.8, 0.9, 0.05, 0.4, 1, 0.7, 0.2],
    )
    return (loud * rng.uniform(0.3, 1, len(times))).astype(np.float32)
