"""How long a file says it is, and whether that can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mer_core.audio.musepack import num_samples
from mer_core.audio.sound_file import SoundFile
from mer_core.audio.source import Source
from mer_core.audio.tagless import id3v2_size

# Containers whose header counts the samples or frames. Of the others FFmpeg gives an estimate, and
# of Matroska and ASF too where the header tells nothing.
COUNTING = frozenset((
    "aiff", "ape", "au", "caf", "dsf", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "mpc", "mpc8", "tak",
    "tta", "voc", "w64", "wav", "wv",
))  # fmt: skip
MAX_WAVE_DATA = 0x7FFF_0000
ASF_DATA = bytes.fromhex("3626b275 8e66 cf11 a6d9 00aa0062ce6c")
TOLERANCE_S = 0.25
TOLERANCE_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class StatedLength:
    """``duration_s`` as the file states it, None if it does not.

    ``exact`` unless it is a guess from the bit rate. ``least_s`` is what the file counts at the
    least, None where nothing is counted. ``cut`` tells that the last piece of the container is
    there in part only. Packets tell their lengths in steps of ``step_s``.
    """

    duration_s: float | None
    exact: bool
    least_s: float | None
    cut: bool
    step_s: float

    def is_missed_by(self, decoded_s: float) -> bool:
        """Whether sound that ended at ``decoded_s`` ended too early, beyond what encoders pad."""
        return self.cut or (
            self.least_s is not None and decoded_s < self.least_s - _tolerance_s(self.least_s)
        )

    def corrected(self, counted_s: float) -> float:
        """The length of a file whose packets last ``counted_s``: as it is stated, if that is near.

        Headers know of the padding that packets hide; but they guess, and lie of files that were
        cut or joined.
        """
        stated_s = self.duration_s
        if not self.exact or not stated_s:
            return counted_s
        near = abs(counted_s - stated_s) <= max(_tolerance_s(stated_s), self.step_s)
        return stated_s if near else counted_s


def _tolerance_s(duration_s: float) -> float:
    return max(TOLERANCE_S, TOLERANCE_SHARE * duration_s)


def stated_length(source: Source) -> StatedLength:
    """Read the stated length of an opened file, without decoding."""
    name = source.container.format.name
    duration_s = _stream_duration(source)
    exact = name in COUNTING
    if duration_s is None and source.container.duration:
        duration_s = source.container.duration / 1e6
        # A film may well be longer than its sound.
        exact = exact and len(source.container.streams) == 1
    least_s = duration_s if exact else None
    if name == "mp3" and (least_s := _counted_mp3(source)) and duration_s:
        # FFmpeg guesses where the header counts fewer bytes than there are.
        exact = abs(least_s - duration_s) <= _tolerance_s(duration_s)
    if len(source.links.spans) > 1:
        duration_s = None
    step_s = float(source.stream.time_base)
    cut = source.links.cut or (name in CUT_TESTS and CUT_TESTS[name](source.file))
    return StatedLength(duration_s, exact and duration_s is not None, least_s, cut, step_s)


def true_length(path: Path) -> float | None:
    """How long a file is, as far as can be told without decoding it: where its header only guesses,
    its packets are counted. None where it holds none. Raises DecodeError.
    """
    with Source(path) as source:
        stated = stated_length(source)
        if stated.exact:
            return stated.duration_s
        for _ in source.packets():
            pass
        return stated.corrected(source.counted_s) or None


def _stream_duration(source: Source) -> float | None:
    stream = source.stream
    if source.container.format.name == "mpc8":
        return num_samples(source.file) / stream.codec_context.sample_rate or None
    if stream.duration:
        return float(Fraction(stream.duration) * stream.time_base)
    # Matroska: "00:03:25.013000000"
    parts = str(stream.metadata.get("DURATION", "")).split(":")
    if len(parts) == 3:
        try:
            return float(int(parts[0]) * 3600 + int(parts[1]) * 60 + float(parts[2])) or None
        except ValueError:
            return None
    return None


def _counted_mp3(source: Source) -> float | None:
    """What the Xing or VBRI frame at the start of an MP3 file counts, in seconds, with padding."""
    head = source.file.read_at(id3v2_size(source.file), 512)
    at = max(head.find(b"Xing"), head.find(b"Info"))
    if at >= 0 and len(head) > at + 7 and head[at + 7] & 1:
        num_frames = int.from_bytes(head[at + 8 : at + 12], "big")
    elif (at := head.find(b"VBRI")) >= 0:
        num_frames = int.from_bytes(head[at + 14 : at + 18], "big")
    else:
        return None
    rate = source.stream.codec_context.sample_rate
    return num_frames * (1152 if rate >= 32_000 else 576) / rate or None


def _lacks_wave_data(file: SoundFile) -> bool:
    """Whether a WAV file is shorter than its chunks say; FFmpeg believes the file instead."""
    if file.read_at(0, 4) != b"RIFF":
        return False
    at = 12
    while len(head := file.read_at(at, 8)) == 8:
        size = int.from_bytes(head[4:], "little")
        if head[:4] == b"data":
            # Writers into a pipe know no size and leave zero or about 2 or 4 GB.
            return size < MAX_WAVE_DATA and at + 8 + size > file.size
        at += 8 + size + size % 2
    return False


def _lacks_asf_data(file: SoundFile) -> bool:
    """Whether a WMA file ends inside its data object (ASF specification, 5.1)."""
    at = int.from_bytes(file.read_at(16, 8), "little")
    head = file.read_at(at, 24) if at < file.size else b""
    if head[:16] != ASF_DATA:
        return False
    return at + int.from_bytes(head[16:], "little") > file.size


def _lacks_matroska_data(file: SoundFile) -> bool:
    """Whether a Matroska file is shorter than its segment says (RFC 8794, section 4)."""
    at = 0
    for _ in range(2):  # the EBML header, then the segment
        head = file.read_at(at, 12)
        if len(head) < 12:
            return False
        width = 9 - head[4].bit_length()
        size = int.from_bytes(head[4 : 4 + width], "big") ^ 1 << 7 * width
        at += 4 + width + size
    # All ones: a writer into a pipe knows no size.
    return size != (1 << 7 * width) - 1 and at > file.size


CUT_TESTS = {
    "wav": _lacks_wave_data, "asf": _lacks_asf_data, "matroska,webm": _lacks_matroska_data
}  # fmt: skip
"""By container, whether the file ends too early where its stated length does not tell."""
