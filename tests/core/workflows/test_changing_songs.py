"""Files and folders that change or go while songs are heard: each costs its own song at most."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC

from mer_core.inference.predictor import Predictor
from mer_core.jobs import Progress, SilentContext
from mer_core.library.database import Library
from mer_core.models.checkpoint import load
from mer_core.workflows.analyse import AnalysisReport, analyse
from mer_core.workflows.scan import scan
from tests.data.audio_files import make_audio
from tests.gui.tiny_model import save_tiny_model

RATE = 8_000
#: Longer than what is decoded ahead: no file is read to its end when its first part is heard.
LONG_S = 300


class Midway(SilentContext):
    """Acts once, when the first part of a song is heard."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._acts = [act]

    def report(self, progress: Progress) -> None:
        if progress.fraction > 0 and self._acts:
            self._acts.pop()()


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    folder = save_tiny_model(tmp_path_factory.mktemp("models") / "tiny")
    return Predictor(load(folder), device="cpu", segment_s=20.0)


def noise(path: Path, seed: int, duration_s: float = 3.0) -> Path:
    samples = 0.1 * np.random.default_rng(seed).normal(size=(int(duration_s * RATE), 1))
    return make_audio(path, samples=samples.astype(np.float32), sample_rate=RATE)


@pytest.fixture
def songs(music: Path) -> tuple[Path, Path]:
    return noise(music / "0.flac", 0, LONG_S), noise(music / "1.flac", 1)


def run(
    library: Library, predictor: Predictor, music: Path, act: Callable[[], object] = lambda: None
) -> AnalysisReport:
    """Scan, then analyse whatever has no analysis and whatever failed."""
    scan(SilentContext(), library, [music], "")
    ids = library.row_ids(order_by="title")
    library.retry(ids)
    pending = library.pending(predictor.ref.sha256, sorted(ids))
    return analyse(Midway(act), library, predictor, pending)


def test_another_sound_in_place_of_the_one_that_is_heard_is_not_taken_for_it(
    library: Library, predictor: Predictor, music: Path, songs: tuple[Path, Path]
) -> None:
    other = noise(music.parent / "other.flac", 2)
    report = run(library, predictor, music, lambda: os.replace(other, songs[0]))
    ((failed, reason),) = report.failed
    assert "changed while it was read" in reason
    assert len(report.analysed) == 1
    row = library.row(failed)
    assert row is not None
    assert (row.track.path, row.message) == (songs[0], reason)
    again = run(library, predictor, music)
    assert (again.analysed, again.failed) == ((failed,), ())


def test_a_file_cut_short_while_it_is_heard_fails_alone(
    library: Library, predictor: Predictor, music: Path, songs: tuple[Path, Path]
) -> None:
    report = run(library, predictor, music, lambda: os.truncate(songs[0], 5_000))
    assert "changed while it was read" in report.failed[0][1], report
    assert len(report.analysed) == 1


def test_new_tags_of_the_song_that_is_heard_do_no_harm(
    library: Library, predictor: Predictor, music: Path, songs: tuple[Path, Path]
) -> None:
    def tag() -> None:
        file = FLAC(songs[0])
        file["title"] = "Another title"
        file.save()

    report = run(library, predictor, music, tag)
    assert (len(report.analysed), report.failed) == (2, ())


def test_a_folder_that_goes_and_comes_back_is_tried_again(
    library: Library, predictor: Predictor, music: Path, songs: tuple[Path, Path]
) -> None:
    away = music.with_name("away")
    report = run(library, predictor, music, lambda: music.rename(away))
    assert [reason for _, reason in report.failed if songs[1].name in reason]
    away.rename(music)
    again = run(library, predictor, music)
    assert again.failed == ()
    assert {*report.analysed, *again.analysed} == set(library.row_ids())
