"""Export, import and watching through the window, by its commands and dialogs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.views.export_dialog import ExportDialog
from app.views.notices import Notice, Notices
from mer_core.emotion import Correction
from mer_core.exports.formats import FORMATS
from mer_core.library.crates import FOLDER, PLAIN, SMART
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile
from mer_core.paths import AppPaths
from mer_core.watching import settling
from tests.core.library.samples import make_emotion
from tests.data.audio_files import make_audio
from tests.gui.conftest import MakeWindow
from tests.gui.screens import faults, settle


@pytest.fixture
def ids(paths: AppPaths, tmp_path: Path) -> list[int]:
    """Four analysed songs, A to D, with files; a folder that holds crates of C, A and of moods."""
    found = []
    with Library.open(paths.library) as library:
        for name in "ABCD":
            path = tmp_path / f"{name}.flac"
            make_audio(path, duration_s=0.2)
            (track_id,) = library.add(
                [
                    ScannedFile(
                        path,
                        path.stat().st_size,
                        path.stat().st_mtime_ns,
                        name.lower() * 64,
                        title=name,
                    )
                ]
            )
            library.save_emotion(track_id, make_emotion())
            found.append(track_id)
        folder = library.crates.create("Friday & <more>", FOLDER)
        crate = library.crates.create("Warm up", PLAIN, parent_id=folder.id)
        library.crates.add_songs(crate.id, [found[2], found[0]])
        library.crates.create("Happy", SMART, query="mood:happy", parent_id=folder.id)
    return found


@pytest.fixture
def window(ids: list[int], make_window: MakeWindow) -> MainWindow:
    window = make_window()
    window.process.close()
    return window


CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SaveAs = Callable[[str], Path]


@pytest.fixture
def save_as(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SaveAs:
    """What the user answers when asked for a file."""

    def answer(name: str) -> Path:
        target = tmp_path / "out" / name
        target.parent.mkdir(exist_ok=True)
        given = (str(target) if name else "", "")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: given)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: given)
        return target

    return answer


def dialog_of(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    dialog = window.handover.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.count.text() or dialog.problem.text()))
    return dialog


def choose(qtbot: QtBot, dialog: ExportDialog, name: str) -> None:
    if dialog.format.name == name:
        return
    dialog.count.setText("")
    dialog.problem.setText("")
    dialog.formats.setCurrentRow([each.name for each in FORMATS].index(name))
    qtbot.waitUntil(lambda: bool(dialog.count.text() or dialog.problem.text()))


def num_missing(window: MainWindow) -> int | None:
    counts = window.library.counts
    return None if counts is None else counts.missing


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence that was told, whichever was shown meanwhile."""
    texts: list[str] = []
    put = Notices._put

    def noted(notices: Notices, notice: Notice) -> None:
        texts.append(notice.text)
        put(notices, notice)

    monkeypatch.setattr(Notices, "_put", noted)
    return texts


def told(qtbot: QtBot, said: list[str], words: str) -> None:
    qtbot.waitUntil(lambda: any(words in text for text in said))
    said.clear()


def test_what_the_table_shows_is_exported_with_its_number_told_before(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, said: list[str]
) -> None:
    target = save_as("table.csv")
    window.library.ask("title:A OR title:B")
    qtbot.waitUntil(lambda: len(window.track_model.ids) == 2)
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    assert dialog.count.text() == "2 songs"
    assert "title:A OR title:B" in dialog.songs.currentText()
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    told(qtbot, said, "Exported to")
    rows = csv.DictReader(io.StringIO(target.read_text("utf-8")))
    assert [row["title"] for row in rows] == ["A", "B"]
    qtbot.waitUntil(lambda: window.handover.dialog is None)


def test_chosen_songs_go_into_a_playlist_beside_them(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, ids: list[int], said: list[str]
) -> None:
    target = save_as("set.m3u8")
    window.frame.library.select_ids([ids[1], ids[3]])
    window.handover.export_chosen()
    dialog = dialog_of(qtbot, window)
    assert (dialog.songs.currentText(), dialog.count.text()) == ("The chosen songs", "2 songs")
    choose(qtbot, dialog, "m3u8")
    dialog.relative.setChecked(True)
    dialog.export_button.click()
    told(qtbot, said, "Exported to")
    assert target.read_text().splitlines()[2::2] == ["../B.flac", "../D.flac"]


def test_a_folder_of_crates_goes_to_rekordbox_with_its_playlists(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, said: list[str]
) -> None:
    target = save_as("dj.xml")
    with Library.open(window.paths.library) as library:
        (friday,) = library.crates.tree().called("Friday & <more>")
    window.crates.export_requested.emit(friday)
    dialog = dialog_of(qtbot, window)
    assert dialog.songs.currentText() == "Friday & <more>"
    choose(qtbot, dialog, "rekordbox")
    assert dialog.cues.isVisible()
    assert not dialog.cues.isChecked()
    assert dialog.relative.isHidden()
    dialog.cues.setChecked(True)
    dialog.export_button.click()
    told(qtbot, said, "Exported to")
    root = ElementTree.parse(target).getroot()
    names = [node.attrib["Name"] for node in root.iter("NODE")]
    assert names == ["ROOT", "Friday & <more>", "Warm up", "Happy"]
    assert [n.attrib["Entries"] for n in root.iter("NODE") if "Entries" in n.attrib] == ["2", "4"]
    assert len(list(root.iter("POSITION_MARK"))) == 4


def test_what_a_format_cannot_say_is_told_before_anything_is_written(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, said: list[str]
) -> None:
    target = save_as("smart.nsp")
    window.library.ask("valence:>0.2")
    qtbot.waitUntil(lambda: window.library_actions.query == "valence:>0.2")
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    choose(qtbot, dialog, "nsp")
    assert "cannot say valence:>0.2" in dialog.problem.text()
    assert not dialog.export_button.isEnabled()
    dialog.cancel_button.click()
    window.library.ask("mood:happy")
    qtbot.waitUntil(lambda: window.library_actions.query == "mood:happy")
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    choose(qtbot, dialog, "nsp")
    dialog.export_button.click()
    told(qtbot, said, "write them")
    assert json.loads(target.read_text())["all"] == [{"contains": {"mood": "happy"}}]


def test_songs_from_the_map_are_exported_as_they_are_listed(
    window: MainWindow, qtbot: QtBot, ids: list[int]
) -> None:
    window.library.list_ids([ids[3], ids[0]])
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    assert dialog.wish().ids == (ids[3], ids[0])
    dialog.reject()


def test_an_export_that_nobody_names_leaves_the_dialog_open(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs
) -> None:
    save_as("")
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    dialog.export_button.click()
    assert dialog.isVisible()
    dialog.reject()


def test_the_dialog_can_be_read_in_every_format(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    for each in FORMATS:
        choose(qtbot, dialog, each.name)
        settle(dialog)  # type: ignore[arg-type]
        assert faults(dialog) == [], each.name  # type: ignore[arg-type]
        assert dialog.says.text() == each.says
    dialog.reject()


def test_corrections_from_a_file_are_taken_in_and_can_be_taken_back(
    window: MainWindow,
    qtbot: QtBot,
    save_as: SaveAs,
    ids: list[int],
    tmp_path: Path,
    said: list[str],
) -> None:
    table = save_as("said.csv")
    table.write_text(f"path,mood\n{tmp_path}/A.flac,sad\n{tmp_path}/B.flac,calm\nno.flac,sad\n")

    def moods() -> list[tuple[str, ...]]:
        with Library.open(window.paths.library) as library:
            return [library.correction(track_id).moods for track_id in ids]

    window.commands.import_file.trigger()
    told(qtbot, said, "no.flac")
    assert moods() == [("sad",), ("calm",), (), ()]
    window.frame.notices.bar.dismiss()
    window.commands.undo_change.trigger()
    told(qtbot, said, "2 songs as before")
    assert moods() == [()] * 4
    save_as("nothing.csv")
    window.commands.import_file.trigger()
    told(qtbot, said, "cannot be read")


def test_an_import_of_analyses_shows_what_another_machine_heard(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, ids: list[int], said: list[str]
) -> None:
    target = save_as("analyses.jsonl")
    with Library.open(window.paths.library) as library:
        library.correct([ids[0]], Correction(("sad",)))
    window.commands.export.trigger()
    dialog = dialog_of(qtbot, window)
    choose(qtbot, dialog, "analyses")
    dialog.export_button.click()
    told(qtbot, said, "Exported to")
    with Library.open(window.paths.library) as library:
        library.forget(ids)
    assert target.exists()
    window.commands.import_file.trigger()
    told(qtbot, said, "Analyses taken in: 4")
    with Library.open(window.paths.library) as library:
        assert library.counts().queued == 0


def test_a_switch_watches_the_folders_and_is_remembered(
    make_window: MakeWindow, qtbot: QtBot, songs: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:  # fmt: skip
    monkeypatch.setattr(settling, "SETTLE_S", 0.0)
    (songs / "broken.mp3").unlink()
    window = make_window()
    window.preferences.update(folders=(str(songs),))
    assert window.track_model.ids == []
    window.commands.watch.trigger()
    qtbot.waitUntil(lambda: len(window.track_model.ids) == 5)
    told(qtbot, said, "Watched folders: 5 added")
    shutil.move(songs / "song 0.mp3", tmp_path / "elsewhere.mp3")
    told(qtbot, said, "1 missing")
    away = songs.rename(tmp_path / "unplugged")
    told(qtbot, said, "taken away")
    qtbot.waitUntil(lambda: num_missing(window) == 5)
    away.rename(songs)
    told(qtbot, said, "4 back")
    qtbot.waitUntil(lambda: num_missing(window) == 1)
    window.commands.watch.trigger()
    assert not window.preferences.settings.watch
    window.commands.watch.trigger()
    window.close()
    again = make_window()
    assert again.commands.watch.isChecked()
    shutil.move(tmp_path / "elsewhere.mp3", songs / "song 9.mp3")
    qtbot.waitUntil(lambda: num_missing(again) == 0)


@pytest.mark.parametrize("kind", ["png", "svg", "csv", "json"])
def test_the_playing_song_is_saved_as_a_picture_or_a_curve(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, said: list[str], kind: str
) -> None:
    target = save_as(f"a song.{kind}")
    qtbot.waitUntil(lambda: window.now_playing.emotion is not None)
    QTest.keyClick(window, Qt.Key.Key_P, CTRL_SHIFT)
    told(qtbot, said, "Saved as")
    data = target.read_bytes()
    plot = window.frame.now_playing.plot
    if kind == "png":
        picture = QImage.fromData(data)
        assert picture.width() == 2 * plot.width()
        assert picture.height() > 2 * plot.height()
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 3)
            for y in range(picture.height())
        }
        assert {plot.theme.valence, plot.theme.arousal} <= seen
    elif kind == "svg":
        drawing = QSvgRenderer(data)
        assert drawing.isValid()
        assert drawing.viewBox().width() == plot.width()
        assert "valence" in data.decode()
    elif kind == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        emotion = window.now_playing.emotion
        assert emotion is not None
        assert [row["mood"] for row in rows] == list(emotion.curve.moods)
    else:
        song = json.loads(data)
        assert song["title"] == "A"
        assert len(song["timeline"]["valence"]) == len(song["timeline"]["mood"])
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_picture_that_cannot_be_written_is_told(
    window: MainWindow, qtbot: QtBot, save_as: SaveAs, said: list[str]
) -> None:
    target = save_as("there.png")
    target.mkdir()
    qtbot.waitUntil(lambda: window.frame.now_playing.row is not None)
    window.commands.save_song.trigger()
    told(qtbot, said, "there.png could not be written")
