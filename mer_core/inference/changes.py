"""Where the emotion of a song changes for good: the boundaries between its sections.

A curve is cut where that explains most of its movement, then each part again, as long as what lies
on both sides is far enough apart (binary segmentation, Vostrikova 1981). Pure; numpy only.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import EmotionCurve

#: A change lasts at least so long on both sides, or it was a passing one.
SHORTEST_S = 8.0
#: Two sections lie at least so far apart on the plane.
LEAST_STEP = 0.2


def changes(curve: EmotionCurve) -> tuple[float, ...]:
    """The times in seconds at which one section ends and the next begins, rising."""
    places = np.stack([curve.valence, curve.arousal], axis=1).astype(np.float64)
    shortest = max(1, round(SHORTEST_S / curve.step_s))
    sums = np.concatenate([np.zeros((1, 2)), places.cumsum(axis=0)])
    return tuple(
        curve.start_s + curve.step_s * cut for cut in sorted(_cuts(sums, 0, len(places), shortest))
    )


def _cuts(sums: NDArray[np.float64], begin: int, end: int, shortest: int) -> Iterator[int]:
    """Steps at which [begin, end) is cut; ``sums`` are the running sums of the places."""
    waiting = [(begin, end)]
    while waiting:
        begin, end = waiting.pop()
        cuts = np.arange(begin + shortest, end - shortest + 1)
        if not len(cuts):
            continue
        left, right = (cuts - begin)[:, None], (end - cuts)[:, None]
        step = (sums[end] - sums[cuts]) / right - (sums[cuts] - sums[begin]) / left
        apart = np.square(step).sum(axis=1)
        explained = apart * (left * right)[:, 0] / (end - begin)
        best = int(explained.argmax())
        if apart[best] < LEAST_STEP**2:
            continue
        cut = int(cuts[best])
        yield cut
        waiting += [(begin, cut), (cut, end)]
