"""What a net's frozen part hears of a song, as the predictor would: the ground for teaching it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.audio.decode import AudioReader
from mer_core.audio.hash import audio_hash
from mer_core.emotion import FloatArray
from mer_core.errors import DecodeError
from mer_core.inference.calibration import loudness_weights
from mer_core.inference.segments import SILENCE_DBFS, Segment, SegmentCutter
from mer_core.inference.steps import Steps
from mer_core.jobs import JobContext
from mer_core.models.checkpoint import Checkpoint
from mer_core.models.fusion import FusionNet

#: Windows last 21 steps and overlap, so few of them tell what all of them would.
MAX_WINDOWS = 64
_SEGMENT_S = 60.0
#: Raise this when what is stored changes, or stale caches would be used.
_STORED = "1"


@dataclass(frozen=True, slots=True, eq=False)
class HeardSong:
    """A song's features: float32 [num_windows, num_features] as ``describe`` gives them.

    ``weights``, float32 [num_windows], says how much each window counts for the song; they sum to
    1. ``sound`` is the audio_hash: the same for all copies of a song.
    """

    sound: str
    features: FloatArray
    weights: FloatArray


class Ear:
    """Hears songs with a checkpoint's net; keeps what it heard in the folder ``cache``."""

    def __init__(self, checkpoint: Checkpoint, net: FusionNet, cache: Path | None) -> None:
        self._spec = checkpoint.spec
        self._sha256 = checkpoint.ref.sha256
        self._net = net
        self._cache = cache

    def hear(self, path: Path, context: JobContext) -> HeardSong:
        """The features of the sound in ``path``. Raises DecodeError, also where it is silent."""
        sound = audio_hash(path)
        key = sha256(f"{_STORED} {self._sha256} {MAX_WINDOWS} {sound}".encode()).hexdigest()[:32]
        place = None if self._cache is None else self._cache / f"{key}.npy"
        table = _stored(place)
        if table is None:
            table = self._table(path, context)
            if place is not None:
                _store(place, table)
        features = table.astype(np.float32)
        return HeardSong(sound, features[:, :-1], features[:, -1] / features[:, -1].sum())

    def _table(self, path: Path, context: JobContext) -> NDArray[np.float16]:
        """Features of evenly spaced windows, and last how much each counts."""
        cutter = SegmentCutter(
            self._spec.sample_rate,
            step_samples=self._spec.step_samples,
            context_s=self._spec.context_s,
            segment_s=_SEGMENT_S,
        )
        parts: list[tuple[int, FloatArray]] = []
        with AudioReader(path, sample_rate=self._spec.sample_rate) as reader:
            for block in reader:
                context.check_cancelled()
                samples = np.ascontiguousarray(block[:, 0], dtype=np.float32)
                parts += self._described(cutter.add(samples))
        parts += self._described(cutter.finish())
        levels = np.array(cutter.levels, np.float32)
        sounding = levels >= SILENCE_DBFS
        if not sounding.any():
            raise DecodeError(path, "it holds only silence.")
        weights = loudness_weights(levels, sounding)
        features = np.concatenate([values for _, values in parts])
        steps = np.concatenate([first + np.arange(len(values)) for first, values in parts])
        audible = np.flatnonzero(weights[steps] > 0)
        chosen = audible[_places(len(audible))]
        table = np.column_stack([features[chosen], weights[steps[chosen]]])
        half: NDArray[np.float16] = np.clip(table, -60000, 60000).astype(np.float16)
        return half

    def _described(self, segments: Iterable[Segment]) -> Iterator[tuple[int, FloatArray]]:
        """For every segment its first step and float32 [num_steps, num_features]."""
        for segment in segments:
            with torch.inference_mode():
                values = self._net.describe(torch.from_numpy(segment.samples)[None])[0]
            kept: FloatArray = values[segment.skip : segment.skip + segment.num_steps].numpy()
            yield segment.first_step, kept


def whole_answers(net: FusionNet, songs: Sequence[HeardSong]) -> Steps:
    """What ``net`` says of each song as a whole: one step per song."""
    wholes = []
    for song in songs:
        with torch.inference_mode():
            output = net.read(torch.from_numpy(song.features)[None])
        steps = Steps(**{name: values[0].numpy() for name, values in output._asdict().items()})
        wholes.append(steps.clipped().mean(song.weights))
    names = [field.name for field in fields(Steps)]
    return Steps(**{n: np.concatenate([getattr(whole, n) for whole in wholes]) for n in names})


def _places(count: int) -> NDArray[np.int64]:
    """At most MAX_WINDOWS evenly spaced indices below ``count``."""
    num = min(count, MAX_WINDOWS)
    return ((np.arange(num) + 0.5) * count / num).astype(np.int64)


def _stored(place: Path | None) -> NDArray[np.float16] | None:
    """What was stored in ``place``; None where nothing, or nothing sound, is there."""
    if place is None:
        return None
    try:
        table: NDArray[np.float16] = np.load(place, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return table if table.dtype == np.float16 and table.ndim == 2 else None


def _store(place: Path, table: NDArray[np.float16]) -> None:
    """Keep ``table``, whole or not at all. A full disk costs time later, not the job."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.save(file, table)
            os.replace(name, place)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return
