"""Another model in the middle of the work: nothing is lost, and what the old one said is offered
again.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.emotion import Correction
from mer_core.library.database import Library
from mer_core.models.store import ModelEntry, find_model
from tests.fate import Fate
from tests.gui.conftest import MakeWindow
from tests.gui.test_analysis_process import held, is_told, many
from tests.gui.test_from_folder_to_tags import analyse, states
from tests.gui.tiny_model import save_tiny_model

LEFT = Qt.MouseButton.LeftButton


def other_model(window: MainWindow) -> ModelEntry:
    save_tiny_model(window.paths.models / "other", seed=1, id="other")
    return find_model(window.paths, "other")


def heard_by(window: MainWindow) -> list[str]:
    """The models whose analyses the library shows, in the order of the paths."""
    with Library.open(window.paths.library) as library:
        emotions = [library.emotion(track_id) for track_id in library.row_ids("")]
    return [emotion.model.id if emotion is not None else "" for emotion in emotions]


def test_a_running_analysis_goes_on_with_the_new_model_and_loses_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 4)
    held(qtbot, window, folder, fate, song="02.flac")
    with Library.open(window.paths.library) as library:
        row = library.find(folder / "00.flac")
        assert row is not None
        library.correct([row.track.id], Correction(("dreamy",)))
    entry = other_model(window)
    finished: list[bool] = []
    window.analysis_actions.finished.connect(lambda: finished.append(True))
    window.models.change(entry)
    assert "goes on with other" in window.frame.notices.text
    qtbot.waitUntil(lambda: states(window) == {"stale": 2, "queued": 2})
    if fate.is_holding:  # the old process may have been ended where it stood
        fate.release()
    qtbot.waitUntil(lambda: len(finished) == 2)
    qtbot.waitUntil(lambda: states(window) == {"staged": 4})
    assert heard_by(window) == ["other"] * 4
    with Library.open(window.paths.library) as library:
        assert library.correction(row.track.id).moods == ("dreamy",)


def test_a_paused_analysis_takes_the_new_model_and_does_not_stay_paused_for_ever(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    folder = many(tmp_path / "music", 3)
    held(qtbot, window, folder, fate, song="01.flac")
    window.analysis_actions.toggle_pause()
    qtbot.waitUntil(is_told(window))
    window.models.change(other_model(window))
    if fate.is_holding:
        fate.release()
    qtbot.waitUntil(lambda: states(window) == {"staged": 3})
    assert heard_by(window) == ["other"] * 3


def test_a_library_of_an_older_model_is_stale_when_it_is_opened_and_offered_again(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    first = make_window()
    analyse(qtbot, first, many(tmp_path / "music", 3))
    qtbot.waitUntil(lambda: states(first) == {"staged": 3})
    other_model(first)
    first.close()
    first.paths.settings.write_text('model = "other"\ndevice = "cpu"\n', "utf-8")
    again = make_window()
    qtbot.waitUntil(lambda: states(again) == {"stale": 3})
    qtbot.waitUntil(lambda: "another model" in again.frame.notices.text)
    assert heard_by(again) == ["tiny"] * 3, "until it is heard anew, the old result is shown"
    with qtbot.waitSignal(again.analysis_actions.finished):
        qtbot.mouseClick(again.frame.notices.bar.action_button, LEFT)
    qtbot.waitUntil(lambda: states(again) == {"staged": 3})
    assert heard_by(again) == ["other"] * 3


def test_another_device_is_taken_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, fate: Fate
) -> None:
    """Linux has no Metal: the process that goes on says so."""
    held(qtbot, window, many(tmp_path / "music", 2), fate, song="01.flac")
    failed: list[str] = []
    window.analysis_actions.failed.connect(failed.append)
    window.preferences.update(device="mps")
    if fate.is_holding:
        fate.release()
    qtbot.waitUntil(lambda: len(failed) > 0)
    assert "offers no MPS device" in failed[0]
