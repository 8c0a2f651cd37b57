"""A disk of one or two megabytes that a test can fill: a real one, where the system lends it."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_BYTES = 2 * 2**20
_FILLER = ".filler"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A folder on a file system of its own."""

    folder: Path

    def fill(self) -> None:
        """Leave not one byte."""
        with contextlib.suppress(OSError), (self.folder / _FILLER).open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with contextlib.suppress(OSError), (self.folder / _FILLER).open("ab", buffering=0) as file:
            while True:
                file.write(b"x")

    def empty(self) -> None:
        """Give the room back."""
        (self.folder / _FILLER).unlink()


@contextmanager
def mounted(folder: Path, *, read_only: bool = False) -> Iterator[SmallDisk | None]:
    """A small disk at ``folder``, or None where this user may not mount one."""
    options = f"size={_BYTES}" + (",ro" if read_only else "")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", os.fspath(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", os.fspath(folder)], check=True)
