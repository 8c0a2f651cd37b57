"""Real files with bytes changed, cut out, doubled or put in: written and undone, or left alone."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mer_core.errors import TagError
from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.tags.merging import Saying
from mer_core.tags.profiles import BUILT_IN
from tests.core.tags.containers import MAKERS
from tests.core.tags.rare_containers import RARE
from tests.core.tags.samples import BATTERY, HAPPY, LONG

KINDS: dict[str, Callable[[Path], Path]] = {
    name: {**MAKERS, **RARE}[name]
    for name in (
        ".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv", "dsf", "ogg_flac",
        "speex", "tak",
    )
}  # fmt: skip
#: Where tags stand: damage there matters most.
NEAR = 3000


@functools.cache
def original(kind: str) -> bytes:
    if kind in BATTERY:
        return BATTERY[kind]()
    with tempfile.TemporaryDirectory() as folder:
        return KINDS[kind](Path(folder)).read_bytes()


@st.composite
def mutations(draw: st.DrawFn) -> list[tuple[str, bool, int, bytes]]:
    """What is done, from which end, how far from it, and with which bytes."""
    one = st.tuples(
        st.sampled_from(("change", "insert", "cut", "double", "end")),
        st.booleans(),
        st.integers(0, NEAR),
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"ID3\x04\0\0", b"TAG",
                             b"APETAGEX", b"TXXX", b"MOOD=", b"OggS\0\0", b"moov", b"\x80\0\0\0")),
        ),
    )  # fmt: skip
    return draw(st.lists(one, min_size=1, max_size=3))


def mutated(data: bytes, changes: list[tuple[str, bool, int, bytes]]) -> bytes:
    for how, from_end, distance, new in changes:
        place = max(len(data) - distance, 0) if from_end else min(distance, len(data))
        if how == "end":
            data = data[:place]
        elif how == "cut":
            data = data[:place] + data[place + len(new) :]
        elif how == "double":
            data = data[:place] + data[place : place + 50] + data[place:]
        else:
            end = place + (len(new) if how == "change" else 0)
            data = data[:place] + new + data[end:]
    return data


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*KINDS, "2.2", "2.3 unsynchronised", "2.4 with plain sizes"])
def test_a_mutated_file_is_written_and_undone_or_left_alone(kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes = {written_and_undone(Path(folder), original(kind), Saying(HAPPY), 0)}
    assert outcomes == {"written"}

    @settings(max_examples=40, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(changes=mutations(), long=st.booleans(), profile=st.sampled_from((0, 4)))
    def check(changes: list[tuple[str, bool, int, bytes]], long: bool, profile: int) -> None:
        data = mutated(original(kind), changes)
        said = Saying(LONG if long else HAPPY, energy=4, bpm=99, key="Am")
        with tempfile.TemporaryDirectory() as folder:
            outcomes.add(written_and_undone(Path(folder), data, said, profile))

    check()
    assert outcomes == {"written", "refused"}


def written_and_undone(folder: Path, data: bytes, said: Saying, profile: int) -> str:
    path, journal = folder / "song.bin", Journal(folder / "journal")
    path.write_bytes(data)
    writer.held(path)
    try:
        change = writer.plan(path, said, BUILT_IN[profile])
        with journal.begin("fuzz") as run:
            writer.write(change, run)
    except TagError:
        assert path.read_bytes() == data
        return "refused"
    assert isinstance(writer.read(path), MoodTags)
    if change.changed:
        (result,) = journal.undo(run.id, SilentContext())
        assert result.ok, result.reason
    assert path.read_bytes() == data
    return "written"
