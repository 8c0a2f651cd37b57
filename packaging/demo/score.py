"""A score: notes on a time line in beats, mixed to stereo with a room."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .instruments import SAMPLE_RATE, Instrument, Samples


@dataclass
class Score:
    """Collects notes and renders them.

    ``tempo`` in beats per minute; ``room_s`` is the reverberation time, ``wet`` its share
    in [0, 1].
    """

    tempo: float
    length_beats: float
    room_s: float
    wet: float
    _notes: list[tuple[float, Samples, float]] = field(default_factory=list)

    def play(
        self,
        instrument: Instrument,
        beat: float,
        pitch: float,
        length_beats: float,
        velocity: float,
        *,
        pan: float = 0.0,
    ) -> None:
        """Add one note; ``pan`` from -1 (left) to 1 (right)."""
        sound = instrument(pitch, length_beats * 60 / self.tempo, velocity)
        self._notes.append((beat * 60 / self.tempo, sound, pan))

    def chord(
        self,
        instrument: Instrument,
        beat: float,
        pitches: tuple[float, ...],
        length_beats: float,
        velocity: float,
        *,
        width: float = 0.5,
    ) -> None:
        """Add several notes at once, spread over the stereo field."""
        for pitch, pan in zip(pitches, np.linspace(-width, width, len(pitches)), strict=True):
            self.play(instrument, beat, pitch, length_beats, velocity, pan=float(pan))

    def render(self, *, peak: float) -> Samples:
        """Mix to float64 [num_samples, 2] with the given peak; the room rings out at the end."""
        num_samples = int((self.length_beats * 60 / self.tempo + self.room_s * 0.6) * SAMPLE_RATE)
        dry = np.zeros((num_samples, 2))
        for start_s, sound, pan in self._notes:
            start = int(start_s * SAMPLE_RATE)
            sound = sound[: num_samples - start]
            angle = (pan + 1) * np.pi / 4
            dry[start : start + len(sound), 0] += sound * np.cos(angle)
            dry[start : start + len(sound), 1] += sound * np.sin(angle)
        mixed = (1 - self.wet) * dry + self.wet * self._room(dry)
        fade = int(0.8 * SAMPLE_RATE)
        mixed[-fade:] *= np.linspace(1, 0, fade)[:, None] ** 2
        mixed = np.tanh(mixed / np.quantile(np.abs(mixed), 0.9995))
        return peak * mixed / np.abs(mixed).max()

    def _room(self, dry: Samples) -> Samples:
        """Convolve with decaying, darkening noise, a different one per ear."""
        length = int(self.room_s * SAMPLE_RATE)
        size = 1 << (len(dry) + length).bit_length()
        decay = np.exp(-6.9 * np.arange(length) / length)
        wet = np.empty_like(dry)
        for ear in (0, 1):
            noise = np.random.default_rng(ear).standard_normal(length) * decay
            noise = np.convolve(noise, np.ones(12) / 12, "same")
            noise /= np.sqrt((noise**2).sum())
            product = np.fft.rfft(dry[:, ear], size) * np.fft.rfft(noise, size)
            wet[:, ear] = np.fft.irfft(product, size)[: len(dry)]
        return wet
