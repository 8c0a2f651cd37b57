from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mer_core.features.display import (
    MAX_COLUMNS,
    RANGE_DB,
    DisplayColumns,
    DisplayMel,
    display_columns,
    frames_per_column,
)
from mer_core.features.mel import DISPLAY_MEL, band_frequencies, mel_power

RATE = DISPLAY_MEL.sample_rate


def noise(duration_s: float, seed: int = 0) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return generator.normal(0, 0.1, int(duration_s * RATE)).astype(np.float32)


def joined(columns: list[DisplayColumns]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.concatenate([part.image for part in columns], axis=1),
        np.concatenate([part.low for part in columns]),
        np.concatenate([part.high for part in columns]),
    )


def cut(samples: np.ndarray, sizes: list[int]) -> list[np.ndarray]:
    return np.split(samples, np.cumsum(sizes))


@pytest.mark.parametrize("sizes", [[1, 700, 5, 30000], [22050], [100] * 50])
def test_the_picture_does_not_depend_on_where_the_stream_is_cut(sizes: list[int]) -> None:
    samples = noise(3.3)
    whole = joined(list(display_columns([samples], 3.3, piece_s=60)))
    parts = list(display_columns(cut(samples, sizes), 3.3))
    for ours, theirs in zip(joined(parts), whole, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    firsts = np.cumsum([0] + [part.num_columns for part in parts])
    assert [part.first for part in parts] == list(firsts[:-1])


def test_the_columns_cover_the_song_and_its_tail() -> None:
    samples = noise(2.0)
    samples[-1] = 0.99
    display = DisplayMel(2.0)
    image, _low, high = joined(list(display_columns([samples], 2.0)))
    assert image.shape == (128, int(np.ceil(len(samples) / RATE / display.column_s - 1e-9)))
    assert high[-1] == np.float32(0.99)


def test_a_full_scale_sine_is_white_in_its_band_and_silence_is_black() -> None:
    times = np.arange(2 * RATE) / RATE
    sine = np.sin(2 * np.pi * 1000.0 * times).astype(np.float32)
    sine[RATE:] = 0.0
    image, low, high = joined(list(display_columns([sine], 2.0)))
    band = int(np.argmax(image[:, 20]))
    assert abs(band_frequencies(DISPLAY_MEL)[band] - 1000.0) < 40.0
    assert (image[band, 20] / 255.0 - 1.0) * RANGE_DB > -2.0
    assert image[:, 50:].max() == 0
    assert high[20] == pytest.approx(1.0, abs=1e-3)
    assert low[20] == pytest.approx(-1.0, abs=1e-3)
    assert low[60] == high[60] == 0.0


def test_a_ten_hour_file_stays_within_the_limit() -> None:
    duration_s = 36_000.0
    column_s = frames_per_column(duration_s) * DISPLAY_MEL.hop_s
    assert MAX_COLUMNS * 0.9 < duration_s / column_s <= MAX_COLUMNS
    assert frames_per_column(240.0) * DISPLAY_MEL.hop_s == pytest.approx(0.025, rel=0.01)
    assert frames_per_column(None) * DISPLAY_MEL.hop_s == pytest.approx(0.1, rel=0.01)


def test_an_empty_stream_has_no_columns() -> None:
    assert list(display_columns([], 0.0)) == []
    assert [part.num_columns for part in display_columns([np.ones(3, np.float32)])] == [1]


def test_a_song_is_drawn_without_looking_at_any_frame_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    num_frames = 0

    def counted(*args: Any, **options: Any) -> np.ndarray:
        nonlocal num_frames
        power = mel_power(*args, **options)
        num_frames += power.shape[1]
        return power

    monkeypatch.setattr("mer_core.features.display.mel_power", counted)
    columns = list(display_columns(np.array_split(noise(60.0), 8), 240.0))
    num_columns = sum(part.num_columns for part in columns)
    assert num_columns == pytest.approx(60.0 / columns[0].column_s, abs=1)
    assert num_frames == num_columns * frames_per_column(240.0)
