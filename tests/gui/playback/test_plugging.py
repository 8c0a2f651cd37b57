"""Outputs that are plugged in and out while a song plays, on a real sound server."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from app.playback.lookout import Lookout
from tests.gui.playback.performance import Step, perform
from tests.gui.playback.sound import RATE, SINK, SoundSystem
from tests.waiting import PATIENCE_S

pytestmark = [pytest.mark.gui, pytest.mark.sound, pytest.mark.slow]

PLUG = [
    "load-module", "module-null-sink", "sink_name=usb", f"rate={RATE}", "channels=2",
    "norewinds=1", "sink_properties=device.description=USB-Headphones",
]  # fmt: skip


def test_an_output_is_offered_once_plugged_in_lost_with_a_sentence_and_taken_again(
    own_sound_system: SoundSystem, noise: Path, tmp_path: Path
) -> None:
    own_sound_system.show_sinks()
    unplug = ["unload-module", "3"]  # after the two sinks and the socket
    steps: list[Step] = [
        ("play", None, "output_changed"),
        ("pactl", PLUG, "devices_changed"),
        ("set_device", "USB-Headphones", "output_changed"),
        ("pactl", unplug, "output_changed"),
        ("pactl", PLUG, "output_changed"),
        ("rest", 0.3, None),
    ]
    performance = perform(noise, steps, env=own_sound_system.env, folder=tmp_path)
    outputs = [name for _, name in performance.named("output_changed")]
    assert outputs == ["default", "USB-Headphones", "default", "USB-Headphones"]
    ((_, sentence),) = performance.named("moved")
    assert sentence == "The output USB-Headphones went away; the song now plays on default."
    assert not performance.named("failed")
    lists = [set(names) for _, names in performance.named("devices_changed")]
    assert [("USB-Headphones" in names) for names in lists] == [False, True, False, True]
    assert (np.diff(performance.positions[:, 1]) >= 0.0).all()
    # Recorded is the first sink: it was heard there before, and again while the other was away.
    _, (taken_s, _), (back_s, _), (again_s, _) = performance.named("output_changed")
    assert performance.heard(0.0, taken_s).any()
    assert performance.heard(back_s, again_s).any()


def test_an_output_that_is_plugged_in_does_not_disturb_the_song(
    own_sound_system: SoundSystem, hum: Path, tmp_path: Path
) -> None:
    own_sound_system.show_sinks()
    steps: list[Step] = [
        ("play", None, 1.0), ("pactl", PLUG, "devices_changed"), ("rest", 0.5, None),
    ]  # fmt: skip
    performance = perform(hum, steps, env=own_sound_system.env, folder=tmp_path)
    assert [name for _, name in performance.named("output_changed")] == ["default"]
    (plugged_s, _), *_ = performance.named("pactl")
    heard = performance.heard(plugged_s - 0.3, performance.positions[-1, 0] - 0.1)[:, 0]
    steepest = 0.5 * 2 * np.pi * 110 / RATE
    assert np.abs(np.diff(heard)).max() < 1.1 * steepest


def test_without_the_servers_word_it_looks_every_few_seconds(
    sound_system: SoundSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tmp_path / "asound.conf"
    conf.write_text((sound_system.folder / "asound.conf").read_text())
    for name, value in {
        **sound_system.env, "PATH": str(tmp_path), "ALSA_CONFIG_PATH": str(conf),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    changed = threading.Event()
    lookout = Lookout(changed.set, lambda: True)
    lookout.open()
    try:
        assert changed.wait(PATIENCE_S)
        changed.clear()
        before = lookout.labels
        with conf.open("a") as file:
            file.write(f"pcm.speakers {{ type pulse device {SINK} }}\n")
        assert changed.wait(PATIENCE_S)
    finally:
        lookout.close()
    assert before is not None
    assert lookout.labels is not None
    assert set(lookout.labels) - set(before) == {"speakers"}
