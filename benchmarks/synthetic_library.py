"""A library of invented tracks with whole curves, for what is timed at a size that nobody ships."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from mer_core.emotion import MOODS, EmotionCurve, ModelRef, MoodScore, TrackEmotion
from mer_core.library import analyses
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from mer_core.library.tracks import Details, ScannedFile
from mer_core.tonality import Key, Measures

MODEL = ModelRef("benchmark", "1", "b" * 64)
STEP_S = 0.512  # as in the models that ship
_GENRES = ("House", "Techno", "Ambient", "Folk\nAcoustic", "Jazz", "Drum and Bass", "Rock", "")
_CODECS = ("FLAC", "FLAC", "MP3", "AAC", "Opus")
_BATCH = 5000


def build(path: Path, num_tracks: int) -> None:
    """A library in which nine of ten tracks are analysed and a third of those written; a quarter
    has stars, and a third was heard.
    """
    chance = random.Random(20)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    words = ["".join(chance.choices(syllables, k=number % 4 + 1)) for number in range(6000)]
    heard = [(make_emotion(chance), make_measures(chance)) for _ in range(2000)]
    with Library.open(path) as library:
        for start in range(0, num_tracks, _BATCH):
            numbers = range(start, min(start + _BATCH, num_tracks))
            library.add(make_file(chance, words, number) for number in numbers)
    connection = Connection(path)
    for start in range(0, num_tracks, _BATCH):
        with connection.transaction():
            for number in range(start, min(start + _BATCH, num_tracks)):
                if number % 10:
                    analyses.put(connection, audio_hash(number), *chance.choice(heard))
    connection.run("UPDATE tracks SET written_id = analysis_id, held = says WHERE id % 3 = 0")
    connection.run("UPDATE tracks SET tag_rating = 1 + id % 5 WHERE id % 4 = 0")
    connection.run(
        "UPDATE tracks SET plays = 1 + id % 7, played_at = unixepoch() - id % 1000 * 3600"
        " WHERE id % 3 = 1"
    )
    connection.close()


def grow(path: Path, times: int) -> None:
    """As many tracks again, ``times`` times, each with the analysis of another."""
    connection = Connection(path)
    columns = [row[1] for row in connection.all("PRAGMA table_info(tracks)")]
    others = ", ".join(sorted({*columns} - {"id", "path", "audio_hash"}))
    last = connection.value("SELECT max(id) FROM tracks")
    for number in range(times):
        connection.run(
            f"INSERT INTO tracks (path, audio_hash, {others}) SELECT CAST(path || ?1 AS BLOB),"
            f" audio_hash || ?1, {others} FROM tracks WHERE id <= ?2",
            f"~{number}", last,
        )  # fmt: skip
    connection.close()


def audio_hash(number: int) -> str:
    """A hash of 64 hex digits; every 500th file is a copy of the one before."""
    return f"{(number - (number % 500 == 499)) * 2654435761 % 2**64:064x}"


def make_file(chance: random.Random, words: list[str], number: int) -> ScannedFile:
    """A file with invented names."""
    artist, album, title = (" ".join(chance.choices(words, k=k)).title() for k in (2, 2, 3))
    return ScannedFile(
        path=Path(f"/nowhere/Music/{artist}/{album}/{number % 15 + 1:02} {title}.flac"),
        size=30_000_000 + number,
        mtime_ns=1_700_000_000_000_000_000 + number,
        ctime_ns=1_700_000_000_000_000_000 + number,
        audio_hash=audio_hash(number),
        title=title,
        artist=artist,
        album=album,
        genre=chance.choice(_GENRES),
        duration_s=chance.uniform(60.0, 420.0),
        codec=chance.choice(_CODECS),
        sample_rate=44_100,
        num_channels=2,
        details=Details(artist, chance.randrange(1960, 2025), number % 15 + 1, 1),
    )


def make_measures(chance: random.Random) -> Measures:
    """A tempo, a key and a drive."""
    return Measures(chance.uniform(60.0, 180.0), Key(chance.randrange(24)), chance.uniform(-1, 1))


def make_emotion(chance: random.Random) -> TrackEmotion:
    """An analysis with a curve of a minute and a half to seven minutes, and three moods."""
    num_steps = round(chance.uniform(90.0, 420.0) / STEP_S)
    valence, arousal = chance.uniform(-0.9, 0.9), chance.uniform(-0.9, 0.9)
    noise = (
        np.random.default_rng(chance.getrandbits(32)).normal(0, 0.15, (2, num_steps)).cumsum(1) / 9
    )
    curves = np.clip(noise + np.array([[valence], [arousal]]), -1, 1).astype(np.float32)
    names = chance.sample(MOODS, 3)
    scores = sorted((chance.random() for _ in names), reverse=True)
    moods = tuple(names[step * 3 // num_steps] for step in range(num_steps))
    return TrackEmotion(
        duration_s=num_steps * STEP_S,
        valence=valence,
        arousal=arousal,
        tension=chance.uniform(-1.0, 1.0),
        confidence=chance.random(),
        moods=tuple(MoodScore(*pair) for pair in zip(names, scores, strict=True)),
        curve=EmotionCurve(0.0, STEP_S, *curves, moods),
        heads=None,
        model=MODEL,
    )
