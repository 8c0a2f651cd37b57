"""What the window takes when things are dropped on it, and what it does where the disk is full."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.actions.errors import Errors
from app.actions.library import FULL
from app.actions.training import write_template
from app.jobs import AnalysisProcess
from app.main_window import MainWindow
from mer_core.inference.protocol import TrackDone
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from mer_core.training.teaching.ratings import read_ratings
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_emotion, make_file
from tests.data.small_disk import SmallDisk
from tests.gui.conftest import MakeWindow
from tests.gui.test_main_window import hold_analysis


def drop(window: MainWindow, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    event = QDropEvent(
        QPointF(600, 300), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)


def names(paths: AppPaths) -> list[str]:
    with Library.open(paths.library) as library:
        return [row.track.path.name for row in library.rows()]


def test_a_dropped_playlist_adds_its_songs_and_says_what_it_could_not_take(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    (songs / "list.m3u").write_text("song 2.ogg\ngone.mp3\nhttp://radio.example/\n")
    with qtbot.waitSignal(window.library_actions.scanned):
        drop(window, QUrl.fromLocalFile(str(songs / "list.m3u")))
    hold_analysis(window)
    assert names(window.paths) == ["song 2.ogg"]
    assert window.frame.notices.text.splitlines() == [
        "gone.mp3: list.m3u names it, but there is no such file.",
        "http://radio.example/: list.m3u names it, but it is not on this computer.",
    ]


def test_a_dropped_folder_whose_name_is_no_text_is_remembered(
    qtbot: QtBot, make_window: MakeWindow, songs: Path
) -> None:
    window = make_window()
    folder = songs.rename(Path(os.fsdecode(os.fsencode(songs.parent) + b"/caf\xe9 #1")))
    with qtbot.waitSignal(window.library_actions.scanned):
        drop(window, QUrl(folder.as_uri()))
    hold_analysis(window)
    window.close()
    assert len(names(window.paths)) == 6
    assert Settings.load(window.paths.settings).folders == (str(folder),)
    litter = [name for name in os.listdir(window.paths.config) if "settings.toml" in name]
    assert litter == ["settings.toml"]
    again = make_window()
    hold_analysis(again)
    with qtbot.waitSignal(again.library_actions.scanned) as report:
        again.menus.rescan()
    assert report.args[0].unchanged == 5


def test_a_folder_that_is_gone_is_named_when_it_is_looked_through_again(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    with qtbot.waitSignal(window.library_actions.scanned):
        window.menus.open([songs])
    hold_analysis(window)
    songs.rename(songs.with_name("elsewhere"))
    with qtbot.waitSignal(window.library_actions.scanned):
        window.menus.rescan()
    told = []
    while window.frame.notices.text:  # of the song at hand it may be said too
        told.append(window.frame.notices.text)
        window.frame.notices.bar.dismiss()
    assert f"{songs} is not there; connect its disk, look again." in told


def test_an_analysis_pauses_on_a_full_disk_and_goes_on_by_itself(
    qtbot: QtBot, small_disk: SmallDisk, tiny_model: Path, songs: Path
) -> None:
    path = small_disk.folder / "library.sqlite"
    with Library.open(path) as library:
        scan(SilentContext(), library, [songs / "song 1.flac"])
        process = AnalysisProcess(path, small_disk.folder / "logs" / "analysis.log")
        process.configure(tiny_model, "cpu")
        items: list[object] = []
        sentences: list[str] = []
        process.item.connect(items.append)
        process.waits.connect(sentences.append)
        small_disk.fill()
        process.start()
        qtbot.waitUntil(lambda: process.state == "waiting")
        process.pause()
        process.resume()
        with qtbot.waitSignal(process.finished):
            small_disk.empty()
        process.close()
        assert [type(item) for item in items[-1:]] == [TrackDone]
        assert library.counts().failed == 0
    assert "is full" in sentences[0]


def test_the_status_line_says_that_the_disk_is_full(window: MainWindow) -> None:
    window.analysis_actions._on_state("waiting")
    assert FULL in window.frame.strip.phase_label.text()


def test_a_log_that_cannot_be_written_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    errors = Errors(tmp_path / "logs")
    with qtbot.waitSignal(errors.told):
        errors.tell(ValueError("boom"))
    other = Errors(tmp_path / "good")
    other.tell(ValueError(os.fsdecode(b"caf\xe9")))
    assert "caf\\udce9" in (tmp_path / "good" / "moodline.log").read_text("utf-8")
    other.restore()


def test_a_template_of_ratings_holds_no_formulas_and_is_read_back(tmp_path: Path) -> None:
    paths = [tmp_path / "=a.flac", Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.flac"))]
    with Library.open(tmp_path / "library.sqlite") as library:
        for track_id in library.add(make_file(path, title="=1+1", artist="Us") for path in paths):
            library.save_emotion(track_id, make_emotion())
        assert write_template(library, tmp_path / "ratings.csv") == 2
    text = (tmp_path / "ratings.csv").read_bytes()
    assert text.count(b"'=1+1") == 2
    (tmp_path / "ratings.csv").write_bytes(text.replace(b"Us,,,", b"Us,0.5,'-0.25,"))
    ratings = read_ratings(tmp_path / "ratings.csv")
    assert ratings.skipped == ()
    assert sorted(rating.path for rating in ratings.rated) == sorted(paths)
    assert {(rating.valence, rating.arousal) for rating in ratings.rated} == {(0.5, -0.25)}


@pytest.mark.parametrize("name", ["plain", os.fsdecode(b"caf\xe9 100%")])
def test_the_library_may_lie_in_a_folder_whose_name_is_no_text(
    qtbot: QtBot, tmp_path: Path, tiny_model: Path, songs: Path, name: str
) -> None:
    home = tmp_path / name
    with Library.open(home / "library.sqlite") as library:
        scan(SilentContext(), library, [songs / "song 1.flac"])
        process = AnalysisProcess(home / "library.sqlite", home / "logs" / "analysis.log")
        process.configure(tiny_model, "cpu")
        with qtbot.waitSignal(process.finished):
            process.start()
        process.close()
        assert library.counts().staged + library.counts().uncertain == 1
    assert name in os.listdir(tmp_path)
