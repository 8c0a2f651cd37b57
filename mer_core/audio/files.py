"""Finds the sound files among what the user named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mer_core.errors import InputError

AUDIO_SUFFIXES: frozenset[str] = frozenset((
    ".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".spx", ".m4a", ".m4b", ".aac", ".wav",
    ".wave", ".w64", ".aif", ".aiff", ".aifc", ".wma", ".wv", ".ape", ".mpc", ".mp+", ".mpp",
    ".tta", ".tak", ".dsf", ".au", ".snd", ".caf", ".ac3", ".dts", ".mka", ".amr",
))  # fmt: skip
"""Suffixes, in lower case, of files that hold sound alone."""

VIDEO_SUFFIXES: frozenset[str] = frozenset((
    ".mp4", ".m4v", ".mkv", ".webm", ".mov", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".ts",
    ".m2ts", ".3gp", ".ogv",
))  # fmt: skip
"""Suffixes, in lower case, of films; their sound is read as if it were a sound file."""


def find_audio(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the sound files at and below ``paths``, folders walked in sorted order.

    A named file is always yielded, whatever its suffix. In folders, hidden entries and what is no
    regular file are passed over, and so are links to a folder that is walked anyway; a folder that
    may not be read is left out unless it was named. Raises InputError, before anything is
    yielded, for a path that is not there.
    """
    named = list(paths)
    for path in named:
        if not os.path.lexists(path):
            raise InputError(f"{_shown(path)} does not exist; check the path.")
    return _walk_all(named)


def _walk_all(named: list[Path]) -> Iterator[Path]:
    visited: set[str] = set()
    for path in named:
        if not path.is_dir():
            yield path
            continue
        try:
            os.scandir(path).close()
        except OSError as error:
            raise InputError(
                f"The folder {_shown(path)} cannot be read ({error.strerror});"
                " give yourself permission to read it."
            ) from error
        yield from _walk(path, visited)


def _walk(folder: Path, visited: set[str]) -> Iterator[Path]:
    """Depth first, without recursion: the user's folders may be deeper than Python's stack."""
    roots = os.path.realpath(folder) + os.sep
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
            continue
        real = os.path.realpath(path)
        linked_inside = (
            os.path.islink(path) and path != folder and (real + os.sep).startswith(roots)
        )
        if real in visited or linked_inside:
            continue
        visited.add(real)
        waiting.extend(reversed(_entries(path)))


def _entries(folder: Path) -> list[Path]:
    """The folders and sound files right in ``folder``, sorted by name."""
    kept: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and _is_wanted(entry):
                    kept.append(folder / entry.name)
    except OSError:
        return []
    return sorted(kept)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    suffix = os.path.splitext(entry.name)[1].lower()
    try:
        return entry.is_dir() or (suffix in AUDIO_SUFFIXES | VIDEO_SUFFIXES and entry.is_file())
    except OSError:  # a link to itself
        return False


def _shown(path: Path) -> str:
    """The path as it can be printed, whatever bytes its name holds."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
