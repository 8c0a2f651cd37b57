"""What a child process and its supervisor say to each other."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from mer_core.child import (
    NICENESS,
    ChildContext,
    CommandReader,
    EventWriter,
    Language,
    Misunderstood,
    lower_own_priority,
)
from mer_core.inference import protocol as analysis
from mer_core.jobs import Progress
from mer_core.paths import RESOURCES
from mer_core.training import protocol as training
from mer_core.training.report import Change, Figure, TrainReport
from mer_core.training.requests import TeachRequest, TrainRequest
from mer_core.training.teaching.verdict import TeachReport
from tests.waiting import PATIENCE_S


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    pairs: tuple[tuple[str, float | None], ...] = ()
    inner: Inner | None = None


TONGUE = Language("the test", (Note, Progress))
TRAIN = TrainRequest(
    recipe="td-cnn-1", corpora=Path("/c"), output=Path("/o\udcff"), names=("emotify",), folds=3
)
FIGURE = Figure(
    "by-song", "own-ratings", "song", "valence", "MAE", 0.2, 0.1, 0.3, 0.4, 9,
    change=Change(0.3, -0.2, -0.1, True),
)  # fmt: skip
TAUGHT = TeachReport(
    Path("/o"), "mine", "moodline-1", "ab", 9, (("/a", "why"),), (), "track", 9, 3,
    (("valence", "shifted"),), (FIGURE,), 2.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (TONGUE, Note("zwölf\n\udcff", (("a", 1.5), ("b", None)), Inner("c", 1.0))),
        (TONGUE, Misunderstood("what?")),
        (analysis.LANGUAGE, analysis.Analyse((1, 2))),
        (training.LANGUAGE, TRAIN),
        (
            training.LANGUAGE,
            TeachRequest(ratings=Path("r"), base=Path("b"), output=Path("o"), model_id="mine"),
        ),
        (training.LANGUAGE, TrainReport(Path("/o"), "x", "ab", 7, (("emotify", 3),), 1.0)),
        (training.LANGUAGE, TAUGHT),
    ],
)
def test_a_message_is_one_line_and_comes_out_as_it_went_in(
    language: Language, message: object
) -> None:
    line = language.encode(message)
    assert line.count(b"\n") == 1
    assert language.decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"{}", b"3", b"{", b"[" * 99999, b"\xff\xfe\x00", b"", b'{"is": "Shout"}',
        b'{"is": ["Note"]}', b'{"is": "Note"}', b'{"is": "Note", "words": 1}',
        b'{"is": "Note", "text": 1}', b'{"is": "Note", "text": "a", "pairs": [["a"]]}',
        b'{"is": "Note", "text": "a", "inner": {"name": "b"}}',
        b'{"is": "Progress", "stage": "a", "done": true}',
    ],
)  # fmt: skip
def test_a_line_that_is_none_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="message of the test"):
        TONGUE.decode(line)


def test_a_request_that_cannot_be_served_is_a_damaged_message() -> None:
    line = training.LANGUAGE.encode(TRAIN).replace(b"td-cnn-1", b"best")
    with pytest.raises(ValueError, match="There is no recipe 'best'"):
        training.LANGUAGE.decode(line)


def reader(told: bytes, on_end: Callable[[], None] = lambda: None) -> tuple[
    EventWriter, CommandReader[Note], io.BytesIO
]:  # fmt: skip
    """A child's ends of the pipes, of which one says ``told``."""
    out = io.BytesIO()
    events = EventWriter(out, TONGUE)
    return events, CommandReader(io.BytesIO(told), TONGUE, events, on_end), out


def test_commands_are_obeyed_at_the_next_check_and_the_end_of_the_input_is_told() -> None:
    ended = threading.Event()
    told = TONGUE.encode(Note("one")) + TONGUE.encode(Note("two"))
    events, commands, _ = reader(told, ended.set)
    obeyed: list[Note] = []

    class Obedient(ChildContext[Note]):
        def obey(self, command: Note) -> None:
            obeyed.append(command)

    context = Obedient(events, commands)
    assert ended.wait(PATIENCE_S)
    context.check_cancelled()
    assert [note.text for note in obeyed] == ["one", "two"]


def test_what_a_child_cannot_read_is_answered_and_what_follows_is_obeyed() -> None:
    ended = threading.Event()
    _, commands, out = reader(b"gibberish\n" + TONGUE.encode(Note("one")), ended.set)
    assert ended.wait(PATIENCE_S)
    (answer,) = (TONGUE.decode(line) for line in out.getvalue().splitlines())
    assert isinstance(answer, Misunderstood)
    assert "not a message of the test: b'gibberish" in answer.message
    assert commands.next(wait=False) == Note("one")


@pytest.mark.parametrize("main", ["analysis_main", "training_main"])
def test_the_children_answer_gibberish_with_an_error(main: str, tmp_path: Path) -> None:
    arguments = [tmp_path / "library.sqlite", RESOURCES / "models" / "moodline-1", "cpu", "1"]
    if main == "training_main":
        arguments = [tmp_path]
    done = subprocess.run(
        [sys.executable, "-m", f"mer_core.workflows.{main}", *map(str, arguments)],
        input=b"gibberish\n", capture_output=True, check=False,
    )  # fmt: skip
    assert b'"is": "Misunderstood"' in done.stdout
    assert b"Traceback" not in done.stderr


def test_progress_is_thinned_out_but_the_last_one_leaves_before_an_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock_s = itertools.count(1000.0, 0.01)
    monkeypatch.setattr("mer_core.child.time", SimpleNamespace(monotonic=lambda: next(clock_s)))
    events, commands, out = reader(b"")
    context: ChildContext[Note] = ChildContext(events, commands)
    for done in range(1000):
        context.report(Progress("Counting", done, 1000))
    context.publish(Note("done"))
    told = [TONGUE.decode(line) for line in out.getvalue().splitlines()]
    assert len(told) == 252  # every fourth of those that come every 10 ms, the last and the event
    assert told[-2:] == [Progress("Counting", 999, 1000), Note("done")]


def test_a_child_lets_the_window_and_its_sound_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    monkeypatch.setenv("OMP_WAIT_POLICY", "")
    lower_own_priority()
    assert asked == [NICENESS]
