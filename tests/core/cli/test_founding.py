"""A founding system, once trained and installed, is a model like any other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from mer_core.emotion import GEMS, VOICE
from mer_core.models.checkpoint import save
from mer_core.models.spec import ModelSpec
from mer_core.paths import RESOURCES, AppPaths
from tests.core.cli.test_commands import objects, run
from tests.core.models.founding import SMALL


def install(name: str) -> ModelSpec:
    """Put a net of this name where a user's trained models are; return its specification."""
    torch.set_num_threads(1)
    folder = AppPaths.of_user().models / name
    return save(folder, SMALL[name].spec(id=name), SMALL[name].net(), f"# {name}\n").spec


@pytest.mark.parametrize(
    ("name", "taught"),
    [
        ("td-cnn-4", {"voice": VOICE}),
        ("cnn-lstm", {"gems": GEMS}),
        ("conv1d-raw", {}),
        ("conv1d-learned", {}),
        ("conv2d-3", {}),
        ("tang-cnn", {}),
        ("tang-gru", {}),
        ("tang-crnn", {}),
    ],
)
def test_analyze_takes_an_installed_founding_system(
    name: str, taught: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    spec = install(name)
    song = tmp_path / "song.flac"
    shutil.copy(RESOURCES / "demo" / "4 Morning Water.flac", song)
    (result,) = objects(run("analyze", "--json", "--heads", "--model", name, song))
    assert result["error"] is None
    assert result["model"] == {"id": name, "version": "1", "sha256": spec.weights_sha256}
    line = result["timeline"]
    assert len(line["valence"]) * line["step_s"] == pytest.approx(result["duration_s"], abs=0.3)
    assert -1 <= result["valence"] <= 1
    if not taught:
        assert result["heads"] is None
        return
    assert set(result["heads"]) == {"gems", "film", "voice"}
    for head, values in result["heads"].items():
        assert (tuple(values) if values else None) == taught.get(head)
