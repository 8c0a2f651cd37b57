"""The columns of the library's table: what they are called, sort by and say."""

from __future__ import annotations

import datetime
from enum import IntEnum

from app.engine_words import engine_word
from app.i18n import mark, tr
from app.theme import mood_word
from mer_core.emotion import MOODS, Correction
from mer_core.library.tracks import MANUAL, TrackRow


class Column(IntEnum):
    """The columns, from left to right. New ones go behind: saved layouts count on the numbers.
    From 19 on there is one for each of MOODS: how strong it is.
    """

    NUMBER = 0
    TITLE = 1
    ARTIST = 2
    ALBUM = 3
    TIME = 4
    MOOD = 5
    VALENCE = 6
    AROUSAL = 7
    TENSION = 8
    CONFIDENCE = 9
    FORMAT = 10
    STATE = 11
    GENRE = 12
    ALBUM_ARTIST = 13
    YEAR = 14
    TRACK = 15
    DISC = 16
    ADDED = 17
    PATH = 18
    BPM = 29
    KEY = 30
    ENERGY = 31
    RATING = 32
    PLAYS = 33
    PLAYED = 34
    COVER = 35


#: The column of each mood's score.
MOOD_COLUMNS = {Column.PATH + 1 + number: mood for number, mood in enumerate(MOODS)}
NUM_COLUMNS = len(Column) + len(MOODS)
HEADINGS = (
    "#", mark("Title"), mark("Artist"), mark("Album"), mark("Time"), mark("Mood"), mark("Valence"),
    mark("Arousal"), mark("Tension"), mark("Confidence"), mark("Format"), mark("State"),
    mark("Genre"), mark("Album artist"), mark("Year"), mark("Track"), mark("Disc"), mark("Added"),
    mark("Path"), *(mood.capitalize() for mood in MOODS), "BPM", mark("Key"), mark("Energy"),
    mark("Rating"), mark("Plays"), mark("Last played"), mark("Cover"),
)  # fmt: skip
#: What can be sorted, and how the library calls it.
ORDERS: dict[int, str] = {
    Column.TITLE: "title", Column.ARTIST: "artist", Column.ALBUM: "album", Column.TIME: "duration",
    Column.MOOD: "mood", Column.VALENCE: "valence", Column.AROUSAL: "arousal",
    Column.TENSION: "tension", Column.CONFIDENCE: "confidence", Column.FORMAT: "format",
    Column.STATE: "state", Column.GENRE: "genre", Column.ALBUM_ARTIST: "albumartist",
    Column.YEAR: "year", Column.TRACK: "track", Column.DISC: "disc", Column.ADDED: "added",
    Column.PATH: "path", Column.BPM: "bpm", Column.KEY: "key", Column.ENERGY: "energy",
    Column.RATING: "rating", Column.PLAYS: "plays", Column.PLAYED: "played",
    **MOOD_COLUMNS,
}  # fmt: skip
#: Columns of numbers that stand at the right of their column.
RIGHT = (
    Column.NUMBER, Column.TIME, Column.YEAR, Column.TRACK, Column.DISC, Column.BPM, Column.ENERGY,
    Column.PLAYS,
)  # fmt: skip


def heading(column: int) -> str:
    """What a column is called on the screen."""
    mood = MOOD_COLUMNS.get(column)
    return tr(HEADINGS[column]) if mood is None else mood_word(mood).capitalize()


def title_of(row: TrackRow) -> str:
    """The track's title, or its file's name without the suffix."""
    return row.track.title or row.track.path.stem.encode("utf-8", "replace").decode("utf-8")


def format_of(row: TrackRow) -> str:
    """The codec and rate: "FLAC · 44.1 kHz"."""
    rate = f"{row.track.sample_rate / 1000:g} kHz" if row.track.sample_rate else ""
    return " · ".join(part for part in (row.track.codec, rate) if part)


def text_of(row: TrackRow, column: int) -> str:
    """What a cell says; empty where nothing is known."""
    track, details = row.track, row.track.details
    match column:
        case Column.TITLE:
            return title_of(row)
        case Column.ARTIST:
            return track.artist
        case Column.ALBUM:
            return track.album
        case Column.GENRE:
            return track.genre
        case Column.ALBUM_ARTIST:
            return details.album_artist
        case Column.TIME:
            seconds = track.duration_s
            return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
        case Column.MOOD:
            return ", ".join(mood_word(mood.name) for mood in row.moods)
        case Column.FORMAT:
            return format_of(row)
        case Column.STATE:
            words = [engine_word(row.state)]
            words += [engine_word(MANUAL)] if row.correction else []
            return ", ".join([*words, row.message] if row.message else words)
        case Column.YEAR | Column.TRACK | Column.DISC:
            number = (details.year, details.track, details.disc)[column - Column.YEAR]
            return "" if number is None else str(number)
        case Column.ADDED:
            return _day(track.added_at)
        case Column.PLAYED:
            return _day(row.played_at)
        case Column.RATING:
            return tr("%n star(s)", "", row.rating) if row.rating else ""
        case Column.PLAYS:
            return str(row.plays) if row.plays else ""
        case Column.BPM:
            return "" if row.bpm is None else f"{row.bpm:.1f}"
        case Column.KEY:
            return "" if row.key is None else f"{row.key.camelot} · {row.key.name}"
        case Column.ENERGY:
            return "" if row.energy is None else str(row.energy)
        case Column.PATH:
            return str(track.path).encode("utf-8", "replace").decode("utf-8")
    value = number_of(row, column)
    return "" if value is None else f"{value:+.2f}"


def _day(seconds: float | None) -> str:
    return "" if seconds is None else datetime.date.fromtimestamp(seconds).isoformat()


def number_of(row: TrackRow, column: int) -> float | None:
    """The number that a cell draws as a bar; None where nothing is known, or it draws none."""
    match column:
        case Column.VALENCE:
            return row.valence
        case Column.AROUSAL:
            return row.arousal
        case Column.TENSION:
            return row.tension
        case Column.CONFIDENCE:
            return row.confidence
    mood = MOOD_COLUMNS.get(column)
    return next((each.score for each in row.moods if each.name == mood), None)


def source_of(row: TrackRow, column: int) -> str:
    """Whether a tempo, a key or an energy is the file's own, and what was heard."""
    name, heard, said = {
        Column.BPM: ("bpm", row.measures.bpm, f"{row.measures.bpm or 0.0:.1f} BPM"),
        Column.KEY: ("key", row.measures.key, str(row.measures.key)),
    }.get(Column(column), ("energy", None, ""))
    if name not in row.from_file:
        return "" if heard is None else tr("Heard by Moodline: {heard}").format(heard=said)
    if heard is None:
        return tr("From the file's tags")
    return tr("From the file's tags; heard: {heard}").format(heard=said)


def correction_words(said: Correction) -> str:
    """What was corrected by hand."""
    figures = {"valence": said.valence, "arousal": said.arousal}
    moods = ", ".join(map(mood_word, said.moods))
    words = [tr("mood {moods}").format(moods=moods)] if said.moods else []
    words += [f"{tr(name)} {value:+.2f}" for name, value in figures.items() if value is not None]
    words += [] if said.energy is None else [tr("energy {energy}").format(energy=said.energy)]
    return "; ".join(words)
