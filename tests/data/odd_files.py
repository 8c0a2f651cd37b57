"""Sound whose every second has its own tone, in files whose headers do not tell what they hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from mer_core.audio.decode import AudioReader
from tests.data.audio_files import FloatArray, make_audio

RATE = 44_100
LISTENING_RATE = 16_000
LOWEST_HZ, STEP_HZ = 300.0, 60.0


def tones(
    seconds: int, *, first: int = 0, silent: int = 0, sample_rate: int = RATE, num_channels: int = 2
) -> FloatArray:
    """Second n of the sound is a tone of its own, ``first`` + n; the first ``silent`` ones are not
    heard. float32 [num_samples, num_channels].
    """
    time_s = np.arange(sample_rate) / sample_rate
    parts = [
        (number >= silent)
        * 0.3
        * np.sin(2 * np.pi * (LOWEST_HZ + STEP_HZ * (first + number)) * time_s)
        for number in range(seconds)
    ]
    return np.repeat(np.concatenate(parts).astype(np.float32)[:, None], num_channels, axis=1)


def tone_of(samples: FloatArray, sample_rate: int) -> int | None:
    """The number of the tone in float32 [num_samples]; None for silence."""
    if np.abs(samples).max(initial=0.0) < 0.01:
        return None
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    frequency_hz = spectrum.argmax() * sample_rate / len(samples)
    return round((frequency_hz - LOWEST_HZ) / STEP_HZ)


def heard_tones(path: Path, start_s: float = 0.0) -> list[int | None]:
    """The tone in the middle of each whole second from ``start_s`` on."""
    with AudioReader(path, sample_rate=LISTENING_RATE, start_s=start_s) as reader:
        samples = np.concatenate([np.zeros((0, 1), np.float32), *reader])[:, 0]
    rate = LISTENING_RATE
    seconds = [samples[at : at + rate] for at in range(0, len(samples) - rate // 2, rate)]
    return [tone_of(second[rate // 5 : -rate // 5], rate) for second in seconds]


def encode(
    path: Path,
    samples: FloatArray,
    codec: str,
    container: str,
    *,
    sample_rate: int = RATE,
    piped: bool = False,
    variable: bool = False,
    container_options: dict[str, str] | None = None,
) -> Path:
    """Encode float32 [num_samples, num_channels], into a ``piped`` file with no way back to its
    header, or at a ``variable`` bit rate.
    """
    file = _Pipe() if piped else io.BytesIO()
    options = {"flags": "+qscale", "global_quality": "236"} if variable else {}
    with av.open(file, "w", format=container, options=container_options or {}) as output:
        layout = "mono" if samples.shape[1] == 1 else "stereo"
        stream = output.add_stream(codec, rate=sample_rate, layout=layout, options=options)
        for start in range(0, len(samples), 4096):
            part = np.ascontiguousarray(samples[start : start + 4096].reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(part, format="flt", layout=layout)
            frame.sample_rate, frame.pts = sample_rate, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    path.write_bytes(bytes(file.data) if isinstance(file, _Pipe) else file.getvalue())
    return path


class _Pipe:
    """Takes bytes and cannot go back."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        """Append."""
        self.data += data
        return len(data)


def joined(path: Path, *parts: Path | bytes) -> Path:
    """One file of all parts, one after the other."""
    data = (part if isinstance(part, bytes) else part.read_bytes() for part in parts)
    path.write_bytes(b"".join(data))
    return path


def late(seconds: int) -> FloatArray:
    """Silence first: whoever guesses the length from the first bit rate guesses far too much."""
    return tones(seconds, silent=seconds // 3)


def _loud_first(seconds: int) -> FloatArray:
    """Noise under the first half: whoever guesses from its bit rate guesses too little."""
    samples = tones(seconds)
    half = len(samples) // 2
    samples[:half] += np.random.default_rng(1).uniform(-0.15, 0.15, (half, 2))
    samples[half:] *= 0.1
    return samples.astype(np.float32)


NO_XING = {"write_xing": "0"}
UNTOLD: dict[str, Callable[[Path, int], Path]] = {
    "late.mp3": lambda path, s: encode(
        path, late(s), "libmp3lame", "mp3", variable=True, container_options=NO_XING
    ),
    "loud first.mp3": lambda path, s: encode(
        path, _loud_first(s), "libmp3lame", "mp3", variable=True, container_options=NO_XING
    ),
    "late.aac": lambda path, s: encode(path, late(s), "aac", "adts"),
    "loud first.aac": lambda path, s: encode(path, _loud_first(s), "aac", "adts"),
    "piped.flac": lambda path, s: encode(path, late(s), "flac", "flac", piped=True),
    "piped.wav": lambda path, s: encode(path, late(s), "pcm_s16le", "wav", piped=True),
    "piped.mka": lambda path, s: encode(path, late(s), "flac", "matroska", piped=True),
    "live.mka": lambda path, s: encode(
        path, late(s), "libmp3lame", "matroska", container_options={"live": "1"}
    ),
    "late.ac3": lambda path, s: encode(path, late(s), "ac3", "ac3"),
    "late.ts": lambda path, s: encode(path, late(s), "aac", "mpegts"),
    "chained.opus": lambda path, s: chained(path, ".opus", (s // 2, 48_000), (s - s // 2, 48_000)),
    "joined.mp3": lambda path, s: chained(path, ".mp3", (s // 2, RATE), (s - s // 2, RATE)),
}
"""Files whose length in seconds no header tells, and how each is made."""


def chained(path: Path, suffix: str, *parts: tuple[int, int], num_channels: int = 2) -> Path:
    """Files of some seconds at some rate, joined; the tones go on from part to part."""
    made, first = [], 0
    for number, (seconds, sample_rate) in enumerate(parts):
        part = path.with_name(f"part {number} of {path.stem}{suffix}")
        samples = tones(seconds, first=first, sample_rate=sample_rate, num_channels=num_channels)
        made.append(make_audio(part, samples=samples, sample_rate=sample_rate))
        first += seconds
    return joined(path, *made)
