"""Long sounds are described piece by piece, as if they were described whole."""

from __future__ import annotations

import numpy as np
import torch

from mer_core.audio.decode import read
from mer_core.inference import runner
from mer_core.inference.runner import NetRunner
from mer_core.models.checkpoint import load
from mer_core.models.fusion import FusionNet
from mer_core.models.store import DEFAULT_ID
from mer_core.paths import RESOURCES


def test_pieces_give_the_features_of_the_whole() -> None:
    checkpoint = load(RESOURCES / "models" / DEFAULT_ID)
    net = checkpoint.module
    assert isinstance(net, FusionNet)
    sounds = [read(path, sample_rate=16_000).samples for path in (RESOURCES / "demo").glob("*.*")]
    samples = torch.from_numpy(np.concatenate(sounds))[None]
    with torch.inference_mode():
        whole = net.describe(samples)
        NetRunner(net, checkpoint.spec, torch.device("cpu"))
        pieces = net.describe(samples)
    assert whole.shape == pieces.shape
    assert whole.shape[1] > 2 * runner.PIECE_STEPS
    apart = (net.standardise(whole) - net.standardise(pieces)).abs()
    assert float(apart.max()) < 1e-3
    assert float((net.read(whole).valence - net.read(pieces).valence).abs().max()) < 1e-4
