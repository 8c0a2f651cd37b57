"""Every corpus is read from its published layout, in our ranges, with its groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.emotion import FILM, GEMS, VOICE
from mer_core.errors import TrainingError
from mer_core.training.corpora import (
    emopia,
    emotify,
    grekow,
    load_corpora,
    mediaeval,
    pmemo,
    ravdess,
    soundtracks,
    vgmidi,
)
from mer_core.training.corpora.labels import normalised
from mer_core.training.nets.pieces import target_of
from tests.core.training.conftest import (
    make_emopia,
    make_emotify,
    make_grekow,
    make_ravdess,
    make_soundtracks,
    make_vgmidi,
    write_sound,
    write_table,
)


def make_mediaeval(root: Path, *, swapped: bool, first_id: int = 1) -> Path:
    folder = root / "mediaeval"
    static, info = [], []
    curves: dict[str, list[dict[str, object]]] = {"valence": [], "arousal": []}
    for rank in range(6):
        song = first_id + rank
        write_sound(folder / "clips_45seconds" / f"{song}.wav", 200 + 30 * rank)
        truth = {"valence": -0.5 + 0.2 * rank, "arousal": 0.4 * (-1) ** rank}
        rated = {"mean_valence": 5 + 4 * truth["valence"], "mean_arousal": 5 + 4 * truth["arousal"]}
        if swapped:
            rated = {
                "mean_valence": rated["mean_arousal"],
                "mean_arousal": rated["mean_valence"],
            }
        static.append({"song_id": song} | rated)
        info.append({"song_id": song, "Artist": "\tThe Band\t," if rank < 2 else f"Singer {rank}"})
        for axis, rows in curves.items():
            rows.append({"song_id": song, "sample_15000ms": truth[axis], "sample_15500ms": 2.0})
    write_table(folder / "annotations" / "static_annotations.csv", static)
    write_table(folder / "annotations" / "songs_info.csv", info)
    for axis, rows in curves.items():
        write_table(folder / "annotations" / f"{axis}_cont_average.csv", rows)
    return folder


def test_ravdess_songs_are_read_from_their_names(tmp_path: Path) -> None:
    folder = make_ravdess(tmp_path, actors=2)
    write_sound(folder / "Actor_01" / "03-01-01-01-01-01-01.wav", 100)  # spoken, not sung
    clips = ravdess.load(folder)
    assert len(clips) == 12
    assert {clip.group for clip in clips} == {"actor 01", "actor 02"}
    assert {VOICE[clip.voice or 0] for clip in clips} == set(VOICE)
    assert all(clip.weak for clip in clips)


def test_emotify_lives_with_missing_audio_and_other_suffixes(tmp_path: Path) -> None:
    clips = emotify.load(make_emotify(tmp_path, songs=6))
    assert len(clips) == 6
    assert len({clip.group for clip in clips}) == 6
    assert all(clip.gems is not None and len(clip.gems) == len(GEMS) for clip in clips)
    assert all(abs(clip.valence or 0) <= 1 and abs(clip.arousal or 0) <= 1 for clip in clips)


def test_emotify_in_a_foreign_order_is_refused(tmp_path: Path) -> None:
    folder = make_emotify(tmp_path)
    table = (folder / "labels_per_track.csv").read_text("utf-8")
    (folder / "labels_per_track.csv").write_text(table.replace(",classical,", ",pop,"), "utf-8")
    with pytest.raises(TrainingError, match="order is foreign"):
        emotify.load(folder)


def test_film_scales_are_moved_to_ours(tmp_path: Path) -> None:
    clips = soundtracks.load(make_soundtracks(tmp_path))
    first = clips[0]
    assert first.film is not None
    assert len(first.film) == len(FILM)
    assert first.film[0] == -1.0  # rated 1
    assert first.film[3] == pytest.approx(3 / 8)  # rated 4
    assert (first.valence, first.arousal, first.tension) == first.film[:3]


def test_two_spellings_of_an_album_are_one_group(tmp_path: Path) -> None:
    clips = soundtracks.load(make_soundtracks(tmp_path, clips=3))
    assert clips[0].group == clips[1].group != clips[2].group
    assert normalised("The Café & Bar (CD 2)") == normalised("cafe and bar")
    assert normalised("The The") == normalised("the the") != ""


def test_vgmidi_curves_are_kept_where_the_tempo_fits(tmp_path: Path) -> None:
    clips = vgmidi.load(make_vgmidi(tmp_path))
    assert [clip.curve is not None for clip in clips] == [True, True, True, False]
    assert {clip.group for clip in clips} == {"game quest", "game race"}
    curve = clips[0].curve
    assert curve is not None
    assert curve.times_s.tolist() == [0, 1, 2]
    assert curve.valence.tolist() == pytest.approx([0, 0.1, 0.2])


@pytest.mark.parametrize("swapped", [False, True])
def test_mediaeval_columns_are_put_right_where_they_are_swapped(
    tmp_path: Path, swapped: bool
) -> None:
    clips = mediaeval.load(make_mediaeval(tmp_path, swapped=swapped))
    assert [clip.valence for clip in clips] == pytest.approx([-0.5 + 0.2 * i for i in range(6)])
    assert clips[1].arousal == pytest.approx(-0.4)
    assert clips[0].group == clips[1].group == "artist band"
    curve = clips[0].curve
    assert curve is not None
    assert curve.times_s.tolist() == [15.0, 15.5]
    assert curve.valence.max() <= 1


def test_mediaeval_songs_above_1000_are_never_swapped(tmp_path: Path) -> None:
    clips = mediaeval.load(make_mediaeval(tmp_path, swapped=True, first_id=1500))
    assert clips[0].arousal == pytest.approx(-0.5)


def make_pmemo(root: Path) -> Path:
    folder = root / "pmemo"
    write_sound(folder / "chorus" / "7.wav", 300)
    values = {"Arousal(mean)": 0.75, "Valence(mean)": 0.25}
    notes = folder / "annotations"
    write_table(notes / "metadata.csv", [{"musicId": 7, "artist": "A, B"}])
    write_table(notes / "static_annotations.csv", [{"musicId": 7} | values])
    write_table(notes / "dynamic_annotations.csv", [{"musicId": 7, "frameTime": 15.5} | values])
    return folder


def test_pmemo_choruses_are_read(tmp_path: Path) -> None:
    (clip,) = pmemo.load(make_pmemo(tmp_path))
    assert (clip.valence, clip.arousal) == (-0.5, 0.5)
    assert clip.curve is not None
    assert clip.curve.arousal.tolist() == [0.5]


def test_a_number_that_is_none_is_named(tmp_path: Path) -> None:
    folder = make_soundtracks(tmp_path, clips=2)
    path = folder / "labels_per_clip.csv"
    path.write_text(path.read_text("utf-8").replace("album,", "album,", 1) + "9,audio/000.mp3,x\n")
    with pytest.raises(TrainingError, match="valence"):
        soundtracks.load(folder)


def test_grekows_excerpts_stand_on_the_plane_each_of_its_own_song(tmp_path: Path) -> None:
    folder = make_grekow(tmp_path)
    (folder / "clips" / "out_pop.00005.wav").unlink()
    clips = grekow.load(folder)
    assert [clip.name for clip in clips][:2] == ["out_blues.00000", "out_pop.00001"]
    assert len({clip.group for clip in clips}) == len(clips) == 5
    assert (clips[0].valence, clips[0].arousal) == (1.0, 0.8)
    assert (clips[1].valence, clips[1].arousal) == pytest.approx((0.6, -0.8))


def test_emopias_clips_have_a_quadrant_and_their_song_for_a_group(tmp_path: Path) -> None:
    folder = make_emopia(tmp_path)
    clips = emopia.load(folder)
    assert [clip.quadrant for clip in clips] == ["Q1", "Q2", "Q3", "Q4"] * 2
    assert [clip.group for clip in clips][:3] == ["song song0", "song song0", "song song1"]
    assert all(clip.valence is None for clip in clips)
    targets = [target_of(clip, "quadrants") for clip in clips]
    assert [list(target).index(1.0) for target in targets if target is not None] == [0, 1, 2, 3] * 2
    assert target_of(clips[0], "plane") is None
    table = (folder / "labels_per_clip.csv").read_text("utf-8")
    (folder / "labels_per_clip.csv").write_text(table.replace("Q4", "Q5"), "utf-8")
    with pytest.raises(TrainingError, match="'Q5' is none of Q1, Q2, Q3, Q4"):
        emopia.load(folder)


def test_a_table_without_its_columns_is_named(tmp_path: Path) -> None:
    folder = make_soundtracks(tmp_path, clips=2)
    (folder / "labels_per_clip.csv").write_text("number,path\n1,a\n", "utf-8")
    with pytest.raises(TrainingError, match="has no column"):
        soundtracks.load(folder)


def test_no_corpus_at_all_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="holds none of the corpora"):
        load_corpora(tmp_path, ("emotify", "vgmidi"))
