"""What may not move the model that ships, and what it must not fall for, as a table.

    python -m benchmarks.sanity [--model ID] [--device cpu|cuda|mps]

Every line is a worst case over the demo tracks: how far valence and arousal move (2 is the plane's
whole width) when the same music comes in another guise, in other batches, from another place in a
file, on another device; then what is said of sounds that are no music. Ends with 1 on a failure.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from mer_core.audio.decode import read
from mer_core.emotion import TrackEmotion
from mer_core.inference.predictor import Predictor
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from tests.data.guises import DEMO, GUISES, STRANGE, disguised, plain, strange

#: Limits: of a song's place, and of a curve computed in another way.
SONG, CURVE = 0.05, 1e-3
_NAMES = {
    "louder": "6 dB louder", "softer": "6 dB softer", "mp3": "MP3 at 96 kbit/s",
    "22.05 kHz": "22.05 kHz instead of 48 kHz", "late": "after 2 s of silence", "opus": "Opus",
    "tone": "440 Hz sine", "noise": "white noise",
}  # fmt: skip


def main() -> int:
    """Print the table; 0 where everything holds."""
    parser = argparse.ArgumentParser(description="Print the sanity table of a model.")
    parser.add_argument("--model", default="", help="its id (the bundled one)")
    parser.add_argument("--device", default="cpu", help="compared with the CPU (cpu)")
    options = parser.parse_args()
    folder = find_model(AppPaths.of_user(), options.model).folder
    predictor = Predictor(load(folder), device="cpu")
    print("| what changes | valence moves | arousal moves | limit | |\n|---|---|---|---|---|")
    good = [_guises(predictor, kind) for kind in GUISES]
    good += _curves(folder, options.device)
    print("\n| what is heard | called | confidence | |\n|---|---|---|---|")
    good += [_strange(predictor, kind) for kind in STRANGE]
    return 0 if all(good) else 1


def _guises(predictor: Predictor, kind: str) -> bool:
    moves = []
    with tempfile.TemporaryDirectory() as name:
        for source in DEMO:
            known = predictor.predict(plain(source, Path(name)), SilentContext())
            other = predictor.predict(disguised(source, kind, Path(name)), SilentContext())
            moves.append((abs(other.valence - known.valence), abs(other.arousal - known.arousal)))
    return _row(_NAMES.get(kind, kind), moves, SONG)


def _curves(folder: Path, device: str) -> list[bool]:
    """The same song read in small segments, in a batch of others, and on ``device``."""

    def curve_of(segment_s: float = 120.0, on: str = "cpu") -> Callable[[Path], TrackEmotion]:
        heard = Predictor(load(folder), device=on, segment_s=segment_s)
        return lambda path: heard.predict(path, SilentContext())

    known = [curve_of()(path).curve for path in DEMO]
    ways = {"cut into 6 s": curve_of(6.0), "cut into 21 s": curve_of(21.0)}
    if device != "cpu":
        ways[f"on {device}"] = curve_of(on=device)
    good = []
    for name, way in ways.items():
        others = [way(path).curve for path in DEMO]
        pairs = [
            (
                float(np.abs(other.valence - curve.valence).max()),
                float(np.abs(other.arousal - curve.arousal).max()),
            )
            for curve, other in zip(known, others, strict=True)
        ]
        good.append(_row(name, pairs, CURVE))
    return [*good, _batch(folder)]


def _batch(folder: Path) -> bool:
    checkpoint = load(folder)
    rate = checkpoint.spec.sample_rate
    clips = np.stack([read(path, sample_rate=rate).samples[: 20 * rate] for path in DEMO])
    with torch.inference_mode():
        together = checkpoint.module(torch.from_numpy(clips))
        alone = [checkpoint.module(torch.from_numpy(clip)[None]) for clip in clips]
    pairs = [
        (
            float((together.valence[index] - one.valence[0]).abs().max()),
            float((together.arousal[index] - one.arousal[0]).abs().max()),
        )
        for index, one in enumerate(alone)
    ]
    return _row("in a batch of four", pairs, CURVE)


def _row(name: str, moves: list[tuple[float, float]], limit: float) -> bool:
    valence, arousal = (max(column) for column in zip(*moves, strict=True))
    holds = max(valence, arousal) < limit
    print(f"| {name} | {valence:.4f} | {arousal:.4f} | {limit} | {'holds' if holds else 'FAILS'} |")
    return holds


def _strange(predictor: Predictor, kind: str) -> bool:
    with tempfile.TemporaryDirectory() as name:
        emotion = predictor.predict(strange(kind, Path(name)), SilentContext())
    called = ", ".join(mood.name for mood in emotion.moods)
    verdict = "holds" if emotion.uncertain else "FAILS"
    print(f"| {_NAMES.get(kind, kind)} | {called} | {emotion.confidence:.2f} | {verdict} |")
    return emotion.uncertain


if __name__ == "__main__":
    sys.exit(main())
