"""Fixtures for the window's tests: nothing may be left running."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psutil
import pytest


def _children() -> set[int]:
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if "resource_tracker" not in " ".join(child.cmdline())
    }


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a thread or a process (zombies too) running."""
    threads = set(threading.enumerate())
    children = _children()
    yield
    left = [t.name for t in set(threading.enumerate()) - threads if t.is_alive()]
    assert not left, f"threads left running: {left}"
    assert not _children() - children, "a process was left running"
