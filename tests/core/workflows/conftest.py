"""A library, a folder of music, and what a scan finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.workflows.scan import scan


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


def scanned(library: Library, path: Path, code_page: str = "") -> Track:
    report = scan(SilentContext(), library, [path.parent], code_page)
    assert report.failed == ()
    row = library.find(path)
    assert row is not None
    return row.track
