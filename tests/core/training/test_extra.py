"""What a plain installation lacks is asked for before any work is done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mer_core.errors import TrainingError
from mer_core.jobs import SilentContext
from mer_core.training.extra import require
from mer_core.training.requests import EvaluateRequest
from mer_core.training.session import open_session
from mer_core.workflows.evaluate import evaluate


def test_a_library_of_training_that_is_missing_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    require("matplotlib")
    monkeypatch.setitem(sys.modules, "imblearn", None)
    with pytest.raises(TrainingError, match=r"needs imblearn; .* -m pip install '.*\[train\]'"):
        require("imblearn")


def test_pictures_that_cannot_be_drawn_are_told_before_anything_is_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    request = EvaluateRequest(corpora=tmp_path / "nowhere")
    with pytest.raises(TrainingError, match="needs matplotlib"):
        evaluate(SilentContext(), request, output=tmp_path / "report")


def test_a_recipe_that_makes_up_examples_asks_for_its_library_before_it_loads_anything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "imblearn", None)
    request = EvaluateRequest(recipe="cnn-lstm", corpora=tmp_path / "nowhere")
    with pytest.raises(TrainingError, match="needs imblearn"):
        open_session(SilentContext(), request, cache=None)
