"""The machine's outputs for sound, and the one place that loads PortAudio.

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
    """An output: ``label`` as shown, PortAudio's ``index`` (None: no card), rate in Hz, 1 or 2
    channels; ``sink`` is the sound server's name for it, "" where the device is not the server.
    """

    label: str
    index: int | None
    sample_rate: int
    num_channels: int
    sink: str = ""


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
    portaudio = load_portaudio()
    try:
        if refresh:
            portaudio._terminate()
            portaudio._initialize()
        apis = portaudio.query_hostapis()
        devices = portaudio.query_devices()
        default = portaudio.default.device[1]
    except portaudio.PortAudioError as error:
        raise SoundError(
            f"The sound system does not answer ({error}); playback is silent."
        ) from error
    playable = [device for device in devices if device["max_output_channels"] > 0]
    num_apis = len({device["hostapi"] for device in playable})
    specs = []
    for device in playable:
        api = apis[device["hostapi"]]["name"]
        specs.append(
            OutputSpec(
                label=device["name"] if num_apis == 1 else f"{device['name']} ({api})",
                index=device["index"],
                sample_rate=round(device["default_samplerate"]),
                num_channels=min(device["max_output_channels"], 2),
            )
        )
    server = next((spec for spec in specs if spec.label in SERVER_DEVICES), None)
    sinks = [] if server is None else find_ports("sinks")
    specs.sort(key=lambda spec: spec.index != default)
    return specs + [replace(server, label=sink.label, sink=sink.name) for sink in sinks if server]


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
