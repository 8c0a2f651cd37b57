"""Clips to rows of features, once: the slow part of training, kept in a cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file

from mer_core.arrays import FloatArray
from mer_core.audio.decode import read
from mer_core.disk import reason_of, replaced
from mer_core.errors import ModelError, TrainingError
from mer_core.jobs import JobContext, track
from mer_core.models.fusion import Describe
from mer_core.models.spec import ModelSpec
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.origin import ENCODER, code_of, file_hash, short


@dataclass(frozen=True, slots=True, eq=False)
class DescribedClip:
    """A clip and its features, float32 [num_steps, num_features]."""

    clip: LabelledClip
    features: FloatArray


def load_encoder(describe: Describe, path: Path = ENCODER) -> None:
    """Give the tagger inside ``describe`` its published weights. Raises ModelError if missing."""
    try:
        describe.tagger.load_state_dict(load_file(path))
    except (OSError, SafetensorError, RuntimeError) as error:
        raise ModelError(f"The tagger's weights in {path} cannot be used ({error}).") from error


def describe_clips(
    context: JobContext,
    clips: Sequence[LabelledClip],
    describe: Describe,
    spec: ModelSpec,
    *,
    cache: Path | None,
) -> list[DescribedClip]:
    """Decode and describe every clip; what ``cache`` holds already is read from there."""
    described = []
    describe.eval()
    for clip in track(context, clips, phase="Listening", total=len(clips)):
        described.append(DescribedClip(clip, _features(clip, describe, spec, cache)))
    return described


def _features(
    clip: LabelledClip, describe: Describe, spec: ModelSpec, cache: Path | None
) -> FloatArray:
    place = None if cache is None else cache / _key(clip, spec)
    if place is not None and place.is_file():
        stored: FloatArray = np.load(place, allow_pickle=False).astype(np.float32)
        return stored
    samples = read(clip.path, sample_rate=spec.sample_rate).samples
    with torch.inference_mode():
        values: FloatArray = describe(torch.from_numpy(samples)[None])[0].numpy()
    half = np.clip(values, -60000, 60000).astype(np.float16)
    if place is not None:
        _store(place, half)
    return half.astype(np.float32)


def _key(clip: LabelledClip, spec: ModelSpec) -> str:
    facts = (
        code_of([__name__]), file_hash(ENCODER), spec.mel, spec.step_s, spec.params["window"],
        spec.params["pitch"], file_hash(clip.path),
    )  # fmt: skip
    return f"{short(repr(facts).encode())}.npy"


def _store(place: Path, values: NDArray[np.float16]) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replaced(place) as file:
            np.save(file, values)
    except OSError as error:
        raise TrainingError(f"{place.parent} cannot be written ({reason_of(error)}).") from error
