"""How fast songs are analysed, from the file to its emotion, beside ffmpeg's decoding.

    python benchmarks/analysis_speed.py [--threads 2] [--model ID] [--repeats 3]

Generates a four-minute song, encodes it as MP3, FLAC and Opus, and prints for each the seconds per
song, the multiple of real time, and the ratio to ``ffmpeg -ac 1 -ar 16000 -f null`` on the same
file in the same run. The best of the repeats counts.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import torch

from mer_core.inference.predictor import Predictor
from mer_core.jobs import SilentContext
from mer_core.models.store import find_model
from mer_core.paths import AppPaths

DURATION_S = 240.0
RATE = 44_100
ENCODINGS = {".mp3": ("libmp3lame", 192_000), ".flac": ("flac", None), ".opus": ("libopus", 96_000)}


def song() -> np.ndarray:
    """Plucked chords, a bass and a beat in stereo: float32 [num_samples, 2]."""
    generator = np.random.default_rng(0)
    result = np.zeros((int((DURATION_S + 3) * RATE), 2), np.float32)
    times = np.arange(2 * RATE) / RATE
    for beat in np.arange(0.0, DURATION_S, 0.25):
        begin = int(beat * RATE)
        root = 110.0 * 2.0 ** (generator.choice([0, 3, 5, 7, 10, 12]) / 12.0)
        partials = [np.sin(2 * np.pi * root * k * times) / k for k in (1, 2, 3, 4, 5, 6)]
        note = 0.1 * np.exp(-3.0 * times) * np.sum(partials, axis=0)
        hiss = 0.1 * np.exp(-40.0 * times) * generator.normal(size=len(times))
        pan = generator.uniform(0.2, 0.8)
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


def best_of(repeats: int, action: Callable[[], object]) -> float:
    """The shortest of ``repeats`` runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


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
    torch.set_num_threads(options.threads)
    predictor = Predictor.load(find_model(AppPaths.of_user(), options.model).folder, device="cpu")
    print(f"Model {predictor.ref.id} {predictor.ref.version} on {predictor.device_name}\n")
    print("| file | s per song | x real time | ffmpeg decode s | ratio |")
    print("|---|---|---|---|---|")
    samples = song()
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ENCODINGS:
            path = encode(samples, Path(folder) / f"song{suffix}")
            # In turn, so that both see the machine in the same mood.
            ours = theirs = float("inf")
            for _ in range(options.repeats):
                ours = min(ours, best_of(1, lambda p=path: predictor.predict(p, SilentContext())))
                theirs = min(
                    theirs, best_of(1, lambda p=path: decode_with_ffmpeg(p, options.threads))
                )
            speed, ratio = DURATION_S / ours, ours / theirs
            print(f"| {suffix[1:]} | {ours:.2f} | {speed:.0f} | {theirs:.2f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
