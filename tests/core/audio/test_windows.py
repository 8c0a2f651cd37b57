from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.arrays import FloatArray
from mer_core.audio.windows import chunks


def ramp(num_samples: int) -> FloatArray:
    return np.arange(num_samples, dtype=np.float32)


@st.composite
def cuttings(draw: st.DrawFn) -> tuple[list[int], int, int]:
    """Lengths of blocks, a size and a hop."""
    lengths = draw(st.lists(st.integers(0, 40), max_size=12))
    size = draw(st.integers(1, 50))
    return lengths, size, draw(st.integers(1, size))


@given(cuttings())
def test_chunks_hold_every_sample_in_its_place(cutting: tuple[list[int], int, int]) -> None:
    lengths, size, hop = cutting
    total = sum(lengths)
    blocks = np.split(ramp(total), np.cumsum(lengths)[:-1]) if lengths else []
    pieces = list(chunks(blocks, size=size, hop=hop))
    assert [start for start, _ in pieces] == [index * hop for index in range(len(pieces))]
    for start, piece in pieces:
        np.testing.assert_array_equal(piece, ramp(total)[start : start + len(piece)])
    assert all(len(piece) == size for _, piece in pieces[:-1])
    covered = {start + offset for start, piece in pieces for offset in range(len(piece))}
    assert covered == set(range(total))
    # No chunk tells only what the one before it told.
    assert all(start + size < total for start, _ in pieces[:-1])


@given(cuttings())
def test_how_the_stream_was_blocked_does_not_matter(cutting: tuple[list[int], int, int]) -> None:
    lengths, size, hop = cutting
    total = sum(lengths)
    blocks = np.split(ramp(total), np.cumsum(lengths)[:-1]) if lengths else []
    several = list(chunks(blocks, size=size, hop=hop))
    at_once = list(chunks([ramp(total)], size=size, hop=hop))
    assert len(several) == len(at_once)
    for one, other in zip(several, at_once, strict=True):
        assert one[0] == other[0]
        np.testing.assert_array_equal(one[1], other[1])


def test_chunks_are_read_no_further_than_needed() -> None:
    read = []

    def blocks():
        for index in range(100):
            read.append(index)
            yield ramp(10)

    next(chunks(blocks(), size=20, hop=10))
    assert len(read) == 3


def test_a_hop_beyond_the_size_would_lose_samples_and_is_refused() -> None:
    for hop in (0, 11):
        with pytest.raises(ValueError, match="hop"):
            next(chunks([ramp(5)], size=10, hop=hop))
