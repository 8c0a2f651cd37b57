"""How much of a film excerpt's tension its valence and energy explain, by their raters.

    python benchmarks/tension.py FOLDER

FOLDER is that of the corpora; the labels of Eerola & Vuoskoski (2011) are read. The two weights are
those of mer_core.tension; the interval is that of 2,000 samples of albums.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np


def main() -> None:
    """Fit, print."""
    from sklearn.linear_model import LinearRegression

    path = Path(sys.argv[1]) / "soundtracks360" / "labels_per_clip.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # Raters' 1 to 9 as -1 to 1.
    rated = np.array([[float(row[n]) for n in ("valence", "energy", "tension")] for row in rows])
    rated = (rated - 5.0) / 4.0
    plane, tension = rated[:, :2], rated[:, 2]
    fit = LinearRegression().fit(plane, tension)
    albums = np.array([row["album"] for row in rows])
    names, chance = np.unique(albums), np.random.default_rng(0)
    scores = []
    for _ in range(2000):
        drawn = np.concatenate(
            [np.flatnonzero(albums == name) for name in chance.choice(names, len(names))]
        )
        scores.append(LinearRegression().fit(plane[drawn], tension[drawn]).score(
            plane[drawn], tension[drawn]))  # fmt: skip
    low, high = np.percentile(scores, (2.5, 97.5))
    print(f"{len(rows)} excerpts of {len(names)} albums")
    print(f"tension = {fit.coef_[0]:+.3f} valence {fit.coef_[1]:+.3f} energy {fit.intercept_:+.3f}")
    print(f"R2 {fit.score(plane, tension):.3f}, 95 % of samples of albums {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    main()
