"""The identity of a recording: a hash of its encoded sound, whatever its tags, name and place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mer_core.audio.length import stated_length
from mer_core.audio.sound_file import SoundFile
from mer_core.audio.source import DAMAGED, Source
from mer_core.audio.tagless import narrow_to_sound
from mer_core.errors import DecodeError


@dataclass(frozen=True, slots=True)
class Recording:
    """What all packets of a file tell: their ``audio_hash``, and how many seconds they last."""

    audio_hash: str
    duration_s: float


def audio_hash(path: Path) -> str:
    """The ``audio_hash`` of ``recording``. Raises DecodeError."""
    return recording(path).audio_hash


def recording(path: Path) -> Recording:
    """SHA-256, in hex, of the encoded packets of the file's best sound stream, and their length.

    Nothing is decoded. Tags in the container are no packets; those glued to the ends are hidden
    first, since FFmpeg takes some of them for sound. Raw samples say nothing of their meaning, so
    their rate, format and channels are hashed too. Raises DecodeError.
    """
    file = SoundFile(path)
    narrow_to_sound(file)
    digest = hashlib.sha256()
    num_bytes = 0
    with Source(path, file=file) as source:
        stated = stated_length(source)
        codec = source.stream.codec_context
        if codec.codec.canonical_name.startswith("pcm_"):
            name = f"{codec.codec.canonical_name} {codec.sample_rate} {codec.channels}"
            digest.update(name.encode())
        for packet in source.packets():
            if packet.size:
                digest.update(packet)
                num_bytes += packet.size
        counted_s = source.counted_s
    if not num_bytes:
        raise DecodeError(path, DAMAGED)
    return Recording(digest.hexdigest(), stated.corrected(counted_s))
