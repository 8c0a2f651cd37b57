"""Which containers hold tags, how each is recognised, and what reads and changes its tags.

What the fields are called there stands in ``mer_core/tags/table.py``. One more container is one
more row of ``CONTAINERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.musepack import Musepack
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis
from mutagen.optimfrog import OptimFROG
from mutagen.tak import TAK
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from mer_core.tags.storage import id3
from mer_core.tags.storage.ape import ApeStore
from mer_core.tags.storage.asf import HEADER as ASF_HEADER
from mer_core.tags.storage.asf import AsfStore
from mer_core.tags.storage.dsf import DsfStore
from mer_core.tags.storage.flac import FlacStore
from mer_core.tags.storage.iff import IffStore
from mer_core.tags.storage.mp4 import Mp4Store
from mer_core.tags.storage.mpeg import MpegStore
from mer_core.tags.storage.ogg import OggStore
from mer_core.tags.storage.stores import TagStore

#: How far a first MPEG frame may stand behind the tag; some taggers leave junk between.
MPEG_SEARCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Start:
    """The first bytes of a file, and of what follows its ID3 tag (the same where it has none)."""

    head: bytes
    after_id3: bytes


@dataclass(frozen=True, slots=True)
class Container:
    """One row: the container's name, how it is recognised, its tags, and mutagen's reader for the
    proof.
    """

    name: str
    matches: Callable[[Start], bool]
    store: Callable[[BinaryIO], TagStore]
    mutagen: Callable[[BinaryIO], Any]


def _is_mpeg(start: Start) -> bool:
    """An MPEG audio frame (layer I to III) follows; ADTS (AAC) has layer 0 and holds no ID3."""
    data = start.after_id3
    position = data.find(b"\xff")
    while 0 <= position < len(data) - 1:
        second = data[position + 1]
        if second & 0xE0 == 0xE0 and second & 0x18 != 0x08:
            return second & 0x06 != 0
        position = data.find(b"\xff", position + 1)
    return False


def _mp3(file: BinaryIO) -> Any:
    return MP3(file, translate=False, load_v1=False)


def _ogg(magic: bytes) -> Callable[[Start], bool]:
    return lambda start: start.head[:4] == b"OggS" and magic in start.head[:128]


CONTAINERS = (
    Container("FLAC", lambda s: s.after_id3[:4] == b"fLaC", FlacStore, FLAC),
    Container("Ogg Vorbis", _ogg(b"\x01vorbis"), OggStore, OggVorbis),
    Container("Opus", _ogg(b"OpusHead"), OggStore, OggOpus),
    Container("Speex", _ogg(b"Speex   "), OggStore, OggSpeex),
    Container("Ogg FLAC", _ogg(b"\x7fFLAC"), OggStore, OggFLAC),
    Container("MP4", lambda s: s.head[4:8] == b"ftyp", Mp4Store, MP4),
    Container("WAV", lambda s: s.head[:4] + s.head[8:12] == b"RIFFWAVE", IffStore, WAVE),
    Container(
        "AIFF", lambda s: s.head[:4] + s.head[8:12] in (b"FORMAIFF", b"FORMAIFC"), IffStore, AIFF
    ),
    Container("DSF", lambda s: s.head[:4] == b"DSD ", DsfStore, DSF),
    Container("WavPack", lambda s: s.head[:4] == b"wvpk", ApeStore, WavPack),
    Container("Musepack", lambda s: s.head[:4] in (b"MPCK", b"MP+\x07"), ApeStore, Musepack),
    Container("Monkey's Audio", lambda s: s.head[:4] == b"MAC ", ApeStore, MonkeysAudio),
    Container("TAK", lambda s: s.head[:4] == b"tBaK", ApeStore, TAK),
    Container("OptimFROG", lambda s: s.head[:3] == b"OFR", ApeStore, OptimFROG),
    Container("WMA", lambda s: s.head[:16] == ASF_HEADER, AsfStore, ASF),
)
MPEG = Container("MP3", _is_mpeg, MpegStore, _mp3)
#: Files that begin so are nothing of the table, though an MPEG frame might seem to stand in them.
OTHERS = (b"OggS", b"RIFF", b"FORM", b"\x1aE\xdf\xa3", b"DSD ", b"FRM8", b"TTA1", b"caff",
          b"\x0bw", b"RF64", b"wvpk", b"MAC ", b"MPCK", b"MP+", b"tBaK", b"OFR", b"ADIF",
          b"#!AMR", b".snd")  # fmt: skip


def container_of(file: BinaryIO) -> Container | None:
    """The row for an open file, told by its content; None for a container without writable mood
    tags.

    Raises Refused where an ID3 tag at its start is damaged.
    """
    file.seek(0)
    head = file.read(128)
    tag = id3.find(file, 0)
    after = tag.end if tag else 0
    file.seek(after)
    start = Start(head, file.read(MPEG_SEARCH))
    for container in CONTAINERS:
        if container.matches(start):
            return container
    return None if start.after_id3.startswith(OTHERS) or not MPEG.matches(start) else MPEG
