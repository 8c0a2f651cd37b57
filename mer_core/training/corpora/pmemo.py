"""PMEmo (Zhang et al. 2018): choruses of pop songs, valence and arousal from 0 to 1."""

from __future__ import annotations

from collections import defaultdict
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

NAME = "pmemo"
_COLUMNS = ("Valence(mean)", "Arousal(mean)")


def load(folder: Path) -> list[LabelledClip]:
    """The choruses in ``folder`` that have audio, grouped by artist."""
    labels = folder / "annotations"
    audio = {stem.rsplit("/", 1)[-1]: found for stem, found in audio_by_stem(folder).items()}
    artists = {
        row["musicId"]: normalised(row["artist"])
        for row in rows(labels / "metadata.csv", ("musicId", "artist"))
    }
    curves = _curves(labels / "dynamic_annotations.csv")
    path = labels / "static_annotations.csv"
    clips = []
    for row in rows(path, ("musicId", *_COLUMNS)):
        song = row["musicId"]
        if song not in audio:
            continue
        valence, arousal = (rescaled(number(row, name, path), 0.0, 1.0) for name in _COLUMNS)
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
        raise TrainingError(f"{folder} holds no audio of PMEmo.")
    return clips


def _curves(path: Path) -> dict[str, LabelledCurve]:
    points: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in rows(path, ("musicId", "frameTime", *_COLUMNS)):
        valence, arousal = (rescaled(number(row, name, path), 0.0, 1.0) for name in _COLUMNS)
        points[row["musicId"]].append((number(row, "frameTime", path), valence, arousal))
    return {
        song: LabelledCurve(*np.asarray(sorted(values), dtype=np.float32).T.copy())
        for song, values in points.items()
    }
