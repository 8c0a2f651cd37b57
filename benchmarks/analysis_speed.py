"""How fast songs are analysed, from the file to its emotion, beside ffmpeg's decoding.

    python benchmarks/analysis_speed.py [--threads 2] [--model ID] [--repeats 3]

Generates a four-minute song, encodes it as MP3, FLAC and Opus, and prints for each the seconds per
song, the multiple of real time, and the ratio to ``ffmpeg -ac 1 -ar 16000 -f null`` on the same
file in the same run. The best of the repeats counts. On a machine that is busy otherwise the clock
misleads; the columns of processor time say what an idle one would need.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av
import numpy as np

from mer_core.jobs import SilentContext, let_threads_sleep

let_threads_sleep()  # as `mer` and the window's worker do

from mer_core.inference.device import prepare  # noqa: E402
from mer_core.inference.predictor import Predictor  # noqa: E402
from mer_core.models.store import find_model  # noqa: E402
from mer_core.paths import AppPaths  # noqa: E402

DURATION_S = 240.0
RATE = 44_100
ENCODINGS = {".mp3": ("libmp3lame", 192_000), ".flac": ("flac", None), ".opus": ("libopus", 96_000)}


def song() -> np.ndarray:
    """Plucked chords, a bass and a beat in stereo: float32 [num_samples, 2]."""
    generator = np.random.default_rng(0)
    result = np.zeros((int((DURATION_S + 3) * RATE), 2), np.float32)
    times = np.arange(2 * RATE) / RATE
    hiss = 0.1 * np.exp(-40.0 * times) * generator.normal(size=len(times))
    notes = []
    for semitone in (0, 3, 5, 7, 10, 12):
        root = 110.0 * 2.0 ** (semitone / 12.0)
        partials = [np.sin(2 * np.pi * root * k * times) / k for k in range(1, 7)]
        notes.append(0.1 * np.exp(-3.0 * times) * np.sum(partials, axis=0))
    for beat in np.arange(0.0, DURATION_S, 0.25):
        begin, pan = int(beat * RATE), generator.uniform(0.2, 0.8)
        note = notes[generator.integers(len(notes))]
        result[begin : begin + len(times), 0] += pan * note + hiss
        result[begin : begin + len(times), 1] += (1.0 - pan) * note + hiss
    return result[: int(DURATION_S * RATE)]


def encode(samples: np.ndarray, path: Path) -> Path:
    """Write float32 [num_samples, 2] at RATE to ``path``."""
    codec, bit_rate = ENCODINGS[path.suffix]
    rate = 48_000 if path.suffix == ".opus" else RATE
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="stereo")
        if bit_rate:
            stream.codec_context.bit_rate = bit_rate
        for start in range(0, len(samples), 4096):
            part = np.ascontiguousarray(samples[start : start + 4096]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(part, format="flt", layout="stereo")
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by the clock, and of the processor's time."""

    wall_s: float
    cpu_s: float

    def best(self, other: Cost) -> Cost:
        """The smaller of each."""
        return Cost(min(self.wall_s, other.wall_s), min(self.cpu_s, other.cpu_s))


def cpu_s() -> float:
    """Processor seconds of this process and the children it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measured(action: Callable[[], object]) -> Cost:
    """Run once."""
    start, start_cpu = time.perf_counter(), cpu_s()
    action()
    return Cost(time.perf_counter() - start, cpu_s() - start_cpu)


def decode_with_ffmpeg(path: Path, threads: int) -> None:
    """What no analysis can do without."""
    command = ["ffmpeg", "-v", "error", "-threads", str(threads), "-i", str(path)]
    subprocess.run([*command, "-ac", "1", "-ar", "16000", "-f", "null", "-"], check=True)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model", default="")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    prepare(options.threads)
    predictor = Predictor.load(find_model(AppPaths.of_user(), options.model).folder, device="cpu")
    print(f"Model {predictor.ref.id} {predictor.ref.version} on {predictor.device_name}\n")
    print("| file | s per song | x real time | ffmpeg s | ratio | CPU s | ffmpeg CPU s |")
    print("|---|---|---|---|---|---|---|")
    samples = song()
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ENCODINGS:
            path = encode(samples, Path(folder) / f"song{suffix}")
            # In turn, so that both see the machine in the same mood.
            ours = theirs = Cost(float("inf"), float("inf"))
            for _ in range(options.repeats):
                ours = ours.best(measured(partial(predictor.predict, path, SilentContext())))
                theirs = theirs.best(measured(partial(decode_with_ffmpeg, path, options.threads)))
            print(
                f"| {suffix[1:]} | {ours.wall_s:.2f} | {DURATION_S / ours.wall_s:.0f}"
                f" | {theirs.wall_s:.2f} | {ours.wall_s / theirs.wall_s:.1f}"
                f" | {ours.cpu_s:.2f} | {theirs.cpu_s:.2f} |"
            )


if __name__ == "__main__":
    main()
