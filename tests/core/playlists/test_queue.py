"""What is played after what."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.playlists.queue import PlayQueue


@pytest.fixture
def queue() -> PlayQueue:
    """Ten songs, played from the fourth."""
    queue = PlayQueue(random.Random(1))
    queue.start(range(10), 3)
    return queue


def play_all(queue: PlayQueue) -> list[int]:
    played = []
    while (track_id := queue.advance()) is not None:
        played.append(track_id)
    return played


def test_a_list_is_played_from_the_song_on_to_its_end(queue: PlayQueue) -> None:
    assert queue.current == 3
    assert queue.upcoming == [4, 5, 6, 7, 8, 9]
    assert play_all(queue) == [4, 5, 6, 7, 8, 9]
    assert queue.current == 9


def test_what_was_added_comes_first_in_the_order_it_was_added(queue: PlayQueue) -> None:
    queue.add([100])
    queue.add([101])
    queue.add([102, 103], first=True)
    assert queue.upcoming[:5] == [102, 103, 100, 101, 4]
    queue.start(range(20, 30), 0)
    assert queue.upcoming[:5] == [102, 103, 100, 101, 21]
    assert play_all(queue)[:5] == [102, 103, 100, 101, 21]


def test_going_back_leads_the_way_one_came(queue: PlayQueue) -> None:
    queue.add([100])
    assert [queue.advance(), queue.advance()] == [100, 4]
    assert [queue.back(), queue.back()] == [100, 3]
    assert queue.upcoming[:2] == [100, 4]
    assert [queue.back(), queue.back(), queue.back(), queue.back()] == [2, 1, 0, None]
    assert queue.upcoming[:2] == [100, 1]


def test_repeat_plays_the_list_or_the_song_again(queue: PlayQueue) -> None:
    queue.repeat = "one"
    assert queue.following() == 3
    assert queue.advance() == 4  # by the user's hand it goes on
    queue.repeat = "all"
    assert [queue.advance() for _ in range(7)] == [5, 6, 7, 8, 9, 0, 1]
    assert queue.following() == 2


def test_shuffled_every_song_comes_once_and_the_old_order_comes_back(queue: PlayQueue) -> None:
    queue.add([100])
    queue.set_shuffled(True)
    assert queue.current == 3
    assert queue[0] == 100
    rest = queue.upcoming[1:]
    assert rest != sorted(rest)
    assert sorted(rest) == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    queue.set_shuffled(False)
    assert queue.upcoming == [100, 4, 5, 6, 7, 8, 9]


def test_songs_are_moved_taken_out_and_jumped_to(queue: PlayQueue) -> None:
    queue.add([100])
    queue.move([3, 4], 1)  # 6 and 7 behind what was added: they count as added now
    assert queue.upcoming == [100, 6, 7, 4, 5, 8, 9]
    assert queue.num_added == 3
    queue.remove([0, 4])
    assert queue.upcoming == [6, 7, 4, 8, 9]
    assert queue.jump(1) == 7
    assert queue.upcoming == [6, 4, 8, 9]
    assert queue.jump(2) == 8
    assert queue.upcoming == [6, 9]
    queue.clear()
    assert len(queue) == 0
    assert queue.following() is None


def test_a_queue_survives_and_what_is_no_queue_is_none(queue: PlayQueue, tmp_path: Path) -> None:
    path = tmp_path / "home" / "queue.json"
    queue.add([100])
    queue.set_shuffled(True)
    queue.repeat = "all"
    queue.save(path, 12.5)
    again = PlayQueue()
    assert again.restore(path) == 12.5
    assert (again.current, again.upcoming) == (queue.current, queue.upcoming)
    assert (again.shuffled, again.repeat) == (True, "all")
    kept = path.read_text()
    for text in (
        "", "[]", "{}", '{"source": 3}', "[" * 100_000, kept.replace('"at": 0', '"at": 99'),
        kept.replace('"at": 0', '"at": Infinity'), kept.replace("12.5", "NaN"),
    ):  # fmt: skip
        assert text != kept
        path.write_text(text)
        empty = PlayQueue()
        assert empty.restore(path) == 0.0
        assert (empty.current, len(empty)) == (None, 0)
    assert PlayQueue().restore(tmp_path / "none.json") == 0.0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "advance", "back", "jump", "move", "remove", "shuffle", "clear"]),
        st.integers(0, 12), st.integers(0, 12),
    )
)  # fmt: skip


@given(STEPS)
def test_whatever_is_done_no_song_is_lost_that_was_not_played_or_taken_out(
    steps: list[tuple[str, int, int]],
) -> None:
    queue = PlayQueue(random.Random(0))
    queue.start(range(6), 2)
    fresh = 100
    for step, first, second in steps:
        before, length = queue.upcoming, len(queue)
        if step == "add":
            queue.add([fresh], first=bool(first % 2))
            assert sorted(queue.upcoming) == sorted([*before, fresh])
            fresh += 1
        elif step == "advance":
            assert queue.advance() == (before[0] if before else None)
            assert queue.upcoming == before[1:]
        elif step == "back":
            queue.back()
        elif step == "shuffle":
            queue.set_shuffled(bool(first % 2))
        elif step == "clear" and first == 0:
            queue.clear()
        elif step == "jump" and first < length:
            assert queue.jump(first) == before[first]
        elif step == "remove" and first < length:
            queue.remove([first])
            assert queue.upcoming == before[:first] + before[first + 1 :]
        elif step == "move" and first < length and second <= length:
            queue.move([first], second)
            rest = before[:first] + before[first + 1 :]
            to = second - (first < second)
            assert queue.upcoming == [*rest[:to], before[first], *rest[to:]]
        assert len(queue) == len(queue.upcoming)
