"""One recipe on one set of corpora: described once, then judged, then trained to be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import torch

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext
from mer_core.models.net import EmotionNet
from mer_core.models.registry import architectures
from mer_core.models.spec import ModelSpec
from mer_core.training.confidence import Said
from mer_core.training.corpora import JUDGED_ON, LOADERS, load_corpora
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.extra import require
from mer_core.training.judge import Answered, judge
from mer_core.training.nets.answers import HeldOut
from mer_core.training.nets.learner import NetLearner
from mer_core.training.nets.zoo import NetRecipe, zoo
from mer_core.training.origin import ENCODER, Origin, code_of, corpora_of, file_hash, short
from mer_core.training.report import Report
from mer_core.training.requests import AS_PUBLISHED, BY_CORPUS, BY_SONG, LEFT_OUT, EvaluateRequest
from mer_core.training.shipped.answers import Guesses
from mer_core.training.shipped.learner import ShippedLearner
from mer_core.training.shipped.left_out import LeftOut
from mer_core.training.shipped.recipe import Recipe, recipes

#: A learner's held-out answers.
H = TypeVar("H", bound=Answered)


class Learner(Protocol[H]):
    """A recipe on its clips. What it holds out, it alone knows how to calibrate by."""

    @property
    def clips(self) -> Sequence[LabelledClip]:
        """What is learnt from."""

    def blank_report(self, rounds: int) -> Report:
        """What is judged, without its figures."""

    def hold_out(self, context: JobContext, protocol: str) -> H:
        """Held-out answers. Raises TrainingError where anything leaks."""

    def finish(
        self, context: JobContext, held: H, report: Report
    ) -> tuple[EmotionNet, ModelSpec, str]:
        """The net trained on everything, its specification calibrated by ``held``, its card."""


@contextmanager
def _within_memory() -> Iterator[None]:
    """Raises TrainingError where a graphics processor has too little memory."""
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise TrainingError(
            "The graphics processor has too little memory for this; close other programs, or train "
            "on the processor: set CUDA_VISIBLE_DEVICES to -1."
        ) from error


@dataclass(slots=True)
class Session(Generic[H]):
    """What ``request`` asks of ``learner``; ``held`` keeps each protocol's answers."""

    request: EvaluateRequest
    learner: Learner[H]
    held: dict[str, H] = field(default_factory=dict)
    report: Report | None = None

    @_within_memory()
    def evaluate(self, context: JobContext) -> Report:
        """Cross-validate under each protocol. Raises TrainingError where anything leaks."""
        for protocol in self.request.protocols:
            held = self.learner.hold_out(context, protocol)
            if held.run.num_pieces:  # without genres, say, there is none to leave out
                self.held[protocol] = held
        blank = self.learner.blank_report(self.request.rounds)
        blank = replace(blank, origin=origin_of(self.request))
        self.report = judge(blank, list(self.held.values()))
        return self.report

    @_within_memory()
    def train(self, context: JobContext) -> tuple[EmotionNet, ModelSpec, str]:
        """The net trained on every clip, its calibrated specification and its card.

        Calibrated by the answers by song where that protocol was run: those of the other one are
        too sure of themselves. Raises ValueError before ``evaluate``.
        """
        if self.report is None:
            raise ValueError("a model is judged before it is trained")
        held = self.held.get(BY_SONG) or self.held[AS_PUBLISHED]
        return self.learner.finish(context, held, self.report)

    def pictured(self) -> Iterator[HeldOut]:
        """The answers that pictures can be drawn of: heads fitted in closed form have no learning
        curve, and most of them no classes.
        """
        yield from (held for held in self.held.values() if isinstance(held, HeldOut))

    def said(self) -> dict[str, Said]:
        """How sure the answers to corpora left out were, by corpus; nothing where none was."""
        held = self.held.get(BY_CORPUS)
        return held.said() if isinstance(held, LeftOut) else {}

    def num_clips(self) -> Counter[str]:
        """How many clips each corpus gave."""
        return Counter(clip.corpus for clip in self.learner.clips)


def open_session(
    context: JobContext, request: EvaluateRequest, *, cache: Path | None
) -> Session[HeldOut] | Session[Guesses]:
    """Load the corpora and describe their clips; ``cache`` keeps that, and a stopped run.

    Raises TrainingError where a corpus or a library that the recipe needs is not there, or a corpus
    is of no use; DecodeError, ModelError.
    """
    recipe = recipe_of(request)
    if isinstance(recipe, NetRecipe) and recipe.smote:
        require("imblearn")  # now, not after an hour of describing clips
    clips, seed = find_clips(request), request.seed
    if isinstance(recipe, Recipe):
        others = find_others(request)
        shipped = ShippedLearner.open(context, recipe, clips, seed=seed, cache=cache, others=others)
        return Session(request, shipped)
    return Session(request, NetLearner.open(context, recipe, clips, seed=seed, cache=cache))


def recipe_of(request: EvaluateRequest) -> Recipe | NetRecipe:
    """The recipe that is asked for, with the request's budget where it names one.

    No more folds are run than there are.
    """
    if request.recipe in recipes():
        shipped = recipes()[request.recipe]
        return replace(shipped, folds=request.folds or shipped.folds)
    recipe = zoo()[request.recipe]
    folds = request.folds or recipe.folds
    return replace(
        recipe,
        epochs=request.epochs or recipe.epochs,
        folds=folds,
        folds_run=min(request.folds_run or recipe.folds_run or folds, folds),
    )


def find_clips(request: EvaluateRequest) -> list[LabelledClip]:
    """The clips of the corpora that ``request`` names, or of those of its recipe that are there.

    Raises TrainingError where a corpus that was asked for is not there, or none is.
    """
    recipe = recipe_of(request)
    names = tuple(dict.fromkeys(request.names))
    for name in names:
        if not (request.corpora / name).is_dir():
            raise TrainingError(f"{request.corpora} holds no folder {name}; put that corpus there.")
    usual = learnt_from(recipe) if isinstance(recipe, Recipe) else recipe.corpora
    return load_corpora(request.corpora, names or usual)


def learnt_from(recipe: Recipe) -> tuple[str, ...]:
    """The corpora that any head of ``recipe`` learns from."""
    wanted = {name for head in recipe.heads.values() for name in head.corpora}
    return tuple(name for name in LOADERS if name in wanted)


def find_others(request: EvaluateRequest) -> list[LabelledClip]:
    """The clips that are not learnt from and answered all the same: of the corpora of JUDGED_ON
    that are there, where whole corpora are left out.

    Raises TrainingError where one is damaged.
    """
    if not set(LEFT_OUT) & set(request.protocols):
        return []
    known = {clip.corpus for clip in find_clips(request)}
    names = [name for name in JUDGED_ON if name not in known and (request.corpora / name).is_dir()]
    return load_corpora(request.corpora, tuple(names)) if names else []


def origin_of(request: EvaluateRequest) -> Origin:
    """What ``request`` would be answered by, here and now. Raises TrainingError as find_clips."""
    recipe, clips = recipe_of(request), find_clips(request)
    if isinstance(recipe, Recipe):
        clips = [*clips, *find_others(request)]
        modules, weights = [ShippedLearner.__module__], file_hash(ENCODER)
    else:
        net = architectures()[recipe.architecture]
        modules, weights = [NetLearner.__module__, net.__module__], ""
    asked = (recipe, request.protocols, request.seed, request.rounds)
    return Origin(code_of(modules), corpora_of(clips), short(repr(asked).encode()), weights)
