"""Film music (Eerola and Vuoskoski 2011): perceived emotion on eight scales, 1 to 9."""

from __future__ import annotations

from pathlib import Path

from mer_core.emotion import FILM, NUM_BIPOLAR
from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import (
    LabelledClip,
    audio_by_stem,
    normalised,
    number,
    rescaled,
    rows,
)

NAME = "soundtracks360"


def load(folder: Path) -> list[LabelledClip]:
    """The excerpts in ``folder`` that have audio, grouped by album."""
    path = folder / "labels_per_clip.csv"
    audio = audio_by_stem(folder)
    clips = []
    for row in rows(path, ("number", "path", "album", *FILM)):
        found = audio.get(Path(row["path"]).with_suffix("").as_posix())
        if found is None:
            continue
        scaled = [rescaled(number(row, name, path), 1.0, 9.0) for name in FILM]
        film = tuple(
            value if rank < NUM_BIPOLAR else (value + 1.0) / 2.0
            for rank, value in enumerate(scaled)
        )
        clips.append(
            LabelledClip(
                NAME,
                row["number"],
                found,
                f"album {normalised(row['album'])}",
                valence=film[0],
                arousal=film[1],
                tension=film[2],
                film=film,
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of the film music set.")
    return clips
