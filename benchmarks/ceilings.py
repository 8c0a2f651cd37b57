"""How well the raters agree with each other: the ceilings that training/companions.py states.

    python benchmarks/ceilings.py CORPORA

CORPORA holds the corpora's folders in their published layout. Prints for Emotify how often two
halves of a song's listeners agree on the top emotion (dealt from the counts per emotion; from the
single listeners' answers it is .409), for VGMIDI the largest R2 per axis, of a piece and of a
measure, and how often two panels of as many raters agree on a piece's quadrant.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

from mer_core.emotion import GEMS
from mer_core.training.companions import reliability, split_half_agreement
from mer_core.training.judge import quadrants_of

ROUNDS = 300


def read(path: Path) -> dict[str, np.ndarray]:
    """The columns of a CSV file by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def emotify(root: Path) -> None:
    """Print how often two halves of a song's listeners agree."""
    table = read(root / "emotify" / "labels_per_track.csv")
    shares = np.stack([table[name].astype(float) for name in GEMS], axis=1)
    agreement = split_half_agreement(shares, table["n_raters"].astype(int), seed=0, rounds=ROUNDS)
    print(f"emotify, {len(shares)} songs: halves agree on the top emotion {agreement:.3f}")


def vgmidi(root: Path) -> None:
    """Print the largest R2 per axis, and how often two panels agree on the quadrant."""
    table = read(root / "vgmidi" / "dynamic_labels.csv")
    columns = ("valence_mean", "valence_sd", "arousal_mean", "arousal_sd", "n_raters")
    measures = np.stack([table[name].astype(float) for name in columns], axis=1)
    # The same people rated all measures of a piece: their errors do not average out over it.
    pieces = np.array([measures[table["id"] == name].mean(0) for name in np.unique(table["id"])])
    for unit, rows in (("measure", measures), ("piece", pieces)):
        for axis, column in (("valence", 0), ("arousal", 2)):
            value = reliability(rows[:, column], rows[:, column + 1], rows[:, 4])
            print(f"vgmidi, {len(rows)} {unit}s: R2 of {axis} at most {value:.3f}")
    random = np.random.default_rng(0)
    error = pieces[:, [1, 3]] / np.sqrt(pieces[:, [4, 4]])
    agreed = []
    for _ in range(ROUNDS):
        panels = [pieces[:, [0, 2]] + error * random.normal(size=error.shape) for _ in range(2)]
        agreed.append((quadrants_of(panels[0]) == quadrants_of(panels[1])).mean())
    print(f"vgmidi: two panels agree on the quadrant of {np.mean(agreed):.3f}")


def main() -> None:
    """Print all ceilings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    root = parser.parse_args().corpora
    emotify(root)
    vgmidi(root)


if __name__ == "__main__":
    main()
