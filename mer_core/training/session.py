"""One recipe on one set of corpora: described once, then judged, then trained to be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.models.fusion import Describe
from mer_core.models.net import EmotionNet
from mer_core.models.spec import ModelSpec
from mer_core.models.voice import VoiceNet
from mer_core.training.calibrate import calibration_of
from mer_core.training.card import write_card
from mer_core.training.corpora.catalogue import LOADERS, TRAINED_ON, load_corpora
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.describing import DescribedClip, describe_clips, load_encoder
from mer_core.training.fit import blank_spec, fit
from mer_core.training.net_session import NetSession
from mer_core.training.recipes import Recipe, find_recipe, recipes
from mer_core.training.reports import ROUNDS, Evaluation, scores_of
from mer_core.training.validation import BY_SONG, Guess, assign_folds, cross_validate, with_voice
from mer_core.training.zoo import NetRecipe, zoo


@dataclass(slots=True)
class Session:
    """Clips described for ``recipe``, which is fitted in closed form.

    ``guesses`` keeps each protocol's cross-validation in ``folds`` folds.
    """

    recipe: Recipe
    spec: ModelSpec
    describe: Describe
    clips: list[DescribedClip]
    seed: int
    folds: int
    guesses: dict[str, list[Guess]]
    voice: NetSession
    evaluation: Evaluation | None = None

    @classmethod
    def open(
        cls, context: JobContext, recipe: str, *, corpora: Path, seed: int, cache: Path | None,
        names: tuple[str, ...] = (), folds: int | None = None,
    ) -> Session:  # fmt: skip
        """Load the corpora and describe their clips; None stands for the recipe's own folds.

        Raises TrainingError, DecodeError, ModelError.
        """
        chosen = find_recipe(recipe)
        folds = folds or chosen.folds
        spec = blank_spec(chosen)
        describe = Describe(spec)
        load_encoder(describe)
        clips = describe_clips(
            context, find_clips(corpora, names, TRAINED_ON), describe, spec, cache=cache,
        )  # fmt: skip
        voices = [entry.clip for entry in clips if entry.clip.voice is not None]
        singer = replace(chosen.voice, folds=folds, folds_run=folds)
        voice = NetSession.open(context, singer, voices, seed=seed, cache=cache)
        return cls(chosen, spec, describe, clips, seed, folds, {}, voice)

    def evaluate(
        self, context: JobContext, *, protocols: tuple[str, ...], rounds: int = ROUNDS
    ) -> Evaluation:
        """Cross-validate under each protocol. Raises TrainingError where anything leaks."""
        scores = []
        for protocol in protocols:
            guesses = cross_validate(
                context, self.clips, self.recipe, self.spec, self.describe,
                protocol=protocol, folds=self.folds, seed=self.seed,
            )  # fmt: skip
            heard = self.voice.hold_out(context, protocol)
            fold = assign_folds(
                [entry.clip for entry in self.clips], protocol, self.folds, seed=self.seed
            )
            self.guesses[protocol] = with_voice(guesses, heard, fold, self.recipe.singing)
            scores += scores_of(self.guesses[protocol], protocol, seed=self.seed, rounds=rounds)
        self.evaluation = Evaluation(self.recipe.id, self.folds, self.seed, tuple(scores))
        return self.evaluation

    def picture(self, folder: Path) -> None:
        """Nothing: fitting in closed form has no learning curve, and most heads no classes."""

    def train(self, context: JobContext) -> tuple[EmotionNet, ModelSpec, str]:
        """The net fitted to every clip, its calibrated specification and its card.

        Calibrated by the guesses by song where that protocol was run. Raises ValueError before
        ``evaluate``.
        """
        if self.evaluation is None:
            raise ValueError("a model is judged before it is trained")
        context.report(Progress("Fitting"))
        net = fit(self.clips, self.recipe, self.spec, self.describe)
        singer = self.voice.fit(context)
        assert isinstance(singer, VoiceNet)
        net.voice.load_state_dict(singer.trunk.state_dict())
        net.singing.fill_(self.recipe.singing)
        guesses = self.guesses.get(BY_SONG) or next(iter(self.guesses.values()))
        spec = replace(
            net.spec,
            calibration=calibration_of(guesses),
            corpora=tuple(sorted(self.num_clips())),
        )
        return net, spec, write_card(net, spec, self.evaluation, dict(self.num_clips()))

    def num_clips(self) -> Counter[str]:
        """How many clips each corpus gave."""
        return Counter(entry.clip.corpus for entry in self.clips)


def open_session(
    context: JobContext, recipe: str, *, corpora: Path, names: tuple[str, ...], seed: int,
    epochs: int | None, folds: int | None, folds_run: int | None, cache: Path | None,
) -> Session | NetSession:  # fmt: skip
    """A session of any recipe; None stands for the recipe's own number.

    What is fitted in closed form has no epochs and runs every fold. Raises TrainingError where the
    recipe or a corpus is unknown or unusable, DecodeError, ModelError.
    """
    nets = zoo()
    if recipe not in nets:
        if recipe not in recipes():
            known = ", ".join([*recipes(), *nets])
            raise TrainingError(f"There is no recipe {recipe!r}; known: {known}.")
        return Session.open(
            context, recipe, corpora=corpora, names=names, seed=seed, cache=cache,
            folds=folds,
        )  # fmt: skip
    chosen = with_budget(nets[recipe], epochs=epochs, folds=folds, folds_run=folds_run)
    clips = find_clips(corpora, names, chosen.corpora)
    return NetSession.open(context, chosen, clips, seed=seed, cache=cache)


def with_budget(
    recipe: NetRecipe, *, epochs: int | None, folds: int | None, folds_run: int | None
) -> NetRecipe:
    """``recipe`` with other numbers where they are not None; no more folds run than there are."""
    folds = folds or recipe.folds
    return replace(
        recipe,
        epochs=epochs or recipe.epochs,
        folds=folds,
        folds_run=min(folds_run or recipe.folds_run, folds),
    )


def find_clips(root: Path, names: tuple[str, ...], default: tuple[str, ...]) -> list[LabelledClip]:
    """The clips of the corpora ``names`` under ``root``, or of those of ``default`` that are there.

    Raises TrainingError where a name is unknown, or a corpus that was asked for is not there.
    """
    for name in names:
        if name not in LOADERS:
            raise TrainingError(f"There is no corpus {name!r}; known: {', '.join(LOADERS)}.")
        if not (root / name).is_dir():
            raise TrainingError(f"{root} holds no folder {name}; put that corpus there.")
    return load_corpora(root, names or default)
