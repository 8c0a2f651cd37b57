"""What a card turned by hand gets to hear, sample by sample, and what the player says meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.playback.chain import Chain
from app.playback.player import NullPlayer, Player
from tests.gui.playback.card import RATE, Card
from tests.gui.playback.hearing import decode, find

#: Frames of silence that a card is given first, and of each fade.
LEAD_IN, FADE = round(0.05 * RATE), round(0.008 * RATE)


@pytest.fixture
def player(card: Card) -> Iterator[Player]:
    player = NullPlayer()
    yield player
    player.close()


def test_what_is_heard_is_the_decoded_song_to_its_last_sample(
    qtbot: QtBot, player: Player, noise: Path, card: Card
) -> None:
    song = decode(noise)
    player.load(noise)
    player.play()
    heard = card.hear(player, 23.5)
    assert not heard[:LEAD_IN].any()
    sure = slice(LEAD_IN + FADE, None)
    assert np.array_equal(heard[sure], song[: len(heard) - LEAD_IN][FADE:])
    with qtbot.waitSignal(player.finished):
        tail = card.hear(player, 1.0)
    num_left = len(song) - (len(heard) - LEAD_IN)
    assert np.array_equal(tail[:num_left], song[-num_left:])
    assert not tail[num_left:].any()
    assert player.position_s() == pytest.approx(24.0, abs=1e-3)
    assert player.num_dropouts == 0


def test_a_seek_lands_where_it_should_and_the_position_is_what_is_heard(
    qtbot: QtBot, player: Player, noise: Path, card: Card
) -> None:
    song = decode(noise)
    player.load(noise)
    player.play()
    card.hear(player, 1.0)
    for goal_s in (20.0, 3.25, 3.2, 0.0):
        player.seek(goal_s)
        assert player.position_s() == goal_s
        heard = card.hear(player, 0.5)
        place_s, correlation = find(heard[-RATE // 10 :], song, near_s=goal_s + 0.5)
        assert correlation > 0.99
        assert player.position_s() == pytest.approx(place_s + 0.1, abs=1e-3)
        assert player.position_s() == pytest.approx(goal_s + 0.5, abs=0.03)
    player.pause()
    card.hear(player, 0.1)
    stand_s = player.position_s()
    assert not card.hear(player, 0.5).any()
    player.play()
    heard = card.hear(player, 0.5)
    place_s, _ = find(heard[-RATE // 10 :], song, near_s=stand_s)
    assert place_s == pytest.approx(stand_s + 0.4, abs=0.02)
    assert player.num_dropouts == 0


def test_pause_play_seek_and_volume_make_no_click(player: Player, hum: Path, card: Card) -> None:
    player.load(hum)
    player.play()
    parts = [card.hear(player, 0.8)]
    player.pause()
    parts.append(card.hear(player, 0.5))
    player.play()
    parts.append(card.hear(player, 0.5))
    player.seek(7.003)
    parts.append(card.hear(player, 0.8))
    player.set_volume(0.5)
    parts.append(card.hear(player, 0.4))
    quiet = parts[-1][FADE:]
    player.set_volume(1.0)
    parts.append(card.hear(player, 0.4))
    player.stop()
    parts.append(card.hear(player, 0.4))
    sound = np.concatenate(parts)[:, 0]
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.01)
    steepest = 0.5 * 2 * np.pi * 110 / RATE
    assert np.abs(np.diff(sound)).max() < steepest + 0.5 / FADE
    assert np.abs(quiet).max() == pytest.approx(0.5 * 0.125, rel=0.05)
    assert not parts[-1][FADE:].any()


def test_after_a_storm_of_seeks_the_last_is_heard_and_finished_comes_after_the_last_sample(
    qtbot: QtBot, player: Player, noise: Path, card: Card
) -> None:
    song = decode(noise)
    states: list[str] = []
    player.state_changed.connect(states.append)
    player.load(noise)
    player.play()
    card.hear(player, 0.2)
    for number in range(50):
        player.seek(number * 7.7 % 23)
        card.hear_at_once(0.02)
    player.seek(22.0)
    with qtbot.assertNotEmitted(player.finished, wait=100):
        heard = card.hear(player, 1.9)
    place_s, correlation = find(heard[-RATE:], song, near_s=23.0)
    assert correlation > 0.99
    assert place_s == pytest.approx(22.9, abs=0.03)
    with qtbot.waitSignal(player.finished):
        card.hear(player, 0.5)
    assert player.position_s() == pytest.approx(24.0, abs=1e-3)
    assert states == ["playing", "stopped"]


def test_what_is_asked_for_sooner_than_it_was_decoded_is_silence_and_counted(
    player: Player, noise: Path, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    player.load(noise)
    player.play()
    card.hear(player, 1.0)
    assert player.num_dropouts == 0
    monkeypatch.setattr(Chain, "has_room", False)  # the decoder hangs; it was 8 s ahead at most
    assert not card.hear_at_once(12.0)[-RATE:].any()
    assert player.num_dropouts == 1
