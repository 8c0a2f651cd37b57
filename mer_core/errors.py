"""Everything that can go wrong for a reason the user can understand.

::

    MerError                 root; str(error) is a finished sentence that says what to do
    ├── InputError           the request itself cannot be served (path, option, query)
    ├── DecodeError          a file holds no sound we can read; carries ``path``
    ├── ModelError           a checkpoint or specification is missing, foreign or damaged
    ├── LibraryError         the library's database cannot be opened or changed
    │   └── LibraryFull      ... because its disk is full: it will do once there is room
    ├── TagError             a file's tags were not written; carries ``path``; the file is as it was
    │   └── TagConflict      ... because someone else changed the file since it was read
    └── TrainingError        a corpus or a training run cannot be used as asked

Foreign exceptions are translated in one place per library: audio/source (PyAV), tags/writer
(mutagen), library/connection (SQLite), models/checkpoint (safetensors, JSON). Anything else is a
bug and is shown. ``JobCancelled`` (mer_core.jobs) stands outside this tree so that
``except MerError`` cannot swallow it.
"""

from __future__ import annotations

from pathlib import Path


class MerError(Exception):
    """The root: catch this per item in batch work."""


class InputError(MerError):
    """The user's request cannot be served as it stands. ``at`` is the part of what was typed that
    is wrong, from its first letter to behind its last, None where that is not known.
    """

    at: tuple[int, int] | None = None


class _FileError(MerError):
    """An error about one file.

    ``path`` is the file, ``reason`` a clause without the file's name.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        name = self.path.name.encode("utf-8", "replace").decode("utf-8")
        return f"{name}: {self.reason}"


class DecodeError(_FileError):
    """A file holds no sound we can read."""


class ModelError(MerError):
    """A model's checkpoint is missing, damaged or not one of ours."""


class LibraryError(MerError):
    """The library's database cannot be opened, read or changed."""


class LibraryFull(LibraryError):
    """The disk that holds the library is full."""


class TagError(_FileError):
    """A file's tags were not written or undone; the file is as it was before."""


class TagConflict(TagError):
    """Someone else changed the file since it was read."""


class TrainingError(MerError):
    """A corpus or a training run cannot be used as asked."""
