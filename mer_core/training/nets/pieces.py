"""Clips cut into the pieces that a founding net reads, with what it should say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.audio.decode import read
from mer_core.emotion import quadrant
from mer_core.errors import TrainingError
from mer_core.jobs import JobContext, track
from mer_core.models.tasks import TASKS
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.nets.states import fetch, store
from mer_core.training.nets.zoo import NetRecipe
from mer_core.training.origin import code_of, file_hash, short

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
SoundArray = NDArray[np.int16]

FULL_SCALE = 32767.0
#: No rating is steadier than this, as a standard deviation: logarithms need a floor.
_LEAST_SPREAD = 0.01
#: What a clip needs to serve a task, for the sentence that says so.
_NEEDS = {
    "quadrants": "rated valence and arousal",
    "plane": "rated valence and arousal",
    "gems": "the nine felt emotions",
    "voice": "a singing voice's emotion",
}


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of ``clips``.

    ``samples`` is int16 [num_pieces, piece_samples], full scale 32767; ``clip`` [num_pieces] an
    index into ``clips``. ``targets`` [num_clips, num_outputs] is what a net should say of a clip:
    1 at its class, or valence, arousal and the natural logarithms of their standard deviations
    over the clip's rated curve, nan where it has none.
    """

    clips: tuple[LabelledClip, ...]
    targets: FloatArray
    samples: SoundArray
    clip: IntArray

    def sound(self, chosen: IntArray | slice) -> FloatArray:
        """Samples of the ``chosen`` pieces, float32 in [-1, 1]."""
        return self.samples[chosen].astype(np.float32) / np.float32(FULL_SCALE)


def cut_pieces(
    context: JobContext, clips: Sequence[LabelledClip], recipe: NetRecipe, *, cache: Path | None
) -> Pieces:
    """Decode ``clips`` once and cut them up. Clips without the task's label are left out.

    ``cache`` keeps the pieces for every recipe that cuts alike. Raises TrainingError where no clip
    has the label, DecodeError where one cannot be read.
    """
    kept = [(clip, target_of(clip, recipe.task)) for clip in clips]
    known = [(clip, target) for clip, target in kept if target is not None]
    if not known:
        names = ", ".join(sorted({clip.corpus for clip in clips}))
        raise TrainingError(
            f"{recipe.id} learns from {_NEEDS[recipe.task]}, which {names} does not give; "
            f"it was made for {', '.join(recipe.corpora)}."
        )
    chosen = tuple(clip for clip, _ in known)
    samples, clip = _stored_or_cut(context, chosen, recipe, cache)
    return Pieces(chosen, np.stack([target for _, target in known]), samples, clip)


def target_of(clip: LabelledClip, task: str) -> FloatArray | None:
    """What a net should say of ``clip``, float32 [num_outputs]; None without such a label.

    Valence and arousal that were derived from emotion words do not count as rated.
    """
    if task == "gems":
        return None if clip.gems is None else _one_hot(task, int(np.argmax(clip.gems)))
    if task == "voice":
        return None if clip.voice is None else _one_hot(task, clip.voice)
    if clip.weak or clip.valence is None or clip.arousal is None:
        return None
    if task == "quadrants":
        return _one_hot(task, TASKS[task].labels.index(quadrant(clip.valence, clip.arousal)))
    spreads = [np.nan, np.nan]
    if clip.curve is not None and len(clip.curve.times_s) > 1:
        spreads = [
            float(np.log(max(float(values.std()), _LEAST_SPREAD)))
            for values in (clip.curve.valence, clip.curve.arousal)
        ]
    return np.array([clip.valence, clip.arousal, *spreads], dtype=np.float32)


def _one_hot(task: str, index: int) -> FloatArray:
    target = np.zeros(len(TASKS[task].labels), dtype=np.float32)
    target[index] = 1.0
    return target


def cut(samples: FloatArray, piece_samples: int, count: int) -> SoundArray:
    """At most ``count`` evenly spaced pieces of ``samples`` [num_samples], as int16.

    No more than cover the clip; a single one is cut from the middle. A clip shorter than a piece is
    followed by silence.
    """
    num_pieces = min(count, max(1, -(-len(samples) // piece_samples)))
    samples = np.pad(samples, (0, max(0, piece_samples - len(samples))))
    last = len(samples) - piece_samples
    starts = np.linspace(0, last, num_pieces) if num_pieces > 1 else np.array([last / 2])
    whole = np.rint(np.clip(samples, -1.0, 1.0) * FULL_SCALE).astype(np.int16)
    return np.stack([whole[start : start + piece_samples] for start in starts.astype(int)])


def _stored_or_cut(
    context: JobContext, clips: Sequence[LabelledClip], recipe: NetRecipe, cache: Path | None
) -> tuple[SoundArray, IntArray]:
    place = None if cache is None else cache / f"pieces-{_key(clips, recipe)}.safetensors"
    if place is not None and (found := fetch(place)) is not None:
        return found[0]["samples"].numpy(), found[0]["clip"].numpy()
    length = round(recipe.piece_s * recipe.mel.sample_rate)
    parts = [
        cut(
            read(clip.path, sample_rate=recipe.mel.sample_rate).samples,
            length,
            recipe.pieces_per_clip,
        )
        for clip in track(context, clips, phase="Decoding", total=len(clips))
    ]
    samples = np.concatenate(parts)
    clip = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    if place is not None:
        tensors = {"samples": torch.from_numpy(samples), "clip": torch.from_numpy(clip)}
        store(place, tensors, {})
    return samples, clip


def _key(clips: Iterable[LabelledClip], recipe: NetRecipe) -> str:
    facts = [code_of([__name__]), recipe.mel.sample_rate, recipe.piece_s, recipe.pieces_per_clip]
    facts += [file_hash(clip.path) for clip in clips]
    return short(repr(facts).encode())
