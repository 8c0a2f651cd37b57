"""A small made-up record collection for the pictures in docs/: pieces from a few dials each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from demo import instruments as play
from demo.instruments import Instrument
from demo.score import Score
from demo_tracks import encode
from mutagen.flac import FLAC

_MAJOR, _MINOR, _PHRYGIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 1, 3, 5, 6, 8, 10)


@dataclass(frozen=True)
class Dials:
    """What tells one piece from another. ``drive`` in [0, 1] is how much drum and bass there is."""

    title: str
    artist: str
    tempo: float
    scale: tuple[int, ...]
    root: int
    lead: Instrument
    ground: Instrument
    drive: float
    bars: int


COLLECTION = (
    Dials(
        "Paper Lanterns", "The Alder Street Band", 128, _MAJOR, 50, play.bell, play.brass, 0.8, 14
    ),
    Dials("Night Bus Home", "Ines Okafor", 84, _MINOR, 45, play.piano, play.pad, 0.3, 9),
    Dials("Salt and Iron", "Vargtand", 162, _PHRYGIAN, 40, play.snarl, play.snarl, 1.0, 17),
    Dials("Letters in a Drawer", "Ines Okafor", 62, _MINOR, 48, play.piano, play.strings, 0.0, 7),
    Dials("Kite Weather", "Little Harbour", 118, _MAJOR, 55, play.harp, play.piano, 0.5, 13),
    Dials("The Long Field", "Tomasz Wrona", 54, _MAJOR, 43, play.strings, play.pad, 0.0, 6),
    Dials(
        "Pressure Drop at Nine", "Unit Eleven", 140, _PHRYGIAN, 38, play.snarl, play.bass, 0.9, 15
    ),
    Dials("Snow on the Tracks", "Mirel", 70, _MINOR, 50, play.bell, play.pad, 0.0, 8),
    Dials("Marigold", "Little Harbour", 132, _MAJOR, 52, play.brass, play.brass, 0.9, 14),
    Dials("Two Chairs", "Tomasz Wrona", 66, _MAJOR, 53, play.harp, play.strings, 0.0, 7),
    Dials("Undertow", "Unit Eleven", 96, _MINOR, 41, play.strings, play.snarl, 0.6, 10),
    Dials("First Bell", "Mirel", 76, _MAJOR, 57, play.bell, play.harp, 0.0, 8),
    Dials("Glass Elevator", "Vargtand", 150, _MINOR, 44, play.brass, play.bass, 1.0, 16),
    Dials("What the Tide Left", "Ines Okafor", 58, _MINOR, 43, play.strings, play.strings, 0.0, 6),
)


def make_collection(folder: Path) -> None:
    """Render all pieces into ``folder`` as FLAC."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, dials in enumerate(COLLECTION, 1):
        path = folder / f"{number:02d} {dials.title}.flac"
        encode(path, compose(dials, seed=number).render(peak=0.8))
        file = FLAC(path)
        file["title"], file["artist"], file["album"] = dials.title, dials.artist, "Sketches"
        file.save()


def compose(dials: Dials, *, seed: int) -> Score:
    """Chords, a wandering melody, and drums as far as ``drive`` asks for them."""
    generator = np.random.default_rng(seed)
    calm = 1.0 - dials.drive
    score = Score(
        tempo=dials.tempo, length_beats=4 * dials.bars, room_s=0.8 + 2 * calm, wet=0.15 + 0.2 * calm
    )
    degrees = generator.permutation((0, 3, 4, 5))
    place = 7
    for bar in range(dials.bars):
        swell = 0.35 + 0.5 * min(bar / (0.6 * dials.bars), 1.0)
        degree = int(degrees[bar % 4])
        chord = tuple(_pitch(dials, degree + step) for step in (0, 2, 4))
        score.chord(dials.ground, 4 * bar, chord, 3.9, 0.5 * swell)
        steps = 8 if dials.drive > 0.4 else 4
        for step in range(steps):
            place = int(np.clip(place + generator.integers(-2, 3), 5, 14))
            if generator.random() < 0.85:
                score.play(
                    dials.lead, 4 * bar + 4 * step / steps, _pitch(dials, place) + 12, 4 / steps,
                    swell * 0.6, pan=float(generator.uniform(-0.4, 0.4)),
                )  # fmt: skip
        if bar >= 2 and dials.drive > 0:
            _drums(score, bar, _pitch(dials, degree), dials.drive)
    return score


def _pitch(dials: Dials, degree: int) -> float:
    octave, step = divmod(degree, len(dials.scale))
    return dials.root + 12 * octave + dials.scale[step]


def _drums(score: Score, bar: int, root: float, drive: float) -> None:
    for beat in range(4):
        now = 4 * bar + beat
        score.play(play.kick, now, 0, 0.2, 0.8 * drive)
        score.play(play.bass, now, root - 12, 0.45, 0.7 * drive)
        if drive > 0.4:
            score.play(play.hat, now + 0.5, 0, 0.08, 0.8 * drive, pan=0.3)
            score.play(play.bass, now + 0.5, root - 12, 0.45, 0.6 * drive)
        if drive > 0.4 and beat % 2:
            score.play(play.snare, now, 0, 0.2, 0.8 * drive, pan=-0.1)
