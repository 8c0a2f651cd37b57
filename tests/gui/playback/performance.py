"""Plays a song by a script of actions and writes down what was heard: run as a process of its own.

The monitor of the null sink is recorded while the position, the state and the player's signals are
noted, all on one clock, so that what the player says can be held against what could be heard.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from app.playback.player import Player, make_player
from tests.gui.playback.sound import RATE, SINK
from tests.waiting import PATIENCE_S

_POLL_MS = 20
#: A position is noted with its time only where both were read in so short a time.
_SURE_S = 0.005
_ROOT = Path(__file__).parents[3]

Step = tuple[str, Any, float | str | None]
"""A method of the player, its argument (None for none), and what is waited for before the next
step: that the position told has come to so many seconds, or that an event of this name has come, or
nothing. "rest" lets so many seconds pass, "hear" does nothing but wait, "pactl" tells the sound
server to do something.
"""


@dataclass(frozen=True, slots=True)
class Performance:
    """What was heard and said.

    ``sound`` is float32 [num_frames, 2] at 44.1 kHz whose first frame was heard at
    ``sound_start_s``; ``positions`` is float64 [num_polls, 2]: time, position; ``events`` are
    (time, name, value). All times are in seconds since the script began.
    """

    sound: NDArray[np.float32]
    sound_start_s: float
    positions: NDArray[np.float64]
    events: list[tuple[float, str, Any]]
    num_dropouts: int

    def named(self, name: str) -> list[tuple[float, Any]]:
        """Time and value of every event called ``name``."""
        return [(time_s, value) for time_s, kind, value in self.events if kind == name]

    def heard(self, start_s: float, stop_s: float) -> NDArray[np.float32]:
        """The sound from ``start_s`` to ``stop_s`` seconds since the script began: float32
        [num_frames, 2].
        """
        first = max(round((start_s - self.sound_start_s) * RATE), 0)
        return self.sound[first : max(round((stop_s - self.sound_start_s) * RATE), 0)]


def perform(
    song: Path,
    steps: Sequence[Step],
    *,
    env: dict[str, str],
    folder: Path,
    sink_pid: int | None = None,
    record: bool = True,
    limit_s: float = PATIENCE_S,
) -> Performance:
    """Load ``song``, then do ``steps``, which never take longer than ``limit_s``.

    All that happens in a process of its own with the environment ``env``.
    """
    order = {
        "song": str(song),
        "steps": list(steps),
        "folder": str(folder),
        "sink_pid": sink_pid,
        "record": record,
        "limit_s": limit_s,
    }
    result = subprocess.run(
        [sys.executable, "-m", "tests.gui.playback.performance", json.dumps(order)],
        env={**env, "QT_QPA_PLATFORM": "offscreen"},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    said = json.loads((folder / "said.json").read_text())
    sound = np.fromfile(folder / "sound.f32", dtype=np.float32) if record else np.zeros(0, "f4")
    return Performance(
        sound=sound[: len(sound) // 2 * 2].reshape(-1, 2),
        sound_start_s=said["sound_start_s"],
        positions=np.array(said["positions"], dtype=np.float64).reshape(-1, 2),
        events=[tuple(event) for event in said["events"]],
        num_dropouts=said["num_dropouts"],
    )


class _Recorder:
    """Writes the monitor to a file and finds the time at which its first frame was heard."""

    def __init__(self, path: Path) -> None:
        self.start_s = float("inf")
        self._path = path
        options = ["--raw", "--format=float32le", f"--rate={RATE}", "--channels=2"]
        self._parec = subprocess.Popen(
            ["parec", *options, "--latency-msec=10", "-d", f"{SINK}.monitor"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.is_running = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        assert self._parec.stdout is not None
        num_bytes = 0
        with self._path.open("wb") as file:
            while data := os.read(self._parec.stdout.fileno(), 1 << 16):
                file.write(data)
                num_bytes += len(data)
                # A chunk may come late but never early: the earliest of all tells the truth.
                heard_s = num_bytes / (8 * RATE)
                self.start_s = min(self.start_s, time.monotonic() - heard_s)
                self.is_running.set()

    def close(self) -> None:
        self._parec.terminate()
        self._parec.wait()
        self._thread.join()
        assert self._parec.stdout is not None
        self._parec.stdout.close()


def _main(order: dict[str, Any]) -> None:
    # Should it ever hang, say where.
    faulthandler.dump_traceback_later(order["limit_s"], exit=True)
    with suppress(PermissionError):
        # As high as PulseAudio sets itself, so that other programs' work is heard less.
        os.setpriority(os.PRIO_PROCESS, 0, -11)
    app = QCoreApplication([])
    folder = Path(order["folder"])
    recorder = _Recorder(folder / "sound.f32") if order["record"] else None
    if recorder is not None:
        recorder.is_running.wait(PATIENCE_S)
    player = make_player()
    try:
        said = _play(app, player, order)
    finally:
        player.close()
        if recorder is not None:
            recorder.close()
    if recorder is not None:
        said["sound_start_s"] = recorder.start_s - said["begin_s"]
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("playback")]
    assert not left, left
    (folder / "said.json").write_text(json.dumps(said))


def _play(app: QCoreApplication, player: Player, order: dict[str, Any]) -> dict[str, Any]:
    events: list[tuple[float, str, Any]] = []
    positions: list[tuple[float, float]] = []

    def note(name: str, value: Any = None) -> None:
        events.append((time.monotonic(), name, value))

    player.state_changed.connect(lambda state: note("state_changed", state))
    player.duration_changed.connect(lambda duration_s: note("duration_changed", duration_s))
    player.advanced.connect(lambda: note("advanced", player.position_s()))
    player.finished.connect(lambda: note("finished", player.position_s()))
    player.failed.connect(lambda sentence: note("failed", sentence))
    player.output_changed.connect(lambda name: note("output_changed", name))
    player.moved.connect(lambda sentence: note("moved", sentence))
    player.devices_changed.connect(lambda names: note("devices_changed", names))

    def do(action: str, argument: Any) -> None:
        note(action, argument)
        if action in ("rest", "hear"):
            return
        if action == "kill":
            os.kill(order["sink_pid"], argument)
        elif action == "pactl":
            subprocess.run(["pactl", *argument], check=True, stdout=subprocess.DEVNULL)
        elif action == "hold_gil":
            # C code that does not let go of the interpreter, such as a collection of garbage.
            ctypes.PyDLL(None).usleep(round(argument * 1e6))
        elif action == "set_next":
            player.set_next(Path(argument))
        else:
            call = getattr(player, action)
            call() if argument is None else call(argument)

    loading = QEventLoop()
    player.duration_changed.connect(loading.quit)
    player.load(Path(order["song"]))
    loading.exec()

    steps = iter(order["steps"])
    has_come: Callable[[], bool] = lambda: True  # noqa: E731 - what is being waited for changes

    def look() -> None:
        nonlocal has_come
        before_s, position_s = time.monotonic(), player.position_s()
        if time.monotonic() - before_s < _SURE_S:
            positions.append((before_s, position_s))
        if not has_come():
            return
        step = next(steps, None)
        if step is None:
            app.quit()
            return
        action, argument, goal = step
        num_events = len(events)
        do(action, argument)
        if action == "rest":
            has_come = partial(_is_past, time.monotonic() + argument)
        elif isinstance(goal, str):
            has_come = lambda: goal in {name for _, name, _ in events[num_events:]}  # noqa: E731
        else:
            has_come = lambda: goal is None or player.position_s() >= goal  # noqa: E731

    begin_s = time.monotonic()
    poll = QTimer()
    poll.setTimerType(Qt.TimerType.PreciseTimer)
    poll.timeout.connect(look)
    poll.start(_POLL_MS)
    app.exec()
    poll.stop()
    return {
        "begin_s": begin_s,
        "sound_start_s": 0.0,
        "positions": [(time_s - begin_s, position_s) for time_s, position_s in positions],
        "events": [(time_s - begin_s, name, value) for time_s, name, value in events],
        "num_dropouts": player.num_dropouts,
    }


def _is_past(time_s: float) -> bool:
    return time.monotonic() >= time_s


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
