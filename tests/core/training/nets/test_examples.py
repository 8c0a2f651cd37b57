"""Rows of described pieces, altered and made up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.arrays import FloatArray
from mer_core.jobs import SilentContext
from mer_core.training.corpora import load_corpora
from mer_core.training.nets.augment import AUDIO, augmented, masked
from mer_core.training.nets.examples import Examples, balanced, describe_pieces, features_of
from mer_core.training.nets.learner import blank_spec
from mer_core.training.nets.loop import blank_net
from mer_core.training.nets.pieces import cut_pieces
from tests.core.training.nets.tiny_recipes import tiny_recipe

_RATE = 8000


def examples_of(labels: list[int]) -> Examples:
    """A row per label; its features are far from those of other labels, near those of its own."""
    random = np.random.default_rng(0)
    features = np.array(labels)[:, None, None] * 10.0 + random.normal(size=(len(labels), 3, 4))
    return Examples(
        torch.from_numpy(features).half(),
        np.eye(4, dtype=np.float32)[labels],
        features[:, 0, :2].astype(np.float32),
        np.arange(len(labels)) // 2,
        len(labels),
    )


def test_smote_evens_out_the_classes_between_their_own_rows() -> None:
    labels = [0] * 9 + [1] * 4 + [2] * 3
    examples = examples_of(labels)
    both = balanced(examples, np.arange(len(labels)), seed=0)
    assert both.num_real == len(labels)
    assert both.targets.argmax(axis=1).tolist() == [*labels, *[1] * 5, *[2] * 6]
    assert torch.equal(both.inputs[: len(labels)], examples.inputs)
    for row in range(len(labels), len(both)):
        label = int(both.targets[row].argmax())
        own = np.flatnonzero(np.array(labels) == label)
        # Between two rows of the class, and counted to a song of that class.
        low, high = examples.inputs[own].amin(0), examples.inputs[own].amax(0)
        assert bool(((both.inputs[row] >= low - 0.05) & (both.inputs[row] <= high + 0.05)).all())
        assert both.song[row] in set(examples.song[own])
        # The probe's statistics are of the same made-up piece.
        assert both.statistics[row] == pytest.approx(both.inputs[row, 0, :2].numpy(), abs=0.05)


def test_smote_knows_the_chosen_rows_only() -> None:
    labels = [0] * 6 + [1] * 3 + [1] * 3
    examples = examples_of(labels)
    examples.inputs[9:] += 100.0
    both = balanced(examples, np.arange(9), seed=0)
    assert len(both) == len(labels) + 3
    assert both.inputs[len(labels) :].max() < 50
    assert set(both.song[len(labels) :]) <= set(examples.song[6:9])


def test_a_class_with_one_row_is_left_as_it_is() -> None:
    both = balanced(examples_of([0, 0, 0, 1, 2, 2]), np.arange(6), seed=0)
    assert np.bincount(both.targets.argmax(axis=1)).tolist() == [3, 1, 3]
    assert len(balanced(examples_of([0, 0, 1]), np.arange(3), seed=0)) == 3


def test_fixed_front_ends_are_described_once(corpora: Path) -> None:
    recipe = tiny_recipe()
    pieces = cut_pieces(SilentContext(), load_corpora(corpora, recipe.corpora), recipe, cache=None)
    net = blank_net(recipe, blank_spec(recipe, pieces), seed=0)
    rows = describe_pieces(SilentContext(), pieces, net, recipe)
    assert rows.inputs.dtype == torch.float16
    heard = describe_pieces(SilentContext(), pieces, net, tiny_recipe(augmentations=("gain",)))
    assert heard.inputs.dtype == torch.int16
    chosen = np.array([2, 5])
    kept, fresh = (features_of(either, chosen, net, recipe) for either in (rows, heard))
    assert torch.allclose(kept, fresh, atol=0.02)


def test_a_trained_front_end_hears_samples(corpora: Path) -> None:
    recipe = tiny_recipe(architecture="conv1d-raw", params={"width": 4})
    pieces = cut_pieces(SilentContext(), load_corpora(corpora, recipe.corpora), recipe, cache=None)
    net = blank_net(recipe, blank_spec(recipe, pieces), seed=0)
    rows = describe_pieces(SilentContext(), pieces, net, recipe)
    assert rows.inputs.dtype == torch.int16
    features = features_of(rows, np.array([0]), net, recipe)
    assert np.array_equal(features.numpy(), pieces.sound(np.array([0])))


def test_rows_are_altered_only_where_training_asks(corpora: Path) -> None:
    recipe = tiny_recipe(augmentations=("gain", "specaugment"))
    pieces = cut_pieces(SilentContext(), load_corpora(corpora, recipe.corpora), recipe, cache=None)
    net = blank_net(recipe, blank_spec(recipe, pieces), seed=0)
    rows = describe_pieces(SilentContext(), pieces, net, recipe)
    chosen = np.arange(3)
    plain = features_of(rows, chosen, net, recipe)
    assert torch.equal(plain, features_of(rows, chosen, net, recipe))
    changed = features_of(rows, chosen, net, recipe, np.random.default_rng(0))
    assert changed.shape == plain.shape
    assert not torch.allclose(changed, plain, atol=0.1)


def altered(pieces: FloatArray, names: tuple[str, ...], random: np.random.Generator) -> FloatArray:
    changed: FloatArray = augmented(torch.from_numpy(pieces), _RATE, names, random).numpy()
    return changed


def tone(pitch: float = 440.0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (0.2 * np.sin(2 * np.pi * pitch * np.arange(_RATE) / _RATE)).astype(np.float32)


def peak_of(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax()) * _RATE / len(samples)


@pytest.mark.parametrize("name", AUDIO)
def test_every_alteration_changes_each_piece_by_itself(name: str) -> None:
    pieces = np.stack([tone() * np.linspace(0, 1, _RATE, dtype=np.float32)] * 4)
    changed = [altered(pieces, (name,), np.random.default_rng(seed)) for seed in (7, 7, 8)]
    assert np.array_equal(changed[0], changed[1])
    assert not np.array_equal(changed[0], changed[2])
    assert changed[0].shape == pieces.shape
    assert changed[0].dtype == np.float32
    assert len({piece.tobytes() for piece in changed[0]}) > 1


def test_alterations_do_what_they_are_called() -> None:
    pieces = np.stack([tone()] * 20)
    random = np.random.default_rng(0)
    assert np.array_equal(altered(pieces, (), random), pieces)
    peaks = [peak_of(piece) for piece in altered(pieces, ("pitch",), random)]
    assert 440 / 2 ** (2.6 / 12) < min(peaks) < 430
    assert 450 < max(peaks) < 440 * 2 ** (2.6 / 12)
    gains_db = 20 * np.log10(altered(pieces, ("gain",), random).std(axis=1) / pieces.std())
    assert -6.1 < gains_db.min() < -2
    assert 2 < gains_db.max() < 6.1
    shifted = altered(pieces, ("shift",), random)
    assert all(sorted(piece) == sorted(tone()) for piece in shifted[:2])
    noisy = altered(pieces, ("noise",), random) - pieces
    assert sum(not piece.any() for piece in noisy) in range(3, 18)
    assert noisy.std() < 0.1 * pieces.std()
    deep = np.stack([tone(40.0)] * 20)
    assert altered(deep, ("filters",), random).std(axis=1).min() < 0.5 * deep.std()


def test_masks_cover_stripes_with_the_mean() -> None:
    features = torch.arange(2 * 3 * 40 * 50, dtype=torch.float32).reshape(2, 3, 40, 50)
    covered = masked(features, np.random.default_rng(1))
    assert not torch.equal(covered, features)
    for before, after in zip(features, covered, strict=True):
        changed = (before != after).any(dim=0)
        assert torch.equal(changed, (before != after).all(dim=0) | changed)
        rows, columns = changed.all(dim=1), changed.all(dim=0)
        assert rows.sum() <= 8
        assert columns.sum() <= 10
        assert bool((changed == (rows[:, None] | columns[None])).all())
        assert set(after[before != after].tolist()) <= {before.mean().item()}
