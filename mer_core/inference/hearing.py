"""What a net hears of a song and says of it, as the predictor would: the ground for teaching it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.audio.decode import AudioReader
from mer_core.audio.hash import audio_hash
from mer_core.disk import replaced
from mer_core.errors import DecodeError
from mer_core.inference.calibration import loudness_weights
from mer_core.inference.segments import SILENCE_DBFS, Segment, SegmentCutter
from mer_core.inference.steps import Steps
from mer_core.jobs import JobContext
from mer_core.models.checkpoint import Checkpoint
from mer_core.models.fusion import FusionNet

#: So many evenly spaced windows of a song are kept beside the means over all of them.
NUM_WINDOWS = 16
_SEGMENT_S = 60.0
_SPREAD_SONGS = 50
#: Raise this when what is stored changes, or stale caches would be used.
_STORED = "5"


@dataclass(frozen=True, slots=True, eq=False)
class HeardSong:
    """A song as a whole, its loud parts counting as they do in ``mer analyze``.

    ``features``, float32 [num_features], is the mean of the standardised features as the net's
    heads see them, and ``answers`` the mean of what they say: one step. ``windows`` is float32 [at
    most NUM_WINDOWS, num_features], features averaged over the net's horizon. ``sound`` is the
    audio_hash: the same for all copies of a song.
    """

    sound: str
    features: FloatArray
    answers: Steps
    windows: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A segment's steps: their places in the song, features, late standardised ones, answers."""

    places: NDArray[np.int64]
    features: FloatArray
    late: FloatArray
    answers: Steps


class Ear:
    """Hears songs with a checkpoint's net; keeps what it heard in the folder ``cache``."""

    def __init__(self, checkpoint: Checkpoint, net: FusionNet, cache: Path | None) -> None:
        self._spec = checkpoint.spec
        self._sha256 = checkpoint.ref.sha256
        self._net = net
        self._cache = cache

    def hear(self, path: Path, context: JobContext) -> HeardSong:
        """The sound in ``path``. Raises DecodeError, also where it is silent."""
        sound = audio_hash(path)
        key = sha256(f"{_STORED} {self._sha256} {sound}".encode()).hexdigest()[:32]
        place = None if self._cache is None else self._cache / f"{key}.npz"
        song = None if place is None else _stored(place, sound)
        if song is None:
            song = self._song(path, sound, context)
            if place is not None:
                _store(place, song)
        return song

    def _song(self, path: Path, sound: str, context: JobContext) -> HeardSong:
        cutter = SegmentCutter.of(self._spec, segment_s=_SEGMENT_S)
        parts: list[_Part] = []
        with AudioReader(path, sample_rate=self._spec.sample_rate) as reader:
            for block in reader:
                context.check_cancelled()
                parts += self._heard(cutter.add(np.ascontiguousarray(block[:, 0])))
        parts += self._heard(cutter.finish())
        levels = np.array(cutter.levels, np.float32)
        sounding = levels >= SILENCE_DBFS
        if not sounding.any():
            raise DecodeError(path, "it holds only silence.")
        where = np.concatenate([part.places for part in parts])
        weights = loudness_weights(levels, sounding)[where]
        weights /= weights.sum()
        audible = np.flatnonzero(weights)
        return HeardSong(
            sound,
            weights @ np.concatenate([part.late for part in parts]),
            joined([part.answers for part in parts]).clipped().mean(weights),
            np.concatenate([part.features for part in parts])[audible[_spaced(len(audible))]],
        )

    def _heard(self, segments: Iterable[Segment]) -> list[_Part]:
        heard = []
        for segment in segments:
            own = slice(segment.skip, segment.skip + segment.num_steps)
            with torch.inference_mode():
                features = self._net.describe(torch.from_numpy(segment.samples)[None])
                output = self._net.read(features)
                around = self._net.around(features)
                late = self._net.late(self._net.standardise(around))
            answers = {name: values[0].numpy() for name, values in output._asdict().items()}
            places = segment.first_step + np.arange(segment.num_steps)
            steps = Steps(**answers).part(segment.skip, segment.num_steps)
            heard.append(_Part(places, around[0, own].numpy(), late[0, own].numpy(), steps))
        return heard


def joined(parts: Sequence[Steps]) -> Steps:
    """All steps, one after the other."""
    names = [field.name for field in fields(Steps)]
    return Steps(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names})


def mean_spread(net: FusionNet, songs: Sequence[HeardSong]) -> float:
    """How far the halves of ``net`` lie apart, in the mean over some of the songs' windows."""
    some = songs[:: -(-len(songs) // _SPREAD_SONGS)]
    with torch.inference_mode():
        means = [net.read(torch.from_numpy(song.windows)[:, None]).spread.mean() for song in some]
    return float(np.mean([float(mean) for mean in means]))


def _spaced(count: int) -> NDArray[np.int64]:
    """At most NUM_WINDOWS evenly spaced indices below ``count``."""
    num = min(count, NUM_WINDOWS)
    return ((np.arange(num) + 0.5) * count / num).astype(np.int64)


def _stored(place: Path, sound: str) -> HeardSong | None:
    """What was stored in ``place``; None where nothing, or nothing sound, is there."""
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        features, windows = arrays.pop("features"), arrays.pop("windows")
        return HeardSong(sound, features, Steps(**arrays), windows)
    except (OSError, ValueError, EOFError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def _store(place: Path, song: HeardSong) -> None:
    """Keep ``song``, whole or not at all. A full disk costs time later, not the job."""
    answers = {field.name: getattr(song.answers, field.name) for field in fields(Steps)}
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replaced(place) as file:
            np.savez(file, features=song.features, windows=song.windows, **answers)
    except OSError:
        return
