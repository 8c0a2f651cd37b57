"""The four pieces. Each tells a small story, so that its emotion timeline has something to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import instruments as play
from .instruments import Samples
from .score import Score


@dataclass(frozen=True)
class Piece:
    """A demo track: its tags, its file name and what renders it."""

    title: str
    genre: str
    file_name: str
    render: Callable[[], Samples]


def _carnival() -> Score:
    """D major, 140 beats a minute: builds from bells to the whole band."""
    score = Score(tempo=140, length_beats=96, room_s=0.7, wet=0.10)
    roots = (50, 57, 55, 57, 50, 59, 55, 57)  # D A G A D Bm G A
    thirds = (4, 4, 4, 4, 4, 3, 4, 4)
    melody = (0, 4, 7, 12, 11, 7, 9, 7, 5, 4, 7, 4, 2, 4, 2, 0)
    for bar in range(24):
        beat, root, third = bar * 4, roots[bar % 8], thirds[bar % 8]
        chord = (root + 12, root + 12 + third, root + 19, root + 24)
        for step in range(8):
            pitch = chord[(step * 3 + bar) % 4] + 12
            score.play(play.bell, beat + step / 2, pitch, 0.4, 0.30, pan=0.6 * (-1) ** step)
        if bar >= 2:
            for step in range(4):
                score.play(play.kick, beat + step, 0, 0.2, 1.0)
            for step in range(16):
                loud = 1.6 if step % 4 == 2 else 0.9
                score.play(play.hat, beat + step / 4, 0, 0.06, loud, pan=0.3)
            for step in range(8):
                score.play(play.bass, beat + step / 2, root - 12 + 12 * (step % 2), 0.42, 0.8)
        if bar >= 4:
            for start in (1, 2.75, 3):
                score.play(play.snare, beat + start, 0, 0.2, 1.3, pan=-0.1)
            for start in (0, 0.75, 1.5, 2.5, 3.25):
                score.chord(play.brass, beat + start, chord[:3], 0.3, 0.6, width=0.7)
            if bar % 4 == 0:
                score.play(play.crash, beat, 0, 1.5, 1.0, pan=0.4)
        if bar >= 6 and bar % 8 < 7:
            for step in range(4):
                pitch = 74 + melody[(bar % 4) * 4 + step]
                score.play(play.brass, beat + step, pitch, 0.8, 0.8, pan=0.15)
                score.play(play.bell, beat + step, pitch + 12, 0.5, 0.35, pan=-0.2)
    score.chord(play.brass, 95, (62, 66, 69, 74, 78), 0.9, 0.7)
    return score


def _corridor() -> Score:
    """C with a flat second and a tritone, 148 beats a minute: an ostinato that closes in."""
    score = Score(tempo=148, length_beats=104, room_s=1.8, wet=0.2)
    ostinato = (36, 36, 37, 36, 42, 36, 37, 39)
    clusters = ((48, 49, 54), (51, 52, 57), (47, 53, 54), (49, 55, 56))
    for bar in range(26):
        beat, grip = bar * 4, min(1.0, 0.45 + bar / 24)
        for step in range(8):
            score.play(play.snarl, beat + step / 2, ostinato[step], 0.36, 0.55 * grip, pan=-0.15)
        if bar % 2 == 0:
            score.play(play.boom, beat, 0, 1, grip)
        if bar >= 4:
            for start in (0, 1.5, 2.75):
                score.play(play.snare, beat + start, 0, 0.2, 1.1 * grip, pan=0.2)
            for step in range(8):
                score.play(play.hat, beat + step / 2, 0, 0.03, 1.2 * grip, pan=0.5)
            score.chord(play.strings, beat, clusters[bar // 2 % 4], 3.6, 0.55 * grip, width=0.8)
        if bar >= 10:
            stab = tuple(p + 24 for p in clusters[bar % 4])
            for start in (0.5, 2.0, 3.5)[: 1 + bar % 3]:
                score.chord(play.brass, beat + start, stab, 0.22, 0.75 * grip, width=0.9)
        if bar >= 16:
            if bar % 2 == 0:
                score.play(play.crash, beat, 0, 1.2, 0.9, pan=-0.4)
            score.chord(play.strings, beat, (84 + bar % 3, 85 + bar % 3, 90), 3.8, 0.4, width=1.0)
        if bar >= 20:
            for step in range(8):
                score.play(play.kick, beat + step / 2, 0, 0.2, 0.9)
    return score


def _platform() -> Score:
    """E minor, 50 beats a minute: a falling line over a bass that keeps sighing."""
    score = Score(tempo=50, length_beats=36, room_s=2.6, wet=0.26)
    basses = (40, 39, 38, 36, 33, 35, 40, 40, 35)
    chords = (
        (52, 55, 59), (51, 54, 57), (50, 53, 57), (48, 52, 57),
        (48, 52, 57), (47, 51, 57), (46, 52, 55), (48, 52, 54), (47, 52, 55),
    )  # fmt: skip
    line = (
        (71, 2), (69, 1), (67, 1), (66, 2.5), (67, 0.5), (66, 1), (64, 2), (62, 1), (64, 1),
        (60, 4), (64, 1.5), (62, 0.5), (60, 2), (59, 3), (63, 1), (64, 4), (67, 1.5), (66, 0.5),
        (64, 2),
    )  # fmt: skip
    for bar, (low, chord) in enumerate(zip(basses, chords, strict=True)):
        beat = bar * 4
        score.chord(play.strings, beat, (low - 12, low), 3.9, 0.30, width=0.3)
        if bar >= 1:
            score.chord(play.strings, beat, chord, 3.8, 0.13, width=0.6)
        score.play(play.piano, beat, low - 12, 3.8, 0.22, pan=-0.25)
        score.play(play.piano, beat + 2, chord[0] - 12, 2.0, 0.16, pan=-0.1)
    beat = 2.0
    for pitch, length in line:
        if beat >= 33:
            break
        score.play(play.strings, beat, pitch - 12, length * 0.9, 0.30, pan=0.15)
        beat += length
    return score


def _water() -> Score:
    """F major with a bright fourth, 60 beats a minute: harp over a still pad."""
    score = Score(tempo=60, length_beats=42, room_s=2.2, wet=0.24)
    roots = (53, 48, 50, 46, 53, 48, 46, 48, 53, 53)
    figures = ((0, 7, 12, 16, 19, 16, 12, 7), (0, 7, 12, 14, 16, 14, 12, 7))
    for bar, root in enumerate(roots):
        beat = bar * 4
        colour = 15 if root == 50 else 16
        score.chord(play.pad, beat, (root - 12, root, root + 7, root + colour - 12), 3.8, 0.16)
        figure = figures[bar % 2]
        for step in range(8):
            pitch = root + (colour if figure[step] == 16 else figure[step])
            score.play(play.harp, beat + step / 2, pitch, 1.2, 0.30, pan=0.5 * np.sin(step))
        if bar in (2, 3, 6, 7):
            for step, pitch in enumerate((81, 79, 77, 79)):
                score.play(play.harp, beat + step, pitch, 2.0, 0.22, pan=0.2)
    score.chord(play.harp, 40, (53, 60, 65, 69, 72), 2, 0.3)
    return score


PIECES = (
    Piece("Carnival Lights", "Pop", "1 Carnival Lights.mp3", lambda: _carnival().render(peak=0.9)),
    Piece("Iron Corridor", "Score", "2 Iron Corridor.opus", lambda: _corridor().render(peak=0.9)),
    Piece("Empty Platform", "Piano", "3 Empty Platform.m4a", lambda: _platform().render(peak=0.5)),
    Piece("Morning Water", "Ambient", "4 Morning Water.flac", lambda: _water().render(peak=0.4)),
)
