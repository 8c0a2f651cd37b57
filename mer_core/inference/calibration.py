"""From what the net said per step to the emotion of the track.

Raw answers are not comparable: one head may say .6 of everything, another .1. So each is first
placed among the model's own answers on its training songs (``spec.calibration``), as a normal
deviate; a mood's evidence is a weighted sum of such deviates, and its score the share of songs that
would show less.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mer_core.arrays import FloatArray
from mer_core.emotion import (
    UNCERTAIN,
    EmotionCurve,
    Heads,
    ModelRef,
    MoodScore,
    TrackEmotion,
)
from mer_core.inference.moods import Mood, MoodMap
from mer_core.inference.segments import SILENCE_DBFS
from mer_core.inference.soundness import Soundness
from mer_core.inference.steps import BoolArray, Steps
from mer_core.models.confidence import GUESS, Confidence, phi
from mer_core.models.spec import QUANTILES, LabelCalibration, ModelSpec

#: A mood is named where its score reaches this; the strongest is named in any case.
MIN_SCORE = 0.8
MAX_MOODS = 3
#: The curve's mood words are chosen from evidence smoothed over about this many seconds.
SMOOTHING_S = 5.0
#: What is this far below the song's loud parts hardly counts for the song; ``RAMP_DB`` above it
#: counts in full.
QUIET_DB, RAMP_DB = 40.0, 20.0
#: How much the sources of evidence agree among themselves, as a correlation.
_AGREEMENT = 0.5
#: The standard normal deviates of spec.QUANTILES.
_DEVIATES = np.array([-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645])
_MAX_DEVIATE = 3.0
_UNSURE = (MoodScore(UNCERTAIN, 1.0),)
#: Where a model states no calibration: predictions around zero with the usual shrinkage.
_UNSTATED = LabelCalibration(0.0, 0.35, tuple(0.35 * _DEVIATES))


class Calibration:
    """One model's answers made comparable, and turned into mood words by a mood map."""

    def __init__(self, spec: ModelSpec, moods: MoodMap) -> None:
        self._labels = dict(spec.calibration)
        self._heads = spec.heads
        self._per_step = math.ceil(spec.step_s - 1e-9)
        self._step_s = spec.step_s / self._per_step
        self._confidence = Confidence.of_spec(spec)
        self.moods = moods
        self._planes = [
            _Plane(mood, self._label("valence"), self._label("arousal")) for mood in moods.moods
        ]

    def _label(self, name: str) -> LabelCalibration:
        return self._labels.get(name, _UNSTATED)

    def deviates(self, name: str, values: FloatArray) -> NDArray[np.float64]:
        """Answers of the label ``name``, any shape, as normal deviates in [-3, 3]."""
        return _deviates(values, self._label(name))

    def evidence(self, steps: Steps) -> NDArray[np.float64]:
        """Per step and mood a normal deviate, [num_steps, num_moods]."""
        columns = []
        for mood, plane in zip(self.moods.moods, self._planes, strict=True):
            weights = [mood.plane]
            sources = [plane.deviates(steps.valence, steps.arousal)]
            for label, weight in mood.heads:
                # A head that the model was never taught has no calibration and no say.
                if label in self._labels:
                    weights.append(weight)
                    sources.append(self.deviates(label, steps.label(label)))
            evidence = _combine(np.array(weights), np.stack(sources))
            own = f"mood.{mood.name}"  # how readily a user says it, where that was taught
            columns.append(
                _deviates(evidence, self._labels[own]) if own in self._labels else evidence
            )
        return np.stack(columns, axis=1)

    def track(
        self,
        steps: Steps,
        levels: FloatArray,
        soundness: Soundness,
        *,
        duration_s: float,
        model: ModelRef,
        truncated: bool = False,
    ) -> TrackEmotion:
        """The track's emotion from ``steps`` and ``levels`` float32 [num_steps] in dBFS.

        The curve's step is the model's, or a fraction of it of one second at most.
        """
        steps, levels = steps.repeated(self._per_step), np.repeat(levels, self._per_step)
        sounding = levels >= SILENCE_DBFS
        steps = steps.clipped()
        if not sounding.any():
            whole = steps.mean(np.ones_like(levels))
            return self._uncertain(whole, len(levels), duration_s, model, truncated)
        whole = steps.mean(loudness_weights(levels, sounding))
        if soundness.objection:
            return self._uncertain(whole, len(levels), duration_s, model, truncated)
        evidence, sure = self.evidence(whole)[0], self._sure(whole, soundness)
        # The song's mean is what is said of the song, whatever moves within it.
        steps = steps.moving(whole.movement[0])
        curve_moods = self._curve_moods(steps, sounding)
        steps = steps.bridged(sounding)
        return TrackEmotion(
            duration_s=duration_s,
            valence=float(whole.valence[0]),
            arousal=float(whole.arousal[0]),
            tension=float(whole.tension[0]),
            confidence=round(sure, 4),
            moods=self._named(evidence) if sure >= self._confidence.least else _UNSURE,
            curve=EmotionCurve(0.0, self._step_s, steps.valence, steps.arousal, curve_moods),
            heads=self._track_heads(whole),
            model=model,
            truncated=truncated,
        )

    def _named(self, evidence: NDArray[np.float64]) -> tuple[MoodScore, ...]:
        """The strongest moods of evidence [num_moods]."""
        scores = phi(evidence)
        order = np.argsort(-evidence, kind="stable")[:MAX_MOODS]
        names = [mood.name for mood in self.moods.moods]
        return tuple(
            MoodScore(names[index], round(float(scores[index]), 4))
            for rank, index in enumerate(order)
            if rank == 0 or scores[index] >= MIN_SCORE
        )

    def _curve_moods(self, steps: Steps, sounding: BoolArray) -> tuple[str, ...]:
        """The dominant mood of each step, lightly smoothed; uncertain where nothing sounds."""
        names = [mood.name for mood in self.moods.moods]
        evidence = smoothed(
            self.evidence(steps), sounding, max(1, round(SMOOTHING_S / self._step_s))
        )
        best = evidence.argmax(axis=1)
        return tuple(
            names[index] if sounds else UNCERTAIN
            for index, sounds in zip(best, sounding, strict=True)
        )

    def _sure(self, whole: Steps, soundness: Soundness) -> float:
        """How often the quadrant of such an answer is right; noise brings it near a guess."""
        quadrant = float(self._confidence.of((whole.valence[0], whole.arousal[0])))
        return GUESS + (quadrant - GUESS) * soundness.musical

    def _track_heads(self, whole: Steps) -> Heads | None:
        taught = {
            name: tuple(map(float, getattr(whole, name)[0]))
            for name in Heads.__slots__
            if name in self._heads
        }
        return Heads(**taught) if taught else None

    def _uncertain(
        self, whole: Steps, num_steps: int, duration_s: float, model: ModelRef, truncated: bool
    ) -> TrackEmotion:
        """Silence and noise: the middle of the plane, and the word that nothing can be said.

        The extra heads are passed on as they are: they are raw answers, for who asks for them.
        """
        zeros = np.zeros(num_steps, np.float32)
        curve = EmotionCurve(0.0, self._step_s, zeros, zeros, (UNCERTAIN,) * num_steps)
        return TrackEmotion(
            duration_s=duration_s,
            valence=0.0,
            arousal=0.0,
            tension=0.0,
            confidence=0.0,
            moods=_UNSURE,
            curve=curve,
            heads=self._track_heads(whole),
            model=model,
            truncated=truncated,
        )


class _Plane:
    """How near a point of the plane is to a mood's place, among the points a model predicts."""

    def __init__(self, mood: Mood, valence: LabelCalibration, arousal: LabelCalibration) -> None:
        self._mood = mood
        # The model's predictions as a grid of 41 x 41 equally likely points.
        ranks = (np.arange(41, dtype=np.float64) + 0.5) / 41.0
        grid = np.meshgrid(_quantile(ranks, valence), _quantile(ranks, arousal))
        self._typical = np.sort(self._nearness(grid[0].ravel(), grid[1].ravel()))

    def _nearness(
        self, valence: NDArray[np.float64], arousal: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        distance = np.hypot(valence - self._mood.valence, arousal - self._mood.arousal)
        # Like a bell, but with tails that still tell far from farther.
        nearness: NDArray[np.float64] = -np.log1p(np.square(distance / self._mood.spread))
        return nearness

    def deviates(self, valence: FloatArray, arousal: FloatArray) -> NDArray[np.float64]:
        """Normal deviates in [-3, 3] for points [num_steps]."""
        nearness = self._nearness(valence.astype(np.float64), arousal.astype(np.float64))
        ranks = (np.arange(len(self._typical)) + 0.5) / len(self._typical)
        return _deviate_of_share(np.interp(nearness, self._typical, ranks))


def loudness_weights(levels: FloatArray, sounding: BoolArray) -> FloatArray:
    """How much each step counts for the song, float32 [num_steps] in [0, 1].

    Relative to the song's own loud parts, so that a gain changes nothing. ``levels`` in dBFS.
    """
    loud = float(np.percentile(levels[sounding], 90))
    ramp = np.clip((levels - loud + QUIET_DB) / RAMP_DB, 0.02, 1.0)
    return np.where(sounding, ramp, 0.0).astype(np.float32)


def smoothed(
    values: NDArray[np.float64], sounding: BoolArray, num_steps: int
) -> NDArray[np.float64]:
    """Mean of [num_steps, n] over a Hann window of steps, leaving out those that do not sound."""
    window = np.hanning(num_steps + 2)[1:-1]
    weight = np.convolve(sounding.astype(float), window, mode="same")[: len(values)]
    columns = [
        np.convolve(np.where(sounding, column, 0.0), window, mode="same")[: len(values)]
        for column in values.T
    ]
    return np.stack(columns, axis=1) / np.maximum(weight, 1e-9)[:, None]


def _combine(weights: NDArray[np.float64], sources: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted sum of deviates [num_sources, num_steps], scaled to be a deviate again."""
    independent = np.square(weights).sum()
    # Sources for and against a mood agree once the sign of the weight is taken in.
    joint = np.square(np.abs(weights).sum()) - independent
    scale = np.sqrt(independent + _AGREEMENT * joint)
    combined: NDArray[np.float64] = weights @ sources / max(scale, 1e-9)
    return combined


def _deviates(
    values: FloatArray | NDArray[np.float64], label: LabelCalibration
) -> NDArray[np.float64]:
    """Place values among a label's quantiles; beyond the outer ones the label's sd leads on."""
    # Equal quantiles would leave the place between them open.
    knots = np.asarray(label.quantiles) + 1e-9 * np.arange(len(QUANTILES))
    deviates = np.interp(values, knots, _DEVIATES)
    sd = max(label.sd, 1e-6)
    deviates += np.minimum(values - knots[0], 0.0) / sd + np.maximum(values - knots[-1], 0.0) / sd
    clipped: NDArray[np.float64] = np.clip(deviates, -_MAX_DEVIATE, _MAX_DEVIATE)
    return clipped


def _quantile(shares: NDArray[np.float64], label: LabelCalibration) -> NDArray[np.float64]:
    """The values that these shares of a label's predictions stay below."""
    tail = 0.6 * max(label.sd, 1e-6)  # from the 5 % quantile to about the 1 % quantile
    knots = [label.quantiles[0] - tail, *label.quantiles, label.quantiles[-1] + tail]
    return np.interp(shares, [0.0, *QUANTILES, 1.0], knots)


def _deviate_of_share(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of ``phi``, in [-3, 3]."""
    return np.clip(np.log(shares / (1.0 - shares)) / 1.702, -_MAX_DEVIATE, _MAX_DEVIATE)
