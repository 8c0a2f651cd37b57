"""A training run on disk, so that a stopped one goes on: tensors and JSON in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from mer_core.disk import reason_of, replaced
from mer_core.errors import TrainingError
from mer_core.plain import from_plain, to_plain
from mer_core.training.report import EpochDone

_HISTORY = "history"


@dataclass(frozen=True, slots=True, eq=False)
class TrainingState:
    """A run after its last whole epoch: ``weights`` and ``optimizer`` by name, all its epochs."""

    weights: dict[str, Tensor]
    optimizer: dict[str, Tensor]
    history: tuple[EpochDone, ...]


def save_state(path: Path, state: TrainingState) -> None:
    """Write ``state`` at once, so that a killed run leaves the old epoch or the new one."""
    tensors = {f"weights.{name}": value for name, value in state.weights.items()}
    tensors |= {f"optimizer.{name}": value for name, value in state.optimizer.items()}
    store(path, tensors, {_HISTORY: history_json(state.history)})


def load_state(path: Path) -> TrainingState | None:
    """What ``save_state`` wrote; None where there is nothing or it is damaged."""
    found = fetch(path)
    if found is None:
        return None
    tensors, notes = found
    return TrainingState(_under("weights.", tensors), _under("optimizer.", tensors),
                         history_of(notes[_HISTORY]))  # fmt: skip


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): value
        for name, value in tensors.items()
        if name.startswith(prefix)
    }


def store(path: Path, tensors: Mapping[str, Tensor], notes: Mapping[str, str]) -> None:
    """Write tensors and texts as one safetensors file, atomically. Raises TrainingError."""
    kept = {key: value.detach().contiguous().clone() for key, value in tensors.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(save(kept, metadata=dict(notes)))
    except OSError as error:
        raise TrainingError(f"{path.parent} cannot be written ({reason_of(error)}).") from error


def fetch(path: Path) -> tuple[dict[str, Tensor], dict[str, str]] | None:
    """What ``store`` wrote; None where there is nothing or it is damaged: it can be made anew."""
    if not path.is_file():
        return None
    try:
        with safe_open(path, "pt") as file:
            names = file.keys()
            return {name: file.get_tensor(name) for name in names}, dict(file.metadata() or {})
    except (OSError, SafetensorError):
        return None


def history_json(history: Sequence[EpochDone]) -> str:
    """Epochs as JSON."""
    return json.dumps(to_plain(tuple(history)))


def history_of(text: str) -> tuple[EpochDone, ...]:
    """The inverse of ``history_json``."""
    return from_plain(tuple[EpochDone, ...], json.loads(text))
