"""What people say of songs by hand, over what models say."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import MOODS, Correction
from mer_core.library import migrations
from mer_core.library.database import Library
from mer_core.library.tracks import STATES, TrackRow
from tests.core.library.samples import (
    NEWER_MODEL,
    make_emotion,
    make_file,
    older_copy,
    titles,
)

HAPPY = Correction(moods=("happy",), valence=0.9, arousal=0.7, energy=3)


@pytest.fixture
def ids(tmp_path: Path, library: Library) -> list[int]:
    """Two analysed songs, A and B; both are calm, at (0.5, -0.5)."""
    files = [make_file(tmp_path / f"{title}.flac", title=title) for title in "AB"]
    found = library.add(files)
    for track_id in found:
        library.save_emotion(track_id, make_emotion(0.5, -0.5, moods=(("calm", 0.8),)))
    return found


def row_of(library: Library, track_id: int) -> TrackRow:
    row = library.row(track_id)
    assert row is not None
    return row


def figures(library: Library, track_id: int) -> tuple[object, ...]:
    row = row_of(library, track_id)
    return [mood.name for mood in row.moods], row.valence, row.arousal, row.energy


def test_rows_searches_orders_and_points_take_the_corrected_values(
    library: Library, ids: list[int]
) -> None:
    library.correct([ids[1]], HAPPY)
    assert figures(library, ids[0]) == (["calm"], 0.5, -0.5, 3)
    assert figures(library, ids[1]) == (["happy"], 0.9, 0.7, 3)
    for query in (
        "mood:happy", "mood:=happy", "happy:>0.5", "valence:>0.8", "arousal:0.7", "state:manual",
        "-mood:calm", "state:manual state:staged", "-(-state:manual)",
    ):  # fmt: skip
        assert titles(library, query) == ["B"], query
    assert titles(library, "-state:manual") == ["A"]
    assert titles(library, order_by="-arousal") == ["B", "A"]
    points = library.points()
    np.testing.assert_allclose(points.valence, [0.5, 0.9], atol=1e-6)
    assert [MOODS[place] for place in points.moods] == ["calm", "happy"]


def test_each_field_is_corrected_and_taken_back_by_itself(library: Library, ids: list[int]) -> None:
    library.correct(ids[:1], Correction(valence=-0.2))
    library.correct(ids[:1], Correction(moods=("sad", "tender")))
    assert row_of(library, ids[0]).correction == Correction(("sad", "tender"), valence=-0.2)
    assert figures(library, ids[0]) == (["sad", "tender"], -0.2, -0.5, 3)
    library.correct(ids[:1], Correction(), without=["valence"])
    assert figures(library, ids[0]) == (["sad", "tender"], 0.5, -0.5, 3)
    library.correct(ids[:1], Correction(), without=["moods", "energy"])
    assert figures(library, ids[0]) == (["calm"], 0.5, -0.5, 3)
    assert library.count("state:manual") == 0


def test_energy_follows_a_corrected_arousal_until_it_is_given_too(
    library: Library, ids: list[int]
) -> None:
    library.correct(ids[:1], Correction(arousal=1.0))
    assert row_of(library, ids[0]).energy == 10
    library.correct(ids[:1], Correction(energy=2))
    assert figures(library, ids[0])[2:] == (1.0, 2)
    assert titles(library, "energy:2") == ["A"]
    assert titles(library, order_by="-energy") == ["B", "A"]


def test_neither_a_new_analysis_nor_another_model_overwrites_a_correction(
    library: Library, ids: list[int]
) -> None:
    library.correct(ids[:1], HAPPY)
    library.save_emotion(ids[0], make_emotion(-0.9, -0.9, moods=(("sad", 0.9),)))
    assert figures(library, ids[0]) == (["happy"], 0.9, 0.7, 3)
    library.save_emotion(ids[0], make_emotion(-0.8, 0.9, model=NEWER_MODEL))
    assert figures(library, ids[0]) == (["happy"], 0.9, 0.7, 3)
    library.pending("a" * 64)  # the older model is chosen again
    assert figures(library, ids[0]) == (["happy"], 0.9, 0.7, 3)
    library.forget(ids)
    assert figures(library, ids[0]) == (["happy"], 0.9, 0.7, 3)
    assert figures(library, ids[1]) == ([], None, None, None)
    assert row_of(library, ids[0]).state == "queued"
    own = make_emotion(-0.9, -0.9, moods=(("sad", 0.9),))
    library.save_emotion(ids[0], own)
    emotion = library.emotion(ids[0])
    assert emotion is not None
    assert (emotion.valence, emotion.moods) == (own.valence, own.moods)  # the model's stay its own


def test_a_correction_goes_with_the_sound_to_copies_and_other_places(
    tmp_path: Path, library: Library, ids: list[int]
) -> None:
    library.correct(ids[:1], HAPPY)
    sound = row_of(library, ids[0]).track.audio_hash
    (copy,) = library.add([make_file(tmp_path / "copy.mp3", sound, title="A copy")])
    assert figures(library, copy) == (["happy"], 0.9, 0.7, 3)
    library.remove(ids)
    (again,) = library.add([make_file(tmp_path / "later.flac", sound)])
    assert row_of(library, again).correction == HAPPY
    (changed,) = library.add([make_file(tmp_path / "later.flac", "another sound")])
    assert changed == again
    assert figures(library, changed) == ([], None, None, None)


def test_a_song_may_be_corrected_before_it_is_analysed(tmp_path: Path, library: Library) -> None:
    (track_id,) = library.add([make_file(tmp_path / "new.flac", title="new")])
    library.correct([track_id], Correction(valence=0.3, energy=9))
    assert figures(library, track_id) == ([], 0.3, None, 9)
    assert titles(library, "state:manual state:queued") == ["new"]
    assert len(library.points()) == 0
    library.save_emotion(track_id, make_emotion(0.0, 0.0))
    assert figures(library, track_id) == (["happy", "calm"], 0.3, 0.0, 9)


def test_what_the_model_cannot_judge_is_staged_once_a_person_has_said_something_to_write(
    library: Library, ids: list[int]
) -> None:
    library.save_emotion(ids[0], make_emotion(0.0, 0.0, moods=(("uncertain", 1.0),)))
    for correction, state in (
        (Correction(), "uncertain"), (Correction(energy=4), "uncertain"),
        (Correction(valence=0.2), "staged"), (Correction(moods=("solemn",)), "staged"),
    ):  # fmt: skip
        library.correct(ids[:1], correction, without=["moods", "valence", "arousal", "energy"])
        assert row_of(library, ids[0]).state == state, correction


def test_the_states_stay_one_word_a_row_and_add_up(library: Library, ids: list[int]) -> None:
    library.correct(ids[:1], HAPPY)
    counts = library.counts()
    assert counts.total == sum(getattr(counts, state) for state in STATES) == 2


def test_a_step_is_taken_back_and_again(library: Library, ids: list[int]) -> None:
    first = library.correct(ids, Correction(valence=0.1))
    second = library.correct(ids[:1], Correction(valence=0.2))
    assert len(library.undo_correction(second)) == 1
    assert [row.valence for row in library.rows()] == [0.1, 0.1]
    undone = library.undo_correction(first)
    assert [row.valence for row in library.rows()] == [0.5, 0.5]
    assert len(undone) == 2
    assert len(library.redo_correction(first)) == 2
    assert [row.valence for row in library.rows()] == [0.1, 0.1]


def test_a_step_back_spares_what_was_corrected_again_since(
    library: Library, ids: list[int]
) -> None:
    step = library.correct(ids, Correction(valence=0.1))
    library.correct(ids[:1], Correction(arousal=0.9))  # by another program, say
    assert len(library.undo_correction(step)) == 1
    assert [row.valence for row in library.rows()] == [0.1, 0.5]


def test_a_correction_that_says_nothing_new_is_no_step(library: Library, ids: list[int]) -> None:
    library.correct(ids, HAPPY)
    assert len(library.correct(ids, HAPPY)) == 0


def test_a_file_that_was_never_read_is_counted_and_left_alone(
    tmp_path: Path, library: Library, ids: list[int]
) -> None:
    library.add([make_file(tmp_path / "broken.flac", failure="no sound")])
    step = library.correct([row.track.id for row in library.rows()], HAPPY)
    assert (len(step), step.num_unread) == (2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"moods": ("glad",)}, {"moods": ("uncertain",)}, {"moods": ("sad", "sad")},
        {"valence": 1.01}, {"arousal": float("nan")}, {"valence": float("inf")},
        {"energy": 0}, {"energy": 11},
    ],
)  # fmt: skip
def test_a_correction_outside_its_range_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"mood|outside"):
        Correction(**wrong)  # type: ignore[arg-type]


def test_an_older_library_is_upgraded_in_place_and_can_be_corrected(
    tmp_path: Path, library: Library, ids: list[int]
) -> None:
    path = tmp_path / "older.sqlite"
    older_copy(library, path, migrations.MIGRATIONS[:3]).close()
    with Library.open(path) as upgraded:
        assert figures(upgraded, ids[0]) == (["calm"], 0.5, -0.5, 3)
        assert titles(upgraded, "energy:3") == ["A", "B"]
        upgraded.correct(ids[:1], HAPPY)
        assert titles(upgraded, "state:manual") == ["A"]
    with sqlite3.connect(path) as sqlite:
        plan = " ".join(
            row[3]
            for row in sqlite.execute(
                "EXPLAIN QUERY PLAN SELECT id FROM tracks WHERE +energy > 3 AND +moods GLOB '* a:*'"
            )
        )
    assert "COVERING INDEX tracks_search" in plan
