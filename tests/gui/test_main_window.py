from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.columns import Column
from mer_core.audio.hash import audio_hash
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from tests.data.audio_files import make_audio
from tests.data.odd_files import UNTOLD
from tests.gui.conftest import MakeWindow
from tests.gui.playback.card import Card

_WITHOUT_TORCH = """
import sys
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from app.playback.player import NullPlayer
from mer_core.paths import AppPaths
app = QApplication([])
window = MainWindow(AppPaths.of_user(), player=NullPlayer())
window.usable.connect(lambda: (window.close(), app.quit()))
window.show()
app.exec()
heavy = {"torch", "torchaudio", "librosa", "sklearn", "scipy", "matplotlib", "sounddevice"}
print(sorted(heavy & set(sys.modules)))
"""


def fill(paths: AppPaths, number: int) -> None:
    """A library of silent entries, as a scan would leave it."""
    files = [
        ScannedFile(
            path=Path(f"/nowhere/{place:06d}.flac"), size=1, mtime_ns=1,
            audio_hash=f"{place:064x}", title=f"Title {place % 977}", artist=f"Artist {place % 89}",
            duration_s=60.0 + place % 200, codec="FLAC", sample_rate=44100, num_channels=2,
        )
        for place in range(number)
    ]  # fmt: skip
    with Library.open(paths.library) as library:
        library.add(files)


def hold_analysis(window: MainWindow) -> None:
    """These entries have no files: nothing is to be analysed."""
    window.process.close()


def test_the_window_shows_a_library_without_loading_anything_heavy(paths: AppPaths) -> None:
    result = subprocess.run([sys.executable, "-c", _WITHOUT_TORCH], capture_output=True, text=True)
    assert result.stdout.strip() == "[]", result.stderr


def test_the_table_reads_rows_as_they_come_into_view(
    qtbot: QtBot, make_window: MakeWindow, paths: AppPaths
) -> None:
    fill(paths, 3000)
    window = make_window()
    hold_analysis(window)
    assert window.track_model.rowCount() == 3000
    tester = QAbstractItemModelTester(
        window.track_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    window.frame.library.table.scrollToBottom()
    last = window.track_model.index(2999, Column.TITLE)
    qtbot.waitUntil(lambda: last.data() == f"Title {2999 % 977}")
    window.library_actions.sort("-duration")
    qtbot.waitUntil(lambda: window.track_model.index(0, Column.TIME).data() == "4:19")
    assert tester.model() is window.track_model


def test_a_bad_query_says_why_and_leaves_the_last_result(
    qtbot: QtBot, make_window: MakeWindow, paths: AppPaths
) -> None:
    fill(paths, 50)
    window = make_window()
    hold_analysis(window)
    search = window.frame.header.search
    window.menus.focus_search()
    qtbot.keyClicks(search.edit, 'artist:="Artist 7"')
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 1)
    assert search.count_label.text() == "1 of 50"
    search.set_query("nosuchfield:3")
    qtbot.waitUntil(lambda: bool(search.error_label.text()))
    assert "nosuchfield" in search.error_label.text()
    assert window.track_model.rowCount() == 1
    qtbot.keyClick(search.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 50)
    assert search.error_label.text() == ""


def test_space_types_into_the_search_field_and_plays_elsewhere(
    qtbot: QtBot, make_window: MakeWindow, paths: AppPaths, songs: Path, card: Card
) -> None:
    window = make_window()
    with qtbot.waitSignal(window.library_actions.scanned):
        window.menus.open([songs / "song 1.flac"])
    qtbot.waitUntil(lambda: window.playing_actions.row is not None)
    hold_analysis(window)
    window.activateWindow()
    window.menus.focus_search()
    qtbot.keyClicks(window.frame.header.search.edit, "a b")
    assert window.frame.header.search.query() == "a b"
    assert not window.player.is_playing
    qtbot.keyClick(window.frame.header.search.edit, Qt.Key.Key_Escape)
    qtbot.keyClick(window.frame.library.table, Qt.Key.Key_Space)
    assert window.player.is_playing
    qtbot.waitUntil(lambda: window.player.duration_s > 0)
    card.hear(window.player, 0.5)
    before = window.player.position_s()
    assert before > 0.4
    qtbot.keyClick(window.frame.library.table, Qt.Key.Key_Right)
    assert before + 4 < window.player.position_s() < 6


def test_the_picture_of_the_song_grows_to_its_end(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    ends_s: list[float] = []
    window.picture_actions.columns.connect(
        lambda part: ends_s.append((part.first + part.num_columns) * part.column_s)
    )
    with qtbot.waitSignal(window.picture_actions.complete):
        window.menus.open([songs / "song 0.mp3"])
    assert len(ends_s) > 1
    assert ends_s == sorted(ends_s)
    assert ends_s[-1] > 5.9


@pytest.mark.parametrize(("name", "known_s"), [("piped.mka", None), ("late.aac", 383.0)])
def test_a_song_of_unknown_length_is_drawn_and_reached_to_its_end_and_the_library_learns_it(
    name: str, known_s: float | None, qtbot: QtBot, make_window: MakeWindow, paths: AppPaths,
    tmp_path: Path,
) -> None:  # fmt: skip
    path = UNTOLD[name](tmp_path / name, 12)
    status = path.stat()
    file = ScannedFile(
        path, status.st_size, status.st_mtime_ns, audio_hash(path), duration_s=known_s
    )
    with Library.open(paths.library) as library:
        library.add([file])
    window = make_window()
    hold_analysis(window)
    ends_s: list[float] = []
    window.picture_actions.columns.connect(
        lambda part: ends_s.append((part.first + part.num_columns) * part.column_s)
    )
    with qtbot.waitSignals([window.picture_actions.complete, window.picture_actions.length_saved]):
        window.now_playing.select_first()
    now = window.frame.now_playing
    assert window.player.duration_s == pytest.approx(12.0, abs=0.1)
    assert now.plot.span() == pytest.approx((0.0, window.player.duration_s))
    assert ends_s[-1] == pytest.approx(12.0, abs=0.2)
    now.plot.seek_requested.emit(11.0)
    assert window.player.position_s() == 11.0
    with Library.open(paths.library) as library:
        (row,) = library.rows()
    assert row.track.duration_s == pytest.approx(12.0, abs=0.1)
    qtbot.waitUntil(lambda: window.track_model.row_at(0).track.duration_s == row.track.duration_s)


def test_dropped_files_are_added(qtbot: QtBot, window: MainWindow, songs: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(songs / "song 2.ogg"))])
    event = QDropEvent(
        QPointF(600, 300), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.waitSignal(window.library_actions.scanned):
        window.dropEvent(event)
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 1)
    hold_analysis(window)


def test_demo_tracks_are_copied_before_they_are_added(
    qtbot: QtBot, window: MainWindow, paths: AppPaths
) -> None:
    with qtbot.waitSignal(window.library_actions.scanned):
        window.frame.library.empty.demo_requested.emit()
    hold_analysis(window)
    with Library.open(paths.library) as library:
        assert library.count() == 4
        assert all(row.track.path.parent == paths.data / "demo" for row in library.rows())


def test_a_chosen_look_is_kept(qtbot: QtBot, make_window: MakeWindow, paths: AppPaths) -> None:
    window = make_window()
    light = next(a for a in window.commands.themes.actions() if a.data() == "light")
    light.trigger()
    window.close()
    assert Settings.load(paths.settings).theme == "light"


def test_an_error_in_a_slot_is_told_and_logged_and_the_window_goes_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    sys.excepthook(ValueError, ValueError("boom"), None)
    assert "boom" in window.frame.notices.text
    assert "boom" in (window.paths.logs / "moodline.log").read_text("utf-8")
    assert window.isVisible()


def test_columns_are_chosen_at_the_header_and_kept(
    qtbot: QtBot, make_window: MakeWindow, paths: AppPaths
) -> None:
    fill(paths, 3)
    window = make_window()
    hold_analysis(window)
    table = window.frame.library.table
    menu = table.column_menu()
    next(a for a in menu.actions() if a.text() == "Album").setChecked(True)
    assert not table.isColumnHidden(Column.ALBUM)
    window.close()
    again = make_window()
    hold_analysis(again)
    assert not again.frame.library.table.isColumnHidden(Column.ALBUM)


def test_a_code_page_is_chosen_in_the_menu_and_reads_old_tags_anew(
    make_window: MakeWindow, paths: AppPaths, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    path = make_audio(folder / "old.mp3")
    title = "光".encode("cp932")
    path.write_bytes(path.read_bytes() + b"TAG" + title.ljust(124, b"\0") + b"\xff")
    Settings(folders=(str(folder),)).save(paths.settings)
    window = make_window()
    hold_analysis(window)
    window.menus.rescan()
    qtbot.waitUntil(lambda: window.track_model.index(0, Column.TITLE).data() == "Œõ")
    assert [a.data() for a in window.commands.code_pages.actions() if a.isChecked()] == [""]
    next(a for a in window.commands.code_pages.actions() if a.data() == "cp932").trigger()
    qtbot.waitUntil(lambda: window.track_model.index(0, Column.TITLE).data() == "光")
    assert [a.data() for a in window.commands.code_pages.actions() if a.isChecked()] == ["cp932"]
    window.close()
    assert Settings.load(paths.settings).code_page == "cp932"


def test_several_artists_and_genres_stand_in_their_columns(
    make_window: MakeWindow, paths: AppPaths, qtbot: QtBot
) -> None:
    with Library.open(paths.library) as library:
        library.add([ScannedFile(
            Path("/nowhere/a.flac"), 1, 1, "h" * 64, "T", artist="Ella\nAC/DC", genre="Jazz\nRock"
        )])  # fmt: skip
    window = make_window()
    hold_analysis(window)
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 1)
    qtbot.waitUntil(lambda: window.track_model.index(0, Column.ARTIST).data() == "Ella; AC/DC")
    assert window.track_model.index(0, Column.GENRE).data() == "Jazz; Rock"
    assert window.frame.library.table.isColumnHidden(Column.GENRE)
