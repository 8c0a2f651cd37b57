"""Work on a real small disk that is full, until somebody makes room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from mer_core.inference.predictor import Heard, Predictor
from mer_core.inference.protocol import RoomAgain, TrackDone, WaitsForRoom
from mer_core.jobs import JobCancelled, JobContext, SilentContext
from mer_core.library.database import Library
from mer_core.tonality import UNMEASURED
from mer_core.workflows import room
from mer_core.workflows.analyse import analyse
from mer_core.workflows.scan import scan
from tests.core.library.samples import MODEL, make_curve, make_emotion, make_file
from tests.data.audio_files import make_audio
from tests.data.small_disk import SmallDisk


class Ears:
    """A predictor that hears at once, and fills the disk before it answers."""

    def __init__(self, disk: SmallDisk) -> None:
        self._disk = disk

    def hear(self, _path: Path, _context: JobContext) -> Heard:
        self._disk.fill()
        steps = 20_000
        curve = make_curve([0.5] * steps, [0.5] * steps, ["happy"] * steps)
        return Heard(make_emotion(curve=curve), UNMEASURED)


class Owner(SilentContext):
    """Makes room when the work has waited ``patience`` times."""

    def __init__(self, disk: SmallDisk, *, patience: int = 2) -> None:
        super().__init__()
        self._disk = disk
        self._patience = patience

    def publish(self, item: object) -> None:
        super().publish(item)
        if isinstance(item, WaitsForRoom):
            self._patience -= 1
            if not self._patience:
                self._disk.empty()


class Stopper(SilentContext):
    """Stops the work when it waits."""

    def check_cancelled(self) -> None:
        if any(isinstance(item, WaitsForRoom) for item in self.published):
            raise JobCancelled


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TRY_AGAIN_S", 0.0)


@pytest.fixture
def library(small_disk: SmallDisk) -> Iterator[Library]:
    with Library.open(small_disk.folder / "library.sqlite") as opened:
        yield opened


def test_an_analysis_waits_for_room_and_fails_no_song(
    small_disk: SmallDisk, library: Library, tmp_path: Path
) -> None:
    ids = library.add([make_file(tmp_path / "a.flac")])
    context = Owner(small_disk)
    tracks = library.pending(MODEL.sha256, ids)
    report = analyse(context, library, cast(Predictor, Ears(small_disk)), tracks)
    assert (report.analysed, report.failed) == (tuple(ids), ())
    told = [item for item in context.published if isinstance(item, WaitsForRoom | RoomAgain)]
    assert told == [WaitsForRoom(room.PAUSED)] * 2 + [RoomAgain()]
    assert isinstance(context.published[-1], TrackDone)
    assert library.emotion(ids[0]) is not None


def test_a_wait_can_be_stopped(small_disk: SmallDisk, library: Library, tmp_path: Path) -> None:
    ids = library.add([make_file(tmp_path / "a.flac")])
    tracks = library.pending(MODEL.sha256, ids)
    with pytest.raises(JobCancelled):
        analyse(Stopper(), library, cast(Predictor, Ears(small_disk)), tracks)
    small_disk.empty()
    row = library.row(ids[0])
    assert row is not None
    assert row.state == "queued"


def test_a_scan_waits_for_room(small_disk: SmallDisk, library: Library, tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    make_audio(music / "a.flac", tags={"title": "T" * 5000})
    small_disk.fill()
    context = Owner(small_disk)
    assert scan(context, library, [music]).added == 1
    assert WaitsForRoom(room.PAUSED) in context.published
    assert library.count() == 1


def test_nothing_is_said_where_there_is_room(library: Library) -> None:
    context = SilentContext()
    assert room.once_there_is_room(context, library.count) == 0
    assert not [item for item in context.published if isinstance(item, WaitsForRoom | RoomAgain)]
