"""Songs that follow each other, sample by sample, on a card turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mutagen.flac
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.playback.player import NullPlayer, Player
from tests.data.audio_files import make_audio
from tests.gui.playback.card import RATE, Card
from tests.waiting import until

pytestmark = pytest.mark.gui
LEAD_IN, FADE = round(0.05 * RATE), round(0.008 * RATE)
CUT = 2 * RATE + 1234


@pytest.fixture
def player(card: Card) -> Iterator[Player]:
    player = NullPlayer()
    yield player
    player.close()


@pytest.fixture(scope="module")
def sine() -> np.ndarray:
    """Four seconds of a tone, as 16 bits hold it: float32 [num_frames, 2]."""
    wave = 0.5 * np.sin(2 * np.pi * 441.7 * np.arange(4 * RATE) / RATE)
    return np.repeat((np.round(wave * 32767) / 32768)[:, np.newaxis], 2, axis=1).astype("f4")


@pytest.fixture(scope="module")
def halves(sine: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The tone in two files."""
    folder = tmp_path_factory.mktemp("halves")
    return tuple(  # type: ignore[return-value]
        make_audio(folder / f"{number}.flac", samples=part, sample_rate=RATE)
        for number, part in enumerate((sine[:CUT], sine[CUT:]))
    )


def test_a_tone_cut_into_two_files_is_heard_as_one(
    qtbot: QtBot, player: Player, sine: np.ndarray, halves: tuple[Path, Path], card: Card
) -> None:
    player.load(halves[0])
    player.set_next(halves[1])
    player.play()
    heard = card.hear(player, 2.0)
    with qtbot.waitSignal(player.advanced):
        heard = np.concatenate((heard, card.hear(player, 0.5)))
    assert player.path == halves[1]
    assert player.is_playing
    qtbot.waitUntil(lambda: player.duration_s == pytest.approx(4.0 - CUT / RATE, abs=1e-3))
    place_s = (len(heard) - LEAD_IN - CUT) / RATE
    assert player.position_s() == pytest.approx(place_s, abs=1e-3)
    with qtbot.waitSignal(player.finished):
        heard = np.concatenate((heard, card.hear(player, 1.7)))
    sound = heard[LEAD_IN : LEAD_IN + len(sine)]
    assert np.abs(sound[FADE:] - sine[FADE:]).max() < 1e-4
    assert not heard[LEAD_IN + len(sine) :].any()
    assert player.num_dropouts == 0


def test_what_follows_may_change_until_the_last_moment(
    qtbot: QtBot, player: Player, halves: tuple[Path, Path], noise: Path, card: Card
) -> None:
    player.load(halves[0])
    player.set_next(noise)
    player.play()
    heard = [card.hear(player, 1.5)]
    until(lambda: player._deck._joined is not None)  # the noise stands behind the tone
    player.set_next(halves[1])
    with qtbot.waitSignal(player.advanced):
        heard.append(card.hear(player, 1.0))
    assert player.path == halves[1]
    steepest = 0.5 * 2 * np.pi * 441.7 / RATE
    assert np.abs(np.diff(np.concatenate(heard)[:, 0])).max() < steepest + 0.5 / FADE
    player.set_next(noise)
    player.set_next(None)
    with qtbot.waitSignal(player.finished):
        card.hear(player, 3.0)


def test_a_seek_after_the_join_stays_in_the_second_song(
    qtbot: QtBot, player: Player, halves: tuple[Path, Path], card: Card
) -> None:
    player.load(halves[0])
    player.set_next(halves[1])
    player.play()
    with qtbot.waitSignal(player.advanced):
        card.hear(player, 2.5)
    player.seek(0.25)
    card.hear(player, 0.5)
    assert player.position_s() == pytest.approx(0.75, abs=0.03)
    assert player.path == halves[1]


def test_a_song_that_cannot_follow_is_told_when_its_turn_has_come(
    qtbot: QtBot, player: Player, halves: tuple[Path, Path], tmp_path: Path, card: Card
) -> None:
    player.load(halves[0])
    player.set_next(tmp_path / "gone.flac")
    player.play()
    with qtbot.assertNotEmitted(player.failed), qtbot.waitSignal(player.finished):
        card.hear(player, 2.3)


def test_a_crossfade_is_as_loud_as_the_songs_and_as_long_as_was_asked(
    qtbot: QtBot, player: Player, tmp_path: Path, card: Card
) -> None:
    generator = np.random.default_rng(3)
    paths = []
    for number in range(2):
        samples = generator.normal(0, 0.1, (6 * RATE, 2)).astype("f4")
        paths.append(make_audio(tmp_path / f"{number}.flac", samples=samples, sample_rate=RATE))
    player.set_crossfade(2.0)
    player.load(paths[0], 6.0)
    player.set_next(paths[1], 6.0)
    player.play()
    heard = [card.hear(player, LEAD_IN / RATE + 3.9)]
    with qtbot.waitSignal(player.advanced):
        heard.append(card.hear(player, 1.1))
    assert player.position_s() == pytest.approx(1.0, abs=0.01)
    with qtbot.waitSignal(player.finished):
        heard.append(card.hear(player, 5.5))
    sound = np.concatenate(heard)[LEAD_IN:]
    assert not sound[10 * RATE :].any()
    parts = sound[RATE // 2 : 10 * RATE - RATE // 2].reshape(18, -1)
    assert np.abs(parts.std(axis=1) / 0.1 - 1.0).max() < 0.03


def test_songs_are_brought_to_one_loudness_while_they_play(
    player: Player, sine: np.ndarray, tmp_path: Path, card: Card
) -> None:
    path = make_audio(tmp_path / "quiet.flac", samples=sine, sample_rate=RATE)
    file = mutagen.flac.FLAC(path)
    file["REPLAYGAIN_TRACK_GAIN"] = "-6.02 dB"
    file.save()
    player.load(path)
    player.play()
    assert np.abs(card.hear(player, 0.5)).max() == pytest.approx(0.5, abs=0.001)
    player.set_loudness("track")
    heard = card.hear(player, 0.5)
    assert np.abs(heard[2 * FADE + 2 * 882 :]).max() == pytest.approx(0.25, abs=0.001)
    assert player.position_s() == pytest.approx(0.95, abs=0.05)
