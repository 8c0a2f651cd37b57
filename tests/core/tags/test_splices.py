from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.tags.records import pack, unpack
from mer_core.tags.splices import (
    Splice,
    aligned,
    normalised,
    resized_zeros,
    reversed_splices,
    spliced,
    total_growth,
    view,
)  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> tuple[bytes, list[Splice]]:
    data = draw(st.binary(max_size=200))
    ends = draw(st.lists(st.integers(0, len(data)), max_size=8))
    ends = sorted(ends if len(ends) % 2 == 0 else ends[1:])
    splices = [
        Splice(start, data[start:end], draw(st.binary(max_size=30)))
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]
    return data, normalised(splices)


@given(changes(), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90)), max_size=5))
def test_the_view_reads_like_the_changed_file(
    change: tuple[bytes, list[Splice]], reads: list[tuple[int, int]]
) -> None:
    data, splices = change
    expected = spliced(data, splices)
    with view(io.BytesIO(data), splices) as file:
        assert file.read() == expected
        assert len(expected) == len(data) + total_growth(splices)
        for offset, size in reads:
            file.seek(offset)
            assert file.read(size) == expected[offset : offset + size]


@given(changes())
def test_reversed_splices_bring_the_old_bytes_back(change: tuple[bytes, list[Splice]]) -> None:
    data, splices = change
    assert spliced(spliced(data, splices), reversed_splices(splices)) == data


@given(changes())
def test_aligned_splices_make_the_same_change_without_moving_anything(
    change: tuple[bytes, list[Splice]],
) -> None:
    data, splices = change
    found = aligned(io.BytesIO(data), splices, limit=1000)
    if total_growth(splices) != 0:
        assert found is None
    else:
        assert found is not None
        assert all(splice.growth == 0 for splice in found)
        assert spliced(data, found) == spliced(data, splices)


@given(changes())
def test_splices_survive_packing(change: tuple[bytes, list[Splice]]) -> None:
    assert list(unpack(pack(change[1]))) == change[1]


def test_too_much_between_two_splices_is_not_rewritten_in_place() -> None:
    data = bytes(1000)
    splices = [Splice(0, b"", b"x"), Splice(900, b"\0", b"")]
    assert aligned(io.BytesIO(data), splices, limit=899) is None
    assert aligned(io.BytesIO(data), splices, limit=901) is not None


def test_overlapping_splices_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="overlap"):
        normalised([Splice(0, b"abc", b""), Splice(2, b"c", b"")])


def test_zeros_come_and_go_by_their_difference() -> None:
    assert resized_zeros(7, 5, 3) == Splice(7, b"\0\0", b"")
    assert resized_zeros(7, 3, 5) == Splice(7, b"", b"\0\0")


def test_a_view_cannot_be_asked_for_what_is_before_its_start() -> None:
    with view(io.BytesIO(b"abc"), []) as file, pytest.raises(OSError, match="negative"):
        file.seek(-1)
