"""A founding system on a set of corpora: judged under both protocols, then trained to be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from mer_core.jobs import JobContext
from mer_core.models.net import EmotionNet
from mer_core.models.segmented import SegmentNet
from mer_core.models.spec import ModelSpec
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.cross_validation import Trial, cross_validate
from mer_core.training.examples import balanced, describe_pieces
from mer_core.training.figures import Report
from mer_core.training.judge import judge
from mer_core.training.loop import Run, blank_net, fit
from mer_core.training.net_calibration import calibration_of_net
from mer_core.training.net_card import write_net_card
from mer_core.training.outcomes import HeldOut
from mer_core.training.pictures import write_pictures
from mer_core.training.pieces import Pieces, cut_pieces
from mer_core.training.validation import BY_SONG
from mer_core.training.zoo import NetRecipe

FINAL = "final"
#: Raise this when training changes, or results of older versions would be taken for new ones.
_TRAINED = "2"


@dataclass(slots=True)
class NetSession:
    """One recipe on one set of corpora; ``held_out`` keeps each protocol's answers."""

    trial: Trial
    held_out: dict[str, HeldOut]
    evaluation: Report | None = None

    @classmethod
    def open(
        cls, context: JobContext, recipe: NetRecipe, clips: Sequence[LabelledClip], *, seed: int,
        cache: Path | None,
    ) -> NetSession:  # fmt: skip
        """Cut and describe the clips. ``cache`` keeps them, and the work of a stopped run.

        Raises TrainingError, DecodeError, ModelError.
        """
        pieces = cut_pieces(context, clips, recipe, cache=cache)
        spec = blank_spec(recipe, pieces)
        net = blank_net(recipe, spec, seed=seed)
        folder = None if cache is None else cache / f"{recipe.id}-{_key(recipe, pieces, net, seed)}"
        examples = describe_pieces(context, pieces, net, recipe)
        return cls(Trial(recipe, spec, pieces, examples, seed, folder), {})

    def evaluate(self, context: JobContext, *, protocols: tuple[str, ...], rounds: int) -> Report:
        """Cross-validate under each protocol. Raises TrainingError where anything leaks."""
        for protocol in protocols:
            self.hold_out(context, protocol)
        self.evaluation = judge(list(self.held_out.values()), rounds=rounds)
        return self.evaluation

    def hold_out(self, context: JobContext, protocol: str) -> HeldOut:
        """The held-out answers under one protocol. Raises TrainingError where anything leaks."""
        self.held_out[protocol] = cross_validate(context, self.trial, protocol)
        return self.held_out[protocol]

    def picture(self, folder: Path) -> None:
        """Write confusion matrices and learning curves into ``folder``. Raises TrainingError."""
        write_pictures(folder, list(self.held_out.values()))

    def train(self, context: JobContext) -> tuple[EmotionNet, ModelSpec, str]:
        """The net trained on every piece, its calibrated specification and its card.

        Calibrated by the answers by song where that protocol was run: those of the other one are
        too sure of themselves. Raises ValueError before ``evaluate``.
        """
        if self.evaluation is None:
            raise ValueError("a model is judged before it is trained")
        net = self.fit(context)
        judged = self.held_out.get(BY_SONG) or next(iter(self.held_out.values()))
        spec = replace(
            self.trial.spec, calibration=calibration_of_net(judged, self.trial.pieces.clips)
        )
        card = write_net_card(
            self.trial.recipe, spec, self.evaluation, self.num_clips(), judged.protocol
        )
        return net, spec, card

    def fit(self, context: JobContext) -> SegmentNet:
        """The net trained on every piece. Raises JobCancelled; the same call goes on."""
        trial = self.trial
        recipe, examples = trial.recipe, trial.examples
        run = Run(recipe, FINAL, 0, 1, trial.seed)
        if recipe.smote:
            examples = balanced(examples, np.arange(len(examples)), seed=trial.seed)
        net = blank_net(recipe, trial.spec, seed=run.random("weights"))
        state = None if trial.folder is None else trial.folder / f"{FINAL}.state"
        fit(context, net, run, examples, np.arange(len(examples)), state=state)
        return net

    def num_clips(self) -> Counter[str]:
        """How many clips each corpus gave."""
        return Counter(clip.corpus for clip in self.trial.pieces.clips)


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


def _key(recipe: NetRecipe, pieces: Pieces, net: SegmentNet, seed: int) -> str:
    """What results depend on; how many folds are run is left out, so that more can follow."""
    facts = [
        _TRAINED,
        asdict(replace(recipe, folds_run=1)),
        seed,
        [(clip.corpus, clip.name, clip.group, clip.path.stat().st_size) for clip in pieces.clips],
        sha256(pieces.targets.tobytes()).hexdigest(),
        [(name, tuple(value.shape)) for name, value in net.state_dict().items()],
    ]
    return sha256(repr(facts).encode()).hexdigest()[:16]
