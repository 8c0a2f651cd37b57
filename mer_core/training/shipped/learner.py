"""The shipped recipe on its corpora: held out fold by fold, and fitted to be kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.jobs import JobContext, Progress
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.net import count_parameters
from mer_core.models.spec import ModelSpec
from mer_core.models.voice import VoiceNet
from mer_core.training.calibrate import calibration_of
from mer_core.training.card import write_card
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import Deal, Fold, deal_clips, hold_out
from mer_core.training.nets.learner import NetLearner
from mer_core.training.report import Report
from mer_core.training.shipped.answers import Guess, Guesses, constants, guess, with_voice
from mer_core.training.shipped.describing import DescribedClip, describe_clips, load_encoder
from mer_core.training.shipped.fit import blank_spec, fit
from mer_core.training.shipped.recipe import CAVEAT, Recipe


@dataclass(frozen=True, slots=True, eq=False)
class ShippedLearner:
    """Clips described for ``recipe``; ``voice`` is the net that listens to singing beside it."""

    recipe: Recipe
    spec: ModelSpec
    describe: Describe
    described: Sequence[DescribedClip]
    voice: NetLearner
    seed: int

    @classmethod
    def open(
        cls, context: JobContext, recipe: Recipe, clips: Sequence[LabelledClip], *, seed: int,
        cache: Path | None,
    ) -> ShippedLearner:  # fmt: skip
        """Describe the clips; ``cache`` keeps that.

        Raises TrainingError, DecodeError, ModelError.
        """
        spec = blank_spec(recipe)
        describe = Describe(spec)
        load_encoder(describe)
        described = describe_clips(context, clips, describe, spec, cache=cache)
        voices = [clip for clip in clips if clip.voice is not None]
        singer = replace(recipe.voice, folds=recipe.folds, folds_run=recipe.folds)
        voice = NetLearner.open(context, singer, voices, seed=seed, cache=cache)
        return cls(recipe, spec, describe, described, voice, seed)

    @property
    def clips(self) -> Sequence[LabelledClip]:
        """What is learnt from."""
        return [entry.clip for entry in self.described]

    def blank_report(self, rounds: int) -> Report:
        """What is judged, without its figures."""
        net = fit(self.described, self.recipe, self.spec, self.describe)
        return Report(
            self.recipe.id, "all heads", tuple(sorted({clip.corpus for clip in self.clips})),
            count_parameters(net), self.seed, rounds, (), (), (), CAVEAT,
        )  # fmt: skip

    def deal(self, protocol: str) -> Deal:
        """How the clips are dealt out. Raises TrainingError where a corpus cannot be divided."""
        return deal_clips(self.clips, protocol, self.recipe.folds, None, seed=self.seed)

    def hold_out(self, context: JobContext, protocol: str) -> Guesses:
        """A guess for every clip, the voice net's among them. Raises TrainingError on a leak."""
        guesses = self.hold_out_heads(context, protocol)
        return with_voice(guesses, self.voice.hold_out(context, protocol), self.recipe.singing)

    def hold_out_heads(self, context: JobContext, protocol: str) -> Guesses:
        """The same without the voice net."""
        begun, deal = time.monotonic(), self.deal(protocol)

        def answer(fold: Fold) -> list[Guess]:
            seen = [self.described[index] for index in fold.seen.tolist()]
            net, constant = fit(seen, self.recipe, self.spec, self.describe), constants(seen)
            return [guess(net, self.described[index], constant) for index in fold.held.tolist()]

        answers = hold_out(context, deal, answer, phase="Validating", title=protocol)
        by_clip = dict(
            zip(deal.held.tolist(), (one for fold in answers for one in fold), strict=True)
        )
        ordered = tuple(by_clip[index] for index in range(len(self.described)))
        return Guesses(self.recipe.id, protocol, ordered, deal, time.monotonic() - begun)

    def finish(self, context: JobContext, held: Guesses, report: Report) -> tuple[
        FusionNet, ModelSpec, str
    ]:  # fmt: skip
        """The net fitted to every clip, its specification calibrated by ``held``, and its card."""
        context.report(Progress("Fitting"))
        net = fit(self.described, self.recipe, self.spec, self.describe)
        singer = self.voice.fit(context)
        assert isinstance(singer, VoiceNet)
        net.voice.load_state_dict(singer.trunk.state_dict())
        net.singing.fill_(self.recipe.singing)
        corpora = tuple(sorted({clip.corpus for clip in self.clips}))
        spec = replace(net.spec, calibration=calibration_of(held.guesses), corpora=corpora)
        return net, spec, write_card(net, spec, report, self.clips)
