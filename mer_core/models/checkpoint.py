"""A model on disk: a folder of safetensors, ``spec.json`` and ``CARD.md``. Never pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as saved_tensors
from torch import Tensor

from mer_core.disk import reason_of, replaced
from mer_core.emotion import ModelRef
from mer_core.errors import ModelError
from mer_core.models.net import EmotionNet, count_parameters
from mer_core.models.registry import build
from mer_core.models.spec import ModelSpec
from mer_core.models.store import CARD, SPEC, WEIGHTS, read_spec

#: No model of ours comes near; a larger file is foreign and is not even read.
MAX_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model ready for use: ``module`` is in eval mode, on the CPU."""

    spec: ModelSpec
    module: EmotionNet
    ref: ModelRef


def save(folder: Path, spec: ModelSpec, module: EmotionNet, card: str) -> Checkpoint:
    """Write the model, the weights first and the specification last, each atomically.

    Returns what ``load`` would. Raises ModelError where the disk refuses.
    """
    tensors = {
        name: value.detach().cpu().contiguous() for name, value in module.state_dict().items()
    }
    weights = saved_tensors(tensors)
    digest = sha256(weights).hexdigest()
    spec = replace(spec, weights_sha256=digest, num_parameters=count_parameters(module))
    parts = {WEIGHTS: weights, CARD: card.encode(), SPEC: spec.to_json().encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in parts.items():
            with replaced(folder / name) as file:
                file.write(data)
    except OSError as error:
        raise ModelError(
            f"The model could not be saved in {folder} ({reason_of(error)})."
        ) from error
    module.spec = spec
    return Checkpoint(spec, module.eval(), ModelRef(spec.id, spec.version, digest))


def load(folder: Path) -> Checkpoint:
    """Read the model in ``folder``. Raises ModelError where it is missing, foreign or damaged."""
    spec = read_spec(folder)
    path = folder / WEIGHTS
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ModelError(f"The weights in {folder} are too large to be a Moodline model.")
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The weights in {folder} cannot be read ({error.strerror}).") from error
    digest = sha256(data).hexdigest()
    if digest != spec.weights_sha256:
        raise ModelError(
            f"The weights in {folder} are not the ones that belong to its specification; "
            "install the model again."
        )
    module = build(spec)
    try:
        tensors = load_tensors(data)
        _check_finite(tensors, folder)
        module.load_state_dict(tensors)
    except (SafetensorError, RuntimeError, KeyError) as error:
        raise ModelError(f"The weights in {folder} do not fit the model: {error}") from error
    return Checkpoint(spec, module.eval(), ModelRef(spec.id, spec.version, digest))


def _check_finite(tensors: Mapping[str, Tensor], folder: Path) -> None:
    for name, value in tensors.items():
        if value.is_floating_point() and not bool(torch.isfinite(value).all()):
            raise ModelError(f"The weights in {folder} are damaged: {name} holds no numbers.")
