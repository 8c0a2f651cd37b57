from __future__ import annotations

from dataclasses import replace

from mer_core.playlists.audition import deciding_s
from tests.core.library.samples import make_curve, make_emotion


def test_a_song_is_heard_where_it_goes_furthest_its_own_way() -> None:
    curve = make_curve(
        [0.2] * 60 + [-0.9] * 20 + [0.6] * 30 + [0.1] * 70,
        [0.1] * 60 + [0.9] * 20 + [0.3] * 30 + [0.1] * 70,
        ["happy"] * 180,
    )
    assert deciding_s(make_emotion(0.4, 0.1, curve=curve)) == 80.0
    assert deciding_s(make_emotion(-0.4, 0.4, curve=curve)) in range(50, 61)


def test_passages_that_nobody_can_tell_decide_nothing() -> None:
    moods = ["happy"] * 60 + ["uncertain"] * 60 + ["happy"] * 60
    curve = make_curve([0.2] * 60 + [0.9] * 60 + [0.3] * 60, [0.0] * 180, moods)
    assert deciding_s(make_emotion(0.5, 0.0, curve=curve)) == 120.0


def test_a_short_song_and_one_without_a_curve_are_heard_from_the_beginning() -> None:
    short = make_curve([0.1, 0.9], [0.0, 0.0], ["happy", "happy"])
    assert deciding_s(make_emotion(curve=short)) == 0.0
    assert deciding_s(make_emotion(curve=replace(make_curve([], [], []), start_s=2.0))) == 2.0
