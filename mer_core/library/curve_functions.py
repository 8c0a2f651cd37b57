"""What SQL asks of a stored curve."""

from __future__ import annotations


def curve_mean(part: bytes | None) -> float | None:
    """The mean of a piece of a curve: float32 [num_steps] as bytes. None where it holds no step."""
    if not part or len(part) % 4:
        return None
    # Called once for each track: for some ten values this is quicker than NumPy.
    values = memoryview(part).cast("f")
    return sum(values) / len(values)
