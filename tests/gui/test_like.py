"""Songs that are like a moment of another, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import MakeWindow, make_song

TURNS = (2, 4, 6)


@pytest.fixture
def window(paths: AppPaths, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window over three songs that turn from calm to tense at different times, and one that
    does not.
    """
    from mer_core.jobs import SilentContext
    from mer_core.workflows.scan import scan

    files = [make_song(tmp_path / f"{n}.flac", seed=n, duration_s=12.0) for n in range(4)]
    with Library.open(paths.library) as library:
        scan(SilentContext(), library, files)
        for number, row in enumerate(library.rows()):
            calm = [0.5] * (TURNS[number] if number < 3 else 12)
            values = calm + [-0.6] * (12 - len(calm))
            curve = make_curve(values, [-x for x in values], ["calm"] * 12)
            library.save_emotion(row.track.id, make_emotion(curve=curve, duration_s=12.0))
    window = make_window()
    window.process.close()
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 4)
    return window


def order(window: MainWindow) -> list[int]:
    return list(window.track_model.ids)


def test_a_moment_at_the_playhead_finds_songs_that_begin_where_they_are_like_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    ids, playing = order(window), window.playing_actions
    qtbot.waitUntil(lambda: window.track_model.row_at(0) is not None)
    playing.load(window.track_model.row_at(0))
    playing.seek(2.0)
    with qtbot.waitSignal(window.like.listed):
        window.commands.like.trigger()
    qtbot.waitUntil(lambda: len(order(window)) == 3)
    assert order(window) == [ids[1], ids[2], ids[3]]
    assert "at 0:02" in window.frame.notices.text
    qtbot.waitUntil(lambda: window.track_model.row_at(1) is not None)
    playing.play(window.track_model.row_at(1))
    assert playing.position_s() >= 2.0
    window.library.ask("song")
    qtbot.waitUntil(lambda: len(order(window)) == 4)
    playing.load(window.track_model.row_at(2))
    assert playing.position_s() == 0.0


def test_the_songs_menu_asks_for_songs_like_it(window: MainWindow, qtbot: QtBot) -> None:
    ids = order(window)
    qtbot.waitUntil(lambda: window.track_model.row_at(3) is not None)
    window.like.like_song(window.track_model.row_at(3))
    qtbot.waitUntil(lambda: len(order(window)) == 3)
    assert order(window)[0] == ids[2]
    menu, actions = window.commands.track_menu()
    assert actions["like"].text() == "More like this"
    menu.close()


def test_without_a_song_it_says_what_to_do(window: MainWindow) -> None:
    window.playing_actions.stop()
    window.commands.like.trigger()
    assert "Choose a song first" in window.frame.notices.text
