"""A founding system on a set of corpora: held out fold by fold, and trained to be kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.jobs import JobContext
from mer_core.models.net import count_parameters
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec
from mer_core.models.tasks import TASKS
from mer_core.training.calibrate import calibration_of_net
from mer_core.training.card import write_net_card
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import Deal, Fold, deal_clips, hold_out, random_folds
from mer_core.training.nets.answers import HeldOut
from mer_core.training.nets.device import device_name, training_device
from mer_core.training.nets.examples import Examples, balanced, describe_pieces, probe_answers
from mer_core.training.nets.loop import Attempt, answers, blank_net, fit
from mer_core.training.nets.pieces import Pieces, cut_pieces
from mer_core.training.nets.states import fetch, history_json, history_of, store
from mer_core.training.nets.zoo import NetRecipe
from mer_core.training.origin import code_of, corpora_of, short
from mer_core.training.report import EpochDone, Report
from mer_core.training.requests import AS_PUBLISHED, BY_SONG

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

FINAL = "final"
#: Logarithms of spreads are held between these, as the engine does (models.tasks).
_LOG_SPREADS = (-5.0, 0.0)
_ARRAYS = ("answers", "constant", "probe")


@dataclass(frozen=True, slots=True, eq=False)
class _FoldAnswers:
    """One fold's held-out rows as HeldOut has them, and how they came to be."""

    answers: Array
    constant: Array
    probe: IntArray | Array
    history: tuple[EpochDone, ...]
    duration_s: float
    device: str


@dataclass(frozen=True, slots=True, eq=False)
class NetLearner:
    """``recipe`` on its clips, cut and described; ``folder`` keeps finished folds and stopped ones,
    None nothing.
    """

    recipe: NetRecipe
    spec: ModelSpec
    pieces: Pieces
    examples: Examples
    seed: int
    folder: Path | None

    @classmethod
    def open(
        cls, context: JobContext, recipe: NetRecipe, clips: Sequence[LabelledClip], *, seed: int,
        cache: Path | None,
    ) -> NetLearner:  # fmt: skip
        """Cut and describe the clips. ``cache`` keeps them, and the work of a stopped run.

        Raises TrainingError, DecodeError, ModelError.
        """
        pieces = cut_pieces(context, clips, recipe, cache=cache)
        spec = blank_spec(recipe, pieces)
        net = blank_net(recipe, spec, seed=seed)
        folder = None if cache is None else cache / f"{recipe.id}-{_key(recipe, clips, net, seed)}"
        examples = describe_pieces(context, pieces, net, recipe)
        return cls(recipe, spec, pieces, examples, seed, folder)

    @property
    def clips(self) -> Sequence[LabelledClip]:
        """What is learnt from."""
        return self.pieces.clips

    def blank_report(self, rounds: int) -> Report:
        """What is judged, without its figures."""
        net = blank_net(self.recipe, self.spec, seed=self.seed)
        return Report(
            self.recipe.id, self.recipe.task, self.spec.corpora, count_parameters(net), self.seed,
            rounds, (), (), (),
        )  # fmt: skip

    def deal(self, protocol: str) -> tuple[Examples, Deal]:
        """The rows that are dealt out under ``protocol``, and how.

        As published pieces are dealt at random, those that SMOTE made up among them. By song a
        clip's pieces follow their group, and nothing is made up yet. Raises TrainingError where a
        corpus cannot be divided.
        """
        examples, recipe = self.examples, self.recipe
        if protocol == AS_PUBLISHED:
            if recipe.smote:
                examples = balanced(examples, np.arange(len(examples)), seed=self.seed)
            fold = random_folds(len(examples), recipe.folds, seed=self.seed)
            return examples, Deal(fold, None, min(recipe.folds_run or recipe.folds, recipe.folds))
        of_clip = deal_clips(self.clips, protocol, recipe.folds, recipe.folds_run, seed=self.seed)
        assert of_clip.groups is not None
        groups = tuple(of_clip.groups[song] for song in examples.song.tolist())
        return examples, Deal(of_clip.fold[examples.song], groups, of_clip.folds_run)

    def hold_out(self, context: JobContext, protocol: str) -> HeldOut:
        """The held-out answers of the folds that are run. Raises TrainingError on a leak.

        What an earlier run finished is read, not trained again.
        """
        examples, deal = self.deal(protocol)
        done = hold_out(context, deal, lambda fold: self._kept(context, protocol, examples, fold))
        held = deal.held
        return HeldOut(
            recipe=self.recipe.id,
            task=self.recipe.task,
            protocol=protocol,
            corpora=self.spec.corpora,
            songs=tuple(f"{clip.corpus} / {clip.name}" for clip in self.clips),
            groups=tuple(f"{clip.corpus} / {clip.group}" for clip in self.clips),
            song=examples.song[held],
            fold=deal.fold[held],
            truth=_truth(self.recipe.task, examples.targets[held]),
            answers=np.concatenate([one.answers for one in done]),
            constant=np.concatenate([one.constant for one in done]),
            probe=np.concatenate([one.probe for one in done]),
            history=tuple(epoch for one in done for epoch in one.history),
            epochs=self.recipe.epochs,
            folds_run=deal.folds_run,
            folds=deal.folds,
            duration_s=sum(one.duration_s for one in done),
            device=" and ".join(dict.fromkeys(one.device for one in done)),
        )

    def fit(self, context: JobContext) -> SegmentNet:
        """The net trained on every piece. Raises JobCancelled; the same call goes on."""
        recipe, examples = self.recipe, self.examples
        attempt = Attempt(recipe, FINAL, 0, 1, self.seed)
        if recipe.smote:
            examples = balanced(examples, np.arange(len(examples)), seed=self.seed)
        net = blank_net(recipe, self.spec, seed=attempt.random("weights")).to(training_device())
        state = None if self.folder is None else self.folder / f"{FINAL}.state"
        fit(context, net, attempt, examples, np.arange(len(examples)), state=state)
        return net.cpu()

    def finish(self, context: JobContext, held: HeldOut, report: Report) -> tuple[
        SegmentNet, ModelSpec, str
    ]:  # fmt: skip
        """The net to be kept, its specification calibrated by ``held``, and its card."""
        net = self.fit(context)
        spec = replace(self.spec, calibration=calibration_of_net(held, self.clips))
        return net, spec, write_net_card(self.recipe, spec, report, self.clips, held.protocol)

    def _kept(
        self, context: JobContext, protocol: str, examples: Examples, fold: Fold
    ) -> _FoldAnswers:
        """A fold that was finished before, else what is trained now."""
        place = None if self.folder is None else self.folder / f"{protocol}-{fold.number}"
        if place is None:
            return self._trained(context, protocol, examples, fold, None)
        if (kept := _fetched(place.with_suffix(".fold"))) is not None:
            for epoch in kept.history:
                context.publish(epoch)
            return kept
        state = place.with_suffix(".state")
        result = self._trained(context, protocol, examples, fold, state)
        _store(place.with_suffix(".fold"), result)
        state.unlink(missing_ok=True)
        return result

    def _trained(
        self, context: JobContext, protocol: str, examples: Examples, fold: Fold,
        state: Path | None,
    ) -> _FoldAnswers:  # fmt: skip
        begun = time.monotonic()
        recipe, rows, learnt = self.recipe, examples, fold.seen
        attempt = Attempt(recipe, protocol, fold.number, fold.num_folds, self.seed)
        if protocol == BY_SONG and recipe.smote:
            rows = balanced(examples, fold.seen, seed=self.seed)
            learnt = np.concatenate([fold.seen, np.arange(len(examples), len(rows))])
        device = training_device()
        net = blank_net(recipe, self.spec, seed=attempt.random("weights")).to(device)
        history = fit(context, net, attempt, rows, learnt, fold.held, state=state)
        raw = answers(context, net, recipe, rows, fold.held)
        spent_s = sum(epoch.duration_s for epoch in history)
        return _FoldAnswers(
            _said(recipe.task, raw),
            _constant(recipe.task, examples.targets[fold.seen], len(fold.held)),
            _probe(recipe.task, examples, fold),
            history,
            max(spent_s, time.monotonic() - begun),
            device_name(device),
        )


def blank_spec(recipe: NetRecipe, pieces: Pieces) -> ModelSpec:
    """The specification of a model of ``recipe`` before it is trained."""
    return ModelSpec(
        id=recipe.id,
        version=recipe.version,
        architecture=recipe.architecture,
        mel=recipe.mel,
        step_s=recipe.step_s,
        context_s=recipe.piece_s,
        params=dict(recipe.params) | {"task": recipe.task, "piece_s": recipe.piece_s},
        heads=(recipe.task,),
        corpora=tuple(sorted({clip.corpus for clip in pieces.clips})),
    )


def _key(recipe: NetRecipe, clips: Sequence[LabelledClip], net: SegmentNet, seed: int) -> str:
    """What results depend on; how many folds are run is left out, so that more can follow."""
    code = code_of([__name__, type(net).__module__])
    facts = (code, corpora_of(clips), asdict(replace(recipe, folds_run=1)), seed)
    return short(repr(facts).encode())


def _probe(task: str, examples: Examples, fold: Fold) -> IntArray | Array:
    """What the nearest of the rows that were seen is labelled, per row that is held out."""
    near, far = examples.statistics[fold.seen], examples.statistics[fold.held]
    if TASKS[task].is_classes:
        return probe_answers(near, _classes(examples.targets[fold.seen]), far)
    return probe_answers(near, _places(examples.targets[fold.seen]), far)


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


def _store(place: Path, result: _FoldAnswers) -> None:
    tensors = {
        name: torch.from_numpy(np.ascontiguousarray(getattr(result, name))) for name in _ARRAYS
    }
    notes = {
        "history": history_json(result.history),
        "duration_s": repr(result.duration_s),
        "device": result.device,
    }
    store(place, tensors, notes)


def _fetched(place: Path) -> _FoldAnswers | None:
    found = fetch(place)
    if found is None:
        return None
    tensors, notes = found
    answers, constant, probe = (tensors[name].numpy() for name in _ARRAYS)
    return _FoldAnswers(
        answers, constant, probe, history_of(notes["history"]), float(notes["duration_s"]),
        notes["device"],
    )  # fmt: skip
