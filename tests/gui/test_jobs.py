from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.jobs import Jobs, Lane
from mer_core.errors import InputError
from mer_core.jobs import JobContext, Progress


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


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

    def count(context: JobContext) -> None:
        started.set()
        while True:
            context.check_cancelled()
            time.sleep(0.001)

    job = jobs.run_workflow(count, on_done=called.append, on_error=called.append)
    assert started.wait(2)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.num_active == 0)
    assert called == []


def test_a_paused_job_holds_still_until_it_is_resumed(qtbot: QtBot, jobs: Jobs) -> None:
    steps: list[int] = []

    def count(context: JobContext) -> None:
        for step in range(50):
            context.check_cancelled()
            steps.append(step)
            time.sleep(0.002)

    job = jobs.run_workflow(count)
    job.pause()
    qtbot.wait(20)
    held = len(steps)
    qtbot.wait(50)
    assert len(steps) == held
    job.resume()
    qtbot.waitUntil(lambda: len(steps) == 50)


def test_progress_comes_at_most_thirty_times_a_second_and_always_the_last(
    qtbot: QtBot, jobs: Jobs
) -> None:
    seen: list[Progress] = []
    done: list[object] = []

    def work(context: JobContext) -> None:
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            context.report(Progress("Working", 1, 10))
        context.report(Progress("Working", 10, 10))

    jobs.run_workflow(work, on_progress=seen.append, on_done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert len(seen) <= 12
    assert seen[-1].done == 10


def test_items_arrive_in_order_and_before_the_result(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []

    def work(context: JobContext) -> str:
        for item in range(5):
            context.publish(item)
        return "end"

    jobs.run_workflow(work, lane=Lane.DISPLAY, on_item=seen.append, on_done=seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [0, 1, 2, 3, 4, "end"]


def test_closing_ends_jobs_within_two_seconds(qtbot: QtBot) -> None:
    jobs = Jobs()

    def forever(context: JobContext) -> None:
        while True:
            context.check_cancelled()
            time.sleep(0.01)

    jobs.run_workflow(forever)
    jobs.run_workflow(forever)
    begun = time.monotonic()
    assert jobs.close()
    assert time.monotonic() - begun < 2
