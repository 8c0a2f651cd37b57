"""The player on a real PortAudio stream: what it says against what the sink's monitor recorded.

How soon something is heard, and whether without a gap, is the scheduler's doing on a busy machine:
what every sample should be is held by ``test_heard``, on a card turned by hand.
"""

from __future__ import annotations

import signal
from pathlib import Path

import numpy as np
import pytest

from tests.data.audio_files import make_audio
from tests.gui.playback.hearing import busy_machine, decode, places_s, position_errors_s
from tests.gui.playback.performance import Performance, Step, perform
from tests.gui.playback.sound import RATE, SECOND_OUTPUT, SoundSystem

pytestmark = [pytest.mark.gui, pytest.mark.sound, pytest.mark.slow]


def _ends(performance: Performance, threshold: float = 1e-4) -> tuple[float, float]:
    """When the first and the last sound was heard, in seconds since the script began."""
    loud = np.flatnonzero(np.abs(performance.sound[:, 0]) > threshold)
    start_s = performance.sound_start_s
    return start_s + loud[0] / RATE, start_s + loud[-1] / RATE


def test_what_is_heard_while_the_machine_is_busy_is_the_song_where_the_position_says(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        ("play", None, 2.5), ("seek", 20.0, 21.5), ("pause", None, None), ("rest", 0.8, None),
        ("play", None, 22.3), ("seek", 3.25, 4.7),
    ]  # fmt: skip
    with busy_machine():
        performance = perform(noise, steps, env=sound_system.env, folder=tmp_path)
    song = decode(noise)
    first_s, last_s = _ends(performance)
    (seek_s, _), (back_s, _) = performance.named("seek")
    (pause_s, _), (play_s, _) = performance.named("pause")[0], performance.named("play")[1]
    for start_s, stop_s, low_s, high_s in (
        (first_s, seek_s, 0.0, 3.0),
        (pause_s - 1.0, pause_s, 20.0, 22.0),
        (back_s, last_s, 3.2, 5.5),
    ):
        places = places_s(performance.heard(start_s, stop_s), song, low_s, high_s)
        assert len(places) >= 2
        assert (np.diff(places) > 0.0).all()
    assert not performance.heard(play_s - 0.3, play_s).any()
    spans_s = [(first_s, seek_s), (seek_s + 0.7, pause_s), (play_s + 0.5, back_s)]
    errors_s = position_errors_s(performance, song, spans_s)
    assert len(errors_s) >= 6
    assert abs(np.median(errors_s)) < 0.05


def test_a_tone_cut_into_two_files_comes_out_of_the_card_as_one(
    sound_system: SoundSystem, tmp_path: Path
) -> None:
    turn = 2 * np.pi * 441.7 / RATE
    tone = (0.5 * np.sin(turn * np.arange(3 * RATE)))[:, np.newaxis].repeat(2, axis=1).astype("f4")
    cut = RATE + 1234
    first, second = (
        make_audio(tmp_path / f"{name}.flac", samples=part, sample_rate=RATE)
        for name, part in (("first", tone[:cut]), ("second", tone[cut:]))
    )
    steps: list[Step] = [("set_next", str(second), None), ("play", None, "finished")]
    performance = perform(first, steps, env=sound_system.env, folder=tmp_path)
    assert len(performance.named("advanced")) == 1
    loud = np.flatnonzero(np.abs(performance.sound[:, 0]) > 1e-3)
    # Of a tone, two neighbours foretell the third; neither a gap nor a click would be foretold.
    sound = performance.sound[loud[0] + RATE // 10 : loud[-1] - RATE // 10, 0]
    assert len(sound) > 2.7 * RATE
    foretold = 2 * np.cos(turn) * sound[1:-1] - sound[:-2]
    assert np.abs(sound[2:] - foretold).max() < 3e-4


def test_sound_that_came_too_late_is_counted(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [("play", None, 0.8), ("hold_gil", 0.8, None), ("rest", 0.5, None)]
    performance = perform(noise, steps, env=sound_system.env, folder=tmp_path)
    assert performance.num_dropouts > 0


def test_finished_comes_after_the_last_sample(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [("seek", 23.0, None), ("play", None, "finished"), ("rest", 0.5, None)]
    performance = perform(noise, steps, env=sound_system.env, folder=tmp_path)
    ((finished_s, position_s),) = performance.named("finished")
    assert _ends(performance)[1] - 0.1 < finished_s
    assert position_s == pytest.approx(24.0, abs=0.05)
    assert [state for _, state in performance.named("state_changed")] == ["playing", "stopped"]


def test_another_output_takes_over_in_the_middle_of_the_song(
    sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        ("play", None, 1.5), ("set_device", SECOND_OUTPUT, "output_changed"), ("hear", None, 3.0),
    ]  # fmt: skip
    performance = perform(noise, steps, env=sound_system.env, folder=tmp_path)
    changes = performance.named("output_changed")
    assert [name for _, name in changes] == ["default", SECOND_OUTPUT]
    assert set(performance.named("devices_changed")[0][1]) == {"default", SECOND_OUTPUT}
    assert _ends(performance)[1] < changes[1][0] + 0.1
    positions = performance.positions[:, 1]
    assert (np.diff(positions) >= 0.0).all()
    assert positions[-1] >= 3.0


def test_a_card_that_goes_away_is_told_and_the_song_runs_on_silently(
    own_sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        ("play", None, 1.3), ("kill", int(signal.SIGKILL), "failed"), ("hear", None, 2.8),
        ("pause", None, None), ("rest", 0.3, None), ("play", None, 3.3),
    ]  # fmt: skip
    performance = perform(
        noise, steps, env=own_sound_system.env, folder=tmp_path, sink_pid=own_sound_system.pid
    )
    ((_, sentence),) = performance.named("failed")
    assert sentence == (
        "The output default went away, so playback goes on silently; "
        "choose an output to hear it again."
    )
    assert [name for _, name in performance.named("output_changed")] == ["default", ""]
    states = [state for _, state in performance.named("state_changed")]
    assert states == ["playing", "paused", "playing"]
    assert (np.diff(performance.positions[:, 1]) >= 0.0).all()


def test_a_sound_server_that_hangs_is_given_up_and_does_not_hold_up_the_window(
    own_sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    steps: list[Step] = [
        ("play", None, 0.8), ("kill", int(signal.SIGSTOP), "failed"), ("rest", 0.5, None),
        ("kill", int(signal.SIGCONT), None), ("rest", 0.5, None),
    ]  # fmt: skip
    performance = perform(
        noise, steps, env=own_sound_system.env, folder=tmp_path, sink_pid=own_sound_system.pid
    )
    assert [name for _, name in performance.named("output_changed")] == ["default", ""]
    ((given_up_s, sentence),) = performance.named("failed")
    assert "went away" in sentence
    stopped_s = performance.named("kill")[0][0]
    told_s = performance.positions[:, 0]
    assert ((stopped_s < told_s) & (told_s < given_up_s)).sum() > 10, "the window was held up"
    assert (np.diff(performance.positions[:, 1]) >= 0.0).all()


def test_without_a_card_the_song_plays_silently_to_its_end_and_says_so_once(
    hum: Path, tmp_path: Path, sound_system: SoundSystem
) -> None:
    env = {**sound_system.env, "PULSE_SERVER": "unix:/nonexistent"}
    steps: list[Step] = [("seek", 19.0, None), ("play", None, "finished"), ("play", None, 0.5)]
    performance = perform(hum, steps, env=env, folder=tmp_path, record=False)
    ((_, sentence),) = performance.named("failed")
    assert sentence.startswith("No sound card was found")
    assert len(performance.named("finished")) == 1
    assert [name for _, name in performance.named("output_changed")] == [""]
    assert performance.positions[-1, 1] < 19.0, "it began anew"


def test_without_portaudio_the_sentence_says_what_to_install(
    hum: Path, tmp_path: Path, sound_system: SoundSystem
) -> None:
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")\n')
    env = {**sound_system.env, "PYTHONPATH": str(tmp_path)}
    performance = perform(hum, [("play", None, 0.8)], env=env, folder=tmp_path, record=False)
    ((_, sentence),) = performance.named("failed")
    assert "libportaudio2" in sentence
