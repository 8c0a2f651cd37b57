from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mer_core.errors import InputError
from mer_core.playlists.choosing import Mixing, Pool
from mer_core.playlists.journey import Journey, Wish, plan
from mer_core.playlists.sets import ARCS, USUAL_SET_MINUTES, SetWish
from mer_core.tonality import Key


def pool_of(mixing: Mixing, number: int = 1500, *, seed: int = 0) -> Pool:
    rng = np.random.default_rng(seed)
    return Pool(
        np.arange(number, dtype=np.int64), rng.uniform(-1, 1, (number, 2)),
        np.full(number, 300.0), np.arange(number, dtype=np.int64) % 90,
        np.arange(number, dtype=np.int64), rng.integers(1, 11, number).astype(np.float64),
        rng.uniform(85.0, 150.0, number), rng.integers(0, 24, number), mixing,
    )  # fmt: skip


def energies(journey: Journey) -> list[float]:
    return journey.pool.energies[list(journey.rows)].tolist()


@pytest.mark.parametrize("arc", ARCS)
def test_neighbours_are_mixed_within_the_tempo_and_the_keys(arc: str) -> None:
    mixing = Mixing(0.06, keys=True)
    journey = plan(pool_of(mixing), SetWish(arc, mixing=mixing))
    pool = journey.pool
    for before, after in pairwise(journey.rows):
        tempo = pool.bpms[after] / pool.bpms[before]
        assert any(1 / 1.0601 <= tempo * fold <= 1.0601 for fold in (0.5, 1.0, 2.0))
        assert Key(int(pool.keys[after])) in Key(int(pool.keys[before])).mixing
        assert pool.artists[before] != pool.artists[after]
    least, most = USUAL_SET_MINUTES
    assert least <= journey.duration_s / 60 <= most


def test_the_energy_runs_as_the_arc_is_called() -> None:
    def run(arc: str) -> list[float]:
        mixing = Mixing(0.06)
        return energies(plan(pool_of(mixing), SetWish(arc, 13, mixing=mixing)))

    build, peak, wave, cool = map(run, ("build", "peak", "wave", "cool-down"))
    assert build == sorted(build)
    assert build[-1] - build[0] >= 6
    assert cool == sorted(cool, reverse=True)
    assert 6 <= peak.index(max(peak)) <= 10
    assert peak[-1] < max(peak)
    assert min(wave[2:5]) > wave[0] + 2 < min(wave[8:11])
    assert wave[6] < wave[3] - 2


def test_half_and_double_time_mix_and_a_third_does_not() -> None:
    def pool(*bpms: float) -> Pool:
        n = len(bpms)
        return Pool(
            np.arange(n), np.zeros((n, 2)), np.full(n, 300.0), np.arange(n), np.arange(n),
            np.full(n, 5.0), np.array(bpms), np.zeros(n, np.int64), Mixing(0.06),
        )  # fmt: skip

    rows = np.arange(5)
    clash = pool(120.0, 60.0, 63.6, 180.0, 128.0).clash(rows, rows)[0]
    assert clash.tolist() == [True, False, False, True, True]  # an artist never follows himself
    assert pool(30.0, 120.0).clash(np.array([0]), np.array([1]))[0, 0]  # four times is too much


def test_a_step_is_told_in_energy_tempo_and_key() -> None:
    mixing = Mixing(0.06, keys=True)
    words = [step.words for step in plan(pool_of(mixing), SetWish("build", 8, mixing=mixing)).steps]
    assert words[0] == ""
    assert all(word.count(" → ") == 3 and "BPM" in word for word in words[1:])
    way = plan(pool_of(mixing), Wish((-0.5, -0.5), (0.5, 0.5), num_songs=5, mixing=mixing))
    assert "BPM" in way.steps[1].words
    assert "pleasant" in way.steps[1].words


def test_another_song_can_take_a_place_only_where_it_mixes() -> None:
    mixing = Mixing(0.06, keys=True)
    journey = plan(pool_of(mixing), SetWish("build", 8, mixing=mixing))
    others = journey.instead(3)
    assert others
    for row in others:
        rows = journey.with_row(3, row).rows
        assert not journey.pool.clash(np.array(rows[:-1]), np.array(rows[1:])).diagonal().any()


def test_songs_that_cannot_be_mixed_are_told() -> None:
    mixing = Mixing(0.0)
    with pytest.raises(InputError, match="can be mixed one into the next"):
        plan(pool_of(mixing, 40), SetWish("build", 10, mixing=mixing))
    with pytest.raises(InputError, match="too few songs"):
        plan(pool_of(mixing, 3), SetWish("build", 10, mixing=mixing))
    with pytest.raises(InputError, match=r"too few songs \(0\)"):
        plan(pool_of(mixing, 0), SetWish("build", mixing=mixing))


@pytest.mark.parametrize("wrong", [{"arc": "zigzag"}, {"num_songs": 1}, {"minutes": (9.0, 3.0)}])
def test_a_wish_out_of_range_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SetWish(**{"arc": "build", **wrong})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="0 to 100"):
        Mixing(float("nan"))
