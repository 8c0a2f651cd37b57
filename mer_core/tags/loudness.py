"""How loud a song is, as other programs have measured it: ReplayGain, and R128 in Opus.

| field | who has it | what |
|---|---|---|
| ``REPLAYGAIN_TRACK_GAIN``, ``..._ALBUM_GAIN`` | nearly every container | "-6.20 dB" |
| ``REPLAYGAIN_TRACK_PEAK``, ``..._ALBUM_PEAK`` | the same | 1 is full scale |
| ``RVA2`` | ID3v2.4 | the same as numbers, named "track" and "album" |
| ``R128_TRACK_GAIN``, ``R128_ALBUM_GAIN`` | Opus (RFC 7845, section 5.2.1) | 256ths of a dB |

ReplayGain 2.0 brings music to -18 LUFS, R128 to -23, so that 5 dB lie between them. The output gain
in the head of an Opus file is no matter of tags: every decoder applies it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen.apev2 import APEv2

from mer_core.tags.names import FAILURES, Bounded

_R128_BELOW_DB = 5.0
_DB = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:dB)?\s*", re.ASCII | re.IGNORECASE)
#: What is further from nought than this was not measured but mistyped.
_MAX_DB = 51.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """Gains in dB that bring the song or its album to the common loudness, and the highest sample
    of either (1 is full scale); None where nobody has measured it.
    """

    track_db: float | None = None
    track_peak: float | None = None
    album_db: float | None = None
    album_peak: float | None = None

    def factor(self, mode: str) -> float:
        """What samples are multiplied by for ``mode``, one of ``mer_core.settings.LOUDNESS``; the
        song's own gain stands in for the album's and the other way round.

        Never so much that a sample would be clipped: where the peak is not known, nothing is made
        louder.
        """
        track, album = (self.track_db, self.track_peak), (self.album_db, self.album_peak)
        pairs = {"track": (track, album), "album": (album, track)}.get(mode, ())
        for gain_db, peak in pairs:
            if gain_db is not None:
                return min(10 ** (gain_db / 20), 1.0 / max(peak, 1e-6) if peak else 1.0)
        return 1.0


def read_loudness(path: Path) -> Loudness:
    """What the tags of the file at ``path`` say; nothing where they cannot be read."""
    try:
        with Bounded(path.open("rb", buffering=0)) as file:
            for read in (mutagen.File, APEv2):  # mp3gain puts an APE tag behind an MP3
                file.seek(0)
                found = _loudness_in(read, file)
                if found != Loudness():
                    return found
    except FAILURES:
        pass
    return Loudness()


def _loudness_in(read: Any, file: Bounded) -> Loudness:
    try:
        opened = read(file)
    except FAILURES:
        return Loudness()
    tags = opened if isinstance(opened, APEv2) else getattr(opened, "tags", None)
    values = dict(_values(tags)) if tags else {}
    found: dict[str, float | None] = {}
    for scope in ("track", "album"):
        gain_db = _number(values, f"replaygain_{scope}_gain", _MAX_DB)
        r128 = _number(values, f"r128_{scope}_gain", _MAX_DB * 256)
        if gain_db is None and r128 is not None:
            gain_db = r128 / 256 + _R128_BELOW_DB
        found[f"{scope}_db"] = gain_db
        found[f"{scope}_peak"] = _number(values, f"replaygain_{scope}_peak", 100.0)
    return Loudness(**found)


def _values(tags: Any) -> Iterator[tuple[str, str]]:
    """Names in small letters, without what some containers put before them, and their values."""
    for key, value in tags.items():
        name = str(key).rpartition(":")[2].casefold()
        if str(key).startswith("RVA2:") and hasattr(value, "gain"):
            yield f"replaygain_{name}_gain", str(value.gain)
            yield f"replaygain_{name}_peak", str(value.peak)
        elif name.startswith(("replaygain_", "r128_")):
            first = value[0] if isinstance(value, list) and value else value
            text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
            yield name, text


def _number(values: Mapping[str, str], name: str, limit: float) -> float | None:
    match = _DB.fullmatch(values.get(name, ""))
    number = float(match[1].replace(",", ".")) if match else math.inf
    return number if abs(number) <= limit else None
