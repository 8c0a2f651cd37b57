"""The voice net: alone over pieces, and inside the model over whole songs."""

from __future__ import annotations

import pytest
import torch

from mer_core.errors import ModelError
from mer_core.features.mel import VOICE_MEL
from mer_core.models.registry import build
from mer_core.models.spec import ModelSpec
from mer_core.models.voice import VoiceNet, VoiceTrunk, sung

STEP = 8192


def voice_spec(**changed: float | str) -> ModelSpec:
    params: dict[str, int | float | bool | str] = {"task": "voice", "piece_s": 5.12, **changed}
    return ModelSpec(
        "voice", "1", "voice", VOICE_MEL, 0.512, 5.12,
        params=params, heads=("voice",),
    )  # fmt: skip


def noise(num_samples: int) -> torch.Tensor:
    return 0.1 * torch.randn(1, num_samples, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def trunk() -> VoiceTrunk:
    torch.manual_seed(0)
    return VoiceTrunk().eval()


def test_a_clip_within_the_window_gets_one_answer_however_it_is_asked(trunk: VoiceTrunk) -> None:
    net = build(voice_spec())
    assert isinstance(net, VoiceNet)
    net.trunk.load_state_dict(trunk.state_dict())
    net.eval()
    clip = noise(10 * STEP)
    with torch.inference_mode():
        whole = torch.softmax(net.read(net.describe(clip)), dim=-1)
        steps = sung(trunk, clip, STEP, 21)
    assert steps.shape == (1, 10, 6)
    torch.testing.assert_close(steps, whole[:, None].expand_as(steps), atol=1e-5, rtol=0)


def test_a_step_hears_nothing_beyond_the_window(trunk: VoiceTrunk) -> None:
    song = noise(60 * STEP)
    with torch.inference_mode():
        whole = sung(trunk, song, STEP, 21)
        part = sung(trunk, song[:, 10 * STEP : 50 * STEP], STEP, 21)
    torch.testing.assert_close(part[:, 15:25], whole[:, 25:35], atol=1e-5, rtol=0)


def test_silence_after_a_voice_hardly_counts(trunk: VoiceTrunk) -> None:
    clip = torch.cat([noise(6 * STEP), torch.zeros(1, 4 * STEP)], dim=1)
    with torch.inference_mode():
        mel = trunk.log_mel(clip)
        alone = trunk(mel[:, :, : 6 * 16], 21).mean(dim=1)
        followed = trunk(mel, 21).mean(dim=1)
        silence = trunk(mel[:, :, 6 * 16 :], 21).mean(dim=1)
    # An untrained net says nearly the same of everything: its own differences are the measure.
    # The edge itself is heard; without the gate the answer would move half the way.
    assert (followed - alone).norm() < 0.25 * (silence - alone).norm()


@pytest.mark.parametrize("params", [{"task": "gems"}, {"piece_s": 5.0}])
def test_other_tasks_and_broken_steps_are_refused(params: dict[str, float | str]) -> None:
    with pytest.raises(ModelError):
        build(voice_spec(**params))
