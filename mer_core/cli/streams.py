"""Standard output and standard error, whatever the shell, the locale and the disk made of them."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import Any

from mer_core.disk import reason_of

#: What stands for our own signs where the terminal's encoding lacks them.
_PLAIN = {"✓": "ok", "✗": "failed", "—": "-", "–": "-", "−": "-", "·": "-", "…": "...", "×": "x"}
_ERRORS = "moodline-shown"


class OutputLost(BaseException):
    """Standard output takes no more; str() says why, and is empty where its reader has gone.

    Outside the tree of errors, so that batch work does not take it for a file's fault.
    """


class _RawStream(io.RawIOBase):
    """The file under a stream. A write that fails raises OutputLost, or passes in silence where
    nothing ``must_arrive``.
    """

    def __init__(self, stream: Any, *, must_arrive: bool) -> None:
        self._stream = stream  # which closes the file when nobody holds it
        self._file = getattr(stream.buffer, "raw", stream.buffer)
        self._must_arrive = must_arrive

    def write(self, data: Any) -> int | None:
        try:
            return self._file.write(data)  # type: ignore[no-any-return]
        except OSError as error:
            if not self._must_arrive:
                return len(data)
            known = {errno.EPIPE: "", errno.EBADF: "it is closed"}
            raise OutputLost(known.get(error.errno or 0, reason_of(error))) from error

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._file.fileno())

    def isatty(self) -> bool:
        return bool(self._file.isatty())


def open_streams() -> None:
    """Make the standard streams fit for any text: call once, before anything is said.

    Text for people keeps the encoding of the terminal; what that lacks is replaced. A write that
    fails raises OutputLost on standard output and passes in silence on standard error. Streams
    that the shell had closed are opened, so that no other file takes their numbers.
    """
    codecs.register_error(_ERRORS, _replace)
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115 - as long as the program runs
    if sys.stdout is None:  # it can only be read, so that what is written fails as it should
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for name, must_arrive in (("stdout", True), ("stderr", False)):
        stream = getattr(sys, name)
        raw = io.BufferedWriter(_RawStream(stream, must_arrive=must_arrive))
        line = stream.isatty() or not must_arrive
        text = io.TextIOWrapper(raw, stream.encoding, _ERRORS, line_buffering=line)
        setattr(sys, name, text)


def flush() -> None:
    """Let what was said arrive, or learn that it cannot: raises OutputLost."""
    sys.stdout.flush()


def give_up_output() -> None:
    """Let what is still held for a lost standard output vanish, so that Python ends in silence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def put(data: bytes) -> None:
    """Write what programs read to standard output, as it stands; raises OutputLost."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _replace(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in lost), error.end
