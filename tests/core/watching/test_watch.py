"""Folders that are watched, with real files, a real library and the system's own news of them."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mer_core.jobs import JobCancelled, SilentContext
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.watching import observing, settling
from mer_core.workflows.watch import FolderCame, FolderWent, follow, watch
from tests.data.audio_files import make_audio
from tests.waiting import until


class Context(SilentContext):
    """Stopped from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = threading.Event()

    def check_cancelled(self) -> None:
        if self.stopped.is_set():
            raise JobCancelled


class Watched:
    """A library that follows a folder on a thread of its own."""

    def __init__(self, folder: Path, library: Path, *, poll: bool) -> None:
        self.context, self.folder, self._path = Context(), folder, library
        self.num_batches = 0
        self._pool = ThreadPoolExecutor(1)
        self._future = self._pool.submit(self._run, poll)

    def _run(self, poll: bool) -> None:
        with (
            Library.open(self._path) as library,
            closing(watch(self.context, [self.folder], poll=poll)) as news,
        ):
            for changes in news:
                follow(self.context, library, changes)
                self.num_batches += 1

    def stop(self) -> None:
        self.context.stopped.set()
        with pytest.raises(JobCancelled):
            self._future.result()
        self._pool.shutdown()

    def rows(self) -> dict[str, TrackRow]:
        """The tracks by their paths below the folder."""
        with Library.open(self._path) as library:
            return {
                os.path.relpath(row.track.path, self.folder): row for row in library.rows()
            }  # fmt: skip

    def states(self) -> dict[str, bool]:
        """Whether each track is missing."""
        if self._future.done():
            self._future.result()
        return {name: row.state == "missing" for name, row in self.rows().items()}

    def until(self, states: dict[str, bool]) -> None:
        until(lambda: self.states() == states)


Watch = Callable[..., Watched]


@pytest.fixture
def follow_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Files rest as soon as nobody writes them; a folder that tells nothing is looked at often."""
    monkeypatch.setattr(settling, "SETTLE_S", 0.0)
    monkeypatch.setattr(observing, "POLL_S", 0.05)
    started: list[Watched] = []

    def start(folder: Path, *, poll: bool = False) -> Watched:
        started.append(Watched(folder, tmp_path / "library.sqlite", poll=poll))
        return started[-1]

    threads = set(threading.enumerate())
    yield start
    for watched in started:
        watched.stop()
    until(lambda: set(threading.enumerate()) <= threads)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A second of sound, outside the folder."""
    return make_audio(tmp_path / "song.flac")


def other_song(path: Path, frequency_hz: float) -> Path:
    return make_audio(path, frequency_hz=frequency_hz)


@pytest.mark.parametrize("poll", [False, True])
def test_what_comes_changes_moves_and_goes_is_followed(
    music: Path, song: Path, follow_folder: Watch, poll: bool
) -> None:
    shutil.copy(song, music / "before.flac")
    watched = follow_folder(music, poll=poll)
    watched.until({"before.flac": False})
    (music / "new album").mkdir()
    other_song(music / "new album" / "a.flac", 500.0)
    (music / "new album" / "cover.jpg").write_bytes(b"no music")
    watched.until({"before.flac": False, "new album/a.flac": False})
    known = watched.rows()["new album/a.flac"].track
    (music / "new album").rename(music / "old album")
    watched.until({"before.flac": False, "old album/a.flac": False})
    assert watched.rows()["old album/a.flac"].track.id == known.id
    (music / "before.flac").unlink()
    watched.until({"before.flac": True, "old album/a.flac": False})
    shutil.rmtree(music / "old album")
    watched.until({"before.flac": True, "old album/a.flac": True})
    shutil.copy(song, music / "before.flac")
    watched.until({"before.flac": False, "old album/a.flac": True})


def test_what_went_while_nobody_watched_is_missing(
    music: Path, song: Path, follow_folder: Watch
) -> None:
    shutil.copy(song, music / "a.flac")
    first = follow_folder(music)
    first.until({"a.flac": False})
    first.stop()
    (music / "a.flac").unlink()
    follow_folder(music).until({"a.flac": True})


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="other systems tell no writers")
def test_a_file_that_is_still_being_copied_is_read_when_it_is_whole(
    music: Path, song: Path, follow_folder: Watch
) -> None:
    watched = follow_folder(music)
    data = song.read_bytes()
    with (music / "slow.flac").open("wb") as copying:
        copying.write(data[: len(data) // 2])
        copying.flush()
        shutil.copy(song, music / "quick.flac")
        watched.until({"quick.flac": False})
        batches = watched.num_batches
        (music / "later.flac").write_bytes(data)
        until(lambda: "later.flac" in watched.states())
        assert watched.num_batches > batches
        assert "slow.flac" not in watched.states()
        copying.write(data[len(data) // 2 :])
    watched.until({"slow.flac": False, "quick.flac": False, "later.flac": False})
    rows = watched.rows()
    assert len({row.track.audio_hash for row in rows.values()}) == 1
    assert not any(row.message for row in rows.values())


def test_a_burst_of_a_thousand_files_loses_none(
    music: Path, song: Path, follow_folder: Watch
) -> None:
    watched = follow_folder(music)
    until(lambda: FolderCame(music) in watched.context.published)
    expected = {}
    for number in range(1000):
        folder = music / f"album {number // 100}" / "cd"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(song, folder / f"{number}.flac")
        expected[f"album {number // 100}/cd/{number}.flac"] = False
    watched.until(expected)


@pytest.mark.parametrize("poll", [False, True])
def test_a_drive_that_goes_away_is_waited_for_and_known_again(
    music: Path, song: Path, follow_folder: Watch, poll: bool
) -> None:
    shutil.copy(song, music / "a.flac")
    watched = follow_folder(music, poll=poll)
    watched.until({"a.flac": False})
    known = watched.rows()["a.flac"].track
    away = music.rename(music.parent / "unplugged")
    watched.until({"a.flac": True})
    until(lambda: FolderWent(music) in watched.context.published)
    other_song(away / "b.flac", 700.0)
    away.rename(music)
    watched.until({"a.flac": False, "b.flac": False})
    assert watched.rows()["a.flac"].track.id == known.id
    other_song(music / "c.flac", 900.0)  # the system's news come again
    watched.until({"a.flac": False, "b.flac": False, "c.flac": False})


def test_another_drive_in_its_place_is_looked_through(
    music: Path, song: Path, follow_folder: Watch
) -> None:
    shutil.copy(song, music / "a.flac")
    watched = follow_folder(music)
    watched.until({"a.flac": False})
    other = music.parent / "other"
    other.mkdir()
    other_song(other / "z.flac", 700.0)
    music.rename(music.parent / "unplugged")
    other.rename(music)
    watched.until({"a.flac": True, "z.flac": False})


def test_names_that_are_no_text_are_followed(music: Path, song: Path, follow_folder: Watch) -> None:
    watched = follow_folder(music)
    until(lambda: FolderCame(music) in watched.context.published)
    name = os.fsdecode(b"caf\xe9 \xff.flac")
    shutil.copy(song, music / name)
    watched.until({name: False})


def test_a_folder_that_the_system_does_not_watch_is_looked_through_instead(
    music: Path, song: Path, follow_folder: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.Observer.schedule", full)
    watched = follow_folder(music)
    until(lambda: FolderCame(music) in watched.context.published)
    shutil.copy(song, music / "a.flac")
    watched.until({"a.flac": False})


def test_reading_and_junk_are_no_news(music: Path, song: Path, follow_folder: Watch) -> None:
    shutil.copy(song, music / "a.flac")
    watched = follow_folder(music)
    watched.until({"a.flac": False})
    seen: list[Path] = []
    with observing.Observation([music], poll=False) as observation:
        observation.renewed()
        (music / "a.flac").read_bytes()
        (music / ".moodline-1.tmp").write_bytes(b"x")
        (music / "@eaDir").mkdir()
        (music / "@eaDir" / "a.mp3").write_bytes(b"x")
        (music / "last.flac").write_bytes(b"x")
        while music / "last.flac" not in seen:
            seen += observation.take(0.05)
    assert set(seen) == {music / "last.flac"}
