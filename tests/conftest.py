"""Fixtures for every test: an own MOODLINE_HOME, no display, no card, no haste."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.data.small_disk import SmallDisk, mounted
from tests.fate import Fate

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
# Two tests run at a time on two cores: threads of one would only wait for those of the other.
for _library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
# Every Python that a test starts loads tests/child/sitecustomize.
_CHILD = str(Path(__file__).with_name("child"))
if _CHILD not in (_on_path := os.environ.get("PYTHONPATH", "").split(os.pathsep)):
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_CHILD, *_on_path]))

# The same examples in every run, and as slow as the machine is.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")


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


@pytest.fixture
def fate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fate:
    """What is to befall the child processes of this test; nothing, until it is planned."""
    fate = Fate(tmp_path)
    monkeypatch.setenv("MOODLINE_TEST_FATE", str(fate.plan))
    return fate
