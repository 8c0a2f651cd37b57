"""Fixtures for every test: an own MOODLINE_HOME, no display, no card."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.small_disk import SmallDisk, mounted

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A MOODLINE_HOME of its own for every test: nothing of the user's is ever touched."""
    folder = tmp_path / "moodline-home"
    monkeypatch.setenv("MOODLINE_HOME", str(folder))
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A file system of two megabytes; the test is skipped where none may be mounted."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    with mounted(folder) as disk:
        if disk is None:
            pytest.skip("this user may not mount a file system")
        yield disk
