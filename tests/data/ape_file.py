"""Writes small Monkey's Audio files, which no library of ours can encode.

Format version 3.99 at the level "fast": a first-order filter, a predictor of four adaptive taps, a
range coder. Slow and plain; only 16 bits, and one coded channel (stereo files hold it twice).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

VERSION, LEVEL_FAST, MAKE_WAV_HEADER = 3990, 1000, 32
BLOCKS_PER_FRAME = 8192
HAS_FLAGS, PSEUDO_STEREO = 0x8000_0000, 4
FIRST_TAPS = (360, 317, -109, 98)
SYMBOL_ENDS = (
    0, 19578, 36160, 48417, 56323, 60899, 63265, 64435, 64971, 65232, 65351, 65416, 65447, 65466,
    65476, 65482, 65485, 65488, 65490, 65491, 65492, 65493,
)  # fmt: skip
"""Where the model's symbols 0 to 20 begin on a scale of 65536; the last entry ends symbol 20."""
ESCAPE = 63


class RangeEncoder:
    """An interval [low, low + span) that narrows with every symbol; ``low`` keeps all its bits."""

    def __init__(self) -> None:
        self.low, self.span, self.num_bits = 0, 1 << 7, 7

    def encode(self, start: int, width: int, total: int) -> None:
        """Narrow to ``width`` parts of ``total`` from ``start`` on."""
        while self.span <= 1 << 23:
            self.low, self.span, self.num_bits = self.low << 8, self.span << 8, self.num_bits + 8
        part = self.span // total
        self.low += part * start
        self.span = part * width

    def finish(self) -> bytes:
        """The shortest stream of whole bytes that lies in the interval, and room to read ahead."""
        return (self.low << 1).to_bytes((self.num_bits + 1) // 8, "big") + bytes(8)


def write_ape(
    path: Path, samples: npt.NDArray[np.float32], *, sample_rate: int, num_channels: int
) -> Path:
    """Write mono sound, float32 [num_samples] in [-1, 1], to one or two equal channels."""
    pcm = np.round(np.clip(samples, -1, 1) * 32_767).astype(np.int16)
    parts = [pcm[at : at + BLOCKS_PER_FRAME] for at in range(0, len(pcm), BLOCKS_PER_FRAME)]
    frames = [_frame(part, num_channels) for part in parts]
    start = 52 + 24 + 4 * len(frames)
    starts = start + np.concatenate([[0], np.cumsum([len(frame) for frame in frames])[:-1]])
    seek_table = struct.pack(f"<{len(frames)}I", *starts.astype(int).tolist())
    header = struct.pack(
        "<HHIIIHHI",
        LEVEL_FAST,
        MAKE_WAV_HEADER,
        BLOCKS_PER_FRAME,
        len(parts[-1]),
        len(frames),
        16,
        num_channels,
        sample_rate,
    )
    audio = b"".join(frames)
    lengths = (52, 24, len(seek_table), 0, len(audio), 0, 0)
    md5 = hashlib.md5(audio + header + seek_table, usedforsecurity=False).digest()
    descriptor = b"MAC " + struct.pack("<HH7I", VERSION, 0, *lengths) + md5
    path.write_bytes(descriptor + header + seek_table + audio)
    return path


def _frame(pcm: npt.NDArray[np.int16], num_channels: int) -> bytes:
    """One frame: checksum, flags, a byte without meaning, the coded sound; in swapped words."""
    checksum = zlib.crc32(np.repeat(pcm, num_channels).astype("<i2").tobytes()) >> 1
    flags = PSEUDO_STEREO if num_channels == 2 else 0
    logical = struct.pack(">II", checksum | HAS_FLAGS, flags) + b"\0" + _coded(_residual(pcm))
    logical += bytes(-len(logical) % 4)
    return np.frombuffer(logical, ">u4").astype("<u4").tobytes()


def _residual(pcm: npt.NDArray[np.int16]) -> Iterable[int]:
    """What the predictor leaves of each sample."""
    a, b, c, d = FIRST_TAPS
    u = v = w = x = 0  # the last value and the last three differences
    before_last = last = filtered = 0
    for sample in pcm.tolist():
        u, v, w, x = last, last - before_last, v, w
        guess = (a * u + b * v + c * w + d * x) >> 10
        before_last, last = last, sample - ((filtered * 31) >> 5)
        filtered = sample
        error = last - guess
        step = _sign(error)
        a, b, c, d = (
            a + _sign(u) * step,
            b + _sign(v) * step,
            c + _sign(w) * step,
            d + _sign(x) * step,
        )
        yield error


def _coded(residual: Iterable[int]) -> bytes:
    """Each value as a multiple of a running mean, from the model, and an even remainder."""
    encoder = RangeEncoder()
    mean_sum = 16 << 10
    for value in residual:
        folded = 2 * value - 1 if value > 0 else -2 * value
        pivot = max(1, mean_sum >> 5)
        multiple, rest = divmod(folded, pivot)
        _encode_multiple(encoder, multiple)
        encoder.encode(rest, 1, pivot)
        mean_sum += (folded + 1) // 2 - ((mean_sum + 16) >> 5)
    return encoder.finish()


def _encode_multiple(encoder: RangeEncoder, multiple: int) -> None:
    symbol = min(multiple, ESCAPE)
    if symbol < len(SYMBOL_ENDS) - 1:
        start = SYMBOL_ENDS[symbol]
        encoder.encode(start, SYMBOL_ENDS[symbol + 1] - start, 1 << 16)
    else:
        encoder.encode(symbol + (1 << 16) - 1 - ESCAPE, 1, 1 << 16)
    if symbol == ESCAPE:
        encoder.encode(multiple >> 16, 1, 1 << 16)
        encoder.encode(multiple & 0xFFFF, 1, 1 << 16)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
