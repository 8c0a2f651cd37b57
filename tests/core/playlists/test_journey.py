from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mer_core.errors import InputError
from mer_core.playlists.choosing import Pool
from mer_core.playlists.journey import (
    SHAPES,
    USUAL_SONGS,
    Journey,
    Place,
    Wish,
    along,
    plan,
    way_of,
)

SAD, HAPPY, TENSE, CALM = (-0.6, -0.4), (0.6, 0.3), (-0.6, 0.7), (0.5, -0.5)
places = st.tuples(st.floats(-1, 1), st.floats(-1, 1))


def pool_of(number: int = 600, *, seed: int = 0, artists: int = 50, minutes: float = 4.0) -> Pool:
    rng = np.random.default_rng(seed)
    return Pool(
        np.arange(number, dtype=np.int64) + 100,
        rng.uniform(-1, 1, (number, 2)),
        np.full(number, minutes * 60.0),
        np.arange(number, dtype=np.int64) % artists,
        np.arange(number, dtype=np.int64) + 1000,
    )


def sizes(journey: Journey) -> list[float]:
    return [step.size for step in journey.steps[1:]]


def test_a_journey_goes_from_end_to_end_in_small_even_steps() -> None:
    journey = plan(pool_of(), Wish(SAD, HAPPY))
    first, *_, last = journey.steps
    assert first.off < 0.1
    assert last.off < 0.1
    assert USUAL_SONGS[0] <= len(journey.rows) <= USUAL_SONGS[1]
    assert max(sizes(journey)) < 0.3
    assert max(sizes(journey)) - min(sizes(journey)) < 0.15


@settings(max_examples=40, deadline=None)
@given(start=places, end=places, shape=st.sampled_from(SHAPES), songs=st.integers(2, 12))
def test_no_song_comes_twice_and_no_artist_twice_in_a_row(
    start: Place, end: Place, shape: str, songs: int
) -> None:
    pool = pool_of(80, artists=4)
    journey = plan(pool, Wish(start, end, shape, songs))
    sounds = [pool.sounds[row] for row in journey.rows]
    artists = [pool.artists[row] for row in journey.rows]
    assert len(sounds) == len(set(sounds)) == songs
    assert all(a != b for a, b in itertools.pairwise(artists))
    assert all(-1 <= value <= 1 for corner in journey.way for value in corner)


def test_copies_of_a_song_are_one_song() -> None:
    pool = pool_of(200)
    doubled = Pool(
        np.arange(400, dtype=np.int64), np.concatenate([pool.places] * 2),
        np.concatenate([pool.durations_s] * 2), np.full(400, -1), np.tile(pool.sounds, 2),
    )  # fmt: skip
    journey = plan(doubled, Wish(SAD, HAPPY, num_songs=7))
    assert len({doubled.sounds[row] for row in journey.rows}) == 7


def test_songs_without_an_artist_may_follow_each_other() -> None:
    pool = pool_of(30)
    nameless = Pool(pool.ids, pool.places, pool.durations_s, np.full(30, -1), pool.sounds)
    assert len(plan(nameless, Wish(SAD, HAPPY, num_songs=6)).rows) == 6


@pytest.mark.parametrize("minutes", [2.0, 4.0, 11.0])
def test_it_lasts_as_long_as_was_wished_whatever_the_songs_length(minutes: float) -> None:
    journey = plan(pool_of(minutes=minutes), Wish(SAD, HAPPY))
    assert 15 <= journey.duration_s / 60 <= 30
    long = plan(pool_of(minutes=minutes), Wish(SAD, HAPPY, minutes=(60.0, 75.0)))
    assert 60 <= long.duration_s / 60 <= 75


def test_a_number_of_songs_is_kept_however_long_they_are() -> None:
    assert len(plan(pool_of(minutes=30.0), Wish(SAD, HAPPY, num_songs=9)).rows) == 9


def test_songs_of_unknown_length_make_the_usual_number() -> None:
    pool = pool_of()
    unknown = Pool(pool.ids, pool.places, np.full(600, np.nan), pool.artists, pool.sounds)
    journey = plan(unknown, Wish(SAD, HAPPY))
    assert USUAL_SONGS[0] <= len(journey.rows) <= USUAL_SONGS[1]
    assert journey.duration_s == 0.0


def test_the_shapes_run_as_they_are_called() -> None:
    def arousal(shape: str) -> list[float]:
        return along(way_of(Wish(SAD, HAPPY, shape)), 9)[:, 1].tolist()

    assert arousal("straight") == sorted(arousal("straight"))
    low = arousal("U").index(min(arousal("U")))
    assert 2 <= low <= 6
    assert min(arousal("U")) < -0.7
    assert arousal("J").index(min(arousal("J"))) < low
    corner = way_of(Wish(SAD, HAPPY, "L"))[1]
    assert corner == (SAD[0], HAPPY[1])


def test_ends_that_lie_far_apart_are_joined_by_way_of_calm() -> None:
    valence, arousal = way_of(Wish(TENSE, (0.95, 0.4)))[1]
    assert valence > 0 > arousal
    assert len(way_of(Wish(TENSE, CALM))) == 2  # it leads into calm anyway
    assert len(way_of(Wish(SAD, (-0.2, 0.0)))) == 2


def test_another_song_can_take_the_place_of_one() -> None:
    journey = plan(pool_of(), Wish(SAD, HAPPY))
    others = journey.instead(2)
    assert others
    assert not set(others) & set(journey.rows)
    changed = journey.with_row(2, others[0])
    assert changed.steps[2].row == others[0]
    assert changed.steps[2].off < 0.3
    assert [step.row for step in changed.steps[:2]] == list(journey.rows[:2])


def test_nobody_follows_himself_by_a_change_either() -> None:
    pool = pool_of(40, artists=2)
    journey = plan(pool, Wish(SAD, HAPPY, num_songs=5))
    before, after = (pool.artists[journey.rows[place]] for place in (1, 3))
    for row in journey.instead(2):
        assert pool.artists[row] not in (before, after)


def test_too_few_songs_are_told() -> None:
    with pytest.raises(InputError, match=r"too few songs \(3\)"):
        plan(pool_of(3), Wish(SAD, HAPPY, num_songs=5))
    with pytest.raises(InputError, match=r"too few songs \(1\)"):
        plan(pool_of(1), Wish(SAD, HAPPY))
    with pytest.raises(InputError, match=r"too few songs \(0\)"):
        plan(pool_of(0), Wish(SAD, HAPPY))


def test_an_artist_follows_himself_where_there_is_no_other() -> None:
    journey = plan(pool_of(20, artists=1), Wish(SAD, HAPPY))
    assert len(journey.rows) >= USUAL_SONGS[0]
    assert journey.note == "All these songs are by one artist, so nobody else comes in between."
    assert journey.instead(1)
    assert plan(pool_of(20, artists=2), Wish(SAD, HAPPY)).note == ""


def test_all_songs_are_taken_where_there_are_fewer_than_usual() -> None:
    journey = plan(pool_of(4, artists=1), Wish(SAD, HAPPY))
    assert sorted(journey.rows) == [0, 1, 2, 3]
    assert "one artist" in journey.note
    assert "only 4 songs" in journey.note


def test_a_journey_that_stays_where_it_is() -> None:
    journey = plan(pool_of(), Wish(CALM, CALM))
    assert max(step.off for step in journey.steps) < 0.25


def test_a_step_is_told_in_words() -> None:
    steps = plan(pool_of(), Wish(SAD, HAPPY)).steps
    assert steps[0].words == ""
    assert "more pleasant ." in " ".join(step.words for step in steps)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": (1.2, 0.0)}, {"shape": "O"}, {"num_songs": 1}, {"num_songs": 61},
        {"minutes": (30.0, 15.0)}, {"minutes": (0.0, 15.0)},
    ],
)  # fmt: skip
def test_a_wish_out_of_range_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Wish(**{"start": SAD, "end": HAPPY, **wrong})  # type: ignore[arg-type]
