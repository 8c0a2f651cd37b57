"""Emotify (Aljanaki, Wiering and Veltkamp 2016): what listeners felt, in nine GEMS emotions."""

from __future__ import annotations

from pathlib import Path

from mer_core.emotion import GEMS, GEMS_PLACES
from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import LabelledClip, audio_by_stem, number, rows

NAME = "emotify"
#: Track ids 1-100, 101-200, ...: other repositories use another order and mislabel the music.
_GENRES = ("classical", "rock", "electronic", "pop")


def load(folder: Path) -> list[LabelledClip]:
    """The songs in ``folder`` that have audio, each a group of its own (no artists are given)."""
    path = folder / "labels_per_track.csv"
    audio = audio_by_stem(folder)
    clips = []
    for row in rows(path, ("track_id", "path", "genre", *GEMS)):
        found = audio.get(Path(row["path"]).with_suffix("").as_posix())
        if found is None:
            continue
        track = int(number(row, "track_id", path))
        if not 1 <= track <= 400 or _GENRES[(track - 1) // 100] != row["genre"]:
            raise TrainingError(
                f"{path}: track {track} is called {row['genre']}; the table's order is foreign."
            )
        gems = tuple(min(1.0, max(0.0, number(row, name, path))) for name in GEMS)
        valence, arousal = weak_plane(gems)
        clips.append(
            LabelledClip(
                NAME,
                str(track),
                found,
                f"song {track}",
                valence=valence,
                arousal=arousal,
                weak=True,
                gems=gems,
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no audio of Emotify.")
    return clips


def weak_plane(gems: tuple[float, ...]) -> tuple[float, float]:
    """Valence and arousal in [-1, 1] as the mean of the emotions' places, weighted by listeners."""
    total = sum(gems) + 0.1  # few votes say little: they are drawn to the middle
    valence = sum(share * place[0] for share, place in zip(gems, GEMS_PLACES, strict=True)) / total
    arousal = sum(share * place[1] for share, place in zip(gems, GEMS_PLACES, strict=True)) / total
    return valence, arousal
