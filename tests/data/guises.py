"""The same music in other guises, and sounds that are no music, to judge a model's sanity by."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from mer_core.audio.decode import AudioReader
from mer_core.paths import RESOURCES
from tests.data.audio_files import FloatArray, make_audio

RATE = 48_000
DURATION_S = 20.0
DEMO = sorted(path for path in (RESOURCES / "demo").iterdir() if path.suffix != ".md")
GUISES = ("louder", "softer", "mp3", "22.05 kHz", "mono", "late", "opus")
STRANGE = ("silence", "noise", "tone", "speech-like noise")
#: Peaks of an average speech spectrum in Hz, their widths and gains.
_FORMANTS = ((500.0, 300.0, 1.0), (1500.0, 500.0, 0.4), (2500.0, 700.0, 0.2))
_SYLLABLES_HZ = 4.0


def excerpt(path: Path, sample_rate: int) -> FloatArray:
    """The first seconds in stereo, at -6 dB: float32 [num_samples, 2]."""
    with AudioReader(path, sample_rate=sample_rate, num_channels=2) as reader:
        samples = np.concatenate(list(reader))
    return (0.5 * samples[: int(DURATION_S * sample_rate)]).astype(np.float32)


def plain(source: Path, folder: Path) -> Path:
    """The excerpt as it is."""
    return make_audio(folder / "song.flac", sample_rate=RATE, samples=excerpt(source, RATE))


def disguised(source: Path, kind: str, folder: Path) -> Path:
    """The excerpt of ``source`` in one of GUISES."""
    rate = {"22.05 kHz": 22_050, "mp3": 44_100}.get(kind, RATE)
    samples = excerpt(source, rate)
    suffix = {"mp3": ".mp3", "opus": ".opus"}.get(kind, ".flac")
    if kind in ("louder", "softer"):
        samples = samples * (2.0 if kind == "louder" else 0.5)
    elif kind == "mono":
        samples = samples.mean(axis=1, keepdims=True)
    elif kind == "late":
        samples = np.concatenate((np.zeros((2 * rate, 2), np.float32), samples))
    samples, path = samples.astype(np.float32), folder / f"guise{suffix}"
    if kind == "mp3":
        return _write_poor_mp3(path, samples, rate)
    return make_audio(path, sample_rate=rate, samples=samples)


def _write_poor_mp3(path: Path, samples: FloatArray, sample_rate: int) -> Path:
    """Encode float32 [num_samples, 2] at 96 kbit/s."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=sample_rate, layout="stereo")
        stream.codec_context.bit_rate = 96_000
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate = sample_rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def strange(kind: str, folder: Path) -> Path:
    """Ten seconds of one of STRANGE as MP3."""
    times = np.arange(10 * RATE) / RATE
    noise = 0.1 * np.random.default_rng(0).normal(size=len(times))
    sounds = {
        "silence": np.zeros(len(times)),
        "noise": noise,
        "tone": 0.5 * np.sin(2 * np.pi * 440.0 * times),
        "speech-like noise": _spoken(noise, times),
    }
    samples = sounds[kind].astype(np.float32)[:, None]
    return make_audio(folder / "sound.mp3", sample_rate=RATE, samples=samples)


def _spoken(noise: FloatArray, times: FloatArray) -> FloatArray:
    """Noise with the spectrum of speech, as loud and soft as its syllables."""
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(len(noise), 1.0 / RATE)
    shape = sum(
        gain / (1.0 + ((frequencies - centre) / width) ** 2) for centre, width, gain in _FORMANTS
    )
    shaped = np.fft.irfft(spectrum * shape, len(noise))
    return shaped * (0.5 - 0.5 * np.cos(2 * np.pi * _SYLLABLES_HZ * times))
