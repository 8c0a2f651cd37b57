"""The growing mel-spectrogram: pure arrays."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.mel_store import MelStore

BANDS = np.array([100.0, 1000.0, 8000.0])


def ramp(num_columns: int) -> np.ndarray:
    """Each cell holds its column's number."""
    return np.tile(np.arange(num_columns, dtype=np.float32), (3, 1))


def test_appending_in_pieces_gives_what_appending_at_once_gives() -> None:
    whole = ramp(3000)
    pieces, at_once = MelStore(0.02, BANDS), MelStore(0.02, BANDS)
    at_once.append(whole)
    for first in range(0, 3000, 7):
        pieces.append(whole[:, first : first + 7])
    for pixels in (10, 400, 3000):
        one, other = pieces.patch(0, 60, pixels), at_once.patch(0, 60, pixels)
        assert one is not None and other is not None  # noqa: PT018
        np.testing.assert_allclose(one.image, other.image)
        assert (one.start_s, one.end_s) == (other.start_s, other.end_s)
    assert pieces.num_columns == 3000


@pytest.mark.parametrize("pixels", [5, 30, 100, 900])
def test_a_patch_has_about_one_column_per_pixel_and_the_mean_of_what_it_covers(pixels: int) -> None:
    store = MelStore(0.01, BANDS)
    store.append(ramp(1600))
    patch = store.patch(0.0, 16.0, pixels)
    assert patch is not None
    assert pixels <= patch.image.shape[1] <= 2 * pixels + 1
    assert patch.image.mean() == pytest.approx(ramp(1600).mean(), rel=0.02)
    assert patch.end_s == pytest.approx(16.0)


def test_a_patch_holds_only_the_seconds_asked_for() -> None:
    store = MelStore(0.01, BANDS)
    store.append(ramp(1000))
    patch = store.patch(2.0, 3.0, 500)
    assert patch is not None
    assert patch.start_s == pytest.approx(2.0)
    assert patch.image[0, 0] == 200
    assert patch.image[0, -1] in (299, 300)


def test_a_patch_ends_where_decoding_is() -> None:
    store = MelStore(0.01, BANDS)
    store.append(ramp(100))
    patch = store.patch(0.0, 10.0, 200)
    assert patch is not None
    assert patch.end_s == pytest.approx(1.0)
    assert store.patch(5.0, 10.0, 200) is None


def test_the_level_is_read_at_its_cell_and_unknown_beyond_the_end() -> None:
    store = MelStore(0.01, BANDS)
    store.append(ramp(100))
    assert store.level_at(0.425, 1) == 42
    assert store.level_at(1.0, 1) is None
    assert store.level_at(0.5, 3) is None


def test_bands_and_frequencies_are_each_others_inverse() -> None:
    store = MelStore(0.01, BANDS)
    assert store.band_of(1000.0) == 1.0
    assert store.frequency_of(0.5) == 550.0
    assert store.band_of(20.0) is None
    assert store.band_of(9000.0) is None


def test_columns_of_another_height_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        MelStore(0.01, BANDS).append(np.zeros((4, 2), np.float32))
    with pytest.raises(ValueError, match="positive column"):
        MelStore(0.0, BANDS)


def test_shares_of_low_middle_and_high_are_of_loudness_and_stay_so_as_the_picture_grows() -> None:
    store = MelStore(0.1, np.array([100.0, 1000.0, 5000.0]))
    store.append(np.array([[0.0, -100.0], [-100.0, 0.0], [-100.0, 0.0]], np.float32))
    store.append(np.full((3, 2), -20.0, np.float32))
    shares = store.shares(np.array([0.0, 0.1, 0.2, 9.0]))
    np.testing.assert_allclose(shares.sum(axis=0), 1.0, rtol=1e-5)
    np.testing.assert_allclose(shares[:, 0], [1.0, 0.0, 0.0], atol=0.01)
    np.testing.assert_allclose(shares[:, 1], [0.0, 0.5, 0.5], atol=0.01)
    np.testing.assert_allclose(shares[:, 2:], 1 / 3, rtol=1e-5)
