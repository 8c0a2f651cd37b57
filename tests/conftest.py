"""Fixtures for every test: an own MOODLINE_HOME, no display, no card."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A MOODLINE_HOME of its own for every test: nothing of the user's is ever touched."""
    folder = tmp_path / "moodline-home"
    monkeypatch.setenv("MOODLINE_HOME", str(folder))
    return folder
