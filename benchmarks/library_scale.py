"""Times the library with 200,000 analysed tracks, next to a bare SQLite query in the same run.

    python benchmarks/library_scale.py [--tracks 200000] [--repeats 5]

The library is built in a temporary folder (about 1 GB for 200,000 tracks) and thrown away. Times
are in milliseconds: of the first call on a library that was just opened, and the median of the
calls after it. "cpu" is the median of the processor's time, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import functools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from mer_core.emotion import MOODS, EmotionCurve, ModelRef, MoodScore, TrackEmotion
from mer_core.library import analyses
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile

MODEL = ModelRef("benchmark", "1", "b" * 64)
NUM_STEPS = 240
QUERIES = (
    "kana",
    "ba ko",
    "zyxwv",
    "artist:ma",
    "valence:>0.6",
    "state:written",
    "mood:happy",
    "mood:=happy",
    "happy:>0.5",
    "ba valence:>0.3 -mood:calm",
    "(mood:happy | mood:tender) energy:7-10 time:2:00-4:00",
    "missing:mood",
    "rise:arousal peak:>0.9",
    "at:0:00-0:30 mood:calm",
    "at:0:00-0:30 valence:>0.3",
    "/^ka.*ta$/",
)
ORDERS = ("path", "title", "artist", "valence", "-arousal", "mood", "duration", "artist -valence")


def main() -> None:
    """Build, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=200_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moodline-benchmark-") as folder:
        path = Path(folder) / "library.sqlite"
        started = time.perf_counter()
        build(path, options.tracks)
        took = time.perf_counter() - started
        print(f"{options.tracks} tracks, {path.stat().st_size / 1e6:.0f} MB, built in {took:.0f} s")
        print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}\n")
        print(f"{'':58}{'found':>8}{'first':>9}{'median':>9}{'cpu':>9}")
        time_reading(path, options.repeats)
        time_bare(path, options.repeats)
        time_writing(path)


def build(path: Path, num_tracks: int) -> None:
    """A library in which nine of ten tracks are analysed and a third of those written."""
    chance = random.Random(20)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    words = ["".join(chance.choices(syllables, k=number % 4 + 1)) for number in range(6000)]
    emotions = [make_emotion(chance) for _ in range(500)]
    with Library.open(path) as library:
        for start in range(0, num_tracks, 5000):
            numbers = range(start, min(start + 5000, num_tracks))
            library.add(make_file(chance, words, number) for number in numbers)
    connection = Connection(path)
    for start in range(0, num_tracks, 5000):
        with connection.transaction():
            for number in range(start, min(start + 5000, num_tracks)):
                if number % 10:
                    analyses.put(connection, audio_hash(number), chance.choice(emotions))
    connection.run("UPDATE tracks SET written_id = analysis_id WHERE id % 3 = 0")
    connection.close()


def audio_hash(number: int) -> str:
    """A hash of 64 hex digits."""
    return f"{number * 2654435761 % 2**64:064x}"


def make_file(chance: random.Random, words: list[str], number: int) -> ScannedFile:
    """A file with invented names."""
    artist, album, title = (" ".join(chance.choices(words, k=k)).title() for k in (2, 2, 3))
    return ScannedFile(
        path=Path(f"/nowhere/Music/{artist}/{album}/{number % 15 + 1:02} {title}.flac"),
        size=30_000_000 + number,
        mtime_ns=1_700_000_000_000_000_000 + number,
        audio_hash=audio_hash(number),
        title=title,
        artist=artist,
        album=album,
        duration_s=chance.uniform(60.0, 420.0),
        codec="FLAC",
        sample_rate=44_100,
        num_channels=2,
    )


def make_emotion(chance: random.Random) -> TrackEmotion:
    """An analysis with a curve of NUM_STEPS steps and three moods."""
    valence, arousal = chance.uniform(-0.9, 0.9), chance.uniform(-0.9, 0.9)
    noise = (
        np.random.default_rng(chance.getrandbits(32)).normal(0, 0.2, (2, NUM_STEPS)).cumsum(1) / 9
    )
    curves = np.clip(noise + np.array([[valence], [arousal]]), -1, 1).astype(np.float32)
    names = chance.sample(MOODS, 3)
    scores = sorted((chance.random() for _ in names), reverse=True)
    moods = tuple(names[step * 3 // NUM_STEPS] for step in range(NUM_STEPS))
    return TrackEmotion(
        duration_s=float(NUM_STEPS),
        valence=valence,
        arousal=arousal,
        tension=chance.uniform(-1.0, 1.0),
        confidence=chance.random(),
        moods=tuple(MoodScore(*pair) for pair in zip(names, scores, strict=True)),
        curve=EmotionCurve(0.0, 1.0, *curves, moods),
        heads=None,
        model=MODEL,
    )


def show(name: str, call: Callable[[], int], repeats: int) -> None:
    """Print how long the first call takes and the median of the next ones."""
    times, cpu_times = [], []
    for _ in range(repeats + 1):
        started, cpu_started = time.perf_counter(), time.process_time()
        found = call()
        times.append((time.perf_counter() - started) * 1e3)
        cpu_times.append((time.process_time() - cpu_started) * 1e3)
    median, cpu = statistics.median(times[1:]), statistics.median(cpu_times[1:])
    print(f"{name:58}{found:8}{times[0]:9.1f}{median:9.1f}{cpu:9.1f}")


def time_reading(path: Path, repeats: int) -> None:
    """What the window asks of the library."""
    started = time.perf_counter()
    with Library.open(path) as library:
        rows = library.rows_of(library.row_ids(order_by="artist")[:200])
        took = (time.perf_counter() - started) * 1e3
        print(f"{'open, sort by artist, first rows':58}{len(rows):8}{took:9.1f}")
        for order in ORDERS:
            show(f"sort by {order}", lambda o=order: len(library.row_ids(order_by=o)), repeats)
        for query in QUERIES:
            search = functools.partial(library.row_ids, query, order_by="artist")
            show(f"search {query}", lambda f=search: len(f()), repeats)
        show("count mood:happy", lambda: library.count("mood:happy"), repeats)
        show("counts of states", lambda: library.counts(model_sha256=MODEL.sha256).total, repeats)
        ids = library.row_ids(order_by="title")
        middle = ids[len(ids) // 2 :][:200]
        show("a page of 200 rows", lambda: len(library.rows_of(middle)), repeats)
        show("one curve", lambda: library.emotion(ids[0]) is not None, repeats)
        analysed = library.row_ids("valence:>0.3")[0]
        for number in (10.0, 30.0):
            show(
                f"20 songs like {number:.0f} s of a song",
                lambda n=number: len(library.like(analysed, at_s=60.0, for_s=n)),
                repeats,
            )
        show("paths, sizes and times for a scan", lambda: len(library.known_files()), 1)
        show("all rows as objects", lambda: len(library.rows()), 1)


def time_bare(path: Path, repeats: int) -> None:
    """The same machine and file without Moodline: what SQLite and Python need by themselves."""
    bare = sqlite3.connect(path)
    for sql in (
        "SELECT id FROM tracks",
        "SELECT id FROM tracks WHERE words LIKE '%kana%'",
        "SELECT id FROM tracks NOT INDEXED WHERE valence > 0.6 ORDER BY artist_key",
        "SELECT id, title, artist, album, valence, arousal, moods FROM tracks",
    ):
        show(f"bare: {sql[:50]}", lambda s=sql: len(bare.execute(s).fetchall()), repeats)
    bare.close()


def time_writing(path: Path) -> None:
    """One result after the other, each in its own commit, as the analysis saves them."""
    chance = random.Random(7)
    emotions = [make_emotion(chance) for _ in range(50)]
    with Library.open(path) as library:
        ids = library.row_ids("state:queued")[:500]
        started = time.perf_counter()
        for number, track_id in enumerate(ids):
            library.save_emotion(track_id, emotions[number % 50])
        took = time.perf_counter() - started
    print(
        f"\n{len(ids)} results saved, each committed: {took / max(len(ids), 1) * 1e3:.2f} ms each"
    )


if __name__ == "__main__":
    main()
