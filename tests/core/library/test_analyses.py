from __future__ import annotations

import sqlite3
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import MOODS_AND_UNCERTAIN, EmotionCurve, Heads, MoodScore
from mer_core.errors import LibraryError
from mer_core.library.database import Library
from mer_core.library.mood_text import LETTERS
from mer_core.library.stored import rise_of, spread_of
from mer_core.library.tracks import STATES, Counts, TagsRead
from tests.core.library.samples import MODEL, NEWER_MODEL, make_curve, make_emotion, make_file

HEADS = Heads(
    gems=tuple(n / 9 for n in range(9)),
    film=(-0.5, 0.1, 1 / 3, 0.2, 0.0, 1.0, 0.7, 0.1),
    voice=(0.1, 0.2, 0.3, 0.4, 0.0, 0.0),
)


@pytest.fixture
def track_id(library: Library, tmp_path: Path) -> int:
    return library.add([make_file(tmp_path / "a.flac", "h")])[0]


def test_every_mood_has_a_letter_of_its_own() -> None:
    assert set(LETTERS) == set(MOODS_AND_UNCERTAIN)
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_a_result_is_read_back_to_the_last_bit(library: Library, track_id: int) -> None:
    chance = np.random.default_rng(1)
    values = chance.uniform(-1, 1, (2, 333)).astype(np.float32)
    moods = tuple(chance.choice(MOODS_AND_UNCERTAIN, 333).tolist())
    saved = make_emotion(
        1 / 3, -2 / 3, moods=(("sad", 1 / 7), ("dreamy", 1e-9)), confidence=0.1 + 0.2,
        curve=EmotionCurve(0.25, 0.5, *values, moods), heads=HEADS,
    )  # fmt: skip
    library.save_emotion(track_id, saved)
    loaded = library.emotion(track_id)
    assert loaded is not None
    for name in ("duration_s", "valence", "arousal", "tension", "confidence", "moods", "heads"):
        assert getattr(loaded, name) == getattr(saved, name)
    assert (loaded.model, loaded.truncated) == (MODEL, False)
    assert (loaded.curve.start_s, loaded.curve.step_s) == (0.25, 0.5)
    assert loaded.curve.moods == moods
    assert np.array_equal(loaded.curve.valence, values[0])
    assert np.array_equal(loaded.curve.arousal, values[1])


def test_the_heads_that_a_model_has_are_kept_and_the_others_stay_away(
    library: Library, track_id: int
) -> None:
    for heads in (replace(HEADS, gems=None, film=None), replace(HEADS, voice=None)):
        library.save_emotion(track_id, make_emotion(heads=heads))
        loaded = library.emotion(track_id)
        assert loaded is not None
        assert loaded.heads == heads


def test_a_result_without_heads_or_steps_is_read_back(library: Library, track_id: int) -> None:
    library.save_emotion(track_id, make_emotion(curve=make_curve([], [], [])))
    loaded = library.emotion(track_id)
    assert loaded is not None
    assert (loaded.heads, loaded.curve.num_steps) == (None, 0)


def test_the_row_shows_the_summary(library: Library, track_id: int) -> None:
    library.save_emotion(track_id, make_emotion())
    row = library.row(track_id)
    assert row is not None
    assert (row.state, row.valence, row.arousal, row.tension, row.confidence) == (
        "staged", 0.5, 0.25, 0.1, 0.9,
    )  # fmt: skip
    assert row.moods == (MoodScore("happy", 0.8), MoodScore("calm", 0.3))


def test_an_uncertain_result_is_a_state_of_its_own(library: Library, track_id: int) -> None:
    library.save_emotion(track_id, make_emotion(moods=(("uncertain", 1.0),)))
    assert library.count("state:uncertain") == 1


def test_a_new_model_makes_old_results_stale_but_keeps_them(
    library: Library, track_id: int
) -> None:
    library.save_emotion(track_id, make_emotion(0.5))
    (row,) = library.rows(model_sha256=NEWER_MODEL.sha256)
    assert (row.state, row.valence) == ("stale", 0.5)
    assert library.rows(model_sha256=MODEL.sha256)[0].state == "staged"
    assert [track.id for track in library.pending(NEWER_MODEL.sha256)] == [track_id]
    library.save_emotion(track_id, make_emotion(-0.5, model=NEWER_MODEL))
    (row,) = library.rows(model_sha256=NEWER_MODEL.sha256)
    assert (row.state, row.valence) == ("staged", -0.5)


def test_returning_to_an_older_model_brings_its_results_back(
    library: Library, track_id: int
) -> None:
    library.save_emotion(track_id, make_emotion(0.5))
    library.mark_written(track_id, MODEL.sha256)
    library.save_emotion(track_id, make_emotion(-0.5, model=NEWER_MODEL))
    assert library.rows()[0].state == "staged"
    assert library.pending(MODEL.sha256) == []
    (row,) = library.rows(model_sha256=MODEL.sha256)
    assert (row.state, row.valence) == ("written", 0.5)


def test_a_written_track_is_stale_under_a_new_model(library: Library, track_id: int) -> None:
    library.save_emotion(track_id, make_emotion())
    library.mark_written(track_id, MODEL.sha256)
    assert library.count("state:stale", model_sha256=NEWER_MODEL.sha256) == 1
    assert library.count("state:written", model_sha256=NEWER_MODEL.sha256) == 0


def test_the_same_model_again_is_written_only_if_it_says_the_same(
    library: Library, track_id: int
) -> None:
    library.save_emotion(track_id, make_emotion(0.5))
    library.mark_written(track_id, MODEL.sha256)
    library.save_emotion(track_id, make_emotion(0.5, confidence=0.7))
    assert library.rows()[0].state == "written"
    library.save_emotion(track_id, make_emotion(0.6))
    row = library.rows()[0]
    assert (row.state, row.valence) == ("staged", 0.6)


def test_copies_are_analysed_once(library: Library, tmp_path: Path) -> None:
    ids = library.add(make_file(tmp_path / name, "same") for name in ("a.flac", "b.flac"))
    assert [track.id for track in library.pending(MODEL.sha256)] == ids[:1]
    assert [track.id for track in library.pending(MODEL.sha256, ids[1:])] == ids[1:]
    library.save_emotion(ids[1], make_emotion())
    assert library.pending(MODEL.sha256) == []


def test_pending_tracks_come_in_the_order_asked_for(library: Library, tmp_path: Path) -> None:
    ids = library.add(make_file(tmp_path / f"{name}.flac") for name in "cab")
    by_path = [ids[1], ids[2], ids[0]]
    assert [track.id for track in library.pending(MODEL.sha256)] == by_path
    assert [track.id for track in library.pending(MODEL.sha256, ids)] == ids


def test_a_failed_track_waits_until_it_is_retried_or_changes(
    library: Library, track_id: int, tmp_path: Path
) -> None:
    library.save_failure(track_id, "the net gave up")
    row = library.rows()[0]
    assert (row.state, row.message) == ("failed", "the net gave up")
    assert library.pending(MODEL.sha256) == []
    library.retry([track_id])
    assert len(library.pending(MODEL.sha256)) == 1
    library.save_failure(track_id, "again")
    library.add([make_file(tmp_path / "a.flac", "h")])
    assert len(library.pending(MODEL.sha256)) == 1


def test_a_result_ends_a_failure(library: Library, track_id: int) -> None:
    library.save_failure(track_id, "the net gave up")
    library.save_emotion(track_id, make_emotion())
    row = library.rows()[0]
    assert (row.state, row.message) == ("staged", "")


def test_a_failure_that_says_nothing_is_a_failure_still(library: Library, track_id: int) -> None:
    library.save_failure(track_id, "")
    assert library.rows()[0].state == "failed"


def test_a_forgotten_analysis_that_is_made_again_still_stands_in_the_file(
    library: Library, track_id: int
) -> None:
    library.save_emotion(track_id, make_emotion())
    library.mark_written(track_id, MODEL.sha256)
    library.forget([track_id])
    row = library.rows()[0]
    assert (row.state, row.valence, row.moods) == ("queued", None, ())
    assert len(library.pending(MODEL.sha256)) == 1
    library.save_emotion(track_id, make_emotion())
    assert library.rows()[0].state == "written"


def test_a_result_for_a_removed_track_is_refused(library: Library, track_id: int) -> None:
    library.remove([track_id])
    with pytest.raises(LibraryError, match="removed"):
        library.save_emotion(track_id, make_emotion())


def test_counts_add_up(library: Library, tmp_path: Path) -> None:
    ids = library.add(make_file(tmp_path / f"{n}.flac") for n in range(8))
    for track_id in (*ids[:4], ids[7]):
        library.save_emotion(track_id, make_emotion())
    library.save_emotion(ids[4], make_emotion(moods=(("uncertain", 1.0),)))
    library.mark_written(ids[0], MODEL.sha256)
    library.mark_written(ids[7], MODEL.sha256)
    library.note_tags([TagsRead(tmp_path / "7.flac", 1, "--------:another", None)])
    library.save_failure(ids[5], "no")
    library.set_missing([tmp_path / "1.flac"], missing=True)
    expected = Counts(
        8, queued=1, staged=2, written=1, changed=1, uncertain=1, failed=1, stale=0, missing=1
    )
    assert library.counts() == expected
    assert library.counts(model_sha256=MODEL.sha256) == expected
    stale = library.counts(model_sha256=NEWER_MODEL.sha256)
    assert stale == Counts(8, 1, 0, 0, 0, 0, 1, 5, 1)
    assert sum(astuple(stale)[1:]) == stale.total
    for state in STATES:
        found = library.count(f"state:{state}", model_sha256=NEWER_MODEL.sha256)
        assert found == getattr(stale, state)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE curves SET valence = x'00'",
        "UPDATE curves SET arousal = x'0000c07f'",
        "UPDATE curves SET valence = zeroblob(4)",
        "UPDATE analyses SET mood_curve = 'hz'",
        "UPDATE analyses SET moods = ' glad:0.5'",
        "UPDATE analyses SET moods = ''",
        "UPDATE analyses SET valence = 7",
        "UPDATE analyses SET step_s = 0",
        "UPDATE curves SET gems = x'00'",
        "DELETE FROM curves",
    ],
)
def test_a_damaged_result_is_an_error_and_can_be_made_again(
    library: Library, track_id: int, damage: str
) -> None:
    library.save_emotion(track_id, make_emotion(heads=HEADS))
    database = sqlite3.connect(library.path)
    database.execute(damage)
    database.commit()
    database.close()
    with pytest.raises(LibraryError, match="damaged"):
        library.emotion(track_id)
    library.forget([track_id])
    assert len(library.pending(MODEL.sha256)) == 1


def test_spread_and_rise_are_those_of_the_curve() -> None:
    steady = make_curve([0.5] * 30, [-0.5] * 30, ["calm"] * 30)
    moving = make_curve([0.0] * 101, np.linspace(-1, 1, 101).tolist(), ["calm"] * 101)
    assert spread_of(steady) == 0.0
    assert spread_of(moving) == pytest.approx(0.9)
    assert rise_of(steady.arousal) == 0.0
    assert rise_of(moving.arousal) == pytest.approx(1.36)
    assert rise_of(moving.arousal[:2]) is None
    assert spread_of(make_curve([], [], [])) is None
