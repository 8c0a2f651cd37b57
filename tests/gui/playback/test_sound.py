"""The player on a real PortAudio stream: what it says against what the sink's monitor recorded."""

from __future__ import annotations

import itertools
import signal
from pathlib import Path

import numpy as np
import pytest

from tests.gui.playback.hearing import (
    busy_machine,
    decode,
    find,
    gaps_s,
    landing,
    position_errors_s,
)
from tests.gui.playback.performance import Performance, Step, perform
from tests.gui.playback.sound import RATE, SECOND_OUTPUT, SoundSystem

pytestmark = [pytest.mark.gui, pytest.mark.sound, pytest.mark.slow]


def _ends(performance: Performance, threshold: float = 1e-4) -> tuple[float, float]:
    """When the first and the last sound was heard, in seconds since the script began."""
    loud = np.flatnonzero(np.abs(performance.sound[:, 0]) > threshold)
    start_s = performance.sound_start_s
    return start_s + loud[0] / RATE, start_s + loud[-1] / RATE


def test_what_is_heard_while_the_machine_is_busy_is_the_decoded_song_without_a_gap(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [(0.5, "play", None)]
    with busy_machine():
        performance = perform(noise, steps, 8.0, env=sound_system.env, folder=tmp_path)
    song = decode(noise)
    first_s, last_s = _ends(performance)
    heard = performance.heard(first_s + 0.1, last_s)
    assert last_s - first_s > 6.5
    start_s, correlation = find(heard, song)
    assert correlation > 0.99
    assert start_s == pytest.approx(0.1, abs=0.05)
    assert gaps_s(heard, song).max() == 0.0
    assert performance.num_dropouts == 0
    errors_s = position_errors_s(performance, song, [(first_s + 0.2, last_s)])
    assert np.abs(errors_s).max() < 0.05


def test_seek_and_pause_land_where_they_should_and_the_position_says_so(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        (0.3, "play", None),
        (1.5, "seek", 20.0),
        (3.0, "pause", None),
        (3.8, "play", None),
        (5.0, "seek", 3.25),
    ]
    performance = perform(noise, steps, 6.5, env=sound_system.env, folder=tmp_path)
    song = decode(noise)
    (seek_s, seek_goal_s), (back_s, back_goal_s) = performance.named("seek")
    pause_s, play_s = performance.named("pause")[0][0], performance.named("play")[1][0]

    for asked_s, goal_s in ((seek_s, seek_goal_s), (back_s, back_goal_s)):
        landed_s, took_s = landing(performance, song, asked_s, asked_s + 0.9)
        assert landed_s == pytest.approx(goal_s, abs=0.05)
        assert took_s < 0.6
        told = performance.positions[performance.positions[:, 0] > asked_s]
        assert told[0, 1] == goal_s

    assert np.abs(performance.heard(pause_s + 0.4, play_s)).max() == 0.0
    before_s, _ = find(performance.heard(pause_s - 0.1, pause_s), song)
    after_s, _ = find(performance.heard(play_s + 0.5, play_s + 0.6), song)
    assert 20.0 < before_s < after_s < before_s + 1.2
    spans_s = [(1.0, seek_s), (seek_s + 0.7, pause_s), (play_s + 0.5, back_s), (back_s + 0.7, 6.4)]
    errors_s = position_errors_s(performance, song, spans_s)
    assert np.abs(errors_s).max() < 0.05
    assert performance.num_dropouts == 0


def test_pause_play_seek_and_volume_make_no_click(
    sound_system: SoundSystem, hum: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        (0.2, "play", None),
        (1.0, "pause", None),
        (1.5, "play", None),
        (2.0, "seek", 7.003),
        (2.8, "set_volume", 0.5),
        (3.2, "set_volume", 1.0),
        (3.6, "stop", None),
    ]
    performance = perform(hum, steps, 4.4, env=sound_system.env, folder=tmp_path)
    sound = performance.sound[:, 0]
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.01)
    steepest = 0.5 * 2 * np.pi * 110 / RATE
    fade = 0.5 / (0.008 * RATE)
    assert np.abs(np.diff(sound)).max() < steepest + fade
    second_s = performance.named("set_volume")[0][0] + 0.35
    quiet = performance.heard(second_s, second_s + 0.03)
    assert np.abs(quiet).max() == pytest.approx(0.5 * 0.125, rel=0.05)


def test_a_busy_interpreter_does_not_interrupt_the_sound_and_a_real_gap_is_counted(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [(0.2, "play", None), *((0.8 + n / 4, "hold_gil", 0.1) for n in range(4))]
    steps.append((2.2, "hold_gil", 0.8))
    performance = perform(noise, steps, 3.5, env=sound_system.env, folder=tmp_path)
    first_s = _ends(performance)[0]
    stuck_s = performance.named("hold_gil")[-1][0]
    assert gaps_s(performance.heard(first_s + 0.1, stuck_s), decode(noise)).max() == 0.0
    assert performance.num_dropouts > 0


def test_after_a_storm_of_seeks_the_last_is_heard_and_finished_comes_after_the_last_sample(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    storm: list[Step] = [(0.4 + n * 0.02, "seek", n * 7.7 % 23) for n in range(50)]
    steps: list[Step] = [(0.2, "play", None), *storm, (1.5, "seek", 22.0)]
    performance = perform(noise, steps, 4.5, env=sound_system.env, folder=tmp_path)
    asked_s = performance.named("seek")[-1][0]
    landed_s, took_s = landing(performance, decode(noise), asked_s, asked_s + 0.9)
    assert landed_s == pytest.approx(22.0, abs=0.05)
    assert took_s < 0.6
    _, last_s = _ends(performance)
    ((finished_s, position_s),) = performance.named("finished")
    assert last_s - 0.02 < finished_s < last_s + 0.3
    assert position_s == pytest.approx(24.0, abs=0.05)
    assert [state for _, state in performance.named("state_changed")] == ["playing", "stopped"]
    assert performance.num_dropouts == 0


def test_another_output_takes_over_in_the_middle_of_the_song(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [(0.2, "play", None), (1.5, "set_device", SECOND_OUTPUT)]
    performance = perform(noise, steps, 3.2, env=sound_system.env, folder=tmp_path)
    assert [name for _, name in performance.named("output_changed")] == ["default", SECOND_OUTPUT]
    assert set(performance.named("devices_changed")[0][1]) == {"default", SECOND_OUTPUT}
    changed_s = performance.named("set_device")[0][0]
    assert _ends(performance)[1] < changed_s + 0.1
    positions = performance.positions[:, 1]
    assert (np.diff(positions) >= 0.0).all()
    assert positions[-1] == pytest.approx(3.0, abs=0.6)
    assert performance.num_dropouts == 0


def test_a_card_that_goes_away_is_told_and_the_song_runs_on_silently(
    own_sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [(0.2, "play", None), (1.5, "kill", int(signal.SIGKILL))]
    performance = perform(
        noise,
        [*steps, (3.0, "pause", None), (3.3, "play", None)],
        4.0,
        env=own_sound_system.env,
        folder=tmp_path,
        sink_pid=own_sound_system.pid,
    )
    ((told_s, sentence),) = performance.named("failed")
    assert told_s < performance.named("kill")[0][0] + 0.5
    assert sentence == (
        "The output default went away, so playback goes on silently; "
        "choose an output to hear it again."
    )
    assert [name for _, name in performance.named("output_changed")] == ["default", ""]
    states = [state for _, state in performance.named("state_changed")]
    assert states == ["playing", "paused", "playing"]
    positions = performance.positions[:, 1]
    assert (np.diff(positions) >= 0.0).all()
    assert positions[-1] == pytest.approx(3.5, abs=0.5)


def test_a_sound_server_that_hangs_is_given_up_and_does_not_hold_up_the_window(
    own_sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        (0.2, "play", None),
        (1.0, "kill", int(signal.SIGSTOP)),
        (5.0, "kill", int(signal.SIGCONT)),
    ]
    performance = perform(
        noise, steps, 5.5, env=own_sound_system.env, folder=tmp_path, sink_pid=own_sound_system.pid
    )
    assert [name for _, name in performance.named("output_changed")] == ["default", ""]
    assert "went away" in performance.named("failed")[0][1]
    polls_s = performance.positions[:, 0]
    assert max(after - before for before, after in itertools.pairwise(polls_s)) < 0.5
    assert (np.diff(performance.positions[:, 1]) >= 0.0).all()


def test_without_a_card_the_song_plays_silently_to_its_end_and_says_so_once(
    hum: Path, tmp_path: Path, sound_system: SoundSystem
) -> None:
    env = {**sound_system.env, "PULSE_SERVER": "unix:/nonexistent"}
    steps: list[Step] = [(0.2, "seek", 19.0), (0.4, "play", None), (2.0, "play", None)]
    performance = perform(hum, steps, 3.0, env=env, folder=tmp_path, record=False)
    ((_, sentence),) = performance.named("failed")
    assert sentence.startswith("No sound card was found")
    assert len(performance.named("finished")) == 1
    assert [name for _, name in performance.named("output_changed")] == [""]
    assert performance.positions[-1, 1] == pytest.approx(1.0, abs=0.5)


def test_without_portaudio_the_sentence_says_what_to_install(
    hum: Path, tmp_path: Path, sound_system: SoundSystem
) -> None:
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")\n')
    env = {**sound_system.env, "PYTHONPATH": str(tmp_path)}
    performance = perform(hum, [(0.2, "play", None)], 1.5, env=env, folder=tmp_path, record=False)
    ((_, sentence),) = performance.named("failed")
    assert "libportaudio2" in sentence
    assert performance.positions[-1, 1] > 0.8
