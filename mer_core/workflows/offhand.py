"""Analyses for programs that call the engine themselves: results are given back, no library is
opened and nothing is kept.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mer_core.audio.files import LeftOut
from mer_core.emotion import TrackEmotion
from mer_core.errors import DecodeError, InputError, ModelError
from mer_core.inference.predictor import Heard, Predictor
from mer_core.jobs import Unwatched
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.reasons import Why
from mer_core.tonality import Measures, energy_of
from mer_core.workflows.finding import find_music

#: The most that a WAV file holds.
_MAX_BYTES = 2**32 - 4096


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What a model hears in a piece of sound.

    ``path`` is None where it came as samples. ``emotion`` holds valence and arousal in [-1, 1], the
    moods with their scores, the strongest first, and ``curve``, the same over time; ``measures``
    tempo, key and drive; ``why`` what moved the result, None where the model cannot tell.
    """

    path: Path | None
    emotion: TrackEmotion
    measures: Measures
    why: Why | None

    @property
    def energy(self) -> int | None:
        """Energy from 1 to 10; None for silence and noise."""
        if self.emotion.uncertain:
            return None
        return energy_of(self.emotion.arousal, self.measures.drive)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder of which nothing can be said, and the reason in a sentence."""

    path: Path
    reason: str


def load_model(model: str = "", *, device: str = "auto") -> Predictor:
    """A model by its name, or the one that is used by default, to be given to several calls.

    ``device`` is "auto", "cpu", "cuda" or "mps". Raises ModelError where there is no such model,
    InputError where the device is not there.
    """
    return Predictor.load(find_model(AppPaths.of_user(), model).folder, device=device)


def analyse_file(path: Path | str, *, model: Predictor | str = "") -> Analysis:
    """Analyse the sound in a file of any format that FFmpeg reads.

    Raises DecodeError where it holds no sound that can be read, and what ``load_model`` does.
    """
    return _analysis(Path(path), _loaded(model).hear(Path(path), Unwatched()))


def analyse_folder(
    folder: Path | str, *, model: Predictor | str = ""
) -> Iterator[Analysis | Unreadable]:
    """Analyse the music at and below a folder, one file after the other in the order of names.

    A file that cannot be read is told as such and stops nothing. Raises InputError where there is
    no such folder, and what ``load_model`` does.
    """
    left_out = LeftOut()
    files = find_music([Path(folder)], left_out)
    return _each(files, left_out, _loaded(model))


def analyse_samples(
    samples: npt.ArrayLike, sample_rate: int, *, model: Predictor | str = ""
) -> Analysis:
    """Analyse sound in memory: [num_samples] or [num_samples, num_channels], about [-1, 1], at
    ``sample_rate`` Hz. What is heard is what a file of these samples would say.

    Raises InputError where that is no sound, and what ``load_model`` does.
    """
    sound = np.asarray(samples, "<f4")
    if sound.ndim == 1:
        sound = sound[:, None]
    if sound.ndim != 2 or not 1 <= sound.shape[1] <= 64 or not len(sound):
        raise InputError("Samples must be [num_samples] or [num_samples, num_channels].")
    if not np.isfinite(sound).all():
        raise InputError("Samples must be finite.")
    if not 1000 <= sample_rate <= 768_000 or sound.nbytes > _MAX_BYTES:
        raise InputError("The sample rate must be 1,000 to 768,000 Hz, and all at most 4 GB.")
    predictor = _loaded(model)
    with tempfile.TemporaryDirectory(prefix="moodline-") as folder:
        path = Path(folder) / "samples.wav"
        with path.open("wb") as file:
            file.write(_wav_header(sound.nbytes, sound.shape[1], sample_rate))
            sound.tofile(file)
        return _analysis(None, predictor.hear(path, Unwatched()))


def _loaded(model: Predictor | str) -> Predictor:
    return load_model(model) if isinstance(model, str) else model


def _each(
    files: Iterable[Path], left_out: LeftOut, predictor: Predictor
) -> Iterator[Analysis | Unreadable]:
    context = Unwatched()
    for path in files:
        try:
            yield _analysis(path, predictor.hear(path, context))
        except (DecodeError, ModelError, InputError) as error:
            yield Unreadable(path, str(error))
    for name, reason in left_out.refused:
        yield Unreadable(Path(name), reason)


def _analysis(path: Path | None, heard: Heard) -> Analysis:
    return Analysis(path, heard.emotion, heard.measures, heard.why)


def _wav_header(num_bytes: int, num_channels: int, sample_rate: int) -> bytes:
    """The head of a WAV file of float32 samples (format 3)."""
    block = 4 * num_channels
    kind = struct.pack("<HHIIHH", 3, num_channels, sample_rate, sample_rate * block, block, 32)
    head = (
        b"WAVEfmt " + struct.pack("<I", len(kind)) + kind + b"data" + struct.pack("<I", num_bytes)
    )
    return b"RIFF" + struct.pack("<I", len(head) + num_bytes) + head
