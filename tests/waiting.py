"""The one way in which tests wait: until something has happened, however long that takes."""

from __future__ import annotations

import time
from collections.abc import Callable

#: A guard against hanging for ever. Never a measure: nothing is proved by being quicker than this.
PATIENCE_S = 300.0
PATIENCE_MS = round(PATIENCE_S * 1000)


def until(happened: Callable[[], object], *, patience_s: float = PATIENCE_S) -> None:
    """Look again and again until ``happened()`` is true."""
    end_s = time.monotonic() + patience_s
    while not happened():
        assert time.monotonic() < end_s, f"it did not happen in {patience_s:.0f} s"
        time.sleep(0.005)
