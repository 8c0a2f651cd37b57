"""What models said of the tracks: stored once for each audio and model."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterable

from mer_core.emotion import (
    NOT_CORRECTED,
    Correction,
    MoodScore,
    TrackEmotion,
)
from mer_core.errors import LibraryError
from mer_core.library import corrections, moments, outlines
from mer_core.library.connection import Connection
from mer_core.library.mood_text import LETTERS, pack_moods
from mer_core.library.stored import load, pack_heads, rise_of, spread_of
from mer_core.library.tracks import ENERGY_SQL
from mer_core.reasons import Why
from mer_core.tags.fields import MoodTags, gist
from mer_core.tonality import UNMEASURED, Measures

#: What a result "says" that cannot be written; no file says so.
NO_GIST = "?"

_SUMMARY = (
    "model_id, valence, arousal, tension, confidence, moods, spread, peak, valence_rise,"
    " arousal_rise, says, bpm, tonality, drive"
)
_IS_UNCERTAIN = "ifnull(instr(moods, ' uncertain:') = 1, 0)"
#: The file's own counts. Silence and noise have none, unless somebody says so.
_ENERGY = f"ifnull(tag_energy, iif({_IS_UNCERTAIN}, NULL, {ENERGY_SQL.format('arousal')}))"


def save(
    connection: Connection,
    track_id: int,
    emotion: TrackEmotion,
    measures: Measures = UNMEASURED,
    why: Why | None = None,
) -> None:
    """Store a result for the track's audio: every copy of it gets it at once."""
    with connection.transaction():
        found = connection.one("SELECT audio_hash FROM tracks WHERE id = ?", track_id)
        if found is None:
            raise LibraryError("The track was removed from the library while it was analysed.")
        audio_hash = found[0]
        if audio_hash is None:
            raise LibraryError("The file was never read; scan it again before it is analysed.")
        put(connection, audio_hash, emotion, measures, why)


def put(
    connection: Connection,
    audio_hash: str,
    emotion: TrackEmotion,
    measures: Measures = UNMEASURED,
    why: Why | None = None,
) -> None:
    """Store a result within a transaction of the caller's."""
    point_to(connection, _store(connection, audio_hash, emotion, measures, why))
    connection.run("UPDATE tracks SET failure = NULL WHERE audio_hash = ?", audio_hash)


def add(connection: Connection, heard: Iterable[tuple[str, TrackEmotion]]) -> int:
    """Store results that were made elsewhere, where the library has none by the same model; they
    become the current ones of tracks that have none. Gives how many are new.
    """
    num_new = 0
    with connection.transaction():
        for audio_hash, emotion in heard:
            known = connection.one(
                "SELECT 1 FROM analyses a JOIN models m ON m.id = a.model_id"
                " WHERE a.audio_hash = ? AND m.sha256 = ?",
                audio_hash, emotion.model.sha256,
            )  # fmt: skip
            if known is None:
                num_new += 1
                analysis_id = _store(connection, audio_hash, emotion, UNMEASURED, None)
                if _lacks_analysis(connection, audio_hash):
                    point_to(connection, analysis_id)
    return num_new


def _lacks_analysis(connection: Connection, audio_hash: str) -> bool:
    row = connection.one(
        "SELECT 1 FROM tracks WHERE audio_hash = ? AND analysis_id IS NULL", audio_hash
    )
    return row is not None


def _store(
    connection: Connection,
    audio_hash: str,
    emotion: TrackEmotion,
    measures: Measures,
    why: Why | None,
) -> int:
    curve, model = emotion.curve, emotion.model
    connection.run(
        "INSERT INTO models (sha256, name, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        model.sha256, model.id, model.version,
    )  # fmt: skip
    values = {
        "audio_hash": audio_hash,
        "model_id": connection.value("SELECT id FROM models WHERE sha256 = ?", model.sha256),
        "analysed_at": time.time(),
        "duration_s": float(emotion.duration_s),
        "truncated": bool(emotion.truncated),
        **{name: float(getattr(emotion, name)) for name in ("valence", "arousal", "tension")},
        "confidence": float(emotion.confidence),
        "moods": pack_moods(emotion.moods),
        "spread": spread_of(curve),
        "peak": float(curve.arousal.max()) if curve.num_steps else None,
        "valence_rise": rise_of(curve.valence),
        "arousal_rise": rise_of(curve.arousal),
        "start_s": float(curve.start_s),
        "step_s": float(curve.step_s),
        "mood_curve": "".join(LETTERS[mood] for mood in curve.moods),
        "says": _gist(emotion),
        "bpm": measures.bpm,
        "tonality": None if measures.key is None else measures.key.rank,
        "drive": measures.drive,
        "why": None if why is None else why.to_json(),
    }
    # An update keeps the id, so what was written into tags stays known as written.
    updates = ", ".join(f"{name} = excluded.{name}" for name in values)
    row = connection.one(
        f"INSERT INTO analyses ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
        f" ON CONFLICT (audio_hash, model_id) DO UPDATE SET {updates} RETURNING id",
        *values.values(),
    )
    assert row is not None
    curves = [values.astype("<f4").tobytes() for values in (curve.valence, curve.arousal)]
    connection.run(
        "INSERT OR REPLACE INTO curves VALUES (?, ?, ?, ?, ?, ?)",
        row[0],
        *curves,
        *pack_heads(emotion.heads),
    )
    moments.put(connection, row[0], curve)
    outlines.put(connection, row[0], curve, measures.drive)
    return int(row[0])


def _gist(emotion: TrackEmotion, correction: Correction = NOT_CORRECTED) -> str:
    """What the result would make a file say, where a person has corrected it or not."""
    try:
        return gist(MoodTags.of(emotion, date=datetime.date.today(), correction=correction).texts())
    except ValueError:
        return NO_GIST  # no tag can carry the model's name


def complete(connection: Connection) -> None:
    """Note what results of older libraries would write, where a file says something of its own."""
    unknown = connection.all(
        "SELECT min(id), analysis_id FROM tracks"
        " WHERE held != '' AND says IS NULL AND analysis_id IS NOT NULL GROUP BY analysis_id"
    )
    for track_id, analysis_id in unknown:
        said = _says(connection, track_id)
        with connection.transaction():
            connection.run("UPDATE analyses SET says = ? WHERE id = ?", said, analysis_id)
            connection.run("UPDATE tracks SET says = ? WHERE analysis_id = ?", said, analysis_id)


def _says(connection: Connection, track_id: int, correction: Correction = NOT_CORRECTED) -> str:
    """What the track's file would be made to say."""
    try:
        emotion = load(connection, track_id)
    except LibraryError:  # damaged; what is analysed anew says it by itself
        return NO_GIST
    return NO_GIST if emotion is None else _gist(emotion, correction)


def point_to(connection: Connection, analysis_id: int) -> None:
    """Make an analysis the current one of every track with its audio; it has heard their length."""
    audio_hash = connection.value("SELECT audio_hash FROM analyses WHERE id = ?", analysis_id)
    connection.run(
        f"UPDATE tracks SET (analysis_id, duration_s, {_SUMMARY}, energy) ="
        f" (SELECT id, duration_s, {_SUMMARY}, {_ENERGY} FROM analyses WHERE id = ?)"
        " WHERE audio_hash = ?",
        analysis_id, audio_hash,
    )  # fmt: skip
    _lay_over(connection, audio_hash)


def refresh(connection: Connection, audio_hash: str) -> None:
    """Show what the current analysis and the correction of a sound say, in every track of it."""
    connection.run(
        f"UPDATE tracks SET ({_SUMMARY}, energy) ="
        f" (SELECT {_SUMMARY}, {_ENERGY} FROM analyses WHERE id = analysis_id)"
        " WHERE audio_hash = ?",
        audio_hash,
    )
    _lay_over(connection, audio_hash)


def _lay_over(connection: Connection, audio_hash: str | None) -> None:
    """Put what a person said of a sound in place of what its analysis says."""
    connection.run(
        "UPDATE tracks SET energy = tag_energy WHERE audio_hash = ? AND analysis_id IS NULL",
        audio_hash,
    )
    correction = corrections.stored(connection, audio_hash) if audio_hash else NOT_CORRECTED
    if not correction:
        return
    words = pack_moods(MoodScore(word, 1.0) for word in correction.moods) or None
    for track_id, analysis_id in connection.all(
        "SELECT min(id), analysis_id FROM tracks WHERE audio_hash = ? GROUP BY analysis_id",
        audio_hash,
    ):
        connection.run(
            "UPDATE tracks SET moods = ifnull(?1, moods), valence = ifnull(?2, valence),"
            " arousal = ifnull(?3, arousal),"
            " says = ?5,"
            f" energy = ifnull(?4, iif(?3 IS NULL, {_ENERGY}, {ENERGY_SQL.format('?3')}))"
            " WHERE audio_hash = ?6 AND analysis_id IS ?7",
            words, correction.valence, correction.arousal, correction.energy,
            None if analysis_id is None else _says(connection, track_id, correction),
            audio_hash, analysis_id,
        )  # fmt: skip


def point_to_newest(connection: Connection, track_id: int) -> None:
    """Give a track whose audio is new or has changed the newest analysis of that audio, or none."""
    row = connection.one(
        f"UPDATE tracks SET (analysis_id, {_SUMMARY}, energy) ="
        f" (SELECT id, {_SUMMARY}, {_ENERGY} FROM analyses"
        " WHERE audio_hash = tracks.audio_hash ORDER BY analysed_at DESC, id DESC LIMIT 1)"
        " WHERE id = ? RETURNING audio_hash",
        track_id,
    )
    assert row is not None
    _lay_over(connection, row[0])


def keep_length(connection: Connection, track_id: int) -> None:
    """Give a track the length that its analysis has heard, whatever its file's header says."""
    connection.run(
        "UPDATE tracks SET duration_s = (SELECT duration_s FROM analyses WHERE id = analysis_id)"
        " WHERE id = ? AND analysis_id IS NOT NULL",
        track_id,
    )


def adopt(connection: Connection, model_sha256: str) -> None:
    """Make the stored analyses by this model the current ones where another model's are shown."""
    with connection.transaction():
        stored = connection.all(
            "SELECT DISTINCT a.id FROM analyses a JOIN models m ON m.id = a.model_id"
            " JOIN tracks t ON t.audio_hash = a.audio_hash"
            " WHERE m.sha256 = ? AND t.analysis_id IS NOT a.id",
            model_sha256,
        )
        for (analysis_id,) in stored:
            point_to(connection, analysis_id)


def forget(connection: Connection, ids: Iterable[int]) -> None:
    """Drop what is known of these tracks' emotion, by every model; copies of them lose it too."""
    with connection.transaction():
        connection.run(
            "DELETE FROM analyses WHERE audio_hash IN"
            " (SELECT audio_hash FROM tracks WHERE id IN (SELECT value FROM json_each(?)))",
            json.dumps(list(ids)),
        )
        # The foreign key has taken the link away; the repeated summary goes with it.
        names = [*_SUMMARY.split(", "), "energy"]
        connection.run(
            f"UPDATE tracks SET {', '.join(f'{name} = NULL' for name in names)}"
            " WHERE analysis_id IS NULL AND model_id IS NOT NULL"
        )
        for (audio_hash,) in connection.all(
            "SELECT DISTINCT c.audio_hash FROM corrections c JOIN tracks t"
            " ON t.audio_hash = c.audio_hash WHERE t.analysis_id IS NULL"
        ):
            _lay_over(connection, audio_hash)
