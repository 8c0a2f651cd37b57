"""EMOPIA (Hung et al. 2021): piano covers of pop songs, each clip in one of Russell's quadrants."""

from __future__ import annotations

from pathlib import Path

from mer_core.emotion import QUADRANTS
from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import LabelledClip, audio_by_stem, rows

NAME = "emopia"


def load(folder: Path) -> list[LabelledClip]:
    """The clips in ``folder`` that have audio, grouped by song."""
    path = folder / "labels_per_clip.csv"
    audio = {name.rpartition("/")[2]: found for name, found in audio_by_stem(folder).items()}
    clips = []
    for row in rows(path, ("file", "song", "quadrant")):
        if row["quadrant"] not in QUADRANTS:
            raise TrainingError(f"{path}: {row['quadrant']!r} is none of {', '.join(QUADRANTS)}.")
        found = audio.get(row["file"])
        if found is not None:
            clips.append(
                LabelledClip(
                    NAME, row["file"], found, f"song {row['song']}", quadrant=row["quadrant"]
                )
            )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of EMOPIA.")
    return clips
