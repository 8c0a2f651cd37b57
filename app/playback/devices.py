"""The machine's outputs and inputs for sound, and the one place that loads PortAudio.

Loading it probes every sound driver (0.05 to 0.3 s, more with some drivers) and fails where the
library is missing, so it happens on the feeder's thread, when a song is first loaded, and never at
import.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from types import ModuleType

from app.playback.servers import SERVER_DEVICES, find_ports
from mer_core.errors import MerError


class SoundError(MerError):
    """The sound card cannot be used; playback goes on silently."""


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """An output or an input: ``label`` as shown, PortAudio's ``index`` (None: no card), rate in Hz,
    1 or 2 channels; ``port`` is its name at the sound server, "" where it is none of the server.
    """

    label: str
    index: int | None
    sample_rate: int
    num_channels: int
    port: str = ""


SILENT = OutputSpec(label="", index=None, sample_rate=44100, num_channels=2)


def load_portaudio() -> ModuleType:
    """The ``sounddevice`` module; raises SoundError where it or PortAudio is missing."""
    try:
        portaudio = importlib.import_module("sounddevice")
    except ImportError as error:
        raise SoundError(
            "The package sounddevice is not installed, so playback is silent; "
            "install it to hear the songs."
        ) from error
    except OSError as error:
        raise SoundError(
            "The PortAudio library was not found, so playback is silent; install it (on Debian: "
            "libportaudio2) and start again."
        ) from error
    return portaudio


def find_outputs(*, refresh: bool = False) -> list[OutputSpec]:
    """Every output, the system's default first; raises SoundError.

    PortAudio looks for devices only once: ``refresh`` makes it look again, which needs every stream
    closed.
    """
    try:
        return _find("output", "sinks", refresh=refresh)
    except _SilentSystem as error:
        raise SoundError("The sound system does not answer; playback is silent.") from error


def find_inputs() -> list[OutputSpec]:
    """Every input, the system's default first, what the outputs play among them where the system
    offers that; raises SoundError.
    """
    try:
        inputs = _find("input", "sources", refresh=False)
    except _SilentSystem as error:
        raise SoundError("The sound system does not answer.") from error
    if not inputs:
        raise SoundError("No input was found; connect a microphone and listen again.")
    return inputs


class _SilentSystem(Exception):
    """PortAudio's own words."""


def _find(way: str, ports: str, *, refresh: bool) -> list[OutputSpec]:
    portaudio = load_portaudio()
    try:
        if refresh:
            portaudio._terminate()
            portaudio._initialize()
        apis = portaudio.query_hostapis()
        devices = portaudio.query_devices()
        default = portaudio.default.device[way == "output"]
    except portaudio.PortAudioError as error:
        raise _SilentSystem(str(error)) from error
    channels = f"max_{way}_channels"
    usable = [device for device in devices if device[channels] > 0]
    num_apis = len({device["hostapi"] for device in usable})
    specs = []
    for device in usable:
        api = apis[device["hostapi"]]["name"]
        specs.append(
            OutputSpec(
                label=device["name"] if num_apis == 1 else f"{device['name']} ({api})",
                index=device["index"],
                sample_rate=round(device["default_samplerate"]),
                num_channels=min(device[channels], 2),
            )
        )
    server = next((spec for spec in specs if spec.label in SERVER_DEVICES), None)
    found = [] if server is None else find_ports(ports)
    specs.sort(key=lambda spec: spec.index != default)
    return specs + [replace(server, label=port.label, port=port.name) for port in found if server]


def choose_output(outputs: list[OutputSpec], label: str) -> OutputSpec:
    """The output called ``label``, or the system's default where it is "" or not plugged in; raises
    SoundError.
    """
    for spec in outputs:
        if spec.label == label:
            return spec
    if not outputs:
        raise SoundError(
            "No sound card was found, so playback is silent; "
            "connect one and choose it as the output."
        )
    return outputs[0]
