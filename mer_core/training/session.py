"""One recipe on one set of corpora: described once, then validated and fitted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.jobs import JobContext
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.spec import ModelSpec
from mer_core.training.calibrate import calibration_of
from mer_core.training.corpora.catalogue import load_corpora
from mer_core.training.describing import DescribedClip, describe_clips, load_encoder
from mer_core.training.fit import blank_spec, fit
from mer_core.training.recipes import Recipe, find_recipe
from mer_core.training.reports import ROUNDS, Evaluation, scores_of
from mer_core.training.validation import BY_SONG, Guess, cross_validate


@dataclass(slots=True)
class Session:
    """Clips described for ``recipe``. ``guesses`` keeps each protocol's cross-validation."""

    recipe: Recipe
    spec: ModelSpec
    describe: Describe
    clips: list[DescribedClip]
    seed: int
    guesses: dict[str, list[Guess]]

    @classmethod
    def open(
        cls, context: JobContext, recipe: str, *, corpora: Path, seed: int, cache: Path | None
    ) -> Session:
        """Load the corpora and describe their clips. Raises TrainingError, ModelError."""
        chosen = find_recipe(recipe)
        spec = blank_spec(chosen)
        describe = Describe(spec)
        load_encoder(describe)
        clips = describe_clips(
            context, load_corpora(corpora), describe, spec,
            copies=chosen.augmented, seed=seed, cache=cache,
        )  # fmt: skip
        return cls(chosen, spec, describe, clips, seed, {})

    def evaluate(
        self, context: JobContext, *, protocols: tuple[str, ...], folds: int, rounds: int = ROUNDS
    ) -> Evaluation:
        """Cross-validate under each protocol. Raises TrainingError where anything leaks."""
        scores = []
        for protocol in protocols:
            self.guesses[protocol] = cross_validate(
                context, self.clips, self.recipe, self.spec, self.describe,
                protocol=protocol, folds=folds, seed=self.seed,
            )  # fmt: skip
            scores += scores_of(self.guesses[protocol], protocol, seed=self.seed, rounds=rounds)
        return Evaluation(self.recipe.id, folds, self.seed, tuple(scores))

    def train(self) -> tuple[FusionNet, ModelSpec]:
        """The net fitted to every clip, calibrated by the guesses of the by-song protocol."""
        net = fit(self.clips, self.recipe, self.spec, self.describe)
        spec = replace(
            net.spec,
            calibration=calibration_of(self.guesses[BY_SONG]),
            corpora=tuple(sorted(self.num_clips())),
        )
        return net, spec

    def num_clips(self) -> Counter[str]:
        """How many clips each corpus gave."""
        return Counter(entry.clip.corpus for entry in self.clips)
