"""Cuts streams of samples into overlapping pieces.

Pure; every sample of the input is in at least one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from mer_core.arrays import FloatArray


def chunks(
    blocks: Iterable[FloatArray], *, size: int, hop: int
) -> Iterator[tuple[int, FloatArray]]:
    """Re-block a stream into overlapping chunks (start_sample, float32 [<= size]), one a ``hop``.

    ``blocks`` are float32 [num_samples] of any lengths, read one by one. Chunk i starts at sample
    ``i * hop``; all have ``size`` samples but the last, which ends with the stream and may be
    shorter. An empty stream gives no chunk. No more than ``size`` samples and one block are held.
    Raises ValueError unless 1 <= hop <= size.
    """
    if not 1 <= hop <= size:
        raise ValueError(f"hop {hop} must be between 1 and size {size}")
    start = 0
    held: list[FloatArray] = []
    num_held = 0
    for block in blocks:
        held.append(block)
        num_held += len(block)
        if num_held < size:
            continue
        joined = np.concatenate(held)
        offset = 0
        # One sample more than a full chunk must be known before moving on: else it is the last.
        while len(joined) - offset > size:
            yield start, joined[offset : offset + size].copy()
            start += hop
            offset += hop
        held = [joined[offset:].copy()]
        num_held = len(held[0])
    if num_held:
        yield start, np.concatenate(held)
