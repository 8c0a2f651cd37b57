"""The shipped recipe on its corpora: held out fold by fold, and fitted to be kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mer_core.jobs import JobContext, Progress
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.net import count_parameters
from mer_core.models.spec import ModelSpec
from mer_core.models.voice import VoiceNet
from mer_core.training.calibrate import calibrated
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import Deal, Fold, deal_clips, hold_out
from mer_core.training.leave_out import deal_out
from mer_core.training.nets.learner import NetLearner
from mer_core.training.report import Report
from mer_core.training.requests import BY_CORPUS, LEFT_OUT
from mer_core.training.shipped.answers import Guess, Guesses, constants, guess, with_voice
from mer_core.training.shipped.describing import DescribedClip, describe_clips, load_encoder
from mer_core.training.shipped.fit import blank_spec, fit
from mer_core.training.shipped.left_out import LeftOut, placed
from mer_core.training.shipped.recipe import CAVEATS, Recipe
from mer_core.training.shipped_card import write_card


@dataclass(frozen=True, slots=True, eq=False)
class ShippedLearner:
    """Clips described for ``recipe``; ``voice`` is the net that listens to singing beside it, None
    where it has none.

    ``others`` are clips of corpora that it does not learn from: left out in any case.
    """

    recipe: Recipe
    spec: ModelSpec
    describe: Describe
    described: Sequence[DescribedClip]
    voice: NetLearner | None
    seed: int
    others: Sequence[DescribedClip] = ()
    _left: dict[str, LeftOut] = field(default_factory=dict)

    @classmethod
    def open(
        cls, context: JobContext, recipe: Recipe, clips: Sequence[LabelledClip], *, seed: int,
        cache: Path | None, others: Sequence[LabelledClip] = (),
    ) -> ShippedLearner:  # fmt: skip
        """Describe the clips and those of ``others``; ``cache`` keeps that.

        Raises TrainingError, DecodeError, ModelError.
        """
        spec = blank_spec(recipe)
        describe = Describe(spec)
        load_encoder(describe)
        described = describe_clips(context, [*clips, *others], describe, spec, cache=cache)
        voice = None
        if recipe.voice is not None:
            voices = [clip for clip in clips if clip.voice is not None]
            singer = replace(recipe.voice, folds=recipe.folds, folds_run=recipe.folds)
            voice = NetLearner.open(context, singer, voices, seed=seed, cache=cache)
        own, rest = described[: len(clips)], described[len(clips) :]
        return cls(recipe, spec, describe, own, voice, seed, rest)

    @property
    def clips(self) -> Sequence[LabelledClip]:
        """What is learnt from."""
        return [entry.clip for entry in self.described]

    def blank_report(self, rounds: int) -> Report:
        """What is judged, without its figures."""
        net = fit(self.described, self.recipe, self.spec, self.describe)
        return Report(
            self.recipe.id, "all heads", tuple(sorted({clip.corpus for clip in self.clips})),
            count_parameters(net), self.seed, rounds, (), (), (), CAVEATS[self.recipe.chosen_on],
            chosen_on=self.recipe.chosen_on,
        )  # fmt: skip

    def deal(self, protocol: str) -> Deal:
        """How the clips are dealt out. Raises TrainingError where a corpus cannot be divided."""
        return deal_clips(self.clips, protocol, self.recipe.folds, None, seed=self.seed)

    def hold_out(self, context: JobContext, protocol: str) -> Guesses:
        """A guess for every clip that is held out, in folds the voice net's among them.

        Raises TrainingError on a leak.
        """
        if protocol in LEFT_OUT:
            return self.leave_out(context, protocol)
        guesses = self.hold_out_heads(context, protocol)
        if self.voice is None:
            return guesses
        return with_voice(guesses, self.voice.hold_out(context, protocol), self.recipe.singing)

    def hold_out_heads(self, context: JobContext, protocol: str) -> Guesses:
        """The same without the voice net."""
        begun, deal = time.monotonic(), self.deal(protocol)

        def answer(fold: Fold) -> list[Guess]:
            seen = [self.described[index] for index in fold.seen.tolist()]
            net, constant = fit(seen, self.recipe, self.spec, self.describe), constants(seen)
            return [
                guess(net, self.described[index], constant, lag=self.recipe.lag)
                for index in fold.held.tolist()
            ]

        answers = hold_out(context, deal, answer, phase="Validating", title=protocol)
        by_clip = dict(
            zip(deal.held.tolist(), (one for fold in answers for one in fold), strict=True)
        )
        ordered = tuple(by_clip[index] for index in range(len(self.described)))
        return Guesses(self.recipe.id, protocol, ordered, deal, time.monotonic() - begun)

    def leave_out(self, context: JobContext, protocol: str) -> LeftOut:
        """A guess for every clip of each corpus or genre, by a plane fitted to all the others.

        No guesses where there is nothing to leave out.
        """
        if protocol in self._left:
            return self._left[protocol]
        begun, entries = time.monotonic(), [*self.described, *self.others]
        deal = deal_out([entry.clip for entry in entries], protocol)
        fitted: dict[tuple[int, ...], FusionNet] = {}

        def answer(fold: Fold) -> list[Guess]:
            # Leaving out what was never learnt from changes nothing.
            seen = tuple(index for index in fold.seen.tolist() if index < len(self.described))
            if seen not in fitted:
                known = [entries[index] for index in seen]
                net = fit(known, self.recipe, self.spec, self.describe, heads=("plane",))
                fitted[seen] = net
            return [
                guess(fitted[seen], entries[index], {}, lag=self.recipe.lag)
                for index in fold.held.tolist()
            ]

        answers = hold_out(context, deal, answer, phase="Validating", title=protocol)
        guesses = tuple(one for fold in answers for one in fold)
        self._left[protocol] = LeftOut(
            self.recipe.id, protocol, guesses, deal, time.monotonic() - begun
        )
        return self._left[protocol]

    def finish(self, context: JobContext, held: Guesses, report: Report) -> tuple[
        FusionNet, ModelSpec, str
    ]:  # fmt: skip
        """The net fitted to every clip, its specification calibrated by ``held``, and its card."""
        context.report(Progress("Fitting"))
        net = fit(self.described, self.recipe, self.spec, self.describe)
        if self.voice is not None:
            singer = self.voice.fit(context)
            assert isinstance(singer, VoiceNet)
            net.voice.load_state_dict(singer.trunk.state_dict())
            net.singing.fill_(self.recipe.singing)
        corpora = tuple(sorted({clip.corpus for clip in self.clips}))
        left = self.leave_out(context, BY_CORPUS)
        params, calibration = calibrated(held.guesses, placed(left.guesses))
        spec = replace(
            net.spec, params={**net.spec.params, **params}, calibration=calibration,
            corpora=corpora,
        )  # fmt: skip
        return net, spec, write_card(net, spec, report, self.clips)
