"""Tells what a sound file is without decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mer_core.audio.length import stated_length
from mer_core.audio.source import Source

CODEC_NAMES = {
    "aac": "AAC",
    "ac3": "AC-3",
    "alac": "ALAC",
    "ape": "Monkey's Audio",
    "flac": "FLAC",
    "mp2": "MP2",
    "mp3": "MP3",
    "musepack7": "Musepack",
    "musepack8": "Musepack",
    "opus": "Opus",
    "speex": "Speex",
    "tak": "TAK",
    "tta": "TTA",
    "vorbis": "Vorbis",
    "wavpack": "WavPack",
    "wmav1": "WMA",
    "wmav2": "WMA",
    "wmapro": "WMA Pro",
    "wmalossless": "WMA Lossless",
    "wmavoice": "WMA Voice",
}
"""What FFmpeg's codecs are called on a screen; the rest keep FFmpeg's name in capitals."""


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What a file says of its sound.

    ``duration_s`` is None where unknown, an estimate in formats that do not count their samples.
    ``codec`` is a name such as "FLAC", "MP3", "PCM"; the others, from ``title`` on, are what
    FFmpeg read of the tags: empty where unknown, and bytes that are no UTF-8 stand as lone
    surrogates.
    """

    path: Path
    duration_s: float | None
    sample_rate: int
    num_channels: int
    codec: str
    title: str
    artist: str
    album: str
    genre: str = ""
    album_artist: str = ""
    date: str = ""
    track: str = ""
    disc: str = ""


def probe(path: Path) -> AudioInfo:
    """Read what ``path`` says of its sound. Raises DecodeError."""
    with Source(path) as source:
        return describe(source)


def describe(source: Source) -> AudioInfo:
    """What an opened file says of its sound."""
    codec = source.stream.codec_context
    # Most containers keep the tags; Ogg keeps them in the stream.
    tags: dict[str, str] = {}
    for metadata in (source.stream.metadata, source.container.metadata):
        for key, value in metadata.items():
            text = str(value).replace("\0", " ").strip()
            if text:
                tags[str(key).lower()] = text
    return AudioInfo(
        path=source.path,
        duration_s=stated_length(source).duration_s,
        sample_rate=int(codec.sample_rate),
        num_channels=int(codec.channels),
        codec=_codec_name(str(codec.codec.canonical_name)),
        title=tags.get("title", ""),
        artist=tags.get("artist", "") or tags.get("author", ""),  # AIFF's AUTH
        album=tags.get("album", ""),
        genre=tags.get("genre", ""),
        album_artist=tags.get("album_artist", ""),
        date=tags.get("date", "") or tags.get("year", ""),
        track=tags.get("track", ""),
        disc=tags.get("disc", ""),
    )


def _codec_name(name: str) -> str:
    if name.startswith("pcm_"):
        return "PCM"
    return CODEC_NAMES.get(name, name.upper())
