from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.jobs import JobQueue, Jobs
from mer_core.errors import InputError
from mer_core.jobs import JobContext, Progress
from tests.waiting import PATIENCE_S, until


def work_until_cancelled(context: JobContext) -> None:
    until(context.check_cancelled)  # which returns nothing, or raises


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close(PATIENCE_S)


def test_a_result_arrives_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    jobs.run(threading.get_ident, on_done=lambda i: seen.append((i, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] != threading.get_ident()
    assert seen[0][1] == QThread.currentThread()  # type: ignore[index]


def test_an_understood_error_reaches_its_starter(qtbot: QtBot, jobs: Jobs) -> None:
    errors: list[str] = []

    def fail() -> None:
        raise InputError("That is no query.")

    jobs.run(fail, on_error=lambda error: errors.append(str(error)))
    qtbot.waitUntil(lambda: errors == ["That is no query."])


def test_a_bug_in_a_job_is_told_and_costs_nothing_else(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.run(lambda: [][1])
    assert isinstance(crashed.args[0], IndexError)
    done: list[int] = []
    jobs.run(lambda: 3, on_done=done.append)
    qtbot.waitUntil(lambda: done == [3])


def test_a_cancelled_job_ends_at_its_next_check_and_calls_nobody(qtbot: QtBot, jobs: Jobs) -> None:
    called: list[object] = []
    started = threading.Event()

    def work(context: JobContext) -> None:
        started.set()
        work_until_cancelled(context)

    job = jobs.run_workflow(work, on_done=called.append, on_error=called.append)
    assert started.wait(PATIENCE_S)
    job.cancel()
    next_done: list[int] = []
    jobs.run(lambda: 3, lane=JobQueue.FILES, on_done=next_done.append)
    qtbot.waitUntil(lambda: next_done == [3])
    assert called == []


def test_a_paused_job_holds_still_until_it_is_resumed(qtbot: QtBot, jobs: Jobs) -> None:
    at_check, may_check, stepped = (threading.Event() for _ in range(3))

    def work(context: JobContext) -> None:
        at_check.set()
        may_check.wait(PATIENCE_S)
        context.check_cancelled()
        stepped.set()

    job = jobs.run_workflow(work)
    assert at_check.wait(PATIENCE_S)
    job.pause()
    may_check.set()
    assert not stepped.wait(0.1)
    job.resume()
    assert stepped.wait(PATIENCE_S)


def test_progress_comes_at_most_thirty_times_a_second_and_always_the_last(
    qtbot: QtBot, jobs: Jobs
) -> None:
    seen: list[Progress] = []
    done: list[object] = []
    ticks: list[None] = []
    assert jobs._poll.interval() >= 33
    jobs._poll.timeout.connect(lambda: ticks.append(None))

    def work(context: JobContext) -> None:
        def is_seen_twice() -> bool:
            context.report(Progress("Working", 1, 10))
            return len(ticks) >= 2

        until(is_seen_twice)
        context.report(Progress("Working", 10, 10))

    jobs.run_workflow(work, on_progress=seen.append, on_done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert 2 <= len(seen) <= len(ticks) + 1
    assert seen[-1].done == 10


def test_items_arrive_in_order_and_before_the_result(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []

    def work(context: JobContext) -> str:
        for item in range(5):
            context.publish(item)
        return "end"

    jobs.run_workflow(work, lane=JobQueue.DISPLAY, on_item=seen.append, on_done=seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [0, 1, 2, 3, 4, "end"]


def test_closing_ends_jobs(qtbot: QtBot) -> None:
    jobs = Jobs()
    jobs.run_workflow(work_until_cancelled)
    jobs.run_workflow(work_until_cancelled)
    assert jobs.close(PATIENCE_S)


def test_closing_waits_at_most_two_seconds_for_a_job_that_does_not_listen(qtbot: QtBot) -> None:
    assert inspect.signature(Jobs.close).parameters["timeout_s"].default <= 2.0
    jobs = Jobs()
    may_end = threading.Event()
    started = threading.Event()
    jobs.run(lambda: (started.set(), may_end.wait(PATIENCE_S)))
    assert started.wait(PATIENCE_S)
    assert not jobs.close(timeout_s=0.1)
    may_end.set()
