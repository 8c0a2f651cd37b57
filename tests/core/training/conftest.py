"""Tiny corpora in their published layouts: own sounds, made-up labels."""

from __future__ import annotations

import csv
import wave
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.emotion import FILM, GEMS

_RATE = 16000
_GENRES = ("classical", "rock", "electronic", "pop")


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def write_sound(path: Path, pitch: float, *, duration_s: float = 1.5) -> None:
    """A beating tone of ``pitch`` Hz as 16-bit WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(int(duration_s * _RATE)) / _RATE
    sound = 0.3 * np.sin(2 * np.pi * pitch * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def write_table(path: Path, table: Iterable[Mapping[str, object]]) -> None:
    """A CSV file with a header."""
    lines = list(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def make_ravdess(root: Path, *, actors: int = 3) -> Path:
    folder = root / "ravdess_song"
    for actor in range(1, actors + 1):
        for emotion in range(1, 7):
            name = f"03-02-{emotion:02}-01-01-01-{actor:02}.wav"
            write_sound(folder / f"Actor_{actor:02}" / name, 150 * emotion + 7 * actor)
    return folder


def make_emotify(root: Path, *, songs: int = 6) -> Path:
    folder = root / "emotify"
    table = []
    for rank in range(songs):
        track, genre = rank % 4 * 100 + rank + 1, _GENRES[rank % 4]
        write_sound(folder / "emotifymusic" / genre / f"{rank + 1}.wav", 200 + 90 * rank)
        row: dict[str, object] = {
            "track_id": track,
            "path": f"emotifymusic/{genre}/{rank + 1}.mp3",
            "genre": genre,
        }
        table.append(row | {name: (rank + i) % 5 / 5 for i, name in enumerate(GEMS)})
    missing = dict(table[0]) | {"path": "emotifymusic/classical/99.mp3", "track_id": 99}
    write_table(folder / "labels_per_track.csv", [*table, missing])
    return folder


def make_soundtracks(root: Path, *, clips: int = 6) -> Path:
    folder = root / "soundtracks360"
    albums = ("The Last Tune", "last tune", "Other & More")
    table = []
    for rank in range(clips):
        write_sound(folder / "audio" / f"{rank:03}.wav", 300 + 80 * rank)
        row: dict[str, object] = {
            "number": rank,
            "path": f"audio/{rank:03}.mp3",
            "album": albums[rank % 3],
        }
        table.append(row | {name: 1 + (rank + i) % 9 for i, name in enumerate(FILM)})
    write_table(folder / "labels_per_clip.csv", table)
    return folder


def make_vgmidi(root: Path, *, pieces: int = 4) -> Path:
    folder = root / "vgmidi"
    table, points = [], []
    for rank in range(pieces):
        write_sound(folder / "audio" / f"1_piece{rank}.wav", 250 + 70 * rank, duration_s=3.0)
        # The last piece was annotated at another tempo.
        stated_s = 2.0 if rank == pieces - 1 else 3.0
        table.append(
            {
                "id": f"1_piece{rank}", "path": f"audio/1_piece{rank}.mp3",
                "game": ("Quest", "Race")[rank % 2], "duration": stated_s,
                "valence_mean": rank / 5, "arousal_mean": -rank / 5,
            }
        )  # fmt: skip
        points += [
            {
                "id": f"1_piece{rank}", "start_s": measure, "valence_mean": 0.1 * measure,
                "arousal_mean": -0.1 * measure,
            }
            for measure in range(3)
        ]  # fmt: skip
    write_table(folder / "piece_labels.csv", table)
    write_table(folder / "dynamic_labels.csv", points)
    return folder


def make_grekow(root: Path, *, clips: int = 6) -> Path:
    folder = root / "grekow"
    table = []
    for rank in range(clips):
        name = f"out_{('blues', 'pop')[rank % 2]}.{rank:05}"
        write_sound(folder / "clips" / f"{name}.wav", 220 + 60 * rank)
        rated = {"valence": 10 - 4 * rank, "arousal": 8 * (-1) ** rank}
        table.append({"file": name, "genre": ("blues", "pop")[rank % 2]} | rated)
    write_table(folder / "labels_per_clip.csv", table)
    return folder


def make_emopia(root: Path, *, clips: int = 8) -> Path:
    folder = root / "emopia"
    table = []
    for rank in range(clips):
        name = f"Q{rank % 4 + 1}_song{rank // 2}_{rank % 2}"
        write_sound(folder / "clips" / f"{name}.wav", 300 + 50 * rank)
        table.append({"file": name, "song": f"song{rank // 2}", "quadrant": f"Q{rank % 4 + 1}"})
    write_table(folder / "labels_per_clip.csv", table)
    return folder


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpora that the shipped model and the founding systems learn from."""
    root = tmp_path_factory.mktemp("corpora")
    for make in (
        make_ravdess,
        make_emotify,
        make_soundtracks,
        make_vgmidi,
        make_grekow,
        make_emopia,
    ):
        make(root)
    return root
