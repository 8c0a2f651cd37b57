"""A net small enough for tests: random weights, a real front end, a known receptive field."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from mer_core.emotion import FILM, GEMS, VOICE, ModelRef
from mer_core.features.frontend import LogMel
from mer_core.features.mel import MelSpec
from mer_core.inference.predictor import Predictor
from mer_core.models.checkpoint import Checkpoint
from mer_core.models.net import EmotionNet, NetOutput
from mer_core.models.spec import LabelCalibration, ModelSpec

STEP_S = 0.5


def tiny_spec() -> ModelSpec:
    spread = LabelCalibration(0.0, 0.3, (-0.5, -0.4, -0.2, 0.0, 0.2, 0.4, 0.5))
    share = LabelCalibration(0.5, 0.2, (0.2, 0.25, 0.35, 0.5, 0.65, 0.75, 0.8))
    names = [f"gems.{name}" for name in GEMS] + [f"film.{name}" for name in FILM]
    names += [f"voice.{name}" for name in VOICE] + ["spread"]
    return ModelSpec(
        id="tiny",
        version="1",
        architecture="tiny",
        mel=MelSpec(num_bands=20),
        step_s=STEP_S,
        context_s=3 * STEP_S,
        heads=("valence", "arousal", "tension", "gems", "film", "voice"),
        calibration={
            **dict.fromkeys(("valence", "arousal", "tension"), spread),
            **dict.fromkeys(names, share),
        },
    )


class TinyNet(EmotionNet):
    """Mean log-mel per step, a convolution over five steps, every head by one matrix."""

    def __init__(self, spec: ModelSpec, *, max_samples: int = 10**9) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.spec = spec
        self.log_mel = LogMel(spec.mel)
        self.over_steps = nn.Conv1d(spec.mel.num_bands, 28, 5, padding=2)
        self.max_samples = max_samples
        self.lengths: list[int] = []

    def forward(self, samples: Tensor) -> NetOutput:
        self.lengths.append(samples.shape[1])
        if samples.shape[1] > self.max_samples:
            raise torch.OutOfMemoryError("CUDA out of memory")
        missing = -samples.shape[1] % self.spec.step_samples
        mel = self.log_mel(nn.functional.pad(samples, (0, missing)))
        steps = nn.functional.avg_pool1d(mel, self.spec.step_samples // self.spec.mel.hop_length)
        answers = torch.tanh(0.3 * self.over_steps(steps)).transpose(1, 2)
        share = 0.5 * (answers + 1.0)
        return NetOutput(
            valence=answers[..., 0],
            arousal=answers[..., 1],
            tension=answers[..., 2],
            gems=share[..., 3:12],
            film=torch.cat((answers[..., 12:15], share[..., 15:20]), dim=-1),
            voice=torch.softmax(answers[..., 20:26], dim=-1),
            spread=share[..., 26],
            movement=0.2 * answers[..., 26:28],
        )


def tiny_predictor(*, segment_s: float = 30.0, max_samples: int = 10**9) -> Predictor:
    torch.set_num_threads(1)
    spec = tiny_spec()
    net = TinyNet(spec, max_samples=max_samples)
    checkpoint = Checkpoint(spec, net, ModelRef("tiny", "1", "0" * 64))
    return Predictor(checkpoint, device="cpu", segment_s=segment_s)


def music(duration_s: float, *, sample_rate: int = 16000, seed: int = 0) -> np.ndarray:
    """Plucked chords with overtones and a beat: float32 [num_samples]."""
    generator = np.random.default_rng(seed)
    num_samples = int(duration_s * sample_rate)
    result = np.zeros(num_samples + 2 * sample_rate)
    times = np.arange(2 * sample_rate) / sample_rate
    fade = np.minimum(1.0, times * 200.0) * np.exp(-2.5 * times)
    for start in np.arange(0.0, duration_s, 0.4):
        root = 110.0 * 2.0 ** (generator.integers(0, 24) / 12.0)
        note = np.zeros_like(times)
        for interval in (1.0, 1.26, 1.5):
            for partial in range(1, 6):
                wave = np.sin(2 * np.pi * root * interval * partial * times)
                note += wave / partial**1.5
        begin = int(start * sample_rate)
        result[begin : begin + len(times)] += 0.08 * generator.uniform(0.3, 1.0) * fade * note
    return result[:num_samples].astype(np.float32)
