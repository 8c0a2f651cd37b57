"""Cuts streams of samples into overlapping pieces, and joins what was said of the pieces.

Pure functions; every sample of the input is in at least one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


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


def pad_to(samples: FloatArray, size: int) -> FloatArray:
    """``samples`` float32 [num_samples] with silence up to ``size``; itself if long enough."""
    if len(samples) >= size:
        return samples
    return np.concatenate([samples, np.zeros(size - len(samples), dtype=np.float32)])


def join_by_mean(pieces: Iterable[tuple[int, FloatArray]], *, num_steps: int) -> FloatArray:
    """Join overlapping pieces of a curve: the mean of all that is said of a step.

    ``pieces`` are (start_step, float32 [num_piece_steps, ...]); what reaches beyond ``num_steps``
    is dropped. Returns float32 [num_steps, ...]. Raises ValueError where a step is in no piece.
    """
    total: npt.NDArray[np.float64] | None = None
    counts = np.zeros(num_steps, dtype=np.int64)
    for start, values in pieces:
        if total is None:
            total = np.zeros((num_steps, *values.shape[1:]), dtype=np.float64)
        kept = values[: max(0, num_steps - start)]
        total[start : start + len(kept)] += kept
        counts[start : start + len(kept)] += 1
    if total is None or not counts.all():
        raise ValueError("the pieces leave a gap")
    joined: FloatArray = (total / counts.reshape(-1, *[1] * (total.ndim - 1))).astype(np.float32)
    return joined
