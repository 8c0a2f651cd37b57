"""How long a file says it is, and whether that can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mer_core.audio.source import SoundFile, Source
from mer_core.audio.tagless import id3v2_size

# Containers whose header counts the samples or frames. The others only allow an estimate.
COUNTING = frozenset((
    "aiff", "ape", "asf", "au", "caf", "dsf", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm",
    "mpc", "mpc8", "tak", "tta", "voc", "w64", "wav", "wv",
))  # fmt: skip
MAX_OGG_PAGE = 65_307
MAX_WAVE_DATA = 0x7FFF_0000
ASF_DATA = bytes.fromhex("3626b275 8e66 cf11 a6d9 00aa0062ce6c")
TOLERANCE_S = 0.25
TOLERANCE_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class StatedLength:
    """``duration_s`` as the file states it, None if it does not.

    ``exact`` unless it is a guess from the bit rate. ``cut`` tells that the last piece of the
    container is there in part only.
    """

    duration_s: float | None
    exact: bool
    cut: bool

    def is_missed_by(self, decoded_s: float) -> bool:
        """Whether sound that ended at ``decoded_s`` ended too early, beyond what encoders pad."""
        if self.duration_s is None or not self.exact:
            return self.cut
        tolerance_s = max(TOLERANCE_S, TOLERANCE_SHARE * self.duration_s)
        return self.cut or decoded_s < self.duration_s - tolerance_s


def stated_length(source: Source) -> StatedLength:
    """Read the stated length of an opened file, without decoding."""
    name = source.container.format.name
    duration_s = _stream_duration(source)
    exact = name in COUNTING or (name == "mp3" and _has_frame_count(source.file))
    if duration_s is None and source.container.duration:
        duration_s = source.container.duration / 1e6
        # A film may well be longer than its sound.
        exact = exact and len(source.container.streams) == 1
    cut = name in CUT_TESTS and CUT_TESTS[name](source.file)
    return StatedLength(duration_s, exact, cut)


def _stream_duration(source: Source) -> float | None:
    stream = source.stream
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


def _has_frame_count(file: SoundFile) -> bool:
    """Whether an MP3 file starts with a Xing or VBRI frame that counts its frames."""
    head = file.read_at(id3v2_size(file), 512)
    for name in (b"Xing", b"Info"):
        at = head.find(name)
        if at >= 0:
            return len(head) > at + 7 and bool(head[at + 7] & 1)
    return b"VBRI" in head


def _ends_inside_page(file: SoundFile) -> bool:
    """Whether an Ogg file ends before its last page does (RFC 3533, section 6)."""
    tail = file.read_at(-MAX_OGG_PAGE, MAX_OGG_PAGE) or file.read_at(0, MAX_OGG_PAGE)
    at = tail.rfind(b"OggS")
    if at < 0:
        return False
    page = tail[at:]
    if len(page) < 27 or len(page) < 27 + page[26]:
        return True
    return len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]])


def _lacks_wave_data(file: SoundFile) -> bool:
    """Whether a WAV file is shorter than its chunks say; FFmpeg believes the file instead."""
    if file.read_at(0, 4) != b"RIFF":
        return False
    at = 12
    while len(head := file.read_at(at, 8)) == 8:
        size = int.from_bytes(head[4:], "little")
        if head[:4] == b"data":
            # Writers into a pipe know no size and leave zero or about 2 or 4 GB.
            return size < MAX_WAVE_DATA and at + 8 + size > file.end
        at += 8 + size + size % 2
    return False


def _lacks_asf_data(file: SoundFile) -> bool:
    """Whether a WMA file ends inside its data object (ASF specification, 5.1)."""
    at = int.from_bytes(file.read_at(16, 8), "little")
    head = file.read_at(at, 24) if at < file.end else b""
    if head[:16] != ASF_DATA:
        return False
    return at + int.from_bytes(head[16:], "little") > file.end


CUT_TESTS = {"ogg": _ends_inside_page, "wav": _lacks_wave_data, "asf": _lacks_asf_data}
"""By container, whether the file ends too early where its stated length does not tell."""
