"""VGMIDI (Ferreira and Whitehead 2019): piano versions of game music, rated while listening."""

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
    rows,
)

NAME = "vgmidi"
#: A rendering this much longer than annotated was rated at another tempo: its curve is unusable.
_LONGEST = 1.15


def load(folder: Path) -> list[LabelledClip]:
    """The pieces in ``folder`` that have audio, grouped by game ("Other" counts as one)."""
    from mer_core.audio.probe import probe  # which loads FFmpeg; `mer --help` must not

    path = folder / "piece_labels.csv"
    audio = audio_by_stem(folder)
    curves = _curves(folder / "dynamic_labels.csv")
    clips = []
    for row in rows(path, ("id", "path", "game", "duration", "valence_mean", "arousal_mean")):
        found = audio.get(Path(row["path"]).with_suffix("").as_posix())
        if found is None:
            continue
        duration_s = probe(found).duration_s
        fits = duration_s is None or duration_s <= _LONGEST * number(row, "duration", path)
        clips.append(
            LabelledClip(
                NAME,
                row["id"],
                found,
                f"game {normalised(row['game'])}",
                valence=_clipped(number(row, "valence_mean", path)),
                arousal=_clipped(number(row, "arousal_mean", path)),
                curve=curves.get(row["id"]) if fits else None,
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of VGMIDI.")
    return clips


def _clipped(value: float) -> float:
    return min(1.0, max(-1.0, value))


def _curves(path: Path) -> dict[str, LabelledCurve]:
    points: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in rows(path, ("id", "start_s", "valence_mean", "arousal_mean")):
        names = ("start_s", "valence_mean", "arousal_mean")
        start_s, valence, arousal = (number(row, name, path) for name in names)
        points[row["id"]].append((start_s, _clipped(valence), _clipped(arousal)))
    return {
        name: LabelledCurve(*np.asarray(sorted(values), dtype=np.float32).T.copy())
        for name, values in points.items()
    }
