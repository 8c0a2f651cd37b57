from __future__ import annotations

import hashlib
from pathlib import Path

import mutagen.flac
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.models.columns import Column
from app.models.review_cells import ReviewColumn
from app.roles import MOODS_ROLE, STATE_ROLE, VALUE_ROLE
from mer_core.tags import writer
from tests.gui.playback.card import Card


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def states(window: MainWindow) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in range(window.track_model.rowCount()):
        state = window.track_model.index(place, Column.STATE).data(STATE_ROLE)
        found[state] = found.get(state, 0) + 1
    return found


def analyse(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    with qtbot.waitSignal(window.analysis_actions.finished):
        window.menus.open([folder])


def test_a_folder_becomes_moods_in_rows_then_tags_on_disk_and_is_undone_byte_for_byte(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    before = digests(songs)
    assert window.frame.library.empty.isVisibleTo(window)
    analyse(qtbot, window, songs)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5, "failed": 1})
    mood = next(
        index.data(MOODS_ROLE)
        for index in (window.track_model.index(place, Column.MOOD) for place in range(6))
        if index.data(MOODS_ROLE)
    )
    assert mood[0].name
    assert window.track_model.index(2, Column.VALENCE).data(VALUE_ROLE) is not None
    assert digests(songs) == before, "nothing reaches a file unasked"

    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.page == "review"
    assert len(window.review_model.ticked) == 5
    assert digests(songs) == before, "a review only reads"

    new = {staged.change.path: staged.change.new for staged in window.review_model.ticked}
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert applied.args[0].written == 5
    for path, tags in new.items():
        assert writer.read(path).moods == tags.moods
        assert writer.read(path).valence == tags.valence
    qtbot.waitUntil(lambda: states(window) == {"written": 5, "failed": 1})

    with qtbot.waitSignal(window.tag_actions.undone) as undone:
        window.commands.undo.trigger()
    assert undone.args[0].restored == 5
    assert digests(songs) == before
    qtbot.waitUntil(lambda: states(window) == {"staged": 5, "failed": 1})


def test_what_another_program_changed_is_shown_counted_and_reviewed_again(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    (songs / "broken.mp3").unlink()
    analyse(qtbot, window, songs)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5})
    with qtbot.waitSignal(window.tag_actions.staged):
        window.review.open()
    with qtbot.waitSignal(window.tag_actions.applied):
        window.review.apply()
    qtbot.waitUntil(lambda: states(window) == {"written": 5})
    song = next(path for path in songs.iterdir() if path.suffix == ".flac")
    edited = mutagen.flac.FLAC(song)
    del edited["MOOD_AROUSAL_RANGE"]
    edited.save()
    with qtbot.waitSignal(window.library_actions.scanned) as scanned:
        qtbot.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert (scanned.args[0].unchanged, scanned.args[0].changed) == (0, 5)
    qtbot.waitUntil(lambda: states(window) == {"written": 4, "changed": 1})
    qtbot.waitUntil(lambda: window.library.counts.changed == 1)
    with qtbot.waitSignal(window.tag_actions.staged):
        window.review.open()
    (ticked,) = window.review_model.ticked
    assert ticked.change.path == song
    assert window.review_model.index(0, ReviewColumn.RESULT).data() == "new: ranges"


def test_the_song_that_sounds_is_written_when_it_has_stopped(
    qtbot: QtBot, window: MainWindow, songs: Path, card: Card
) -> None:
    (songs / "broken.mp3").unlink()
    analyse(qtbot, window, songs)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5})
    row = window.track_model.row_at(0)
    assert row is not None
    before = digests(songs)[row.track.path.name]
    window.playing_actions.play(row)  # and it does not end: the card is turned by hand
    with qtbot.waitSignal(window.tag_actions.staged):
        window.review.open()
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        window.review.apply()
    assert applied.args[0].written == 4
    assert digests(songs)[row.track.path.name] == before
    with qtbot.waitSignal(window.tag_actions.applied) as applied:
        window.playing_actions.stop()
    assert applied.args[0].written == 1
    assert writer.read(row.track.path).moods


def test_space_ticks_the_reviews_boxes_and_plays_in_its_table(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    analyse(qtbot, window, songs)
    with qtbot.waitSignal(window.tag_actions.staged):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    played: list[str] = []
    window.commands.play.triggered.connect(lambda: played.append("play"))
    page = window.frame.review
    page.changed_only.setFocus()
    qtbot.keyClick(page.changed_only, Qt.Key.Key_Space)
    assert not page.changed_only.isChecked()
    assert not played
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert len(played) == 1
    assert len(window.review_model.ticked) == 5
