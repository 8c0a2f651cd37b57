"""A founding system trained and asked fold by fold, under either protocol."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.jobs import JobContext
from mer_core.models.net import count_parameters
from mer_core.models.spec import ModelSpec
from mer_core.models.tasks import TASKS
from mer_core.training.companions import probe_answers
from mer_core.training.events import EpochDone
from mer_core.training.examples import Examples, balanced
from mer_core.training.loop import Run, answers, blank_net, fit
from mer_core.training.outcomes import HeldOut
from mer_core.training.pieces import Pieces
from mer_core.training.splits import random_folds
from mer_core.training.states import fetch, history_json, history_of, store
from mer_core.training.validation import AS_PUBLISHED, BY_SONG, assign_folds, require_disjoint
from mer_core.training.zoo import NetRecipe

Array = NDArray[np.float64]
FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]

#: Logarithms of spreads are held between these, as the engine does (models.tasks).
_LOG_SPREADS = (-5.0, 0.0)
_ARRAYS = ("answers", "constant", "probe")


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What is cross-validated. ``folder`` keeps finished folds and stopped ones, None nothing."""

    recipe: NetRecipe
    spec: ModelSpec
    pieces: Pieces
    examples: Examples
    seed: int
    folder: Path | None


@dataclass(frozen=True, slots=True, eq=False)
class _Fold:
    """One fold's held-out rows as HeldOut has them, and how they came to be."""

    answers: Array
    constant: Array
    probe: IntArray | Array
    history: tuple[EpochDone, ...]
    duration_s: float


def cross_validate(context: JobContext, trial: Trial, protocol: str) -> HeldOut:
    """The held-out answers of the folds that are run. Raises TrainingError on a leak.

    What an earlier run finished is read, not trained again.
    """
    recipe, clips = trial.recipe, trial.pieces.clips
    examples, fold = deal(trial, protocol)
    folds = int(fold.max()) + 1  # with few groups fewer than wanted
    folds_run = min(recipe.folds_run, folds)
    rows = [np.flatnonzero(fold == number) for number in range(folds_run)]
    done = [
        _validated(
            context, trial, Run(recipe, protocol, number, folds_run, trial.seed), examples, fold
        )
        for number in range(folds_run)
    ]
    held = np.concatenate(rows)
    return HeldOut(
        recipe=recipe.id,
        task=recipe.task,
        protocol=protocol,
        corpora=tuple(sorted({clip.corpus for clip in clips})),
        songs=tuple(f"{clip.corpus} / {clip.name}" for clip in clips),
        groups=tuple(f"{clip.corpus} / {clip.group}" for clip in clips),
        song=examples.song[held],
        fold=fold[held],
        truth=_truth(recipe.task, examples.targets[held]),
        answers=np.concatenate([one.answers for one in done]),
        constant=np.concatenate([one.constant for one in done]),
        probe=np.concatenate([one.probe for one in done]),
        history=tuple(epoch for one in done for epoch in one.history),
        epochs=recipe.epochs,
        folds_run=folds_run,
        folds=folds,
        num_parameters=count_parameters(blank_net(recipe, trial.spec, seed=trial.seed)),
        seed=trial.seed,
        duration_s=sum(one.duration_s for one in done),
    )


def deal(trial: Trial, protocol: str) -> tuple[Examples, IntArray]:
    """The rows that are dealt out under ``protocol``, and the fold of each.

    As published pieces are dealt at random, those that SMOTE made up among them. By song a clip's
    pieces follow their group, and nothing is made up yet. Raises TrainingError where a corpus
    cannot be divided.
    """
    examples, recipe = trial.examples, trial.recipe
    if protocol == AS_PUBLISHED:
        if recipe.smote:
            examples = balanced(examples, np.arange(len(examples)), seed=trial.seed)
        return examples, random_folds(len(examples), recipe.folds, seed=trial.seed)
    of_clip = assign_folds(trial.pieces.clips, protocol, recipe.folds, seed=trial.seed)
    return examples, of_clip[examples.song]


def _validated(
    context: JobContext, trial: Trial, run: Run, examples: Examples, fold: IntArray
) -> _Fold:
    place = None if trial.folder is None else trial.folder / f"{run.protocol}-{run.fold}"
    if place is not None and (kept := _kept(place.with_suffix(".fold"))) is not None:
        for epoch in kept.history:
            context.publish(epoch)
        return kept
    seen, held = np.flatnonzero(fold != run.fold), np.flatnonzero(fold == run.fold)
    state = None if place is None else place.with_suffix(".state")
    result = _trained(context, trial, run, examples, seen, held, state)
    if place is not None:
        _keep(place.with_suffix(".fold"), result)
        place.with_suffix(".state").unlink(missing_ok=True)
    return result


def _trained(
    context: JobContext, trial: Trial, run: Run, examples: Examples, seen: IntArray,
    held: IntArray, state: Path | None,
) -> _Fold:  # fmt: skip
    begun = time.monotonic()
    recipe, clips = trial.recipe, trial.pieces.clips
    rows, learnt = examples, seen
    if run.protocol == BY_SONG:
        require_disjoint(
            [clips[song] for song in np.unique(examples.song[seen])],
            [clips[song] for song in np.unique(examples.song[held])],
        )
        if recipe.smote:
            rows = balanced(examples, seen, seed=trial.seed)
            learnt = np.concatenate([seen, np.arange(len(examples), len(rows))])
    net = blank_net(recipe, trial.spec, seed=run.random("weights"))
    history = fit(context, net, run, rows, learnt, held, state=state)
    raw = answers(context, net, recipe, rows, held)
    spent_s = sum(epoch.duration_s for epoch in history)
    return _Fold(
        _said(recipe.task, raw),
        _constant(recipe.task, examples.targets[seen], len(held)),
        _probe(recipe.task, examples, seen, held),
        history,
        max(spent_s, time.monotonic() - begun),
    )


def _probe(task: str, examples: Examples, seen: IntArray, held: IntArray) -> IntArray | Array:
    """What the nearest of the ``seen`` rows is labelled, per ``held`` row."""
    near, far = examples.statistics[seen], examples.statistics[held]
    if TASKS[task].is_classes:
        return probe_answers(near, _classes(examples.targets[seen]), far)
    return probe_answers(near, _places(examples.targets[seen]), far)


def _truth(task: str, targets: FloatArray) -> IntArray | Array:
    return _classes(targets) if TASKS[task].is_classes else _places(targets)


def _classes(targets: FloatArray) -> IntArray:
    classes: IntArray = targets.argmax(axis=1)
    return classes


def _places(targets: FloatArray) -> Array:
    """Valence and arousal [num_rows, 2]."""
    return targets[:, :2].astype(np.float64)


def _said(task: str, raw: FloatArray) -> Array:
    """Raw answers as HeldOut has them: probabilities, or valence, arousal and spreads."""
    values = torch.from_numpy(raw).double()
    if TASKS[task].is_classes:
        return torch.softmax(values, dim=1).numpy()
    return torch.cat([values[:, :2], values[:, 2:].clamp(*_LOG_SPREADS).exp()], dim=1).numpy()


def _constant(task: str, targets: FloatArray, num_rows: int) -> Array:
    """What a predictor without ears says: the training side's mean, ``num_rows`` times."""
    values = targets.astype(np.float64)
    if not TASKS[task].is_classes:
        # A corpus without rated curves tells nothing of spreads: then the widest.
        known = np.isfinite(values[:, 2:])
        total = np.where(known, np.exp(values[:, 2:]), 0.0).sum(axis=0)
        count = known.sum(axis=0)
        spreads = np.where(count > 0, total / np.maximum(count, 1), 1.0)
        return np.tile([*values[:, :2].mean(axis=0), *spreads], (num_rows, 1))
    return np.tile(values.mean(axis=0), (num_rows, 1))


def _keep(place: Path, result: _Fold) -> None:
    tensors = {
        name: torch.from_numpy(np.ascontiguousarray(getattr(result, name))) for name in _ARRAYS
    }
    notes = {"history": history_json(result.history), "duration_s": repr(result.duration_s)}
    store(place, tensors, notes)


def _kept(place: Path) -> _Fold | None:
    found = fetch(place)
    if found is None:
        return None
    tensors, notes = found
    answers, constant, probe = (tensors[name].numpy() for name in _ARRAYS)
    return _Fold(answers, constant, probe, history_of(notes["history"]), float(notes["duration_s"]))
