"""A tiny real model, saved through the real path."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from mer_core.features.mel import MelSpec
from mer_core.models.checkpoint import save
from mer_core.models.registry import build
from mer_core.models.spec import LabelCalibration, ModelSpec


def tiny_spec(**changes: object) -> ModelSpec:
    """A fusion net with a bank of four rows."""
    params: dict[str, int | float | bool | str] = {
        "window": 5,
        "delay": 2,
        "smoothing": 3,
        "horizon": 3,
        "rows": 4,
    }
    for head in ("plane", "film", "gems", "voice"):
        params |= {f"{head}_first": 0, f"{head}_rows": 4}
    fields: dict[str, object] = {
        "id": "tiny",
        "version": "1",
        "architecture": "fusion",
        "mel": MelSpec(n_fft=512, hop_length=256, num_bands=24),
        "step_s": 0.512,
        "context_s": 20.48,
        "params": params,
        "calibration": {"valence": LabelCalibration(0.1, 0.3, (-1, -0.5, -0.2, 0, 0.2, 0.5, 1))},
        "heads": ("gems", "film", "voice"),
        "corpora": ("emotify",),
    }
    return ModelSpec(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a saved tiny model with random heads."""
    torch.manual_seed(0)
    spec = tiny_spec()
    module = build(spec)
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if name.endswith(("dual", "linear", "bank")):
                tensor.normal_(std=0.05)
    save(tmp_path / "tiny", spec, module, "# tiny\n")
    return tmp_path / "tiny"
