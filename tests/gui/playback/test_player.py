"""The player's manners, on the clock alone: no card, no sound, the same interface."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.playback import deck
from app.playback.devices import OutputSpec, SoundError, choose_output
from app.playback.player import NullPlayer, Player, make_player
from tests.data.audio_files import make_audio
from tests.data.odd_files import UNTOLD, late
from tests.gui.playback.card import Card

pytestmark = pytest.mark.gui

#: Seconds of silence that a card is given first.
LEAD_IN_S = 0.05


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    player = make_player(silent=True)
    yield player
    player.close()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_audio(tmp_path_factory.mktemp("songs") / "song.mp3", duration_s=5.0)


@pytest.fixture(scope="module")
def short_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_audio(tmp_path_factory.mktemp("songs") / "short.flac", duration_s=0.4)


def _playback_threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("playback")]


def test_a_player_that_is_not_used_starts_no_thread(qtbot: QtBot) -> None:
    player = make_player()
    assert not _playback_threads()
    assert (player.state, player.is_playing, player.position_s()) == ("stopped", False, 0.0)
    assert player.duration_s == 0.0
    player.play()
    player.seek(3.0)
    player.stop()
    assert player.state == "stopped"
    player.close()


def test_starting_the_window_does_not_load_the_sound_system() -> None:
    code = (
        "import sys, app.playback.player; "
        "print([m for m in ('sounddevice', '_sounddevice', 'torch') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_loading_tells_the_length_and_playing_lets_time_pass_at_its_own_pace(
    qtbot: QtBot, player: Player, song: Path, card: Card
) -> None:
    with qtbot.waitSignal(player.duration_changed):
        player.load(song)
    assert player.duration_s == pytest.approx(5.0, abs=0.1)
    assert player.path == song
    with qtbot.waitSignal(player.state_changed) as changed:
        player.play()
    assert changed.args == ["playing"]
    card.hear(player, LEAD_IN_S + 0.2)
    assert player.position_s() == pytest.approx(0.2, abs=1e-3)
    card.hear(player, 0.7)
    assert player.position_s() == pytest.approx(0.9, abs=1e-3)
    qtbot.waitUntil(lambda: player.is_silent)
    assert player.num_dropouts == 0


def test_the_position_never_runs_back_while_playing(
    qtbot: QtBot, player: Player, song: Path
) -> None:
    player.load(song)
    player.play()
    seen = [0.0]

    def has_played() -> bool:
        seen.append(player.position_s())
        return seen[-1] > 1.0

    qtbot.waitUntil(has_played)
    assert seen == sorted(seen)


def test_pause_stands_still_and_play_goes_on(
    qtbot: QtBot, player: Player, song: Path, card: Card
) -> None:
    player.load(song)
    player.play()
    card.hear(player, 0.4)
    player.toggle()
    assert player.state == "paused"
    card.hear(player, 0.1)
    stand_s = player.position_s()
    assert 0.35 <= stand_s < 0.4
    card.hear(player, 0.2)
    assert player.position_s() == stand_s
    player.toggle()
    assert player.state == "playing"
    card.hear(player, 0.2)
    assert stand_s + 0.1 < player.position_s() <= stand_s + 0.2
    player.stop()
    assert (player.state, player.position_s()) == ("stopped", 0.0)


def test_a_seek_is_told_at_once_and_kept_inside_the_song(
    qtbot: QtBot, player: Player, song: Path, card: Card
) -> None:
    with qtbot.waitSignal(player.duration_changed):
        player.load(song)
    player.seek(2.5)
    assert player.position_s() == 2.5
    player.seek(-4.0)
    assert player.position_s() == 0.0
    player.seek(3.0)
    player.play()
    card.hear(player, LEAD_IN_S + 0.5)
    assert player.position_s() == pytest.approx(3.5, abs=1e-3)
    with qtbot.waitSignal(player.finished):
        player.seek(99.0)
        card.hear(player, 0.1)
    assert player.position_s() == pytest.approx(player.duration_s)


def test_finished_comes_once_and_play_starts_the_song_again(
    qtbot: QtBot, player: Player, short_song: Path, card: Card
) -> None:
    player.load(short_song)
    player.play()
    with qtbot.assertNotEmitted(player.finished, wait=100):
        card.hear(player, LEAD_IN_S + 0.39)
    with qtbot.waitSignal(player.finished):
        card.hear(player, 0.1)
    assert player.state == "stopped"
    assert player.position_s() == pytest.approx(0.4, abs=0.01)
    with qtbot.assertNotEmitted(player.finished, wait=300):
        pass
    with qtbot.waitSignal(player.finished):
        player.play()
        assert player.position_s() == 0.0
        card.hear(player, 0.5)


def test_another_song_replaces_the_one_that_plays(
    qtbot: QtBot, player: Player, song: Path, short_song: Path
) -> None:
    player.load(song)
    player.play()
    qtbot.waitUntil(lambda: player.position_s() > 0.2)
    with qtbot.waitSignal(
        player.duration_changed, check_params_cb=lambda length: length > 0
    ) as changed:
        player.load(short_song)
        assert (player.state, player.position_s()) == ("stopped", 0.0)
    assert changed.args == [pytest.approx(0.4, abs=0.01)]


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder"])
def test_a_file_without_sound_fails_with_a_sentence(
    qtbot: QtBot, player: Player, song: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.mp3"
    if kind == "text":
        path.write_text("This is no song. " * 100)
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    with qtbot.waitSignal(player.failed) as failed:
        player.load(path)
        player.play()
    sentence = failed.args[0]
    assert sentence.startswith(path.name)
    assert sentence.endswith((".", "?"))
    assert player.state == "stopped"
    with qtbot.waitSignal(player.duration_changed):
        player.load(song)


def test_a_song_that_vanishes_fails_only_when_it_is_read_again(
    qtbot: QtBot, player: Player, song: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.mp3"
    copy.write_bytes(song.read_bytes())
    with qtbot.waitSignal(player.duration_changed):
        player.load(copy)
    player.play()
    qtbot.waitUntil(lambda: player.position_s() > 0.2)
    copy.unlink()
    with qtbot.assertNotEmitted(player.failed, wait=200):
        pass
    with qtbot.waitSignal(player.failed):
        player.seek(1.0)


def test_the_card_is_given_back_after_a_while_of_silence(
    qtbot: QtBot, player: Player, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deck.IDLE_S == 3.0
    monkeypatch.setattr(deck, "IDLE_S", 0.1)
    player.load(song)
    player.play()
    qtbot.waitUntil(lambda: "playback-silence" in _playback_threads())
    player.pause()
    qtbot.waitUntil(lambda: "playback-silence" not in _playback_threads())
    stand_s = player.position_s()
    player.play()
    qtbot.waitUntil(lambda: player.position_s() > stand_s + 0.1)


def test_the_volume_slider_stays_in_range(player: Player) -> None:
    for asked, got in ((0.5, 0.5), (-1.0, 0.0), (7.0, 1.0)):
        player.set_volume(asked)
        assert player.volume == got


def test_a_null_player_offers_no_devices_and_bears_being_given_one(
    qtbot: QtBot, player: Player, song: Path, card: Card
) -> None:
    assert isinstance(player, NullPlayer)
    assert player.devices() == []
    player.load(song)
    player.play()
    card.hear(player, LEAD_IN_S + 0.3)
    player.set_device("headphones")
    assert player.position_s() == pytest.approx(0.3, abs=1e-3)
    qtbot.waitUntil(lambda: card.num_opened == 2)
    card.hear(player, LEAD_IN_S + 0.3)
    assert player.position_s() == pytest.approx(0.6, abs=1e-3)


@pytest.mark.parametrize(
    "is_there",
    [
        lambda player: True,
        lambda player: player.duration_s > 0.0,
        lambda player: "playback-silence" in _playback_threads(),
        lambda player: player.position_s() > 2.1,
    ],
    ids=["at once", "found", "opened", "heard"],
)
def test_closing_in_the_middle_of_everything_leaves_no_thread(
    qtbot: QtBot, song: Path, is_there: Callable[[Player], bool]
) -> None:
    player = NullPlayer()
    player.load(song)
    player.play()
    player.seek(2.0)
    qtbot.waitUntil(lambda: is_there(player))
    player.close()
    assert not _playback_threads()


ACTIONS = st.one_of(
    st.tuples(st.just("seek"), st.floats(-1.0, 7.0)),
    st.tuples(st.just("seek"), st.floats(4.9, 5.1)),
    st.tuples(st.sampled_from(["play", "pause", "toggle", "stop"]), st.none()),
    st.tuples(st.just("set_volume"), st.floats(0.0, 1.0)),
    st.tuples(st.just("set_device"), st.sampled_from(["", "headphones"])),
    st.tuples(st.just("turn"), st.integers(1, 10)),
)


@settings(max_examples=15)
@given(actions=st.lists(ACTIONS, max_size=25))
def test_rapid_random_use_never_hangs_and_the_player_still_plays_afterwards(
    qtbot: QtBot, qapp: QApplication, song: Path, actions: list[tuple[str, float]]
) -> None:
    player = NullPlayer()
    try:
        player.load(song)
        for action, argument in actions:
            if action == "turn":
                for _ in range(int(argument)):
                    qapp.processEvents()
            elif argument is None:
                getattr(player, action)()
            else:
                getattr(player, action)(argument)
            assert 0.0 <= player.position_s() <= 7.0
        player.seek(1.0)
        player.play()
        qtbot.waitUntil(lambda: player.position_s() > 1.1)
    finally:
        player.close()
    assert not _playback_threads()


def test_the_output_that_was_chosen_is_taken_and_one_that_is_gone_gives_way_to_the_default() -> (
    None
):
    outputs = [OutputSpec("built-in", 3, 48_000, 2), OutputSpec("headphones", 5, 44_100, 2)]
    assert choose_output(outputs, "headphones").index == 5
    assert choose_output(outputs, "").index == 3
    assert choose_output(outputs, "unplugged").index == 3
    with pytest.raises(SoundError, match="No sound card was found"):
        choose_output([], "headphones")


@pytest.mark.parametrize("name", ["late.mp3", "late.aac", "piped.flac", "piped.mka"])
def test_a_length_that_no_header_tells_is_known_at_once_and_every_place_can_be_reached(
    name: str, qtbot: QtBot, player: Player, tmp_path: Path
) -> None:
    path = UNTOLD[name](tmp_path / name, 12)
    with qtbot.waitSignal(player.duration_changed):
        player.load(path)
    assert player.duration_s == pytest.approx(12.0, abs=0.1)
    player.seek(11.0)
    assert player.position_s() == 11.0
    player.play()
    with qtbot.waitSignal(player.finished):
        pass
    assert player.position_s() == pytest.approx(12.0, abs=0.1)


def test_a_length_that_was_too_short_grows_as_the_song_is_heard(
    qtbot: QtBot, player: Player, tmp_path: Path, card: Card
) -> None:
    path = make_audio(tmp_path / "song.flac", samples=late(12))
    player.load(path, 5.0)
    assert player.duration_s == 5.0
    player.seek(4.5)
    player.play()
    qtbot.waitUntil(lambda: player.duration_s > 11.9)
    assert player.duration_s == pytest.approx(12.0, abs=0.01)
    player.seek(11.5)
    assert player.position_s() == 11.5
    card.hear(player, 0.2)
    assert player.position_s() > 11.6


def test_a_length_that_was_too_long_is_mended_at_the_songs_end(
    qtbot: QtBot, player: Player, song: Path
) -> None:
    player.load(song, 383.0)
    player.seek(4.0)
    qtbot.waitUntil(lambda: player.duration_s < 6.0)
    assert player.duration_s == pytest.approx(5.0, abs=0.1)


def test_what_somebody_else_has_decoded_is_believed_before_the_header(
    qtbot: QtBot, player: Player, song: Path
) -> None:
    player.load(song, 3.0)
    player.learn_duration(4.0, is_whole=False)
    assert player.duration_s == 4.0
    player.learn_duration(3.5, is_whole=False)
    assert player.duration_s == 4.0
    player.learn_duration(3.9, is_whole=True)
    assert player.duration_s == 3.9


def test_before_the_length_is_known_a_seek_goes_where_it_is_asked(
    qtbot: QtBot, player: Player, song: Path
) -> None:
    player.load(song)
    player.seek(3.0)
    assert player.position_s() == 3.0
    qtbot.waitUntil(lambda: player.duration_s > 0)
    assert player.duration_s == pytest.approx(5.0, abs=0.1)
    assert player.position_s() == 3.0


def test_a_seek_behind_the_end_teaches_nothing_about_the_length(
    qtbot: QtBot, player: Player, song: Path
) -> None:
    player.load(song, 90.0)
    player.seek(60.0)
    player.play()
    with qtbot.waitSignal(player.finished):
        pass
    assert player.duration_s == 90.0
