"""A checkpoint comes back as it was saved; anything else is refused with a finished sentence."""

from __future__ import annotations

import json
import pickle
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from mer_core.errors import ModelError
from mer_core.models.checkpoint import load, save
from mer_core.models.registry import ENTRY_POINTS, build
from mer_core.models.spec import ModelSpec
from mer_core.models.store import CARD, SPEC, WEIGHTS
from tests.core.models.conftest import tiny_spec


def reseal(folder: Path, **changes: object) -> None:
    """Make the specification state the weights' true hash, as a forger would."""
    values = json.loads((folder / SPEC).read_text("utf-8")) | changes
    values["weights_sha256"] = sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    (folder / SPEC).write_text(json.dumps(values), "utf-8")


def test_a_saved_model_comes_back_and_says_the_same(tiny: Path, tmp_path: Path) -> None:
    first = load(tiny)
    again = save(tmp_path / "again", first.spec, first.module, "# card\n")
    assert (tmp_path / "again" / CARD).read_text("utf-8") == "# card\n"
    samples = 0.1 * torch.randn(1, 40000, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        for left, right in zip(first.module(samples), again.module(samples), strict=True):
            assert torch.equal(left, right)
    assert again.ref == first.ref
    assert first.ref.sha256 == sha256((tiny / WEIGHTS).read_bytes()).hexdigest()
    assert not first.module.training


@pytest.mark.parametrize("kept", [0, 7, 100, -1])
def test_truncated_weights_are_refused(tiny: Path, kept: int) -> None:
    data = (tiny / WEIGHTS).read_bytes()
    (tiny / WEIGHTS).write_bytes(data[:kept])
    with pytest.raises(ModelError):
        load(tiny)
    reseal(tiny)
    with pytest.raises(ModelError, match="do not fit"):
        load(tiny)


def test_weights_of_another_hash_are_refused(tiny: Path) -> None:
    data = bytearray((tiny / WEIGHTS).read_bytes())
    data[-1] ^= 1
    (tiny / WEIGHTS).write_bytes(bytes(data))
    with pytest.raises(ModelError, match="install the model again"):
        load(tiny)


def test_weights_of_another_shape_are_refused(tiny: Path) -> None:
    tensors = load_file(tiny / WEIGHTS)
    tensors["bank"] = tensors["bank"][:2].clone()
    save_file(tensors, tiny / WEIGHTS)
    reseal(tiny)
    with pytest.raises(ModelError, match="do not fit"):
        load(tiny)


def test_weights_that_are_no_numbers_are_refused(tiny: Path) -> None:
    tensors = load_file(tiny / WEIGHTS)
    tensors["bank"][0, 0] = float("nan")
    save_file(tensors, tiny / WEIGHTS)
    reseal(tiny)
    with pytest.raises(ModelError, match="holds no numbers"):
        load(tiny)


def test_a_pickle_is_never_opened(tiny: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "boom",)  # type: ignore[return-value]

    (tiny / WEIGHTS).write_bytes(pickle.dumps(Bomb()))
    reseal(tiny)
    with pytest.raises(ModelError):
        load(tiny)
    assert not (tmp_path / "boom").exists()


def test_an_unknown_architecture_is_refused_by_name(tiny: Path) -> None:
    reseal(tiny, architecture="telepathy")
    with pytest.raises(ModelError, match="telepathy"):
        load(tiny)


@pytest.mark.parametrize(
    "change",
    [
        {"rows": 8192, "plane_rows": 8193},
        {"rows": 2},
        {"plane_first": -1},
        {"window": 4},
        {"window": 8191},
        {"smoothing": 4},
        {"horizon": 4},
        {"horizon": 8191},
        {"delay": -1},
        {"gems_rows": 0},
    ],
)
def test_parameters_that_do_not_fit_are_refused(tiny: Path, change: dict[str, int]) -> None:
    values = json.loads((tiny / SPEC).read_text("utf-8"))
    reseal(tiny, params=values["params"] | change)
    with pytest.raises(ModelError):
        load(tiny)


@pytest.mark.parametrize("name", [SPEC, WEIGHTS])
def test_a_missing_file_is_named(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    with pytest.raises(ModelError, match="tiny"):
        load(tiny)


def test_a_folder_that_cannot_be_written_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    spec = tiny_spec()
    with pytest.raises(ModelError, match="could not be saved"):
        save(tmp_path / "file" / "model", spec, build(spec), "")


def test_saving_leaves_no_half_written_files(tiny: Path) -> None:
    assert sorted(path.name for path in tiny.iterdir()) == sorted([WEIGHTS, SPEC, CARD])
    spec = ModelSpec.from_json((tiny / SPEC).read_text("utf-8"))
    assert spec.num_parameters > 0


def installed_architecture(folder: Path, name: str, source: str) -> None:
    """A third party's package ``nicenet`` in ``folder`` that offers the architecture ``name``."""
    (folder / "nicenet.py").write_text(source, "utf-8")
    about = folder / "nicenet-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: nicenet\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{name} = nicenet:Net\n", "utf-8")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import a_library_that_is_missing", "ModuleNotFoundError"),
        ("Other = 1", "AttributeError"),
        ("def (", "SyntaxError"),
        ("raise RuntimeError('no GPU')", "no GPU"),
        ("Net = print", "is no EmotionNet"),
    ],
)
def test_an_architecture_that_fails_to_load_names_its_package(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, why: str
) -> None:
    installed_architecture(tmp_path, "nice", source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nicenet", raising=False)
    reseal(tiny, architecture="nice")
    with pytest.raises(ModelError, match=f"package nicenet .*{why}.*update or uninstall"):
        load(tiny)
