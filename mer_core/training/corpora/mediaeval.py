"""MediaEval Emotion in Music, emoMusic and DEAM (Soleymani et al. 2013, Aljanaki et al. 2017)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import (
    LabelledClip,
    LabelledCurve,
    audio_by_stem,
    normalised,
    number,
    rescaled,
    rows,
)

NAME = "mediaeval"
_LAST_SWAPPED_ID = 1000
_FEWEST_TO_JUDGE = 5


def load(folder: Path) -> list[LabelledClip]:
    """The clips in ``folder`` that have audio, grouped by artist.

    In the copies that circulate, the static table has valence and arousal exchanged for ids up to
    1000. That is seen from the dynamic tables, which are right, and put right here.
    """
    path = folder / "annotations" / "static_annotations.csv"
    audio = {stem.rsplit("/", 1)[-1]: found for stem, found in audio_by_stem(folder).items()}
    curves = _curves(folder / "annotations")
    artists = {
        row["song_id"]: normalised(row["Artist"])
        for row in rows(folder / "annotations" / "songs_info.csv", ("song_id", "Artist"))
    }
    static = {
        row["song_id"]: (
            rescaled(number(row, "mean_valence", path), 1.0, 9.0),
            rescaled(number(row, "mean_arousal", path), 1.0, 9.0),
        )
        for row in rows(path, ("song_id", "mean_valence", "mean_arousal"))
    }
    swap = _is_swapped(static, curves)
    clips = []
    for song, (first, second) in static.items():
        if song not in audio:
            continue
        swapped = swap and int(song) <= _LAST_SWAPPED_ID
        valence, arousal = (second, first) if swapped else (first, second)
        group = f"artist {artists[song]}" if artists.get(song) else f"song {song}"
        clips.append(
            LabelledClip(
                NAME,
                song,
                audio[song],
                group,
                valence=valence,
                arousal=arousal,
                curve=curves.get(song),
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of MediaEval.")
    return clips


def _is_swapped(static: dict[str, tuple[float, float]], curves: dict[str, LabelledCurve]) -> bool:
    """Whether the static columns follow the dynamic ones better when exchanged."""
    songs = [song for song in static if song in curves and int(song) <= _LAST_SWAPPED_ID]
    if len(songs) < _FEWEST_TO_JUDGE:
        return False
    fixed = np.array([static[song] for song in songs])
    moving = np.array([(curves[s].valence.mean(), curves[s].arousal.mean()) for s in songs])
    if min(fixed.std(axis=0).min(), moving.std(axis=0).min()) <= 0:
        return False
    table = np.corrcoef(fixed.T, moving.T)[:2, 2:]
    return bool(table[0, 1] + table[1, 0] > table[0, 0] + table[1, 1])


def _curves(folder: Path) -> dict[str, LabelledCurve]:
    tables = {}
    for axis in ("valence", "arousal"):
        path = folder / f"{axis}_cont_average.csv"
        tables[axis] = {
            row["song_id"]: {
                int(name.removeprefix("sample_").removesuffix("ms")) / 1000.0: float(value)
                for name, value in row.items()
                if name.startswith("sample_") and value
            }
            for row in rows(path, ("song_id",))
        }
    curves = {}
    for song, valence in tables["valence"].items():
        arousal = tables["arousal"].get(song, {})
        times = sorted(set(valence) & set(arousal))
        if times:
            curves[song] = LabelledCurve(
                np.array(times, dtype=np.float32),
                np.clip(np.array([valence[time] for time in times], dtype=np.float32), -1, 1),
                np.clip(np.array([arousal[time] for time in times], dtype=np.float32), -1, 1),
            )
    return curves
