"""Which audible properties move a net's valence and arousal away from the middle of its training.

A head's linear part is a sum over features, and its kernel part one over remembered windows, each
of which counts by how near it is: by a falling exponential of a distance that is itself a sum over
features, |x - b| or its square. So what a remembered window says more or less than it would at the
middle of the training is shared among the properties as they change its distance: an
Aumann-Shapley division (Sundararajan et al. 2017) along the straight line between both distances,
in closed form, which no corner of the kernel disturbs. Nothing is left over at a step; over a song
the shares are taken at some steps, with lines between them, and what that misses is the residual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.emotion import TrackEmotion
from mer_core.inference.calibration import loudness_weights
from mer_core.inference.segments import SILENCE_DBFS, Segment
from mer_core.models.fusion import FusionNet
from mer_core.models.kernel import KernelHead, laplacian_kernel
from mer_core.models.properties import Properties
from mer_core.reasons import Reason, Why, chosen

#: A song is explained at each so manieth step: half a minute's mean hardly moves in between.
_SPACING = 16


class Explainer:
    """Overhears what ``net`` hears of one song after the other; memory does not grow with it."""

    def __init__(self, net: FusionNet) -> None:
        self._net = net
        self._properties = Properties.of(net.spec)
        self._shares = Shares(net, self._properties.members)
        self._features: Tensor | None = None
        #: Off while the net hears another song.
        self.attends = True
        self.start_song()

    def start_song(self, at_s: float | None = None) -> None:
        """Begin anew; ``at_s`` is the moment that is to be explained beside the song."""
        size = len(self._properties.names)
        self._row = torch.zeros(len(self._net.centre), dtype=torch.float64)
        # What the song's answer is made of, and what moves its curve: [2, num_properties, 2].
        self._sum = torch.zeros(2, size, 2, dtype=torch.float64)
        self._weight = 0.0
        self._at = None if at_s is None else int(at_s / self._net.spec.step_s)
        self._moment: tuple[Tensor, Tensor] | None = None

    @contextmanager
    def overhearing(self) -> Iterator[None]:
        """Keep the features of the segment that the net hears within the block."""

        def keep(_module: nn.Module, _inputs: object, output: Tensor) -> None:
            if self.attends:
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
        steps = slice(segment.first_step, segment.first_step + segment.num_steps)
        here = np.asarray(levels[steps], np.float32)
        sounding = here >= SILENCE_DBFS
        if not sounding.any() or len(here) < segment.num_steps:
            return
        own = slice(segment.skip, segment.skip + segment.num_steps)
        weights = torch.from_numpy(loudness_weights(here, sounding)).double()
        with torch.inference_mode():
            windows = self._net.standardise(features)[0].cpu()
            around = self._net.standardise(self._net.around(features))[0].cpu()
            parts = self._parts(windows, around)[:, own].double()
        self._row += weights @ around[own].double()
        self._sum += torch.einsum("s,kspa->kpa", weights, parts)
        self._weight += float(weights.sum())
        if self._at is not None and steps.start <= self._at < steps.stop:
            place = self._at - steps.start
            self._moment = windows[own][place], parts[:, place]

    def _parts(self, windows: Tensor, around: Tensor) -> Tensor:
        """Of what are the answers made at each step, as FusionNet.read has them: [2, num_steps,
        num_properties, 2], the song's, and the movement's where a moment is asked for.

        ``windows`` and ``around``, [num_steps, num_features], are what the plane's head sees.
        """
        net, is_asked = self._net, self._at is not None
        every = int(net.spec.params.get("every", 1))
        stays = self._late(self._drawn(around, every if is_asked else _SPACING))
        if not is_asked:
            return torch.stack([stays, torch.zeros_like(stays)])
        moving = windows[:, :, None] * net.moving.cpu()
        moves = torch.einsum("pf,sfa->spa", self._properties.members, moving)
        if not any(net.near):
            return torch.stack([stays, self._late(moves)])
        alone = self._drawn(windows, every) * torch.tensor(net.near)
        return torch.stack([stays, self._late(moves + alone) - stays])

    def _drawn(self, rows: Tensor, spacing: int) -> Tensor:
        """The shares at each ``spacing``-th of the rows [num_steps, num_features], and on straight
        lines in between: [num_steps, num_properties, 2].
        """
        last = len(rows) - 1
        places = [min(place, last) for place in range(0, last + spacing, spacing)]
        shares = torch.stack([self._shares.at(rows[place]) for place in places])
        size = (len(places) - 1) * spacing + 1
        drawn = functional.interpolate(
            shares.flatten(1).T[None], size=size, mode="linear", align_corners=True
        )[0].T
        return drawn[: last + 1].reshape(last + 1, *shares.shape[1:])

    def _late(self, shares: Tensor) -> Tensor:
        return self._net.late(shares.flatten(1)[None])[0].reshape(shares.shape)

    def song(self, emotion: TrackEmotion) -> Why | None:
        """Why the song heard is what ``emotion`` says. None where nothing can be said."""
        if emotion.uncertain or not self._weight:
            return None
        answer = (emotion.valence, emotion.arousal)
        return self._why((self._row / self._weight).float(), self._sum[0] / self._weight, answer)

    def moment(self, emotion: TrackEmotion) -> Why | None:
        """The same of the moment that ``start_song`` named; None where nothing sounds there."""
        if emotion.uncertain or self._moment is None or self._at is None:
            return None
        # A track's curve has shorter steps where the net's are longer than a second.
        index = emotion.curve.index_at((self._at + 0.5) * self._net.spec.step_s)
        answer = (float(emotion.curve.valence[index]), float(emotion.curve.arousal[index]))
        row, (stays, moves) = self._moment
        return self._why(row, stays + moves - self._sum[1] / self._weight, answer)

    def _why(self, row: Tensor, effects: Tensor, answer: tuple[float, float]) -> Why:
        middle = self._shares.middle
        reasons, others = chosen(
            [
                Reason(name, round(valence, 4), round(arousal, 4), said)
                for name, (valence, arousal), said in zip(
                    self._properties.names, effects.tolist(), self._properties.words(row),
                    strict=True,
                )
            ]
        )  # fmt: skip
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


class Shares:
    """Divides what the plane's head of ``net`` says among properties; ``members`` as Properties
    has them. ``middle`` is the head's answer at the middle of the training.
    """

    def __init__(self, net: FusionNet, members: Tensor) -> None:
        head = net.heads["plane"]
        assert isinstance(head, KernelHead)
        self._power = 1 if head.kernel is laplacian_kernel else 2
        self._members, self._weights = members, head.weights.cpu()
        own = net.bank[head.first_row : head.first_row + head.num_rows].cpu().float()
        self._own = own * self._weights
        self._dual = (1.0 - head.mix.cpu()) * head.dual.cpu()
        self._linear = head.mix.cpu() * head.linear.cpu()
        self._linear[-1] += head.tilt.cpu()
        self._before = self._apart(torch.zeros_like(self._weights))
        said = head.bias.cpu() + torch.exp(-self._before.sum(dim=1)) @ self._dual
        self.middle = (float(said[0]), float(said[1]))

    def at(self, row: Tensor) -> Tensor:
        """The shares in the answer to a row of standardised features [num_features], less
        ``middle``: [num_properties, 2].
        """
        apart = self._apart(row)
        nearer = self._before - apart
        here, there = apart.sum(dim=1).double(), self._before.sum(dim=1).double()
        # The kernel's mean slope on the way: (exp(-here) - exp(-there)) / (there - here).
        way = (there - here).abs().clamp(min=1e-9)
        slope = (torch.exp(-torch.minimum(here, there)) * -torch.expm1(-way) / way).float()
        return (nearer * slope[:, None]).T @ self._dual + self._members @ (
            row[:, None] * self._linear
        )

    def _apart(self, row: Tensor) -> Tensor:
        """What each property adds to the distances to the windows: [num_rows, num_properties]."""
        apart = (row * self._weights - self._own).abs_()
        return (apart if self._power == 1 else apart.square_()) @ self._members.T
