"""The sinks and sources of a PulseAudio or PipeWire server, which PortAudio on Linux sees only as
one device.

A stream on that device goes where libpulse's PULSE_SINK and PULSE_SOURCE (pulseaudio(1)), or
PipeWire's PIPEWIRE_NODE, say in the moment that it is opened.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

#: ALSA's names of the server as a whole.
SERVER_DEVICES = ("pulse", "pipewire")

_PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Port:
    """A sink or a source of the server: its ``name`` there, and what it is called on the screen."""

    name: str
    label: str


def server_command(*arguments: str) -> list[str] | None:
    """How to ask the server; None where its tool is not installed."""
    program = shutil.which("pactl")
    return None if program is None else [program, *arguments]


def find_ports(kind: str) -> list[Port]:
    """The server's "sinks" or "sources"; none where no server answers."""
    command = server_command("--format=json", "list", kind)
    if command is None:
        return []
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=True)
        ports = [
            Port(str(port["name"]), str(port.get("description") or port["name"]))
            for port in json.loads(answer.stdout)
        ]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return []
    labels = Counter(port.label for port in ports)
    return [
        port if labels[port.label] == 1 else Port(port.name, f"{port.label} ({port.name})")
        for port in ports
    ]


@contextmanager
def routed(variable: str, port: str) -> Iterator[None]:
    """While inside, streams that are opened go to or come from ``port`` ("" for the default);
    ``variable`` is "PULSE_SINK" or "PULSE_SOURCE".
    """
    names = (variable, "PIPEWIRE_NODE") if port else ()
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, port))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
