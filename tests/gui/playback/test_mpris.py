"""The player on a bus of its own, as a foreign program sees and steers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.actions.mpris import NAME, PATH, PLAYER, ROOT, Mpris
from app.actions.playing import PlayingActions
from app.models.tracks import TrackTableModel
from app.playback.player import NullPlayer
from mer_core.emotion import MoodScore
from mer_core.library.database import Library
from mer_core.library.tracks import ScannedFile, TrackRow
from tests.data.audio_files import make_audio
from tests.gui.playback.card import Card

pytestmark = pytest.mark.gui
Call = Callable[..., str]


@pytest.fixture
def rows(tmp_path: Path) -> list[TrackRow]:
    """Two songs of five seconds."""
    files = [make_audio(tmp_path / f"{name}.flac", duration_s=5.0) for name in "AB"]
    with Library.open(tmp_path / "library.sqlite") as library:
        ids = library.add(
            ScannedFile(path, 1, 1, path.stem * 64, title=path.stem, artist="Us", duration_s=5.0)
            for path in files
        )
        rows = library.rows_of(ids)
    moods = (MoodScore("calm", 0.9), MoodScore("tender", 0.6))
    return [replace(row, moods=moods, valence=0.25, arousal=-0.5) for row in rows]


@pytest.fixture
def playing(rows: list[TrackRow], card: Card, qtbot: QtBot) -> Iterator[PlayingActions]:
    player = NullPlayer()
    table = TrackTableModel()
    table.set_ids([row.track.id for row in rows], rows)
    yield PlayingActions(player, table, lambda ids, then: then([]))
    player.close()


@pytest.fixture
def volumes() -> list[float]:
    return [0.8]


@pytest.fixture
def call(
    address: str, playing: PlayingActions, volumes: list[float], qtbot: QtBot
) -> Iterator[Call]:
    """Calls a method of the served player by dbus-send; what it prints."""
    bus = QDBusConnection.connectToBus(address, "moodline-test")
    owner = QObject()
    service = Mpris(bus, playing, lambda: volumes[-1], volumes.append, owner)
    assert service.is_served

    def send(method: str, *arguments: str) -> str:
        process = QProcess()
        process.start(
            "dbus-send",
            [f"--bus={address}", "--print-reply", f"--dest={NAME}", PATH, method, *arguments],
        )
        qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.NotRunning)
        said = bytes(process.readAllStandardOutput().data()).decode()
        assert process.exitCode() == 0, bytes(process.readAllStandardError().data()).decode()
        return said

    yield send
    service.close()
    QDBusConnection.disconnectFromBus("moodline-test")


def read(call: Call, name: str, interface: str = PLAYER) -> str:
    get = "org.freedesktop.DBus.Properties.Get"
    return call(get, f"string:{interface}", f"string:{name}").split("variant", 1)[1].strip()


def test_a_foreign_program_plays_pauses_seeks_and_goes_on(
    call: Call, playing: PlayingActions, rows: list[TrackRow], card: Card
) -> None:
    assert read(call, "PlaybackStatus") == 'string "Stopped"'
    assert read(call, "Identity", ROOT) == 'string "Moodline"'
    playing.load(rows[0])
    call(f"{PLAYER}.PlayPause")
    assert read(call, "PlaybackStatus") == 'string "Playing"'
    call(f"{PLAYER}.Seek", "int64:2000000")
    assert playing.position_s() == pytest.approx(2.0)
    assert read(call, "Position").startswith("int64 20000")
    track = f"objpath:/org/moodline/track/{rows[0].track.id}"
    call(f"{PLAYER}.SetPosition", track, "int64:500000")
    assert playing.position_s() == pytest.approx(0.5)
    call(f"{PLAYER}.SetPosition", "objpath:/org/moodline/track/999", "int64:4000000")
    assert playing.position_s() == pytest.approx(0.5)
    assert read(call, "CanGoNext") == "boolean true"
    call(f"{PLAYER}.Next")
    assert playing.row == rows[1]
    assert read(call, "CanGoNext") == "boolean false"
    call(f"{PLAYER}.Pause")
    call(f"{PLAYER}.Pause")
    assert read(call, "PlaybackStatus") == 'string "Paused"'
    call(f"{PLAYER}.Previous")
    assert playing.row == rows[0]


def test_it_tells_the_song_with_its_moods_and_takes_volume_loop_and_shuffle(
    call: Call, playing: PlayingActions, rows: list[TrackRow], volumes: list[float]
) -> None:
    playing.play(rows[0])
    said = read(call, "Metadata")
    for words in ('"xesam:title"', 'string "A"', 'string "Us"', 'string "calm"', "5000000",
                  'string "tender"', "double -0.5", f"track/{rows[0].track.id}"):  # fmt: skip
        assert words in said
    set_to = "org.freedesktop.DBus.Properties.Set"
    call(set_to, f"string:{PLAYER}", "string:Volume", "variant:double:1.5")
    assert volumes == [0.8, 1.0]
    assert read(call, "Volume") == "double 1"
    call(set_to, f"string:{PLAYER}", "string:LoopStatus", "variant:string:Track")
    call(set_to, f"string:{PLAYER}", "string:Shuffle", "variant:boolean:true")
    assert (playing.queue.repeat, playing.queue.shuffled) == ("one", True)
    assert read(call, "LoopStatus") == 'string "Track"'
