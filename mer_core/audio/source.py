"""Opens a sound file with PyAV (FFmpeg): the only place where its file errors are met."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av

from mer_core.audio.musepack import MAGIC, hide_bad_seek_table
from mer_core.audio.ogg import Links, find_links
from mer_core.audio.packet_clock import UNTIMED, PacketClock
from mer_core.audio.sound_file import SoundFile
from mer_core.audio.tagless import id3v2_size
from mer_core.errors import DecodeError

# Play lists, pictures, subtitles, screens and network formats are not among them.
CONTAINERS = (
    "aac,ac3,eac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,flac,flv,iff,loas,matroska,webm,mov,mp3,mpc,"
    "mpc8,mpeg,mpegts,nut,oga,ogg,oma,qoa,rm,shn,tak,truehd,tta,voc,w64,wav,wtv,wv,xwma"
)
SAMPLE_RATES = range(1_000, 3_000_001)
MAX_CHANNELS = 32
MAX_DEMUX_ERRORS = 100
# FFmpeg looks for a first MP3 frame up to the end of the file, however long that takes.
OPENING_BUDGET = 64 << 20

# Sample entries of MP4 files whose sound is locked: Common Encryption, iTunes, Audible.
LOCKED_TAGS = frozenset({"enca", "drms", "adrm", "aavd"})
ASF = bytes.fromhex("3026b275 8e66 cf11 a6d9 00aa0062ce6c")
# ASF's Content Encryption and Extended Content Encryption objects (ASF specification, 10.1).
LOCKED_ASF = (
    bytes.fromhex("fbb31122 23bd d211 b4b7 00a0c955fc6e"),
    bytes.fromhex("14e68a29 2226 174c b935 dae07ee9289c"),
)

#: What PyAV raises where a file cannot be opened, read or decoded.
FAILURES = (av.FFmpegError, OSError, ValueError)

DAMAGED = "it is damaged or no sound file at all; replace it by a copy that plays elsewhere."
LOCKED = "its sound is locked by copy protection; only an unprotected copy can be read."
SILENT_FILM = "there is no sound in it; choose a file that can be heard."


class Source:
    """A sound file opened for reading packets of its best sound stream.

    ``stream`` is PyAV's; ``damaged`` tells, after the packets were read, that some could not be.
    Cover pictures and films beside the sound are passed over. An Ogg file of several ``links`` is
    read as one: ``stream`` is that of the link being read. Raises DecodeError.
    """

    def __init__(self, path: Path, *, file: SoundFile | None = None) -> None:
        self.path = path
        self.file = file or SoundFile(path)
        self.damaged = False
        self._container: Any = None
        self._has_jumped = False
        self._wanted_s = -math.inf
        self._past_s = 0.0
        try:
            whole = Links(((self.file.start, self.file.end),), cut=False)
            self.links = find_links(self.file) or whole
            self._enter(0)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the container and the file. May be called twice."""
        if self._container is not None:
            self._container.close()
        self.file.close()

    @property
    def container(self) -> Any:
        """PyAV's container."""
        return self._container

    @property
    def counted_s(self) -> float:
        """How long the packets that were read last, in seconds."""
        return self._past_s + self._clock.length_s

    def seek(self, time_s: Fraction, *, by_counting: bool) -> None:
        """Go to a packet at or before the time stamp ``time_s``; to the first if it cannot.

        ``by_counting`` takes longer in long files and needs no word of the header to be true.
        """
        name = self._container.format.name
        # After a jump in FLAC in Ogg, FFmpeg gives the time of a page's end to its beginning.
        odd = name == "ogg" and self.stream.codec_context.name == "flac"
        if (name in UNTIMED and by_counting) or len(self.links.spans) > 1 or odd:
            self._enter(0)
            self._past_s, self._wanted_s = 0.0, float(time_s)
            return
        self._has_jumped = True
        target = time_s / self.stream.time_base
        try:
            self._container.seek(int(target), stream=self.stream)
        except FAILURES:
            self._check_disk()
            self._enter(0)

    def packets(self) -> Iterator[Any]:
        """The stream's packets, then an empty one, link by link. What cannot be read is left out.

        Raises DecodeError where the disk fails.
        """
        for link in range(self._link, len(self.links.spans)):
            if link == self._link or self._follow(link):
                yield from self._stamped(self._packets_here())
        self._check_disk()

    def first_of(self, stream: Any) -> Any:
        """The first packet of another stream; None where it has none that can be read.

        Raises DecodeError where the disk fails.
        """
        try:
            return next(self._container.demux(stream), None)
        except FAILURES:
            self._check_disk()
            return None

    def _follow(self, link: int) -> bool:
        """Go on with the next link; False where it cannot be read at all."""
        past_s = self.counted_s
        try:
            self._enter(link)
        except DecodeError:
            self._check_disk()
            self.damaged = True
            return False
        self._past_s = past_s
        return True

    def _packets_here(self) -> Iterator[Any]:
        for _ in range(MAX_DEMUX_ERRORS):
            try:
                yield from self._container.demux(self.stream)
            except FAILURES:
                self._check_disk()
                self.damaged = True
            else:
                break

    def _stamped(self, packets: Iterator[Any]) -> Iterator[Any]:
        """The packets with the times of the whole file; those before a seek's goal are left out."""
        name, clock = self._container.format.name, self._clock
        must_stamp = len(self.links.spans) > 1 or (name in UNTIMED and not self._has_jumped)
        was_wanted, late_s = False, 0.0
        for packet in packets:
            if packet.size:
                start_s, end_s = clock.add(packet)
                if must_stamp:
                    late_s = self._past_s - max(clock.first_s or 0.0, 0.0)
                if end_s + late_s <= self._wanted_s:
                    continue
                if must_stamp:
                    packet.pts = clock.ticks(start_s + late_s)
                was_wanted = True
            if was_wanted:
                yield packet

    def _check_disk(self) -> None:
        error = self.file.error
        if error is not None:
            reason = f"the disk failed while it was read ({error.strerror}); check the disk."
            raise DecodeError(self.path, reason) from error

    def _enter(self, link: int) -> None:
        """Open the link, from its beginning."""
        if self._container is not None:
            self._container.close()
        self._link = link
        self.file.narrow(*self.links.spans[link])
        self._container = self._open()
        self.stream: Any = self._choose()
        self._clock = PacketClock(self.stream, self._container.format.name)

    def _open(self) -> Any:
        try:
            return self._open_here()
        except FAILURES as error:
            self._check_disk()
            tag = id3v2_size(self.file)
            if not 0 < tag < self.file.size:
                raise DecodeError(self.path, DAMAGED) from error
        # FFmpeg knows such tags in front of some formats only; they belong to none of the others.
        self.file.narrow(self.file.start + tag, self.file.end)
        try:
            return self._open_here()
        except FAILURES as error:
            self._check_disk()
            raise DecodeError(self.path, DAMAGED) from error

    def _open_here(self) -> Any:
        magic = self.file.read_at(0, 16)
        if magic == ASF:
            head = self.file.read_at(0, 1 << 16)
            if any(guid in head for guid in LOCKED_ASF):
                raise DecodeError(self.path, LOCKED)
        if magic.startswith(MAGIC):
            hide_bad_seek_table(self.file)
        self.file.budget = OPENING_BUDGET
        try:
            return av.open(
                self.file,
                metadata_errors="surrogateescape",
                options={"format_whitelist": CONTAINERS, "protocol_whitelist": "none"},
            )
        finally:
            self.file.budget = None

    def _choose(self) -> Any:
        if not self._container.streams.audio:
            raise DecodeError(self.path, SILENT_FILM)
        stream = self._container.streams.best("audio") or self._container.streams.audio[0]
        codec = stream.codec_context
        if codec is not None and _tag(codec) in LOCKED_TAGS:
            raise DecodeError(self.path, LOCKED)
        if codec is None:
            reason = "its sound is in a format we cannot decode; convert it to FLAC or MP3."
            raise DecodeError(self.path, reason)
        _check_sizes(self.path, codec.sample_rate, codec.channels)
        # Files are many and cores are few: whoever wants speed decodes several files at once.
        codec.thread_count = 1
        return stream


def _tag(codec: Any) -> str:
    """The four-letter code the container gives the stream."""
    return str(codec.codec_tag).lower()


def _check_sizes(path: Path, sample_rate: int, num_channels: int) -> None:
    """Refuse what no recording has. FFmpeg leaves zeros where it found nothing it could decode."""
    if not sample_rate or not num_channels:
        raise DecodeError(path, DAMAGED)
    if sample_rate not in SAMPLE_RATES:
        reason = f"a sample rate of {sample_rate} Hz is no sound; replace it by a good copy."
        raise DecodeError(path, reason)
    if num_channels > MAX_CHANNELS:
        reason = f"it has {num_channels} channels; at most {MAX_CHANNELS} can be read: mix it down."
        raise DecodeError(path, reason)
