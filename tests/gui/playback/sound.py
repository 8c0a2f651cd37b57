"""A sound system of its own for the tests: PulseAudio with a sink that nobody hears, paced in real
time.

PortAudio on Linux reaches it through ALSA's pulse plug-in. PortAudio looks at the environment once
per process, so whatever plays there runs in a process of its own, see ``performance``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.waiting import until

SINK = "moodline_test"
RATE = 44_100

SECOND_OUTPUT = "headphones"

_ALSA = f"""
pcm.!default {{ type pulse device {SINK} }}
pcm.{SECOND_OUTPUT} {{ type pulse device moodline_second }}
"""
_PROGRAMS = ("pulseaudio", "parec", "pactl")


class SoundSystem:
    """A private PulseAudio daemon in ``folder``; ``env`` leads a process to it. Use in ``with``."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in _PROGRAMS if shutil.which(name) is None]
        if missing:
            raise AssertionError(
                f"{', '.join(missing)} not found: the sound tests need the packages pulseaudio, "
                "pulseaudio-utils, libasound2-plugins and libportaudio2; install them."
            )
        self.folder = folder
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        (folder / "asound.conf").write_text(_ALSA)
        self.env = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/socket",
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        self._daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SoundSystem:
        # Unless it may not rewind, an idle null sink thinks two seconds ahead.
        form = f"rate={RATE} channels=2 format=float32le norewinds=1"
        sink = f"module-null-sink sink_name={SINK} {form}"
        second = f"module-null-sink sink_name=moodline_second {form}"
        server = f"module-native-protocol-unix socket={self.folder}/socket auth-anonymous=1"
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        with (self.folder / "pulseaudio.log").open("wb") as log:
            self._daemon = subprocess.Popen(
                ["pulseaudio", *options, "-L", sink, "-L", second, "-L", server],
                env=self.env,
                stdout=log,
                stderr=log,
            )
        until(lambda: self._answers() or not self.is_running)
        if not self.is_running:
            text = (self.folder / "pulseaudio.log").read_text()
            raise AssertionError(f"PulseAudio did not start:\n{text}")
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def is_running(self) -> bool:
        """Whether the daemon has not ended."""
        return self._daemon is not None and self._daemon.poll() is None

    @property
    def pid(self) -> int:
        """The daemon's process."""
        assert self._daemon is not None
        return self._daemon.pid

    def show_sinks(self) -> None:
        """Let PortAudio see the server itself, as on a desktop, and with it every sink by name."""
        with (self.folder / "asound.conf").open("a") as file:
            file.write("pcm.pulse { type pulse }\n")

    def kill(self) -> None:
        """Take the sound card away."""
        assert self._daemon is not None
        self._daemon.kill()
        self._daemon.wait()

    def _answers(self) -> bool:
        answer = subprocess.run(
            ["pactl", "list", "short", "sinks"], env=self.env, capture_output=True, check=False
        )
        return SINK.encode() in answer.stdout
