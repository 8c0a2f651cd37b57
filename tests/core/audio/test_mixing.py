from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.audio.clip import Clip
from mer_core.audio.mixing import PEAK, mix_stereo, to_float


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_integers_are_scaled_by_half_their_range(kind: type) -> None:
    limits = np.iinfo(kind)
    got = to_float(np.array([[limits.min, 0, limits.max]], kind))
    np.testing.assert_allclose(got, [[-1.0, 0.0, 1.0]], atol=1e-4)


def test_bytes_rest_at_128() -> None:
    np.testing.assert_allclose(to_float(np.array([[0, 128, 192]], np.uint8)), [[-1.0, 0.0, 0.5]])


@given(st.lists(st.floats(), min_size=1, max_size=20))
def test_any_float_becomes_finite_sound(values: list[float]) -> None:
    got = to_float(np.array([values]))
    assert got.dtype == np.float32
    assert np.abs(got).max() <= PEAK


def test_a_mix_of_unknown_places_is_the_mean() -> None:
    samples = np.array([[1.0], [0.0], [0.5]], np.float32)
    np.testing.assert_allclose(mix_stereo(samples, ("UNSD", "UNSD", "UNSD")), [[0.5], [0.5]])


def test_surround_keeps_its_sides() -> None:
    names = ("FL", "FR", "FC", "LFE", "BL", "BR")
    left_only = np.array([[1.0], [0], [0], [0], [1.0], [0]], np.float32)
    left, right = mix_stereo(left_only, names)
    assert left[0] > 0.5
    assert right[0] == 0.0


def test_a_clip_refuses_what_is_no_mono_sound() -> None:
    assert Clip(np.zeros(100, np.float32), 50).duration_s == 2.0
    with pytest.raises(ValueError, match="num_samples"):
        Clip(np.zeros((10, 2), np.float32), 44_100)
    with pytest.raises(ValueError, match="positive"):
        Clip(np.zeros(10, np.float32), 0)
