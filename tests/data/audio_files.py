"""Makes tiny real sound files in every format at test time, and says what is in them.

All sound is synthesised. Formats that no library can encode (Musepack) are kept ready-made in
``tests/data/files``; its README tells how they were made.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from tests.data.ape_file import write_ape

FloatArray = npt.NDArray[np.float32]
FILES = Path(__file__).parent / "files"
AMPLITUDE = 0.5


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one suffix is encoded: PyAV's codec, its sample format, the container, its options."""

    codec: str
    sample_format: str
    container: str
    bit_rate: int | None = None
    sample_rates: tuple[int, ...] = ()
    options: Mapping[str, str] | None = None


ENCODINGS: Mapping[str, Encoding] = {
    ".mp3": Encoding("libmp3lame", "fltp", "mp3", 128_000),
    ".mp2": Encoding("mp2", "s16", "mp2", 192_000),
    ".flac": Encoding("flac", "s16", "flac"),
    ".ogg": Encoding("vorbis", "fltp", "ogg", options={"strict": "experimental"}),
    ".oga": Encoding("vorbis", "fltp", "ogg", options={"strict": "experimental"}),
    ".opus": Encoding("libopus", "flt", "opus", 128_000, (48_000, 24_000, 16_000, 12_000, 8_000)),
    ".m4a": Encoding("aac", "fltp", "ipod", 128_000),
    ".aac": Encoding("aac", "fltp", "adts", 128_000),
    ".wav": Encoding("pcm_s16le", "s16", "wav"),
    ".aiff": Encoding("pcm_s16be", "s16", "aiff"),
    ".aif": Encoding("pcm_s16be", "s16", "aiff"),
    ".wma": Encoding("wmav2", "fltp", "asf", 128_000),
    ".wv": Encoding("wavpack", "s16p", "wv"),
    ".tta": Encoding("tta", "s16", "tta"),
    ".ac3": Encoding("ac3", "fltp", "ac3", 192_000),
    ".mka": Encoding("flac", "s16", "matroska"),
    ".mkv": Encoding("aac", "fltp", "matroska", 128_000),
    ".mp4": Encoding("aac", "fltp", "mp4", 128_000),
    ".mov": Encoding("aac", "fltp", "mov", 128_000),
    ".webm": Encoding("libopus", "flt", "webm", 128_000, (48_000, 24_000, 16_000, 12_000, 8_000)),
}
"""What each suffix is written with where the test names no codec."""

SAMPLE_FORMATS: Mapping[str, str] = {
    "alac": "s16p",
    "pcm_u8": "u8",
    "pcm_s16le": "s16",
    "pcm_s24le": "s32",
    "pcm_s32le": "s32",
    "pcm_f32le": "flt",
    "pcm_f64le": "dbl",
    "pcm_s24be": "s32",
    "pcm_f32be": "flt",
    "pcm_alaw": "s16",
    "pcm_mulaw": "s16",
}
"""The sample format of the codecs a test may name instead."""

MUSIC_SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv")
"""The formats of music collections that are encoded here."""

READY_MADE: Mapping[str, str] = {".mpc": "sine.mpc"}
"""Formats without an encoder: the sine of ``make_audio``'s defaults, in ``tests/data/files``."""


def sine(
    *,
    duration_s: float = 1.0,
    sample_rate: int = 44_100,
    num_channels: int = 2,
    frequency_hz: float = 440.0,
) -> FloatArray:
    """A sine of amplitude 0.5 in every channel: float32 [num_samples, num_channels]."""
    time_s = np.arange(round(duration_s * sample_rate)) / sample_rate
    wave = (AMPLITUDE * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)
    return np.repeat(wave[:, None], num_channels, axis=1)


def make_audio(
    path: Path,
    *,
    duration_s: float = 1.0,
    sample_rate: int = 44_100,
    num_channels: int = 2,
    frequency_hz: float = 440.0,
    samples: FloatArray | None = None,
    codec: str | None = None,
    tags: Mapping[str, str] | None = None,
    video: bool | None = None,
    container_options: Mapping[str, str] | None = None,
) -> Path:
    """Write a sound file at ``path``, encoded as its suffix says or with ``codec``.

    ``samples`` float32 [num_samples, num_channels] replaces the sine that is written otherwise.
    ``tags`` become the file's metadata ("title", "artist", "album"). Opus knows few rates: other
    sound is resampled to 48 kHz. ``video`` adds a small moving picture; it is there by default in
    .mp4, .mkv, .mov and .webm. ``container_options`` go to FFmpeg's muxer. A ready-made format
    ignores all options; Monkey's Audio knows no tags, and its channels are all their mean. Returns
    ``path``.
    """
    suffix = path.suffix.lower()
    if suffix in READY_MADE:
        shutil.copyfile(FILES / READY_MADE[suffix], path)
        return path
    if samples is None:
        samples = sine(
            duration_s=duration_s,
            sample_rate=sample_rate,
            num_channels=num_channels,
            frequency_hz=frequency_hz,
        )
    if suffix == ".ape":
        mono = samples.mean(axis=1)
        return write_ape(path, mono, sample_rate=sample_rate, num_channels=samples.shape[1])
    how = ENCODINGS[suffix]
    if video is None:
        video = suffix in (".mp4", ".mkv", ".mov", ".webm")
    options = dict(container_options or {})
    with (
        path.open("wb") as file,
        av.open(file, "w", format=how.container, options=options) as container,
    ):
        container.metadata.update(tags or {})
        stream = _audio_stream(container, how, codec, sample_rate, samples.shape[1])
        picture = _video_stream(container, suffix) if video else None
        if picture is not None:
            for frame in _pictures(len(samples) / sample_rate):
                container.mux(picture.encode(frame))
            container.mux(picture.encode(None))
        for sound in _frames(samples, sample_rate, stream.codec_context):
            container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    return path


def _audio_stream(
    container: av.container.OutputContainer,
    how: Encoding,
    codec: str | None,
    sample_rate: int,
    num_channels: int,
) -> av.AudioStream:
    unknown = how.sample_rates and sample_rate not in how.sample_rates
    known_rate = how.sample_rates[0] if unknown else sample_rate
    layouts = {1: "mono", 2: "stereo", 6: "5.1"}
    layout = layouts.get(num_channels, f"{num_channels} channels")
    options = dict(how.options or {}) if codec is None else {}
    stream = container.add_stream(
        codec or how.codec, rate=known_rate, layout=layout, options=options
    )
    stream.codec_context.format = SAMPLE_FORMATS[codec] if codec else how.sample_format
    if how.bit_rate and codec is None:
        stream.codec_context.bit_rate = how.bit_rate
    return stream


def _frames(
    samples: FloatArray, sample_rate: int, codec_context: av.AudioCodecContext
) -> Iterator[av.AudioFrame]:
    """The samples in frames of 4096 floats; PyAV converts them to the encoder's own format."""
    layout = codec_context.layout
    for start in range(0, len(samples), 4096):
        part = np.ascontiguousarray(samples[start : start + 4096].reshape(1, -1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="flt", layout=layout)
        frame.sample_rate = sample_rate
        frame.pts = start
        yield frame


def _video_stream(container: av.container.OutputContainer, suffix: str) -> av.VideoStream:
    stream = container.add_stream("libvpx" if suffix == ".webm" else "mpeg4", rate=10)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    return stream


def _pictures(duration_s: float) -> Iterator[av.VideoFrame]:
    for index in range(max(1, round(duration_s * 10))):
        pixels = np.full((48, 64, 3), (index * 20) % 256, dtype=np.uint8)
        yield av.VideoFrame.from_ndarray(pixels, format="rgb24")
