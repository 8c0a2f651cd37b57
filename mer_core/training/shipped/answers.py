"""What the model's heads said about clips that they were not fitted to, and what that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.emotion import FILM, GEMS
from mer_core.errors import TrainingError
from mer_core.models.fusion import FusionNet
from mer_core.models.net import NetOutput
from mer_core.training import metrics
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import Deal, group_name
from mer_core.training.judge import CLASSES, REGRESSION, Exam
from mer_core.training.leave_out import plane_exams
from mer_core.training.nets.answers import HeldOut
from mer_core.training.report import SONG, Run
from mer_core.training.shipped.describing import DescribedClip
from mer_core.training.shipped.goals import target

Array = NDArray[np.float64]

#: The heads and corpora that are judged beside the plane, with the names of their outputs.
_TABLES = (
    ("soundtracks360", "film", FILM),
    ("emotify", "gems", GEMS),
)
_VOICE = {name: CLASSES[name] for name in ("UAR", "macro-F1")}


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """What was predicted for one clip by heads that had not seen it.

    ``plane`` [2], ``film`` [8], ``gems`` [9], ``voice`` [6] and ``spread`` are means over the clip;
    ``curve`` is [num_steps, 2], the movement within the clip included, a step every ``step_s``;
    listeners report it ``lag_s`` later. ``constant`` holds the training clips' mean label per
    corpus and head.
    """

    clip: LabelledClip
    plane: Array
    film: Array
    gems: Array
    voice: Array
    spread: float
    curve: Array
    step_s: float
    lag_s: float
    constant: dict[str, Array]


@dataclass(frozen=True, slots=True, eq=False)
class Guesses:
    """A guess for every clip under one protocol, as ``deal`` held them out."""

    recipe: str
    protocol: str
    guesses: tuple[Guess, ...]
    deal: Deal
    duration_s: float

    @property
    def run(self) -> Run:
        """The budget, for a report."""
        number = len(self.guesses)
        groups = {group_name(entry.clip) for entry in self.guesses}
        return Run(
            self.protocol, number, number, len(groups), self.deal.folds_run, self.deal.folds, 0,
            self.duration_s,
        )  # fmt: skip

    def exams(self) -> Iterator[Exam]:
        """What is judged: every head on its corpora, then the curves."""
        for corpus, head, labels in _TABLES:
            own = [entry for entry in self.guesses if entry.clip.corpus == corpus]
            if own:
                yield from self._of_head(own, head, labels)
        music = [entry for entry in self.guesses if entry.clip.voice is None]
        for corpus, own in by_corpus(music).items():
            clips, key = [entry.clip for entry in own], f"{corpus}.plane"
            constant = np.array([entry.constant.get(key, np.zeros(2)) for entry in own])
            yield from plane_exams(self.protocol, clips, said_of_plane(own), constant)
        sung = [entry for entry in self.guesses if entry.clip.voice is not None]
        if sung:
            truth = np.array([float(entry.clip.voice or 0) for entry in sung])
            said = np.array([float(entry.voice.argmax()) for entry in sung])
            constant = np.array([float(_constant(entry, "voice").argmax()) for entry in sung])
            yield self._exam(sung, "voice", _VOICE, truth, said, constant)
        rated = [entry for entry in self.guesses if entry.clip.curve is not None]
        for corpus in sorted({entry.clip.corpus for entry in rated}):
            own = [entry for entry in rated if entry.clip.corpus == corpus]
            for axis, name in enumerate(("valence", "arousal")):
                values = np.array([_curve_r(entry, axis) for entry in own])
                # A constant curve goes with no other: its correlation is 0.
                yield self._exam(
                    own, f"curve.{name}", {"mean r": _mean}, values, values, 0.0 * values
                )

    def _of_head(self, own: Sequence[Guess], head: str, labels: tuple[str, ...]) -> Iterator[Exam]:
        truth = np.array([target(entry.clip, head) for entry in own])
        said = np.array([getattr(entry, head) for entry in own])
        constant = np.array([_constant(entry, head) for entry in own])
        for name, metric in REGRESSION.items():
            for i, label in enumerate(labels):
                columns = truth[:, i], said[:, i], constant[:, i]
                yield self._exam(own, f"{head}.{label}", {name: metric}, *columns)
            if name == "R2" and len(labels) > 2:
                yield self._exam(own, f"{head} (mean)", {name: _mean_r2}, truth, said, constant)

    def _exam(
        self, own: Sequence[Guess], label: str, asked: dict[str, metrics.Metric], truth: Array,
        said: Array, constant: Array,
    ) -> Exam:  # fmt: skip
        groups = [entry.clip.group for entry in own]
        corpus, task = own[0].clip.corpus, label.partition(".")[0]
        return Exam(
            self.protocol, (corpus,), task, SONG, label, asked, truth, said, constant, groups
        )


def guess(
    net: FusionNet, entry: DescribedClip, constant: dict[str, Array], *, lag: int = 0
) -> Guess:
    """What ``net`` says of a clip, as the mean over its steps.

    Listeners report a change ``lag`` steps after the net's own curve tells it.
    """
    with torch.inference_mode():
        output: NetOutput = net.read(torch.from_numpy(entry.features)[None])
    mean = {
        name: values[0].double().mean(dim=0).numpy() for name, values in output._asdict().items()
    }
    plane = torch.stack([output.valence[0], output.arousal[0]], dim=1).double().numpy()
    curve = plane + output.movement[0].double().numpy() - mean["movement"]
    return Guess(
        entry.clip, plane.mean(axis=0), mean["film"], mean["gems"], mean["voice"],
        float(mean["spread"]), curve, net.spec.step_s, lag * net.spec.step_s, constant,
    )  # fmt: skip


def constants(clips: Sequence[DescribedClip]) -> dict[str, Array]:
    """The mean label per corpus and head: what a predictor without ears would say."""
    result = {}
    for head in ("plane", "film", "gems", "voice"):
        for corpus in {entry.clip.corpus for entry in clips}:
            labels = [target(entry.clip, head) for entry in clips if entry.clip.corpus == corpus]
            known = [label for label in labels if label is not None]
            if known:
                result[f"{corpus}.{head}"] = np.mean(known, axis=0)
    return result


def with_voice(guesses: Guesses, heard: HeldOut, share: float) -> Guesses:
    """``guesses`` with the held-out answers of the voice net mixed in, as the model does.

    Raises TrainingError where the net was dealt otherwise: half an answer would come from a clip
    that the other half was trained on.
    """
    voices = [index for index, entry in enumerate(guesses.guesses) if entry.clip.voice is not None]
    result = list(guesses.guesses)
    for song, own, answers in zip(heard.song, heard.fold, heard.answers, strict=True):
        entry = result[voices[song]]
        name = f"{entry.clip.corpus} / {entry.clip.name}"
        if heard.songs[song] != name or guesses.deal.fold[voices[song]] != own:
            raise TrainingError(f"The voice net was judged on other folds than {name}: a leak.")
        result[voices[song]] = replace(entry, voice=(1 - share) * entry.voice + share * answers)
    return replace(guesses, guesses=tuple(result))


def by_corpus(guesses: Sequence[Guess]) -> dict[str, list[Guess]]:
    """The guesses of every corpus, in the order in which these come."""
    result: dict[str, list[Guess]] = {}
    for entry in guesses:
        result.setdefault(entry.clip.corpus, []).append(entry)
    return result


def said_of_plane(guesses: Sequence[Guess]) -> Array:
    """Valence and arousal, [num_guesses, 2]."""
    return np.array([entry.plane for entry in guesses])


def _constant(entry: Guess, head: str) -> Array:
    return entry.constant[f"{entry.clip.corpus}.{head}"]


def _mean(_truth: Array, guess: Array) -> float:
    return float(np.mean(guess))


def _mean_r2(truth: Array, guess: Array) -> float:
    return float(np.mean([metrics.r2(truth[:, i], guess[:, i]) for i in range(truth.shape[1])]))


def _curve_r(entry: Guess, axis: int) -> float:
    """How a predicted and a rated curve correlate."""
    curve = entry.clip.curve
    assert curve is not None
    truth = (curve.valence, curve.arousal)[axis].astype(np.float64)
    times = (np.arange(len(entry.curve)) + 0.5) * entry.step_s + entry.lag_s
    return metrics.pearson(truth, np.interp(curve.times_s, times, entry.curve[:, axis]))
