from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import EmotionCurve, Heads
from mer_core.errors import InputError
from mer_core.library import migrations, moments
from mer_core.library.connection import Connection
from mer_core.library.database import Library
from mer_core.tonality import Measures
from tests.core.library.samples import make_curve, make_emotion, make_file, older_copy

CALM, ANGRY, SAD = (0.5, -0.6), (-0.7, 0.8), (-0.6, -0.5)


def curve_of(*parts: tuple[tuple[float, float], int], silent: int = 0) -> EmotionCurve:
    """Parts of a place and a number of seconds; then seconds of silence."""
    valence = [place[0] for place, number in parts for _ in range(number)] + [0.0] * silent
    arousal = [place[1] for place, number in parts for _ in range(number)] + [0.0] * silent
    moods = ["calm"] * (len(valence) - silent) + ["uncertain"] * silent
    return make_curve(valence, arousal, moods)


def add(
    library: Library, path: Path, curve: EmotionCurve, measures: Measures | None = None,
    audio_hash: str = "", heads: Heads | None = None,
) -> int:  # fmt: skip
    (track_id,) = library.add([make_file(path, audio_hash, title=path.stem)])
    emotion = make_emotion(curve=curve, heads=heads)
    library.save_emotion(track_id, emotion, measures or Measures())
    return track_id


def test_a_short_passage_within_a_long_song_is_found_where_it_is(
    library: Library, tmp_path: Path
) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of((SAD, 60), (ANGRY, 20), (SAD, 100)))
    inside = add(library, tmp_path / "in.flac", curve_of((CALM, 133), (ANGRY, 12), (CALM, 95)))
    add(library, tmp_path / "calm.flac", curve_of((CALM, 240)))
    add(library, tmp_path / "sad.flac", curve_of((SAD, 240)))
    first, *others = library.like(asked, at_s=65.0)
    assert first.track_id == inside
    assert first.at_s == pytest.approx(134.0, abs=1.0)
    assert first.distance == pytest.approx(0.0, abs=1e-3)
    assert len(others) == 2
    assert others[0].distance > 0.5


def test_a_passage_that_rises_is_not_like_one_that_falls(library: Library, tmp_path: Path) -> None:
    up = [((0.0, float(a)), 1) for a in np.linspace(-0.6, 0.6, 30)]
    asked = add(library, tmp_path / "asked.flac", curve_of(*up))
    falling = add(library, tmp_path / "falling.flac", curve_of(*up[::-1]))
    rising = add(library, tmp_path / "rising.flac", curve_of((CALM, 50), *up))
    found = library.like(asked, at_s=0.0, for_s=30.0)
    assert [each.track_id for each in found] == [rising, falling]
    assert found[0].at_s == 50.0


def test_a_whole_song_is_asked_for_by_what_is_most_like_it(
    library: Library, tmp_path: Path
) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of((CALM, 15), (SAD, 200), (ANGRY, 15)))
    sad = add(library, tmp_path / "sad.flac", curve_of((CALM, 60), (SAD, 60)))
    add(library, tmp_path / "angry.flac", curve_of((ANGRY, 60)))
    assert library.like(asked)[0].track_id == sad


def test_copies_are_one_song_and_missing_and_silent_ones_are_none(
    library: Library, tmp_path: Path
) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of((SAD, 60)), audio_hash="a" * 64)
    library.add([make_file(tmp_path / "its copy.flac", "a" * 64)])
    one = add(library, tmp_path / "one.flac", curve_of((SAD, 60)), audio_hash="b" * 64)
    library.add([make_file(tmp_path / "copy of one.flac", "b" * 64)])
    add(library, tmp_path / "gone.flac", curve_of((SAD, 60)))
    library.set_missing([tmp_path / "gone.flac"], missing=True)
    add(library, tmp_path / "nothing.flac", curve_of(silent=60))
    assert [each.track_id for each in library.like(asked)] == [one]


def test_silence_is_like_nothing(library: Library, tmp_path: Path) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of(((0.0, 0.0), 60), silent=30))
    quiet = add(library, tmp_path / "quiet.flac", curve_of((ANGRY, 60), silent=60))
    near = add(library, tmp_path / "near.flac", curve_of(((0.2, 0.2), 60)))
    assert [each.track_id for each in library.like(asked, at_s=5.0)] == [near, quiet]
    with pytest.raises(InputError, match="Nothing can be said of this moment"):
        library.like(asked, at_s=70.0)
    with pytest.raises(InputError, match="Nothing can be said of this song"):
        library.like(add(library, tmp_path / "s.flac", curve_of(silent=60)))


def test_of_equal_moments_those_of_songs_alike_in_tempo_and_feeling_come_first(
    library: Library, tmp_path: Path
) -> None:
    def heads(first: float) -> Heads:
        return Heads(gems=(first, *[0.1] * 8))

    def song(name: str, bpm: float | None, first: float) -> int:
        path = tmp_path / f"{name}.flac"
        return add(library, path, curve_of((SAD, 60)), Measures(bpm), heads=heads(first))

    asked = song("asked", 120.0, 0.9)
    slower, same, half, unlike = (
        song(name, bpm, first)
        for name, bpm, first in (
            ("slower", 104.0, 0.9), ("same", 120.5, 0.9), ("half", 60.0, 0.9), ("x", 120.0, 0.1))
    )  # fmt: skip
    unknown = song("unknown", None, 0.9)
    found = [each.track_id for each in library.like(asked)]
    assert found[:2] == [half, same]
    assert set(found) == {half, same, slower, unlike, unknown}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"at_s": 61.0}, "ends at 1:00"), ({"at_s": -1.0}, "ends at"),
        ({"at_s": float("nan")}, "ends at"), ({"for_s": 0.0}, "lasts from 1 to 600"),
        ({"for_s": 1e9}, "lasts from"), ({"for_s": float("nan")}, "lasts from"),
    ],
)  # fmt: skip
def test_a_moment_that_is_none_is_refused(
    library: Library, tmp_path: Path, options: dict[str, float], message: str
) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of((SAD, 60)))
    with pytest.raises(InputError, match=message):
        library.like(asked, **options)  # type: ignore[arg-type]


def test_a_song_that_was_never_analysed_is_refused(library: Library, tmp_path: Path) -> None:
    (new,) = library.add([make_file(tmp_path / "new.flac")])
    with pytest.raises(InputError, match="not analysed yet"):
        library.like(new)
    with pytest.raises(InputError, match="not analysed yet"):
        library.like(999)


def test_a_song_shorter_than_the_passage_is_compared_with_its_beginning(
    library: Library, tmp_path: Path
) -> None:
    asked = add(library, tmp_path / "asked.flac", curve_of((SAD, 60)))
    jingle = add(library, tmp_path / "jingle.flac", curve_of((SAD, 3)))
    (found,) = library.like(asked, for_s=30.0)
    assert (found.track_id, found.at_s) == (jingle, 0.0)
    (found,) = library.like(jingle, at_s=3.0, for_s=30.0)
    assert found.track_id == asked


def test_an_older_librarys_songs_are_found_too(library: Library, tmp_path: Path) -> None:
    for number in range(3):
        add(library, tmp_path / f"{number}.flac", curve_of((SAD, 60)))
    older = tmp_path / "older.sqlite"
    older_copy(library, older, migrations.MIGRATIONS[:3]).close()
    with Library.open(older) as opened:
        assert len(opened.like(opened.row_ids()[0])) == 2


def test_a_damaged_curve_is_passed_over(library: Library, tmp_path: Path) -> None:
    asked, broken, sound = (
        add(library, tmp_path / f"{number}.flac", curve_of((SAD, 60))) for number in range(3)
    )
    connection = Connection(library.path)
    connection.run(
        "UPDATE curves SET valence = x'00' WHERE analysis_id ="
        " (SELECT analysis_id FROM tracks WHERE id = ?)",
        broken,
    )
    connection.run("DELETE FROM moments")
    connection.close()
    assert [each.track_id for each in library.like(asked)] == [sound]


def test_songs_that_cannot_be_played_do_not_hide_those_that_can(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "_REFINED", 4)
    asked = add(library, tmp_path / "asked.flac", curve_of((SAD, 60)))
    for number in range(12):
        add(library, tmp_path / f"gone {number}.flac", curve_of((SAD, 60)))
    library.set_missing([tmp_path / f"gone {n}.flac" for n in range(12)], missing=True)
    there = add(library, tmp_path / "there.flac", curve_of((CALM, 60)))
    assert [each.track_id for each in library.like(asked, limit=1)] == [there]
