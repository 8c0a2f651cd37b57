"""The specification survives JSON and refuses what is damaged or absurd."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.errors import ModelError
from mer_core.models.spec import ModelSpec
from tests.core.models.conftest import tiny_spec


def test_a_spec_survives_json() -> None:
    spec = tiny_spec(weights_sha256="a" * 64, num_parameters=7)
    assert ModelSpec.from_json(spec.to_json()) == spec


@given(step_s=st.floats(0.05, 5), context_s=st.floats(0, 120), value=st.integers(-8192, 8192))
def test_any_sane_spec_survives_json(step_s: float, context_s: float, value: int) -> None:
    spec = tiny_spec(step_s=step_s, context_s=context_s, params={"some": value})
    assert ModelSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../../etc/passwd"),
        ("id", "a/b"),
        ("id", ""),
        ("id", 5),
        ("version", "1\n2"),
        ("step_s", 0),
        ("step_s", float("nan")),
        ("step_s", True),
        ("context_s", 1e9),
        ("context_s", "long"),
        ("params", {"rows": 10**9}),
        ("params", {"rows": float("inf")}),
        ("params", {"rows": [1]}),
        ("params", 3),
        ("mel", {"sample_rate": 10**9}),
        ("mel", {"n_fft": 2**40, "hop_length": 2}),
        ("mel", {"num_bands": 10**7}),
        ("mel", {"sample_rate": 16000.0}),
        ("mel", {"floor": float("inf")}),
        ("mel", {"colour": 1}),
        ("mel", None),
        ("calibration", {"valence": {"mean": 0}}),
        ("calibration", {"valence": {"mean": 0, "sd": -1, "quantiles": [0] * 7, "error_90": None}}),
        ("calibration", {"valence": {"mean": 0, "sd": 1, "quantiles": [0] * 3, "error_90": None}}),
        ("weights_sha256", "zz"),
        ("weights_sha256", 3),
        ("num_parameters", "many"),
        ("format", 2),
    ],
)
def test_an_absurd_value_is_refused(key: str, value: Any) -> None:
    values = json.loads(tiny_spec().to_json())
    values[key] = value
    with pytest.raises(ModelError, match=r"\.$"):
        ModelSpec.from_json(json.dumps(values))


@pytest.mark.parametrize("key", ["id", "mel", "params", "calibration", "heads", "weights_sha256"])
def test_a_missing_field_is_refused(key: str) -> None:
    values = json.loads(tiny_spec().to_json())
    del values[key]
    with pytest.raises(ModelError):
        ModelSpec.from_json(json.dumps(values))


@given(text=st.text(max_size=200))
def test_no_text_raises_anything_but_a_model_error(text: str) -> None:
    with pytest.raises(ModelError):
        ModelSpec.from_json(text)


def test_deeply_nested_json_is_refused() -> None:
    with pytest.raises(ModelError):
        ModelSpec.from_json("[" * 200_000)


def test_a_spec_cannot_be_changed_through_its_mappings() -> None:
    params: dict[str, int | float | bool | str] = {"rows": 3}
    spec = tiny_spec(params=params)
    params["rows"] = 4
    assert spec.params["rows"] == 3
    with pytest.raises(TypeError):
        spec.params["rows"] = 5  # type: ignore[index]
