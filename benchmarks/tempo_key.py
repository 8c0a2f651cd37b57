"""How often the tempo and the key of a song are right, beside librosa's.

    python benchmarks/tempo_key.py [--data DIR] [--songs 15] [--seconds 30] [--verbose]

Renders pieces of known tempo and key (drums and chords at 60 to 190 beats a minute, straight and
swung, in 3/4, broken chords alone, all 24 keys), rubato, drones and noise that have none, and takes
the demo tracks, whose scores are known. Prints how many tempos lie within 4 %, how many at half,
double, a third or three times the rate, how many keys are right, and MIREX's weighted score (1 for
the key, .5 for a fifth beside it, .3 for the relative, .2 for the parallel key). librosa's
``feature.tempo`` and its ``chroma_cqt`` against Krumhansl's profiles hear the same samples. With
``--data`` (the corpora's folder) it also prints how both answer on recorded pop, rock and
electronic songs, where no truth is known, and the mean drive of each genre.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mer_core.jobs import let_threads_sleep

let_threads_sleep()  # as `mer` and the window's worker do

from rendered import RATE, drone, piece, rubato  # noqa: E402

from mer_core.arrays import FloatArray  # noqa: E402
from mer_core.audio.decode import AudioReader  # noqa: E402
from mer_core.features.keys import KeyMeter  # noqa: E402
from mer_core.features.pulse import PulseMeter  # noqa: E402
from mer_core.inference.segments import SILENCE_DBFS  # noqa: E402
from mer_core.paths import RESOURCES  # noqa: E402
from mer_core.tonality import Key, drive_of  # noqa: E402

TEMPOS = (60, 72, 84, 92, 100, 110, 120, 128, 140, 152, 165, 174, 190)
#: The demo tracks' scores: beats a minute and key.
DEMO = {
    "1 Carnival Lights.mp3": (140.0, "D"),
    "2 Iron Corridor.opus": (148.0, None),
    "3 Empty Platform.m4a": (50.0, "Em"),
    "4 Morning Water.flac": (60.0, "F"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A sound and what is true of it: None has no clear answer, "?" is not judged."""

    name: str
    samples: FloatArray
    bpm: float | str | None
    key: str | None


def cases(seconds: float) -> Iterable[Case]:
    """Every rendered piece and the demo tracks."""
    number = 0
    for style in ("house", "rock", "swing", "funk", "breaks", "arpeggio", "waltz"):
        for bpm in TEMPOS:
            if (style in ("breaks",) and bpm < 150) or (
                style in ("funk", "arpeggio") and bpm > 130
            ):
                continue
            tonic, minor = number * 5 % 12, number // 12 % 2 == 1
            number += 1
            true = bpm + 0.37 * (number % 5 - 2)  # no round numbers only
            yield Case(
                f"{style} {true:.1f}", piece(style, true, tonic, minor=minor, seconds=seconds),
                true, Key.of(tonic, minor=minor).name,
            )  # fmt: skip
    for tonic in range(12):
        for minor in (False, True):
            key = Key.of(tonic, minor=minor).name
            yield Case(
                f"key {key}", piece("rock", 108, tonic, minor=minor, seconds=seconds), 108.0, key
            )
    for tonic in (0, 4, 7):
        yield Case(
            f"rubato {tonic}", rubato(tonic, seconds=seconds), None, Key.of(tonic, minor=False).name
        )
        yield Case(f"drone {tonic}", drone(tonic, seconds=seconds), None, "?")
    chance = np.random.default_rng(1)
    yield Case(
        "noise", (0.1 * chance.standard_normal(int(seconds * RATE))).astype(np.float32), None, None
    )
    for name, (bpm, key) in DEMO.items():
        yield Case(name, decoded(RESOURCES / "demo" / name), bpm, key or "?")


def decoded(path: Path) -> FloatArray:
    """A file as the analysis hears it: float32 [num_samples] at RATE."""
    with AudioReader(path, sample_rate=RATE) as reader:
        return np.concatenate([block[:, 0] for block in reader]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system says."""

    bpm: float | None
    key: Key | None
    cpu_s: float
    drive: float = 0.0


def ours(samples: FloatArray) -> Answer:
    """What Moodline says."""
    start = cpu_s()
    pulse, key = PulseMeter(RATE), KeyMeter(RATE)
    for first in range(0, len(samples), 5 * RATE):
        block = samples[first : first + 5 * RATE]
        pulse.add(block)
        key.add(block)
    beat, said, spent_s = pulse.result(), key.result(), cpu_s() - start
    steps = samples[: len(samples) // 8192 * 8192].reshape(-1, 8192)
    levels = 10 * np.log10(np.square(steps).mean(axis=1) + 1e-12)
    loud = levels[levels >= SILENCE_DBFS]
    steadiness_db = float(np.percentile(loud, 95) - np.percentile(loud, 50)) if len(loud) else 0.0
    return Answer(beat.bpm, said, spent_s, drive_of(beat.onsets_per_s, steadiness_db))


#: Krumhansl and Kessler (1982).
KRUMHANSL = (
    (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
)


def librosas(samples: FloatArray) -> Answer:
    """What librosa says; it has no function for the key: its chroma meets Krumhansl's profiles."""
    import librosa

    start = cpu_s()
    bpm = float(librosa.feature.tempo(y=samples, sr=RATE)[0])
    chroma = librosa.feature.chroma_cqt(y=samples, sr=RATE).mean(axis=1)
    fits = [
        np.corrcoef(np.roll(profile, tonic), chroma)[0, 1]
        for profile in KRUMHANSL
        for tonic in range(12)
    ]
    best = int(np.argmax(fits))
    return Answer(bpm, Key.of(best % 12, minor=best >= 12), cpu_s() - start)


def cpu_s() -> float:
    """Processor seconds of this process."""
    times = os.times()
    return times.user + times.system


def within(bpm: float, true: float, tolerance: float = 0.04) -> bool:
    """Whether a tempo is right."""
    return abs(bpm / true - 1.0) <= tolerance


def octave(bpm: float, true: float) -> bool:
    """Whether a tempo is right but for a factor of two or three."""
    return any(within(bpm * factor, true) for factor in (0.5, 2.0, 1 / 3, 3.0))


def mirex(said: Key, true: Key) -> float:
    """MIREX's score of a key."""
    if said == true:
        return 1.0
    if said.minor == true.minor and (said.tonic - true.tonic) % 12 in (5, 7):
        return 0.5
    if said.minor != true.minor and said.rank // 2 == true.rank // 2:
        return 0.3
    return 0.2 if said.tonic == true.tonic else 0.0


def judge(found: list[tuple[Case, Answer]]) -> str:
    """One system's figures as a line of the table."""
    timed = [(case, answer) for case, answer in found if isinstance(case.bpm, float)]
    right = sum(a.bpm is not None and within(a.bpm, c.bpm) for c, a in timed)
    off = sum(
        a.bpm is not None and not within(a.bpm, c.bpm) and octave(a.bpm, c.bpm) for c, a in timed
    )
    silent = [a.bpm is None for c, a in found if c.bpm is None]
    keyed = [(Key.parse(c.key), a.key) for c, a in found if c.key not in (None, "?")]
    exact = sum(said == true for true, said in keyed)
    score = np.mean([0.0 if said is None else mirex(said, true) for true, said in keyed])
    none = sum(answer.bpm is None for _, answer in timed)
    return (
        f"{right} of {len(timed)} | {off} | {none} | {sum(silent)} of {len(silent)}"
        f" | {exact} of {len(keyed)} | {score:.2f} | {sum(a.cpu_s for _, a in found):.1f}"
    )


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--songs", type=int, default=15, help="So many of each genre.")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--verbose", action="store_true", help="A line for each wrong answer.")
    options = parser.parse_args()
    systems: dict[str, Callable[[FloatArray], Answer]] = {"Moodline": ours, "librosa": librosas}
    found: dict[str, list[tuple[Case, Answer]]] = {name: [] for name in systems}
    for case in cases(options.seconds):
        for name, system in systems.items():
            answer = system(case.samples)
            found[name].append((case, answer))
            if options.verbose and name == "Moodline":
                _tell(case, answer)
    print(
        "| system | tempo within 4 % | octave off | none told | none where there is none"
        " | key | MIREX | CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, pairs in found.items():
        print(f"| {name} | {judge(pairs)} |")
    if options.data is not None:
        recorded(options.data, options.songs)


def recorded(data: Path, num_songs: int) -> None:
    """How both systems answer where nobody knows the truth."""
    print("\n| genre | songs | tempo told | within 4 % of librosa's | octave | key told | drive |")
    print("|---|---|---|---|---|---|---|")
    for genre in ("rock", "electronic", "pop", "classical"):
        folder = data / "emotify" / "emotifymusic" / genre
        pairs = []
        for path in sorted(folder.glob("*"))[:num_songs]:
            samples = decoded(path)
            pairs.append((ours(samples), librosas(samples)))
        told = [(a.bpm, b.bpm) for a, b in pairs if a.bpm is not None and b.bpm is not None]
        same = sum(within(a, b) for a, b in told)
        off = sum(not within(a, b) and octave(a, b) for a, b in told)
        keys = sum(a.key is not None for a, _ in pairs)
        drive = np.mean([a.drive for a, _ in pairs])
        print(f"| {genre} | {len(pairs)} | {len(told)} | {same} | {off} | {keys} | {drive:+.2f} |")


def _tell(case: Case, answer: Answer) -> None:
    bad_tempo = (answer.bpm is None) != (case.bpm is None) or (
        isinstance(case.bpm, float) and answer.bpm is not None and not within(answer.bpm, case.bpm)
    )
    bad_key = case.key != "?" and answer.key != (Key.parse(case.key) if case.key else None)
    if bad_tempo or bad_key:
        print(
            f"{case.name}: {case.bpm} {case.key}:"
            f" said {answer.bpm and round(answer.bpm, 1)} {answer.key}"
        )


if __name__ == "__main__":
    main()
