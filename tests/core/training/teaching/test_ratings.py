"""Tables of ratings as spreadsheets of all countries write them, and as people mistype them."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mer_core.emotion import MOODS
from mer_core.errors import TrainingError
from mer_core.training.teaching.ratings import RatingScale, read_ratings


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with a few files; what they hold does not matter here."""
    for name in ("a.mp3", "b.mp3", "Käse, alt.mp3", "sub/c.mp3"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"sound")
    return tmp_path


def table(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "ratings.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_may_stand_in_any_order_beside_others(music: Path) -> None:
    ratings = read_ratings(
        table(music, "Title,Mood Words, AROUSAL ,Path\nAria,Happy; calm ,-0.5,a.mp3\n")
    )
    (rating,) = ratings.rated
    assert rating.path == music / "a.mp3"
    assert (rating.valence, rating.arousal) == (None, -0.5)
    assert rating.moods == ("happy", "calm")
    assert rating.line == 2
    assert not ratings.skipped
    assert not ratings.notes


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_spreadsheets_of_all_countries_are_read(
    music: Path, delimiter: str, encoding: str, newline: str
) -> None:
    rows = [
        ("path", "valence", "moods"), ('"Käse, alt.mp3"', "-0.5", "sad|tender"), ("", "", ""),
        ("sub\\c.mp3", "1", ""),
    ]  # fmt: skip
    text = newline.join(delimiter.join(row) for row in rows)
    ratings = read_ratings(table(music, text, encoding=encoding))
    first, second = ratings.rated
    assert first.path == music / "Käse, alt.mp3"
    assert (first.valence, first.moods) == (-0.5, ("sad", "tender"))
    assert (second.path, second.valence) == (music / "sub" / "c.mp3", 1.0)


def test_decimal_commas_are_read_where_they_part_no_columns(music: Path) -> None:
    ratings = read_ratings(table(music, "path;valence;arousal\na.mp3;-0,25;0,5\n"))
    assert (ratings.rated[0].valence, ratings.rated[0].arousal) == (-0.25, 0.5)


def test_words_may_be_parted_by_the_sign_that_parts_the_columns(music: Path) -> None:
    ratings = read_ratings(table(music, "path;valence;moods\na.mp3;0,5;happy;calm;calm\nb.mp3;1\n"))
    assert ratings.rated[0].moods == ("happy", "calm")
    assert ratings.rated[1].moods == ()


def test_accents_may_be_parted_from_their_letters(music: Path) -> None:
    ratings = read_ratings(table(music, 'path,valence\n"Ka\u0308se, alt.mp3",1\n'))
    assert ratings.rated[0].path == music / "Käse, alt.mp3"


def test_absolute_paths_and_the_home_folder_are_understood(
    music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(music))
    text = f"path,valence\n{music / 'a.mp3'},1\n~/sub/c.mp3,-1\n"
    ratings = read_ratings(table(music / "sub", text))
    assert [r.path for r in ratings.rated] == [music / "a.mp3", music / "sub" / "c.mp3"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("gone.mp3,0.5,0,", "no such file"),
        ("sub,0.5,0,", "no such file"),
        ("a\0.mp3,0.5,0,", "no such file"),
        (f"{'x' * 300}.mp3,0.5,0,", "no such file"),
        (",0.5,0,", "names no file"),
        ("a.mp3,loud,0,", "valence is 'loud', which is no number"),
        ("a.mp3,0,nan,", "arousal is 'nan', which is no number"),
        ("a.mp3,,,", "no rating"),
        ("a.mp3,,,groovy|funky", "none of its words is a mood (groovy, funky)"),
        ("b.mp3,0.5,0,", "rated in line 2 already"),
        ("./sub/../b.mp3,0.5,0,", "rated in line 2 already"),
    ],
)
def test_a_bad_row_is_skipped_with_its_reason(music: Path, row: str, reason: str) -> None:
    path = table(music, f"path,valence,arousal,moods\nb.mp3,0.1,0.2,happy\n{row}\n")
    if "\0" in row:
        with pytest.raises(TrainingError, match="no text"):
            read_ratings(path)
        return
    ratings = read_ratings(path)
    assert [rating.path.name for rating in ratings.rated] == ["b.mp3"]
    ((name, given),) = ratings.skipped
    assert reason in given
    assert name in (row.split(",")[0], "line 3")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must name the columns"),
        ("artist,title\nx,y\n", "must name the columns: path, and valence"),
        ("path\na.mp3\n", "must name the columns"),
        ("path,valence,Valence\na.mp3,1,2\n", "each once"),
        ("a.mp3,0.5,0.5\n", "must name the columns"),
        ('path,valence\n"a.mp3,' + "x" * 200_000 + "\n", "no table"),
    ],
)
def test_what_is_no_table_of_ratings_is_refused(music: Path, text: str, sentence: str) -> None:
    with pytest.raises(TrainingError, match=sentence):
        read_ratings(table(music, text))


def test_a_sound_file_in_place_of_the_table_is_refused(music: Path) -> None:
    path = music / "song.wav"
    path.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00")
    with pytest.raises(TrainingError, match="no text"):
        read_ratings(path)
    with pytest.raises(TrainingError, match="cannot be read"):
        read_ratings(music / "gone.csv")


@pytest.mark.parametrize(
    ("values", "option"),
    [
        (("7", "3"), "--scale 1-7"),
        (("9", "1"), "--scale 1-9"),
        (("0", "10"), "--scale 0-10"),
        (("55", "100"), "--scale 0-100"),
        (("-3", "4"), "--scale -5..5"),
        (("1200", "0"), "--scale 0-1200"),
    ],
)
def test_another_scale_is_named_and_then_read(
    music: Path, values: tuple[str, str], option: str
) -> None:
    path = table(music, "path,valence\na.mp3,{}\nb.mp3,{}\n".format(*values))
    with pytest.raises(TrainingError, match=option) as error:
        read_ratings(path)
    assert "valence is" in str(error.value)
    scale = RatingScale.parse(option.split()[1])
    given_values = [rating.valence for rating in read_ratings(path, scale).rated]
    wanted = [2 * (float(v) - scale.low) / (scale.high - scale.low) - 1 for v in values]
    assert given_values == pytest.approx(wanted)


def test_a_number_off_the_named_scale_skips_its_row(music: Path) -> None:
    path = table(music, "path,valence\na.mp3,55\nb.mp3,9\n")
    ratings = read_ratings(path, RatingScale.parse("1 to 9"))
    assert [rating.valence for rating in ratings.rated] == [1.0]
    assert ratings.skipped == (("a.mp3", "valence is 55, outside 1 to 9."),)


@pytest.mark.parametrize("text", ["", "9", "9-1", "1-1", "a-b", "1-9-12"])
def test_what_is_no_scale_is_refused(text: str) -> None:
    with pytest.raises(TrainingError, match="is no scale"):
        RatingScale.parse(text)


def test_unknown_words_and_a_scale_from_0_are_noted(music: Path) -> None:
    path = table(music, "path,valence,moods\na.mp3,0.9,Groovy|happy\nb.mp3,0.1,groovy\n")
    words, scale = read_ratings(path).notes
    assert "groovy (2)" in words
    assert all(mood in words for mood in MOODS)
    assert "--scale 0-1" in scale


_CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
_NUMBER = st.floats(-1, 1).map(lambda value: round(value, 3))


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(_CELL, _NUMBER, _NUMBER, st.lists(st.sampled_from(MOODS), max_size=3))),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_a_spreadsheet_writes_is_read_back(
    music: Path, rows: list[tuple[str, float, float, list[str]]], delimiter: str
) -> None:
    """Whatever stands in the other columns; every row is either read or skipped."""
    folder = music / "many"
    folder.mkdir(exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(("remark", "path", "valence", "arousal", "moods"))
    for number, (remark, valence, arousal, moods) in enumerate(rows):
        (folder / f"{number}.mp3").write_bytes(b"sound")
        writer.writerow((remark, f"many/{number}.mp3", valence, arousal, "|".join(moods)))
    ratings = read_ratings(table(music, text.getvalue()))
    assert not ratings.skipped
    assert len(ratings.rated) == len(rows)
    for number, (_, valence, arousal, moods) in enumerate(rows):
        read = ratings.rated[number]
        assert read.path == folder / f"{number}.mp3"
        assert (read.valence, read.arousal) == pytest.approx((valence, arousal))
        assert set(read.moods) == set(moods)


@settings(max_examples=80)
@given(data=st.binary(max_size=200))
def test_rows_of_any_bytes_are_skipped_or_the_table_is_refused(music: Path, data: bytes) -> None:
    path = music / "any.csv"
    path.write_bytes(b"path,valence,moods\n" + data)
    with contextlib.suppress(TrainingError):
        assert read_ratings(path).rated == ()
