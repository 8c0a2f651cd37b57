"""Opens a sound file with PyAV (FFmpeg's libraries): the only place where its file errors are met.

The file is opened by us, not by FFmpeg: names that are no UTF-8 or look like addresses ("http:...")
are just names, nothing but a regular file is ever read, and no file can make FFmpeg open another.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av

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

DAMAGED = "it is damaged or no sound file at all; replace it by a copy that plays elsewhere."
LOCKED = "its sound is locked by copy protection; only an unprotected copy can be read."
SILENT_FILM = "there is no sound in it; choose a file that can be heard."


class SoundFile:
    """A regular file opened for FFmpeg: its bytes ``start`` to ``end``, looking like a whole file.

    ``name`` carries the suffix alone, which FFmpeg takes as a hint of the format. ``error`` keeps
    what the disk answered, since FFmpeg would hide it. While ``budget`` is a number, no more bytes
    than that are given out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = "sound" + path.suffix.encode("ascii", "replace").decode("ascii")
        self.error: OSError | None = None
        self.budget: int | None = OPENING_BUDGET
        self._file = os.fdopen(_open_regular(path), "rb", buffering=0)
        self.start = 0
        self.end = os.fstat(self._file.fileno()).st_size

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes from here on."""
        size = max(0, min(size, self.end - self._file.tell()))
        if self.budget is not None:
            size = min(size, self.budget)
            self.budget -= size
        try:
            return self._file.read(size) or b""
        except OSError as error:
            self.error = error
            return b""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move as ``io`` files do; returns the new place."""
        origin = {os.SEEK_SET: self.start, os.SEEK_CUR: self._file.tell(), os.SEEK_END: self.end}
        return self._file.seek(max(self.start, origin[whence] + offset)) - self.start

    def tell(self) -> int:
        """The place from ``start``."""
        return self._file.tell() - self.start

    def read_at(self, offset: int, size: int) -> bytes:
        """``size`` bytes at ``offset`` (from the end where negative), then back to where it was."""
        here = self.tell()
        self.seek(offset, os.SEEK_SET if offset >= 0 else os.SEEK_END)
        data = self.read(size)
        self.seek(here)
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _open_regular(path: Path) -> int:
    """A descriptor of the regular, non-empty file at ``path``. Raises DecodeError."""
    # Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise DecodeError(path, "it is a folder; name the sound files in it.")
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise DecodeError(path, "the file is not there; was it moved or renamed?") from error
    except PermissionError as error:
        reason = "it may not be read; give yourself permission to read it."
        raise DecodeError(path, reason) from error
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise DecodeError(path, f"it cannot be opened ({cause}); check its name.") from error
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size > 0:
        return descriptor
    os.close(descriptor)
    if stat.S_ISREG(status.st_mode):
        raise DecodeError(path, "the file is empty; replace it by a good copy.")
    raise DecodeError(path, "it is a device or a pipe, which has no end; choose a sound file.")


class Source:
    """A sound file opened for reading packets of its best sound stream.

    ``stream`` is PyAV's; ``damaged`` tells, after the packets were read, that some could not be.
    Cover pictures and films beside the sound are passed over. Raises DecodeError.
    """

    def __init__(self, path: Path, *, file: SoundFile | None = None) -> None:
        self.path = path
        self.file = file or SoundFile(path)
        self.damaged = False
        self._container: Any = None
        try:
            self._container = self._open()
            self.stream: Any = self._choose()
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

    def seek(self, time_s: Fraction) -> None:
        """Go to a packet at or before the time stamp ``time_s``; stays where it is if it cannot."""
        target = time_s / self.stream.time_base
        try:
            self._container.seek(int(target), stream=self.stream)
        except (av.FFmpegError, OSError):
            self._check_disk()

    def packets(self) -> Iterator[Any]:
        """The stream's packets, then an empty one. What cannot be read is left out.

        Raises DecodeError where the disk fails.
        """
        for _ in range(MAX_DEMUX_ERRORS):
            try:
                yield from self._container.demux(self.stream)
            except (av.FFmpegError, OSError, ValueError):
                self._check_disk()
                self.damaged = True
            else:
                break
        self._check_disk()

    def _check_disk(self) -> None:
        error = self.file.error
        if error is not None:
            reason = f"the disk failed while it was read ({error.strerror}); check the disk."
            raise DecodeError(self.path, reason) from error

    def _open(self) -> Any:
        if self.file.read_at(0, 16) == ASF:
            head = self.file.read_at(0, 1 << 16)
            if any(guid in head for guid in LOCKED_ASF):
                raise DecodeError(self.path, LOCKED)
        try:
            container = av.open(
                self.file,
                metadata_errors="surrogateescape",
                options={"format_whitelist": CONTAINERS, "protocol_whitelist": "none"},
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            self._check_disk()
            raise DecodeError(self.path, DAMAGED) from error
        self.file.budget = None
        return container

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
