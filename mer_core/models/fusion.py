"""The family of the models that ship: window statistics and a tagger's embedding, kernel heads."""

from __future__ import annotations

from typing import Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from mer_core.emotion import FILM, GEMS, NUM_BIPOLAR, VOICE
from mer_core.models.kernel import KernelHead
from mer_core.models.musicnn import EMBEDDING, Musicnn
from mer_core.models.net import EmotionNet, NetOutput
from mer_core.models.spec import ModelSpec
from mer_core.models.statistics import WindowStatistics
from mer_core.models.voice import VoiceTrunk, sung
from mer_core.models.windows import LevelNormaliser, pad_to_steps, sliding_mean

#: The heads and how many numbers each predicts; "plane" is valence and arousal of any music.
HEADS = {"plane": 2, "film": len(FILM), "gems": len(GEMS), "voice": len(VOICE)}
#: Standardised features are cut off here: a strange sound must not be extrapolated from.
CLIP = 4.0
#: How much an unknown kind of sound adds to the spread.
_NOVELTY = 0.5
_AXES = ("valence", "arousal")


class Describe(nn.Module):
    """Samples to one row of features per step. Nothing in here is fitted to emotions."""

    sizes: dict[str, int]

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__()
        window = int(spec.params["window"])
        self.step_samples, self.window = spec.step_samples, window
        self.normalise = LevelNormaliser(spec.step_samples, window)
        self.statistics = WindowStatistics(
            spec.mel, spec.step_samples, window, pitch=str(spec.params.get("pitch", "harmony"))
        )
        self.tagger = Musicnn(spec.step_samples // 256)
        #: How many features there are of each kind, in their order.
        self.sizes = self.statistics.sizes | {"embedding": EMBEDDING, "level": 1}
        self.num_features = sum(self.sizes.values())

    def forward(self, samples: Tensor) -> Tensor:
        """Features of [batch, num_samples]: [batch, num_steps, num_features].

        The window's statistics, the tagger's mean embedding, and last the absolute level in dBFS.
        """
        padded = pad_to_steps(samples, self.step_samples)
        even, level = self.normalise(padded)
        embedding = sliding_mean(self.tagger(even), self.window)
        parts = [self.statistics(even), embedding, level.unsqueeze(1)]
        return torch.cat(parts, dim=1).transpose(1, 2)


class FusionNet(EmotionNet):
    """Features of ten-second windows, standardised, read by one KernelHead per kind of label."""

    centre: Tensor
    scale: Tensor
    bank: Tensor
    moving: Tensor
    sharpness: Tensor
    singing: Tensor

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__()
        self.spec = spec
        self.horizon = int(spec.params["horizon"])
        self.delay, self.smoothing = int(spec.params["delay"]), int(spec.params["smoothing"])
        self.every = int(spec.params.get("every", 1))
        self.near = tuple(float(spec.params.get(f"near_{axis}", 0.0)) for axis in _AXES)
        self.describe = Describe(spec)
        num_features = self.describe.num_features
        precision = torch.float16 if spec.params.get("half", False) else torch.float32
        self.register_buffer("centre", torch.zeros(num_features))
        self.register_buffer("scale", torch.ones(num_features))
        rows = int(spec.params["rows"])
        self.register_buffer("bank", torch.zeros(rows, num_features, dtype=precision))
        self.register_buffer("moving", torch.zeros(num_features, 2))
        self.register_buffer("sharpness", torch.tensor(1.0))
        self.register_buffer("singing", torch.tensor(0.0))
        self.voice = VoiceTrunk()
        self.heads = nn.ModuleDict(
            {
                name: KernelHead(
                    num_features,
                    num_outputs,
                    int(spec.params[f"{name}_first"]),
                    int(spec.params[f"{name}_rows"]),
                    kernel=str(spec.params.get(f"{name}_kernel", "radial")),
                )
                for name, num_outputs in HEADS.items()
            }
        )

    @classmethod
    def from_spec(cls, spec: ModelSpec) -> Self:
        """An unfitted net.

        ``params`` are window, horizon, delay and smoothing in steps, rows, and <head>_first and
        <head>_rows. Where they are stated, also: <head>_kernel (radial), pitch (harmony), every (1:
        the heads think at each so many steps of a section), half (whether the bank is in float16),
        near_valence and near_arousal (0: how much of the head's answer to each window alone the
        curve holds, in place of its answer to the horizon around it).
        """
        for name in HEADS:
            first, rows = int(spec.params[f"{name}_first"]), int(spec.params[f"{name}_rows"])
            if first < 0 or rows < 1 or first + rows > int(spec.params["rows"]):
                raise ValueError(f"the rows of {name} are not in the bank")
        for name in ("window", "horizon"):
            if int(spec.params[name]) % 2 != 1 or int(spec.params[name]) > 255:
                raise ValueError(f"the {name} must be an odd number of steps")
        if int(spec.params["smoothing"]) % 2 != 1 or not 0 <= int(spec.params["delay"]) <= 63:
            raise ValueError("the smoothing must be odd and the delay at most 63 steps")
        if not 1 <= int(spec.params.get("every", 1)) <= 16:
            raise ValueError("the heads must think at least at every 16th step")
        return cls(spec)

    def forward(self, samples: Tensor) -> NetOutput:
        """Emotion per step of ``samples``, float32 [batch, num_samples]."""
        said = self.read(self.describe(samples))
        if not self.singing:
            return said
        heard = sung(self.voice, samples, self.spec.step_samples, self.describe.window)
        return said._replace(voice=torch.lerp(said.voice, heard, self.singing))

    def read(self, features: Tensor) -> NetOutput:
        """Emotion from [batch, num_steps, num_features] as ``describe`` gives them.

        Of the voice only what its kernel head says: ``voice`` listens to the samples themselves,
        and has the share ``singing`` of the answer.
        """
        windows = self.standardise(features)
        rows = self.standardise(self.around(features))
        values = {name: self.said(name, rows) for name in HEADS}
        plane, apart, known = values["plane"]
        plane = self.late(plane).clamp(-1.0, 1.0)
        movement = self.late(windows) @ self.moving
        if any(self.near):
            alone = self.late(self.said("plane", windows)[0])
            movement = movement + alone * alone.new_tensor(self.near) - plane
        film = values["film"][0]
        film = torch.cat(
            [film[..., :NUM_BIPOLAR].clamp(-1.0, 1.0), film[..., NUM_BIPOLAR:].clamp(0.0, 1.0)],
            dim=-1,
        )
        return NetOutput(
            valence=plane[..., 0],
            arousal=plane[..., 1],
            tension=film[..., 2],
            gems=values["gems"][0].clamp(0.0, 1.0),
            film=film,
            voice=torch.softmax(self.sharpness * values["voice"][0], dim=-1),
            spread=apart.norm(dim=-1) + _NOVELTY * (1.0 - known[..., 0]),
            movement=movement,
        )

    def said(self, name: str, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the head ``name`` says of standardised features [batch, num_steps, num_features].

        As KernelHead's answers, each [batch, num_steps, n]: at every so manieth step and at the
        last, and on straight lines in between.
        """
        batch, steps, _ = rows.shape
        places = torch.arange(0, steps, self.every, device=rows.device)
        if places[-1] < steps - 1:
            places = torch.cat([places, places.new_tensor([steps - 1])])
        answer, apart, known = (
            _drawn(part.view(batch, len(places), -1), places)
            for part in self.heads[name](rows[:, places].flatten(0, 1), self.bank)
        )
        return answer, apart, known

    def around(self, features: Tensor) -> Tensor:
        """The mean of [batch, num_steps, num_features] over the horizon around every step.

        An emotion is a matter of half a minute; what is shorter, ``movement`` tells.
        """
        return sliding_mean(features.transpose(1, 2), self.horizon).transpose(1, 2)

    def late(self, values: Tensor) -> Tensor:
        """Values [batch, num_steps, num_outputs] as listeners report them: smoothed and later.

        Continuous ratings follow the music by some seconds (Schubert 2004). A clip begins as if it
        had sounded like its first step before.
        """
        smooth = sliding_mean(values.transpose(1, 2), self.smoothing)
        late = functional.pad(smooth, (self.delay, 0), mode="replicate")
        return late[..., : values.shape[1]].transpose(1, 2)

    def standardise(self, features: Tensor) -> Tensor:
        """Features with the training clips' mean 0 and deviation 1, cut off at CLIP."""
        return ((features - self.centre) / self.scale).clamp(-CLIP, CLIP)


def _drawn(values: Tensor, places: Tensor) -> Tensor:
    """Straight lines through ``values`` [batch, num_places, n] at the steps ``places``, from 0 on:
    [batch, num_steps, n].
    """
    steps = torch.arange(int(places[-1]) + 1, device=places.device)
    after = torch.searchsorted(places, steps)
    before = (after - 1).clamp(min=0)
    share = (steps - places[before]) / (places[after] - places[before]).clamp(min=1)
    return torch.lerp(values[:, before], values[:, after], share[:, None])
