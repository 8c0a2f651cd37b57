"""A song's curve as a file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mer_core.emotion import EmotionCurve, TrackEmotion
from mer_core.exports.curve import curve_csv, curve_json
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile, TrackRow
from mer_core.tension import tension_curve
from tests.core.library.samples import make_emotion

CURVE = EmotionCurve(
    0.25, 0.5, np.array([-1, 0.12345, 1], "f4"), np.array([0, 0.5, -0.5], "f4"),
    ("calm", "uncertain", "happy"),
)  # fmt: skip


@pytest.fixture
def song(tmp_path: Path) -> tuple[TrackRow, TrackEmotion]:
    """One analysed song: the name of its file is no UTF-8, its title no plain words."""
    path = tmp_path / "caf\udce9.flac"
    emotion = replace(make_emotion(), curve=CURVE)
    with Library.open(tmp_path / "library.sqlite") as library:
        (track_id,) = library.add([ScannedFile(path, 1, 1, "a" * 64, title='=“x” "y"\n')])
        library.save_emotion(track_id, emotion)
        (row,) = library.rows()
    return row, emotion


def test_the_table_has_a_line_for_every_step() -> None:
    emotion = replace(make_emotion(), curve=CURVE)
    lines = list(csv.reader(io.StringIO(curve_csv(emotion).decode())))
    tension = [str(round(float(value), 4)) for value in tension_curve(emotion)]
    assert lines == [
        ["time_s", "valence", "arousal", "tension", "mood"],
        ["0.25", "-1.0", "0.0", tension[0], "calm"],
        ["0.75", "0.1235", "0.5", tension[1], "uncertain"],
        ["1.25", "1.0", "-0.5", tension[2], "happy"],
    ]


def test_the_object_names_the_song_and_has_the_timeline_of_the_command(
    song: tuple[TrackRow, TrackEmotion],
) -> None:
    told = json.loads(curve_json(*song))
    assert told["title"] == song[0].track.title
    assert told["path"].endswith("caf\udce9.flac")
    timeline = told["timeline"]
    assert timeline["valence"] == [-1.0, 0.1235, 1.0]
    assert len(timeline["tension"]) == 3
    assert timeline["mood"] == list(CURVE.moods)
    assert (timeline["start_s"], timeline["step_s"]) == (0.25, 0.5)
