"""The models at hand: bundled and the user's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mer_core.errors import ModelError
from mer_core.models.store import (
    CARD,
    DEFAULT_ID,
    SPEC,
    find_model,
    find_models,
    read_card,
    read_spec,
)
from mer_core.paths import AppPaths


def test_the_users_models_are_found_beside_the_bundled(tiny: Path, tmp_path: Path) -> None:
    paths = AppPaths.of_user()
    bundled = tmp_path / "bundled"
    shutil.copytree(tiny, bundled / "tiny")
    assert [entry.id for entry in find_models(paths, bundled=bundled)] == ["tiny"]
    assert find_models(paths, bundled=bundled)[0].bundled
    shutil.copytree(tiny, paths.models / "mine")
    found = find_models(paths, bundled=bundled)
    assert [(entry.id, entry.bundled) for entry in found] == [("tiny", False)]
    assert find_model(paths, "tiny", bundled=bundled).folder == paths.models / "mine"


def test_damaged_folders_are_passed_over(tiny: Path, tmp_path: Path) -> None:
    bundled = tmp_path / "bundled"
    shutil.copytree(tiny, bundled / "good")
    shutil.copytree(tiny, bundled / "bad")
    (bundled / "bad" / SPEC).write_text("{", "utf-8")
    (bundled / "empty").mkdir()
    assert [entry.folder.name for entry in find_models(AppPaths.of_user(), bundled=bundled)] == [
        "good"
    ]


def test_no_model_and_an_unknown_one_say_what_to_do(tiny: Path, tmp_path: Path) -> None:
    paths = AppPaths.of_user()
    with pytest.raises(ModelError, match="No model is installed"):
        find_model(paths, bundled=tmp_path / "nowhere")
    with pytest.raises(ModelError, match="installed: tiny"):
        find_model(paths, "huge", bundled=tiny.parent)


def test_the_bundled_model_is_the_default() -> None:
    assert find_model(AppPaths.of_user()).id == DEFAULT_ID


def test_finding_models_does_not_load_torch() -> None:
    code = "import sys, mer_core.models.store; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("name", "read"), [(SPEC, read_spec), (CARD, read_card)])
def test_a_file_too_large_for_its_kind_is_refused_unread(
    tiny: Path, name: str, read: Callable[[Path], object]
) -> None:
    with (tiny / name).open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(ModelError, match="larger than 1 MB"):
        read(tiny)


def test_every_bundled_model_states_the_licence_of_its_weights() -> None:
    licences = {entry.id: entry.licence for entry in find_models(AppPaths.of_user())}
    assert licences["moodline-1"] == licences["moodline-2"]
    assert "not for commercial use" in licences["moodline-2"]
    assert licences["moodline-2-open"].startswith("nothing in them is marked as non-commercial")


def test_a_card_without_a_licence_states_none(tiny: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny, tmp_path / "bundled" / "tiny")
    found = find_models(AppPaths.of_user(), bundled=tmp_path / "bundled")
    assert [entry.licence for entry in found] == [""]
