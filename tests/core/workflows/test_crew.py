"""Several songs at a time, and what befalls the processes that hear them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from mer_core.inference.predictor import Predictor
from mer_core.inference.protocol import TrackDone
from mer_core.jobs import JobCancelled, SilentContext
from mer_core.library.database import Library
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.workflows import crew as crews
from mer_core.workflows.analyse import AnalysisReport
from mer_core.workflows.crew import Crew
from mer_core.workflows.scan import scan
from tests.fate import HAND, Fate
from tests.gui.conftest import make_song
from tests.gui.tiny_model import save_tiny_model

NUM_SONGS = 4


@pytest.fixture
def songs(library: Library, music: Path) -> list[int]:
    """The ids of 00.flac, 01.flac ..."""
    for seed in range(NUM_SONGS):
        make_song(music / f"{seed:02d}.flac", seed=seed)
    scan(SilentContext(), library, [music])
    return library.row_ids(order_by="title")


class Watcher(SilentContext):
    """Does something whenever the foreman looks up."""

    def __init__(self, act: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._act = act

    def check_cancelled(self) -> None:
        self._act()

    @property
    def num_done(self) -> int:
        return sum(isinstance(item, TrackDone) for item in self.published)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return save_tiny_model(tmp_path / "model")


def heard(
    library: Library, model: Path, ids: list[int], context: Watcher,
    *, size: int = 2,
) -> AnalysisReport:  # fmt: skip
    tracks = [row.track for row in library.rows_of(ids)]
    with Crew(library.path, model, "cpu") as crew:
        crew.start(size)
        return crew.analyse(context, library, tracks)


def hands() -> list[psutil.Process]:
    """The workers that there are."""
    return [p for p in psutil.Process().children() if HAND in p.cmdline()]


def test_many_hands_hear_what_one_pair_of_ears_hears(library: Library, songs: list[int]) -> None:
    entry = find_model(AppPaths.of_user())
    report = heard(library, entry.folder, songs, Watcher())
    assert (sorted(report.analysed), report.failed) == (sorted(songs), ())
    assert hands() == []
    predictor = Predictor.load(entry.folder, device="cpu")
    for row in library.rows_of(songs):
        alone = predictor.predict(row.track.path, SilentContext())
        together = library.emotion(row.track.id)
        assert together is not None
        assert together.curve.moods == alone.curve.moods
        assert (together.valence, together.arousal, together.confidence) == pytest.approx(
            (alone.valence, alone.arousal, alone.confidence), abs=1e-4
        )
        assert np.allclose(together.curve.valence, alone.curve.valence, atol=1e-4)
        assert np.allclose(together.curve.arousal, alone.curve.arousal, atol=1e-4)


def test_a_worker_that_dies_costs_no_song(
    library: Library, songs: list[int], model: Path, fate: Fate
) -> None:
    fate.kill(HAND, 1, where="01.flac")
    fate.kill(HAND, 1, where="INSERT INTO analyses")
    report = heard(library, model, songs, Watcher(), size=1)
    assert fate.num_left == 0
    assert (sorted(report.analysed), report.failed) == (sorted(songs), ())


def test_a_song_that_ends_its_worker_twice_fails_with_the_reason_and_can_be_tried_again(
    library: Library, songs: list[int], model: Path, fate: Fate
) -> None:
    fate.kill(HAND, 1, 1, where="01.flac")
    report = heard(library, model, songs, Watcher(), size=1)
    ((failed, reason),) = report.failed
    row = library.row(failed)
    assert row is not None
    assert row.track.path.name == "01.flac"
    assert "ended twice while reading this file" in reason
    assert row.message == reason
    assert len(report.analysed) == NUM_SONGS - 1
    library.retry([failed])
    assert heard(library, model, [failed], Watcher()).analysed == (failed,)


def test_a_worker_that_is_stopped_is_replaced(
    library: Library, songs: list[int], model: Path, fate: Fate
) -> None:
    fate.hold(HAND, where="01.flac")
    stopped: list[int] = []

    def stop() -> None:
        if fate.is_holding and not stopped:
            stopped.extend(hand.pid for hand in hands())
            for pid in stopped:
                os.kill(pid, signal.SIGSTOP)

    report = heard(library, model, songs, Watcher(stop), size=1)
    assert stopped
    assert (sorted(report.analysed), report.failed) == (sorted(songs), ())
    assert not any(map(psutil.pid_exists, stopped))


def test_a_worker_that_is_let_go_on_soon_keeps_its_song(
    library: Library, songs: list[int], model: Path, fate: Fate
) -> None:
    """As all of them are after Ctrl-Z, but the foreman first."""
    fate.hold(HAND, where="01.flac")
    stopped: list[int] = []
    num_looks = 0

    def stop_and_go_on() -> None:
        nonlocal num_looks
        if fate.is_holding and not stopped:
            stopped.extend(hand.pid for hand in hands())
            os.kill(stopped[0], signal.SIGSTOP)
        num_looks += bool(stopped)
        if num_looks == 5:
            os.kill(stopped[0], signal.SIGCONT)
            assert [hand.pid for hand in hands()] == stopped
            fate.release()

    with Crew(library.path, model, "cpu", clock=lambda: 0.0) as crew:
        crew.start(1)
        tracks = [row.track for row in library.rows_of(songs)]
        report = crew.analyse(Watcher(stop_and_go_on), library, tracks)
        assert [hand.pid for hand in hands()] == stopped
    assert (sorted(report.analysed), report.failed) == (sorted(songs), ())


def test_a_song_that_hangs_holds_nobody_up_and_is_tried_again(
    library: Library, songs: list[int], model: Path, fate: Fate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "_LOOK_S", 0.001)
    fate.hold(HAND, where="01.flac")
    time_s = 0.0

    def clock() -> float:
        """Passes only once everything but the song that hangs is done, and no longer than that."""
        nonlocal time_s
        others_done = fate.is_holding and watcher.num_done == NUM_SONGS - 1
        if others_done and time_s <= crews.SILENCE_S:
            time_s += 1.0
        return time_s

    with Crew(library.path, model, "cpu", clock=clock) as crew:
        crew.start(1)
        watcher = Watcher(lambda: crew.start(2) if fate.is_holding else None)
        report = crew.analyse(watcher, library, [row.track for row in library.rows_of(songs)])
    assert time_s > crews.SILENCE_S
    assert (sorted(report.analysed), report.failed) == (sorted(songs), ())


def test_stopping_ends_all_workers(
    library: Library, songs: list[int], model: Path, fate: Fate
) -> None:
    fate.hold(HAND, where="01.flac")

    def stop() -> None:
        if fate.is_holding:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        heard(library, model, songs, Watcher(stop), size=1)
    assert hands() == []
    assert [row.state for row in library.rows_of(songs)] == ["staged", *["queued"] * 3]


class Miser(Watcher):
    """Lets workers that stand still have ``spare`` bytes more than they have, and go on."""

    def __init__(self, fate: Fate, spare: int) -> None:
        super().__init__(self._give_no_more)
        self._fate, self._spare = fate, spare
        self.num_limited = 0
        self.seen: set[int] = set()

    def _give_no_more(self) -> None:
        self.seen.update(child.pid for child in psutil.Process().children())
        if self._fate.is_holding:
            for hand in hands():
                size = hand.memory_info().vms + self._spare
                hand.rlimit(psutil.RLIMIT_AS, (size, size))
                self.num_limited += 1
            self._fate.release()


#: Too little for the net's first song: threads, arrays or tensors find no room.
@pytest.mark.parametrize("spare_mb", [6, 16])
def test_a_worker_that_gets_no_more_memory_costs_its_song_at_most(
    library: Library, songs: list[int], fate: Fate, spare_mb: int
) -> None:
    model = find_model(AppPaths.of_user()).folder
    fate.hold(HAND, where="00.flac")
    miser = Miser(fate, spare_mb * 2**20)
    report = heard(library, model, songs, miser, size=1)
    assert miser.num_limited == 1
    assert report.failed or len(miser.seen) > 1  # it was too little
    assert sorted((*report.analysed, *(failed for failed, _ in report.failed))) == sorted(songs)
    assert set(songs[1:]) <= set(report.analysed)
    library.retry(songs[:1])
    waiting = [track.id for track in library.pending(find_model(AppPaths.of_user()).sha256)]
    assert set(heard(library, model, waiting, Watcher()).analysed) == set(waiting)


@pytest.mark.parametrize("spare_mb", [6, 16])
def test_a_song_for_which_memory_never_suffices_fails_with_that_reason(
    library: Library, songs: list[int], fate: Fate, spare_mb: int
) -> None:
    model = find_model(AppPaths.of_user()).folder
    fate.hold(HAND, where="00.flac")
    fate.hold(HAND, where="00.flac")
    report = heard(library, model, songs[:1], Miser(fate, spare_mb * 2**20), size=1)
    ((failed, reason),) = report.failed
    assert failed == songs[0]
    assert "memory does not suffice" in reason
    row = library.row(failed)
    assert row is not None
    assert (row.state, row.message) == ("failed", reason)
