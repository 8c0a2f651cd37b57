"""Scores of a validated recipe, and the tables made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import FILM, GEMS
from mer_core.errors import TrainingError
from mer_core.training import metrics
from mer_core.training.validation import BY_SONG, Guess

Array = NDArray[np.float64]

#: No rating is more reliable: a by-song R2 above this means that the test leaked.
CEILING = 0.95
#: How often the bootstrap draws the groups anew.
ROUNDS = 300
#: The heads and corpora that are scored, with the names of their outputs.
_TABLES = (
    ("soundtracks360", "film", FILM),
    ("emotify", "gems", GEMS),
    ("soundtracks360", "plane", ("valence", "arousal")),
    ("vgmidi", "plane", ("valence", "arousal")),
)
_REGRESSION = {"R2": metrics.r2, "CCC": metrics.ccc, "r": metrics.pearson, "RMSE": metrics.rmse}
_CLASSES = {"UAR": metrics.uar, "macro-F1": metrics.macro_f1}


@dataclass(frozen=True, slots=True)
class _Draws:
    """How the bootstrap draws."""

    seed: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Score:
    """One figure, its bootstrap 95 % interval over groups, and the constant predictor's."""

    protocol: str
    corpus: str
    label: str
    metric: str
    value: float
    low: float
    high: float
    constant: float
    num_clips: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of one recipe, in the order of the table."""

    recipe: str
    folds: int
    seed: int
    scores: tuple[Score, ...]

    def find(self, protocol: str, corpus: str, label: str, metric: str) -> Score:
        """One score. Raises KeyError where there is none."""
        wanted = (protocol, corpus, label, metric)
        for score in self.scores:
            if (score.protocol, score.corpus, score.label, score.metric) == wanted:
                return score
        raise KeyError(wanted)

    def to_json(self) -> str:
        """Every field, indented."""
        return json.dumps(asdict(self), indent=1) + "\n"

    def to_markdown(self) -> str:
        """One table: a row per label and metric, a column per protocol, and the gap between."""
        protocols = list(dict.fromkeys(score.protocol for score in self.scores))
        head = ["corpus", "label", "metric"]
        for protocol in protocols:
            head += [protocol, "95 %"]
        head += ["constant", *(["gap"] if len(protocols) == 2 else []), "clips"]
        lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        keys = dict.fromkeys((score.corpus, score.label, score.metric) for score in self.scores)
        lines += [self._line(*key, protocols) for key in keys]
        return "\n".join(lines) + "\n"

    def _line(self, corpus: str, label: str, metric: str, protocols: list[str]) -> str:
        found = [self.find(protocol, corpus, label, metric) for protocol in protocols]
        cells = [corpus, label, metric]
        for score in found:
            cells += [f"{score.value:.3f}", f"{score.low:.3f} to {score.high:.3f}"]
        cells.append(f"{found[0].constant:.3f}")
        if len(found) == 2:
            cells.append(f"{found[1].value - found[0].value:+.3f}")
        cells.append(str(found[0].num_clips))
        return "| " + " | ".join(cells) + " |"


def scores_of(
    guesses: Sequence[Guess], protocol: str, *, seed: int, rounds: int = ROUNDS
) -> list[Score]:
    """Every figure for one protocol. Raises TrainingError where one is too good to be true."""
    draws = _Draws(seed, rounds)
    scores = []
    for corpus, head, labels in _TABLES:
        own = [entry for entry in guesses if entry.clip.corpus == corpus]
        if own:
            scores += _regression(own, head, labels, protocol, draws)
    scores += _voice([entry for entry in guesses if entry.clip.voice is not None], protocol, draws)
    scores += _curves([entry for entry in guesses if entry.clip.curve is not None], protocol, draws)
    for score in scores:
        if protocol == BY_SONG and score.metric == "R2" and score.value > CEILING:
            raise TrainingError(
                f"{score.corpus} {score.label}: R2 {score.value:.3f} is above what the raters "
                "agree on; something leaks."
            )
    return scores


def _regression(
    own: Sequence[Guess], head: str, labels: tuple[str, ...], protocol: str, draws: _Draws
) -> list[Score]:
    corpus = own[0].clip.corpus
    truth = np.array([_truth(entry, head) for entry in own])
    guess = np.array([getattr(entry, head) for entry in own])
    constant = np.array([entry.constant[f"{corpus}.{head}"] for entry in own])
    groups = [entry.clip.group for entry in own]
    scores = []
    for name, metric in _REGRESSION.items():
        per_label = [
            _score(
                (protocol, corpus, f"{head}.{label}", name), metric, truth[:, i], guess[:, i],
                constant[:, i], groups, draws,
            )
            for i, label in enumerate(labels)
        ]  # fmt: skip
        scores += per_label
        if name == "R2" and len(labels) > 2:
            scores.append(_mean_r2(protocol, corpus, head, truth, guess, constant, groups, draws))
    return scores


def _mean_r2(
    protocol: str, corpus: str, head: str, truth: Array, guess: Array, constant: Array,
    groups: Sequence[str], draws: _Draws,
) -> Score:  # fmt: skip
    def mean(left: Array, right: Array) -> float:
        return float(np.mean([metrics.r2(left[:, i], right[:, i]) for i in range(left.shape[1])]))

    return _score(
        (protocol, corpus, f"{head} (mean)", "R2"), mean, truth, guess, constant, groups, draws
    )


def _truth(entry: Guess, head: str) -> tuple[float, ...]:
    clip = entry.clip
    if head == "plane":
        assert clip.valence is not None
        assert clip.arousal is not None
        return (clip.valence, clip.arousal)
    values = clip.film if head == "film" else clip.gems
    assert values is not None
    return values


def _score(
    key: tuple[str, str, str, str], metric: metrics.Metric, truth: Array, guess: Array,
    constant: Array, groups: Sequence[str], draws: _Draws,
) -> Score:  # fmt: skip
    low, high = metrics.bootstrap(
        metric, truth, guess, groups, seed=draws.seed, rounds=draws.rounds
    )
    return Score(*key, metric(truth, guess), low, high, metric(truth, constant), len(truth))


def _voice(own: Sequence[Guess], protocol: str, draws: _Draws) -> list[Score]:
    if not own:
        return []
    corpus = own[0].clip.corpus
    truth = np.array([float(entry.clip.voice or 0) for entry in own])
    guess = np.array([float(entry.voice.argmax()) for entry in own])
    constant = np.array([float(entry.constant[f"{corpus}.voice"].argmax()) for entry in own])
    groups = [entry.clip.group for entry in own]
    return [
        _score((protocol, corpus, "voice", name), metric, truth, guess, constant, groups, draws)
        for name, metric in _CLASSES.items()
    ]


def _curves(own: Sequence[Guess], protocol: str, draws: _Draws) -> list[Score]:
    """The correlation of predicted and rated curves, per piece, averaged; a constant scores 0."""
    scores = []
    for corpus in sorted({entry.clip.corpus for entry in own}):
        clips = [entry for entry in own if entry.clip.corpus == corpus]
        groups = [entry.clip.group for entry in clips]
        for axis, name in enumerate(("valence", "arousal")):
            values = np.array([_curve_r(entry, axis) for entry in clips])
            low, high = metrics.bootstrap(
                lambda _, right: float(np.mean(right)),
                values,
                values,
                groups,
                seed=draws.seed,
                rounds=draws.rounds,
            )
            key = (protocol, corpus, f"curve.{name}", "mean r")
            scores.append(Score(*key, float(values.mean()), low, high, 0.0, len(clips)))
    return scores


def _curve_r(entry: Guess, axis: int) -> float:
    curve = entry.clip.curve
    assert curve is not None
    truth = (curve.valence, curve.arousal)[axis].astype(np.float64)
    times = (np.arange(len(entry.curve)) + 0.5) * STEP_S
    return metrics.pearson(truth, np.interp(curve.times_s, times, entry.curve[:, axis]))


#: Seconds per step of every recipe.
STEP_S = 0.512
