from __future__ import annotations

import numpy as np
import pytest
import torch

from mer_core.features.frontend import LogMel
from mer_core.features.mel import (
    DISPLAY_MEL,
    MelSpec,
    band_frequencies,
    hz_to_mel,
    log_mel,
    mel_filters,
    mel_to_hz,
)

#: librosa compiles itself where it is first used: once is enough.
pytestmark = pytest.mark.xdist_group("librosa")

SPECS = [MelSpec(), MelSpec(num_bands=64, hop_length=256), DISPLAY_MEL]


def chirp_and_noise(spec: MelSpec, duration_s: float = 1.3) -> np.ndarray:
    times = np.arange(int(duration_s * spec.sample_rate)) / spec.sample_rate
    noise = np.random.default_rng(0).normal(0.0, 0.01, len(times))
    return (0.5 * np.sin(2 * np.pi * (200 + 1500 * times) * times) + noise).astype(np.float32)


@pytest.mark.parametrize("spec", SPECS)
def test_numpy_torch_and_librosa_agree_on_the_log_mel(spec: MelSpec) -> None:
    import librosa

    samples = chirp_and_noise(spec)
    reference = librosa.feature.melspectrogram(
        y=np.pad(samples, spec.margin),
        sr=spec.sample_rate,
        n_fft=spec.n_fft,
        hop_length=spec.hop_length,
        n_mels=spec.num_bands,
        fmin=spec.f_min,
        fmax=spec.f_max,
        center=False,
    )
    ours = log_mel(samples, spec)
    torchs = LogMel(spec)(torch.from_numpy(samples)[None])[0].numpy()
    assert ours.shape == (spec.num_bands, len(samples) // spec.hop_length)
    np.testing.assert_allclose(np.exp(ours), reference + spec.floor, rtol=1e-4)
    np.testing.assert_allclose(np.exp(torchs), reference + spec.floor, rtol=1e-4)


def test_the_filters_and_frequencies_are_librosas() -> None:
    import librosa

    spec = MelSpec()
    theirs = librosa.filters.mel(
        sr=spec.sample_rate, n_fft=spec.n_fft, n_mels=spec.num_bands, fmin=30.0, fmax=7600.0
    )
    np.testing.assert_allclose(mel_filters(spec), theirs, atol=1e-7)
    centres = librosa.mel_frequencies(spec.num_bands + 2, fmin=30.0, fmax=7600.0)[1:-1]
    np.testing.assert_allclose(band_frequencies(spec), centres, rtol=1e-9)


def test_mel_and_hertz_convert_back_and_forth() -> None:
    frequencies = np.array([0.0, 30.0, 999.0, 1000.0, 4000.0, 11025.0])
    np.testing.assert_allclose(mel_to_hz(hz_to_mel(frequencies)), frequencies, rtol=1e-12)


def test_no_band_of_the_specs_in_use_is_empty() -> None:
    for spec in SPECS:
        assert (mel_filters(spec).sum(axis=1) > 0).all()


def test_a_clip_cut_at_a_hop_keeps_its_frames() -> None:
    spec = MelSpec()
    samples = chirp_and_noise(spec)
    whole = log_mel(samples, spec)
    part = log_mel(samples[10 * spec.hop_length :], spec)
    np.testing.assert_allclose(part[:, 2:], whole[:, 12:], rtol=1e-4)


def test_a_clip_shorter_than_a_hop_has_no_frames() -> None:
    assert log_mel(np.zeros(100, np.float32), MelSpec()).shape == (80, 0)


def test_the_front_end_adds_nothing_to_the_checkpoint() -> None:
    assert LogMel(MelSpec()).state_dict() == {}


def test_a_spec_survives_json_and_refuses_nonsense() -> None:
    spec = MelSpec(num_bands=64)
    assert MelSpec.from_json(spec.to_json()) == spec
    with pytest.raises(ValueError, match="out of range"):
        MelSpec(f_max=9000.0)
    with pytest.raises(ValueError, match="hop"):
        MelSpec(hop_length=321)
