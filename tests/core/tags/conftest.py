"""A journal and a context for the tests of tags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mer_core.jobs import SilentContext
from mer_core.tags import writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal

Write = Callable[[Path, MoodTags], str]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


@pytest.fixture
def context() -> SilentContext:
    return SilentContext()


@pytest.fixture
def write(journal: Journal) -> Write:
    """Plans and writes in a run of its own; returns the run's id."""

    def write_in_a_run(path: Path, tags: MoodTags) -> str:
        change = writer.plan(path, tags)
        with journal.begin("test") as run:
            writer.write(change, run)
            return run.id

    return write_in_a_run
