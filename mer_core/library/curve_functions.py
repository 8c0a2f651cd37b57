"""What SQL asks of a stored curve."""

from __future__ import annotations

import numpy as np


def curve_mean(curve: bytes | None, first: int, last: int) -> float | None:
    """The mean of the steps ``first`` to ``last`` (exclusive) of a float32 [num_steps] blob; None
    where it has none.
    """
    if curve is None or len(curve) % 4:
        return None
    part = np.frombuffer(curve, np.float32)[max(first, 0) : max(last, 0)]
    return float(part.mean()) if len(part) else None
