"""The identity of a recording: a hash of its encoded sound, whatever its tags, name and place."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mer_core.audio.source import DAMAGED, SoundFile, Source
from mer_core.audio.tagless import narrow_to_sound
from mer_core.errors import DecodeError


def audio_hash(path: Path) -> str:
    """SHA-256, in hex, of the encoded packets of the file's best sound stream. Raises DecodeError.

    Nothing is decoded. Tags in the container are no packets; those glued to the ends are hidden
    first, since FFmpeg takes some of them for sound. Raw samples say nothing of their meaning, so
    their rate, format and channels are hashed too.
    """
    file = SoundFile(path)
    narrow_to_sound(file)
    digest = hashlib.sha256()
    num_bytes = 0
    with Source(path, file=file) as source:
        codec = source.stream.codec_context
        if codec.codec.canonical_name.startswith("pcm_"):
            name = f"{codec.codec.canonical_name} {codec.sample_rate} {codec.channels}"
            digest.update(name.encode())
        for packet in source.packets():
            if packet.size:
                digest.update(packet)
                num_bytes += packet.size
    if not num_bytes:
        raise DecodeError(path, DAMAGED)
    return digest.hexdigest()
