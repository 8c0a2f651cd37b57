"""What is heard live: drawn, sensed and recorded, from the monitor of a real sink."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.playback.capture import input_labels
from app.playback.devices import SoundError
from mer_core.library.database import Library
from tests.gui.conftest import MakeWindow
from tests.gui.playback.hearing import decode, find
from tests.gui.playback.sound import RATE, SINK, SoundSystem

pytestmark = [pytest.mark.gui, pytest.mark.sound, pytest.mark.slow]

MONITOR = f"Monitor of Null Output ({SINK}.monitor)"


@pytest.fixture
def system(own_sound_system: SoundSystem, monkeypatch: pytest.MonkeyPatch) -> SoundSystem:
    """A sound system that this process and its children use."""
    own_sound_system.show_sinks()
    for name in ("PULSE_SERVER", "PULSE_COOKIE", "ALSA_CONFIG_PATH"):
        monkeypatch.setenv(name, own_sound_system.env[name])
    return own_sound_system


@contextmanager
def sounding(song: Path) -> Iterator[None]:
    """While inside, ``song`` plays into the first sink."""
    raw = song.with_suffix(".f32")
    decode(song).tofile(raw)
    options = ["--raw", "--format=float32le", f"--rate={RATE}", "--channels=2"]
    player = subprocess.Popen(["pacat", *options, "-d", SINK, str(raw)])
    try:
        yield
    finally:
        player.kill()
        player.wait()


@pytest.fixture
def listening(
    qtbot: QtBot, make_window: MakeWindow, system: SoundSystem, tmp_path: Path
) -> MainWindow:
    """A window that listens to what the first sink plays."""
    window = make_window()
    window.show()
    qtbot.waitUntil(lambda: window.library.model is not None)
    window.preferences.update(recordings=str(tmp_path / "recordings"), live_input=MONITOR)
    with qtbot.waitSignal(window.live.ear.opened):
        window.commands.live.trigger()
    return window


def test_what_plays_elsewhere_is_drawn_sensed_and_recorded_and_nothing_else_is_kept(
    qtbot: QtBot, listening: MainWindow, noise: Path, tmp_path: Path
) -> None:
    window, live = listening, listening.live
    assert window.frame.live.isVisible()
    assert window.windowTitle().startswith("Listening live")
    with sounding(noise):
        window.commands.record.trigger()
        qtbot.waitUntil(lambda: live.curve is not None)
    assert window.frame.live.estimate.text().startswith("Live estimate: ")
    store = window.frame.now_playing.plot._mel.store
    assert store is not None
    assert store.end_s > 4.0
    with qtbot.waitSignal(live.ear.recorded):
        window.commands.record.trigger()
    (file,) = (tmp_path / "recordings").iterdir()
    heard = decode(file)
    loud = np.flatnonzero(heard[:, 0])
    heard = heard[loud[0] : loud[-1]]
    assert len(heard) > 3 * RATE
    place_s, correlation = find(heard[: 2 * RATE], decode(noise))
    assert correlation > 0.999
    assert place_s < 1.0
    assert window.frame.notices.text.startswith("Recorded ")
    with qtbot.waitSignal(live.ear.ended):
        window.commands.live.trigger()  # the same key
    assert not window.frame.live.isVisible()
    assert window.windowTitle() == "Moodline"
    assert not window.commands.record.isEnabled()
    with Library.open(window.paths.library) as library:
        assert library.counts().total == 0
    with qtbot.waitSignal(window.library_actions.scanned):
        window.frame.notices.bar.action_triggered.emit()


def test_an_input_that_is_unplugged_ends_listening_with_a_sentence_and_keeps_the_recording(
    qtbot: QtBot, listening: MainWindow, noise: Path, tmp_path: Path
) -> None:
    live = listening.live
    said: list[str] = []
    live.ear.failed.connect(said.append)
    with sounding(noise):
        listening.commands.record.trigger()
        qtbot.waitUntil(lambda: bool(list(tmp_path.glob("recordings/*"))))
        with qtbot.waitSignals([live.ear.failed, live.ear.recorded, live.ear.ended]):
            subprocess.run(["pactl", "unload-module", "0"], check=True)
    assert said == [f"The input {MONITOR} went away, so Moodline stopped listening."]
    assert not listening.frame.live.isVisible()
    (file,) = (tmp_path / "recordings").iterdir()
    assert len(decode(file)) > 0


def test_a_song_that_is_played_ends_listening(
    qtbot: QtBot, listening: MainWindow, songs: Path
) -> None:
    with qtbot.waitSignal(listening.library_actions.scanned):
        listening.menus.open([songs])
    qtbot.waitUntil(lambda: listening.track_model.rowCount() > 0)
    assert listening.live.ear.is_listening
    with qtbot.waitSignal(listening.live.ear.ended):
        listening.now_playing.play_or_pause()
    assert listening.playing_actions.row is not None
    assert not listening.now_playing.is_live


def test_without_an_input_a_sentence_says_so(
    qtbot: QtBot, make_window: MakeWindow, system: SoundSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    window = make_window()
    window.show()
    qtbot.waitUntil(lambda: window.library.model is not None)
    with qtbot.waitSignal(window.live.ear.ended):
        window.commands.live.trigger()
    sentence = "No input was found; connect a microphone and listen again."
    assert window.frame.notices.text == sentence
    with pytest.raises(SoundError, match="No input was found"):
        input_labels()


def test_the_menu_lists_the_inputs(qtbot: QtBot, listening: MainWindow) -> None:
    listening.live.list_inputs()
    qtbot.waitUntil(lambda: len(listening.commands.inputs.actions()) > 1)
    names = {action.data(): action.isChecked() for action in listening.commands.inputs.actions()}
    assert names[MONITOR]
    assert sum(names.values()) == 1


def test_another_input_takes_over_when_it_is_chosen(qtbot: QtBot, listening: MainWindow) -> None:
    other = "Monitor of Null Output (moodline_second.monitor)"
    with qtbot.waitSignal(listening.live.ear.opened) as opened:
        listening.live.listen(other)
    assert opened.args == [other]
    assert listening.preferences.settings.live_input == other
    assert listening.commands.live.isChecked()
    assert listening.frame.live.isVisible()
    with qtbot.waitSignal(listening.live.ear.opened) as opened:
        listening.live.listen(MONITOR)
    assert opened.args == [MONITOR]
