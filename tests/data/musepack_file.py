"""Writes small Musepack SV7 files, which no library of ours can encode: one tone in both channels.

Only the lowest of the 32 bands is used, its 36 samples of each frame as plain 7-bit numbers.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from pathlib import Path

SAMPLE_RATE = 44_100
FRAME_SAMPLES = 1152
BAND_SAMPLES = 36
RESOLUTION = 8
PEAK = (1 << (RESOLUTION - 2)) - 1
ALL_THE_SAME, NEW_SCALE = "00", "1100"
SCALE = 7


def write_sv7(path: Path, *, num_frames: int, frequency_hz: float = 440.0) -> Path:
    """Write ``num_frames`` frames (26 ms each) of a tone below 600 Hz."""
    bits = "00000000" + "".join(
        f"{len(frame):020b}{frame}" for frame in _frames(num_frames, frequency_hz)
    )
    bits += "0" * (-len(bits) % 32)
    words = [int(bits[at : at + 32], 2) for at in range(0, len(bits), 32)]
    last_frame = 1 << 31 | FRAME_SAMPLES << 20
    header = struct.pack("<I4I", num_frames, 0, 0, 0, last_frame)
    path.write_bytes(b"MP+\x07" + header + struct.pack(f"<{len(words)}I", *words))
    return path


def _frames(num_frames: int, frequency_hz: float) -> Iterator[str]:
    """The bits of each frame: resolutions, scales, then the samples of the left and the right."""
    head = f"{RESOLUTION:04b}" * 2 + ALL_THE_SAME * 2 + (NEW_SCALE + f"{SCALE:06b}") * 2
    angle = 2 * math.pi * frequency_hz * 32 / SAMPLE_RATE
    for frame in range(num_frames):
        places = range(frame * BAND_SAMPLES, (frame + 1) * BAND_SAMPLES)
        levels = (round(PEAK * math.sin(angle * place)) + PEAK for place in places)
        yield head + "".join(f"{level:0{RESOLUTION - 1}b}" for level in levels) * 2
