"""What a child process and its supervisor say to each other."""

from __future__ import annotations

import io
import itertools
import os
import threading
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from mer_core.child import NICENESS, ChildContext, CommandReader, Language, lower_own_priority
from mer_core.inference import worker
from mer_core.jobs import Progress
from mer_core.training import worker_protocol
from mer_core.training.worker_protocol import TeachDone, TrainDone, TrainRequest
from tests.waiting import PATIENCE_S


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    pairs: tuple[tuple[str, float | None], ...] = ()


TONGUE = Language("the test", (Note, Progress))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (TONGUE, Note("zwölf\n\udcff", (("a", 1.5), ("b", None)))),
        (worker.LANGUAGE, worker.Analyse((1, 2), suspects=(3,))),
        (worker_protocol.LANGUAGE, TrainRequest("td-cnn-1", "/c", "/o", ("emotify",), folds=3)),
        (worker_protocol.LANGUAGE, TrainDone("/o", "x", "ab", 7, (("emotify", 3),), 1.0)),
        (
            worker_protocol.LANGUAGE,
            TeachDone(
                "/o", "mine", "ab", 9, 3, "track", (("/a", "why"),), (),
                (("valence", "MAE", 0.3, 0.2, -0.2, -0.1, 0.4, True),), True, "It helped.", 2.0,
            ),
        ),
    ],
)  # fmt: skip
def test_a_message_is_one_line_and_comes_out_as_it_went_in(
    language: Language, message: object
) -> None:
    line = language.encode(message)
    assert line.count(b"\n") == 1
    assert language.decode(line) == message


@pytest.mark.parametrize(
    "line",
    [b"[]", b"{}", b'{"is": "Shout"}', b'{"is": "Note"}', b'{"is": "Note", "words": 1}', b"{"],
)
def test_a_line_that_is_none_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"message|Expecting"):
        TONGUE.decode(line)


def test_commands_are_obeyed_at_the_next_check_and_the_end_of_the_input_is_told() -> None:
    ended = threading.Event()
    told = TONGUE.encode(Note("one")) + TONGUE.encode(Note("two"))
    commands = CommandReader(io.BytesIO(told), TONGUE.decode, ended.set)
    obeyed: list[Note] = []

    class Obedient(ChildContext[Note]):
        def obey(self, command: Note) -> None:
            obeyed.append(command)

    context = Obedient(TONGUE, io.BytesIO(), commands)
    assert ended.wait(PATIENCE_S)
    context.check_cancelled()
    assert [note.text for note in obeyed] == ["one", "two"]


def test_progress_is_thinned_out_but_the_last_one_leaves_before_an_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock_s = itertools.count(1000.0, 0.01)
    monkeypatch.setattr("mer_core.child.time", SimpleNamespace(monotonic=lambda: next(clock_s)))
    events = io.BytesIO()
    context: ChildContext[Note] = ChildContext(
        TONGUE, events, CommandReader(io.BytesIO(), TONGUE.decode, lambda: None)
    )
    for done in range(1000):
        context.report(Progress("Counting", done, 1000))
    context.publish(Note("done"))
    told = [TONGUE.decode(line) for line in events.getvalue().splitlines()]
    assert len(told) == 252  # every fourth of those that come every 10 ms, the last and the event
    assert told[-2:] == [Progress("Counting", 999, 1000), Note("done")]


def test_a_child_lets_the_window_and_its_sound_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    monkeypatch.setenv("OMP_WAIT_POLICY", "")
    lower_own_priority()
    assert asked == [NICENESS]
