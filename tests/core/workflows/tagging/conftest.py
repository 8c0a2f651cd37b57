"""A folder of songs, analysed in a library, and a journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.tags.journal import Journal
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio

FILES = ("a.mp3", "b.flac", "c.opus", "d.m4a")


@pytest.fixture
def context() -> SilentContext:
    return SilentContext()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for number, name in enumerate(FILES):
        make_audio(folder / name, frequency_hz=300.0 + 40 * number, tags={"title": name})
    return folder


@pytest.fixture
def library(tmp_path: Path, music: Path, context: SilentContext) -> Iterator[Library]:
    """All of ``music``, analysed."""
    with Library.open(tmp_path / "library.sqlite") as opened:
        scan(context, opened, [music])
        for row in opened.rows():
            opened.save_emotion(row.track.id, make_emotion())
        yield opened


def state_of(library: Library, path: Path) -> str | None:
    """The state of the file at ``path``, None where the library does not hold it."""
    row = library.find(path)
    return None if row is None else row.state
