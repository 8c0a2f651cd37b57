"""Grekow's annotation of GTZAN excerpts: six seconds of ten genres, rated by five musicians."""

from __future__ import annotations

from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import (
    LabelledClip,
    audio_by_stem,
    number,
    rescaled,
    rows,
)

NAME = "grekow"


def load(folder: Path) -> list[LabelledClip]:
    """The excerpts in ``folder`` that have audio; each is of another song."""
    path = folder / "labels_per_clip.csv"
    audio = {name.rpartition("/")[2]: found for name, found in audio_by_stem(folder).items()}
    clips = []
    for row in rows(path, ("file", "genre", "valence", "arousal")):
        found = audio.get(row["file"])
        if found is None:
            continue
        valence, arousal = (
            rescaled(number(row, axis, path), -10.0, 10.0) for axis in ("valence", "arousal")
        )
        clips.append(
            LabelledClip(
                NAME, row["file"], found, f"song {row['file']}", valence=valence, arousal=arousal
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of Grekow's excerpts.")
    return clips


def genre_of(clip: LabelledClip) -> str:
    """The genre in the name of an excerpt, as in "out_blues.00002"; "" for any other corpus."""
    return clip.name.removeprefix("out_").partition(".")[0] if clip.corpus == NAME else ""
