"""Waiting for room on a full disk, instead of failing whatever comes next."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from mer_core.errors import LibraryFull
from mer_core.inference.protocol import RoomAgain, WaitsForRoom
from mer_core.jobs import JobContext

#: How often the disk is tried again, and how often the watcher may stop the wait.
TRY_AGAIN_S = 3.0
_LOOK_S = 0.1
PAUSED = (
    "Paused: the disk that holds the library is full; free some space. "
    "The work goes on when there is room."
)

T = TypeVar("T")


def once_there_is_room(context: JobContext, act: Callable[[], T]) -> T:
    """What ``act`` gives; while the library's disk is full, it is tried again every few seconds.

    Publishes WaitsForRoom before every wait, and RoomAgain after the last. Raises what ``act``
    raises, but no LibraryFull.
    """
    has_waited = False
    while True:
        try:
            result = act()
        except LibraryFull:
            has_waited = True
            context.publish(WaitsForRoom(PAUSED))
            _wait(context)
            continue
        if has_waited:
            context.publish(RoomAgain())
        return result


def _wait(context: JobContext) -> None:
    end = time.monotonic() + TRY_AGAIN_S
    while time.monotonic() < end:
        context.check_cancelled()
        time.sleep(_LOOK_S)
    context.check_cancelled()
