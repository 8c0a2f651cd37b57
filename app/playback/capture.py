"""What a microphone hears, or an output plays: run as a process of its own, so that neither a
driver that hangs nor PortAudio's look for other outputs is felt here or there.

``python -m app.playback.capture LABEL`` prints one line of JSON about the input ("" for the
default), then raw float32 frames, until its output is closed. ``--list`` prints the labels.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from app.playback.devices import OutputSpec, SoundError, find_inputs, load_portaudio
from app.playback.servers import find_ports, routed, server_command
from mer_core.child import PACKAGE_ROOT, child_command

MAIN = "app.playback.capture"
#: A device that is silent for so long, where even silence has samples, is gone.
_STALLED_S = 3.0
#: More is held while whoever listens is busy; then sound is lost, not memory.
_MAX_BLOCKS = 3000


def input_labels() -> list[str]:
    """The inputs that there are now, the system's default first; raises SoundError."""
    done = subprocess.run(
        [*child_command(MAIN), "--list"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=PACKAGE_ROOT,
    )
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise SoundError("The sound system does not answer.") from error
    if "problem" in said:
        raise SoundError(str(said["problem"]))
    return list(said["labels"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve whoever reads the output."""
    (label,) = sys.argv[1:2] if arguments is None else arguments
    try:
        inputs = find_inputs()
        if label == "--list":
            _say({"labels": [spec.label for spec in inputs]})
            return
        _capture(_choose(inputs, label))
    except SoundError as error:
        _say({"problem": str(error), "labels": []})
    except BrokenPipeError:
        pass


def _choose(inputs: list[OutputSpec], label: str) -> OutputSpec:
    for spec in inputs:
        if label in ("", spec.label):
            return spec
    raise SoundError(f"The input {label} is not there; connect it, or choose another.")


def _capture(spec: OutputSpec) -> None:
    portaudio = load_portaudio()
    blocks: queue.Queue[bytes] = queue.Queue(_MAX_BLOCKS)

    def take(data: Any, num_frames: int, times: Any, status: Any) -> None:
        with suppress(queue.Full):
            blocks.put_nowait(bytes(data))

    try:
        with routed("PULSE_SOURCE", spec.port):
            stream = portaudio.RawInputStream(
                samplerate=spec.sample_rate,
                device=spec.index,
                channels=spec.num_channels,
                dtype="float32",
                callback=take,
            )
        stream.start()
    except portaudio.PortAudioError as error:
        raise SoundError(
            f"The input {spec.label} cannot be opened; another program may be holding it ({error})."
        ) from error
    if spec.port:
        threading.Thread(target=_watch, args=(spec.port,), daemon=True).start()
    form = {"sample_rate": spec.sample_rate, "num_channels": spec.num_channels}
    _say({"label": spec.label, **form})
    while stream.active:
        try:
            sys.stdout.buffer.write(blocks.get(timeout=_STALLED_S))
            sys.stdout.buffer.flush()
        except queue.Empty:
            return


def _watch(port: str) -> None:
    """End when ``port`` goes: the server would let us hear another one in its place."""
    command = server_command("subscribe")
    if command is None:
        return
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}
    ) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if b"'remove' on source #" in line and port not in {
                source.name for source in find_ports("sources")
            }:
                server.kill()
                os._exit(0)


def _say(values: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(values).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
