"""The emotion of one song over time: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io

from mer_core.changes import changes
from mer_core.emotion import TrackEmotion
from mer_core.exports.table import json_line, path_text
from mer_core.library.tracks import TrackRow
from mer_core.tension import tension_curve


def timeline_object(emotion: TrackEmotion) -> dict[str, object]:
    """A song's curve as ``mer analyze --json`` has it; ``changes_s`` are where the emotion changes
    for good, in seconds.
    """
    curve = emotion.curve
    return {
        "start_s": curve.start_s,
        "step_s": curve.step_s,
        "valence": [round(float(value), 4) for value in curve.valence],
        "arousal": [round(float(value), 4) for value in curve.arousal],
        "tension": [round(float(value), 4) for value in tension_curve(emotion)],
        "mood": list(curve.moods),
        "changes_s": [round(time_s, 3) for time_s in changes(curve)],
    }


def curve_csv(emotion: TrackEmotion) -> bytes:
    """A line for every step: the second it begins at, valence, arousal and tension in [-1, 1], the
    mood.
    """
    curve, tension = emotion.curve, tension_curve(emotion)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("time_s", "valence", "arousal", "tension", "mood"))
    for step, mood in enumerate(curve.moods):
        values = [float(line[step]) for line in (curve.valence, curve.arousal, tension)]
        table.writerow((round(curve.start_s + step * curve.step_s, 3),
                        *(round(value, 4) for value in values), mood))  # fmt: skip
    return text.getvalue().encode()


def curve_json(row: TrackRow, emotion: TrackEmotion) -> bytes:
    """One object: which song it is, its length, and its ``timeline``."""
    song = {
        "path": path_text(row.track.path),
        "title": row.track.title,
        "artist": row.track.artist,
        "duration_s": round(emotion.duration_s, 3),
        "timeline": timeline_object(emotion),
    }
    return f"{json_line(song)}\n".encode("ascii")
