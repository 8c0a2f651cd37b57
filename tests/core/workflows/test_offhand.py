"""The engine as a library: what the guide shows, and what a file, a folder and an array give."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import mer_core
from mer_core import (
    Analysis,
    DecodeError,
    InputError,
    ModelError,
    Unreadable,
    analyse_file,
    analyse_folder,
    analyse_samples,
    load_model,
)
from mer_core.audio.decode import AudioReader
from mer_core.inference.predictor import Predictor
from mer_core.paths import RESOURCES

DEMO = sorted((RESOURCES / "demo").iterdir())
PAGE = (RESOURCES / "guide" / "11-in-python.md").read_text("utf-8")


@pytest.fixture(scope="module")
def model() -> Predictor:
    return load_model(device="cpu")


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    shutil.copyfile(DEMO[0], folder / "Lights.mp3")
    (folder / "Broken.flac").write_bytes(b"no sound at all")
    shutil.copyfile(DEMO[3], tmp_path / "Kite.flac")
    return folder


def test_the_examples_of_the_guide_run(music: Path) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    assert code.count("import") == 4
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=music.parent, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert len(lines[0].split()) == 2
    assert any(line.startswith("Broken.flac ") and line.endswith(".") for line in lines)
    assert any(line.startswith("Lights.mp3 ") for line in lines)


def test_the_guide_names_what_there_is() -> None:
    assert set(re.findall(r"`(analyse_\w+|load_model|\w+Error)`", PAGE)) <= set(mer_core.__all__)
    changelog = (RESOURCES.parent / "CHANGELOG.md").read_text("utf-8")
    assert all(f"`{name}`" in changelog for name in mer_core.__all__)
    assert all(getattr(mer_core, name).__name__ == name for name in mer_core.__all__)
    with pytest.raises(AttributeError):
        mer_core.listen  # noqa: B018


def test_the_package_itself_loads_nothing() -> None:
    code = "import sys; import mer_core; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert {"torch", "numpy", "av", "sqlite3"}.isdisjoint(loaded.stdout.split())


def test_samples_say_what_a_file_of_them_says(music: Path, model: Predictor) -> None:
    path = music / "Lights.mp3"
    with AudioReader(path, sample_rate=44_100, num_channels=2) as reader:
        samples = np.concatenate(list(reader))
    file, array = analyse_file(path, model=model), analyse_samples(samples, 44_100, model=model)
    assert array.path is None
    assert file.path == path
    assert array.emotion.valence == pytest.approx(file.emotion.valence, abs=0.02)
    assert array.emotion.arousal == pytest.approx(file.emotion.arousal, abs=0.02)
    assert array.emotion.moods[0].name == file.emotion.moods[0].name
    assert array.energy == file.energy
    assert array.emotion.duration_s == pytest.approx(file.emotion.duration_s, abs=0.1)


def test_a_folder_is_walked_and_tells_what_it_cannot_read(music: Path, model: Predictor) -> None:
    (music / "deeper").mkdir()
    shutil.copyfile(DEMO[1], music / "deeper" / "Corridor.opus")
    (music / "Nowhere.mp3").symlink_to(music / "gone.mp3")
    found = list(analyse_folder(music, model=model))
    assert [each.path.name for each in found if each.path is not None] == [
        "Broken.flac", "Lights.mp3", "Corridor.opus", "Nowhere.mp3",
    ]  # fmt: skip
    assert [type(each) for each in found] == [Unreadable, Analysis, Analysis, Unreadable]


def test_silence_has_no_energy(model: Predictor) -> None:
    silence = analyse_samples(np.zeros(66_150), 22_050, model=model)
    assert silence.emotion.uncertain
    assert silence.energy is None


@pytest.mark.parametrize(
    ("samples", "rate"),
    [([], 44_100), (np.zeros((2, 2, 2)), 44_100), ([0.0, np.nan], 44_100), ([0.0] * 9, 0)],
)
def test_what_is_no_sound_is_refused_in_a_sentence(samples: object, rate: int) -> None:
    with pytest.raises(InputError, match=r"\.$"):
        analyse_samples(samples, rate)  # type: ignore[arg-type]


def test_what_is_not_there_is_refused_in_a_sentence(tmp_path: Path, model: Predictor) -> None:
    with pytest.raises(DecodeError):
        analyse_file(tmp_path / "none.mp3", model=model)
    with pytest.raises(InputError):
        analyse_folder(tmp_path / "none", model=model)
    with pytest.raises(ModelError):
        load_model("no such model")
