"""Which audible properties move a net's valence and arousal away from the middle of its training.

The answer at the standardised features x is followed from the training's centre to x in a straight
line, and every feature is given its share of the way (integrated gradients; Sundararajan et al.
2017). That is exact for the linear part of a head; for its kernel part it is approximate, and what
the sum over a few points misses is told as the residual. Shares of features that sound alike are
added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

from mer_core.emotion import TrackEmotion
from mer_core.inference.calibration import loudness_weights
from mer_core.inference.segments import SILENCE_DBFS, Segment
from mer_core.models.fusion import FusionNet
from mer_core.models.properties import Properties
from mer_core.reasons import Reason, Why, chosen

#: Points of the Gauss-Legendre sum along the path: the residual is some thousandths.
_NUM_POINTS = 16


class Explainer:
    """Overhears what ``net`` hears of one song after the other; memory does not grow with it."""

    def __init__(self, net: FusionNet) -> None:
        self._net = net
        self._properties = Properties.of(net.spec)
        self._features: Tensor | None = None
        self.start_song()

    def start_song(self, at_s: float | None = None) -> None:
        """Begin anew; ``at_s`` is the moment that is to be explained beside the song."""
        size = len(self._net.centre)
        self._sum = torch.zeros(2, size, dtype=torch.float64)
        self._weight = 0.0
        self._at = None if at_s is None else int(at_s / self._net.spec.step_s)
        self._moment: Tensor | None = None

    @contextmanager
    def overhearing(self) -> Iterator[None]:
        """Keep the features of the segment that the net hears within the block."""

        def keep(_module: nn.Module, _inputs: object, output: Tensor) -> None:
            self._features = output

        handle = self._net.describe.register_forward_hook(keep)
        try:
            yield
        finally:
            handle.remove()

    def note(self, segment: Segment, levels: Sequence[float]) -> None:
        """Take in the segment that was just heard; ``levels`` are those of the song so far."""
        features, self._features = self._features, None
        if features is None or features.shape[1] < segment.skip + segment.num_steps:
            return
        own = slice(segment.skip, segment.skip + segment.num_steps)
        with torch.inference_mode():
            rows = torch.stack([part[own] for part in self._rows(features)])
        steps = slice(segment.first_step, segment.first_step + segment.num_steps)
        here = np.asarray(levels[steps], np.float32)
        sounding = here >= SILENCE_DBFS
        if not sounding.any() or len(here) < segment.num_steps:
            return
        weights = torch.from_numpy(loudness_weights(here, sounding)).double()
        self._sum += torch.einsum("s,psf->pf", weights, rows.double().cpu())
        self._weight += float(weights.sum())
        if self._at is not None and steps.start <= self._at < steps.stop:
            self._moment = rows[:, self._at - steps.start].clone().cpu()

    def _rows(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """What the plane's head sees at each step, and what the movement does, as listeners would
        report it: standardised, each [num_steps, num_features].
        """
        net = self._net
        around = net.late(net.standardise(net.around(features)))
        return around[0], net.late(net.standardise(features))[0]

    def song(self, emotion: TrackEmotion) -> Why | None:
        """Why the song heard is what ``emotion`` says. None where nothing can be said."""
        if emotion.uncertain or not self._weight:
            return None
        row = (self._sum[0] / self._weight).float()
        return self._why(row, None, (emotion.valence, emotion.arousal))

    def moment(self, emotion: TrackEmotion) -> Why | None:
        """The same of the moment that ``start_song`` named; None where nothing sounds there."""
        if emotion.uncertain or self._moment is None or self._at is None:
            return None
        index = emotion.curve.index_at(self._at * self._net.spec.step_s)
        answer = (float(emotion.curve.valence[index]), float(emotion.curve.arousal[index]))
        moved = self._moment[1] - (self._sum[1] / self._weight).float()
        return self._why(self._moment[0], moved, answer)

    def _why(self, row: Tensor, moved: Tensor | None, answer: tuple[float, float]) -> Why:
        shares, middle = self._shares(row)
        if moved is not None:
            shares = shares + moved[:, None] * self._net.moving.cpu()
        effects = (self._properties.members @ shares).tolist()
        words = self._properties.words(row)
        names = self._properties.names
        reasons, others = chosen(
            [
                Reason(name, round(valence, 4), round(arousal, 4), said)
                for name, (valence, arousal), said in zip(names, effects, words, strict=True)
            ]
        )
        left = [
            round(said - begin - rest - sum(getattr(reason, axis) for reason in reasons), 4)
            for said, begin, rest, axis in zip(
                answer, middle, others, ("valence", "arousal"), strict=True
            )
        ]
        return Why(
            (round(middle[0], 4), round(middle[1], 4)),
            reasons,
            (round(others[0], 4), round(others[1], 4)),
            (left[0], left[1]),
        )

    def _shares(self, row: Tensor) -> tuple[Tensor, tuple[float, float]]:
        """Each feature's part in the answer at ``row`` [num_features], [num_features, 2], and the
        answer at the middle.
        """
        points, weights = np.polynomial.legendre.leggauss(_NUM_POINTS)
        head, bank = self._net.heads["plane"], self._net.bank
        row = row.to(bank.device)
        with torch.enable_grad():
            path = torch.from_numpy((points + 1.0) / 2.0).to(row)[:, None] * row
            path = path.clone().requires_grad_()
            said = head(path, bank.to(row.dtype))[0]
            pull = torch.from_numpy(weights / 2.0).to(row) @ said
            slopes = [
                torch.autograd.grad(pull[axis], path, retain_graph=True)[0] for axis in (0, 1)
            ]
        with torch.inference_mode():
            middle = head(torch.zeros_like(row)[None], bank.to(row.dtype))[0][0].tolist()
        shares = torch.stack([slope.sum(dim=0) * row for slope in slopes], dim=1)
        return shares.detach().cpu(), (middle[0], middle[1])
