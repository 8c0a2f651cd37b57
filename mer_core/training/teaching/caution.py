"""How far a user's few ratings may change a model: no farther than they can prove to be of use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def most_cautious(errors: Array, weights: Array, *, negligible: float) -> int:
    """Which row of ``errors`` [num_choices, num_tracks] to choose, the most cautious standing
    first: the first within one standard error of the best (Breiman et al. 1984), or hardly worse.

    ``weights`` [num_tracks] say how much a track counts.
    """
    share = weights / weights.sum()
    best = int(np.argmin(errors @ share))
    for rank in range(best):
        excess = errors[rank] - errors[best]
        mean = float(excess @ share)
        deviation = float(np.sqrt(np.square(excess - mean) @ share))
        if mean <= deviation / np.sqrt(len(share)) + negligible:
            return rank
    return best
