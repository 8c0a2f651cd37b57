"""Decodes ahead of who listens, in a thread of its own: FFmpeg works while the net does."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor

from mer_core.arrays import FloatArray


def ahead(blocks: Iterable[FloatArray], num_blocks: int) -> Generator[FloatArray]:
    """The same ``blocks``, up to ``num_blocks`` of them made before they are asked for.

    Close the generator before what ``blocks`` reads from is closed: no thread is left then. What
    ``blocks`` raises is raised here, in its place.
    """
    iterator = iter(blocks)
    with ThreadPoolExecutor(1, thread_name_prefix="decoding") as pool:
        try:
            waiting = deque(pool.submit(next, iterator, None) for _ in range(num_blocks))
            while (block := waiting.popleft().result()) is not None:
                waiting.append(pool.submit(next, iterator, None))
                yield block
        finally:
            pool.shutdown(cancel_futures=True)
