"""Recipes small enough to be trained within a second or two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mer_core.features.mel import MelSpec
from mer_core.training.nets.zoo import NetRecipe


def tiny_recipe(task: str = "voice", *corpora: str, **changes: Any) -> NetRecipe:
    """Eight variants in one of the smallest nets, on pieces of a second."""
    recipe = NetRecipe(
        id="tiny",
        architecture="td-cnn",
        source="nobody, 2026",
        published="nothing",
        task=task,
        corpora=corpora or ("ravdess_song",),
        piece_s=1.0,
        mel=MelSpec(8000, n_fft=512, hop_length=256, num_bands=16, f_max=4000.0),
        params={"variant": 3},
        pieces_per_clip=2,
        epochs=2,
        batch_size=8,
        folds=2,
        folds_run=2,
    )
    return replace(recipe, **changes)
