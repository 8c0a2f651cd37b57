"""Finds the sound files among what the user named."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mer_core.audio.junk import is_junk
from mer_core.audio.probe import probe
from mer_core.errors import DecodeError, InputError
from mer_core.spelling import as_listed

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


_NO_SOUND = "there is no sound in it; name music, playlists or folders."
_NO_FILE = "it is no file but a device or a pipe; only files can be read."
_LOOP = "it is a link that leads back to itself; mend or delete it."


@dataclass(slots=True)
class LeftOut:
    """What a search for music passed over; filled while the search goes on.

    ``refused`` holds what could not be taken, a path or an entry of a playlist, each with its
    reason; ``num_junk`` counts the files and folders that are known to be junk.
    """

    refused: list[tuple[str, str]] = field(default_factory=list)
    num_junk: int = 0


def find_audio(paths: Iterable[Path], left_out: LeftOut | None = None) -> Iterator[Path]:
    """Yield the sound files at and below ``paths``, folders walked in sorted order.

    A named file is yielded where its suffix or else its content is sound. In folders, files are
    known by their suffix; junk is passed over, and so are links to a folder that is walked anyway.
    What cannot be read, broken links, links in a circle and what is no file go to ``left_out``.
    Raises InputError, before anything is yielded, for a path that is not there.
    """
    named = as_listed(paths)
    for path in named:
        if not os.path.lexists(path):
            raise InputError(f"{_shown(path)} does not exist; check the path.")
    return _walk_all(named, left_out or LeftOut())


def _walk_all(named: list[Path], left_out: LeftOut) -> Iterator[Path]:
    visited: set[str] = set()
    for path in named:
        if os.path.isdir(path):
            yield from _walk(path, visited, left_out)
        elif (reason := _refusal(path)) is None:
            yield path
        else:
            left_out.refused.append((str(path), reason))


def _refusal(path: Path) -> str | None:
    """Why the named ``path`` is not taken, or None. A bad file with a music suffix is taken: the
    user is to see what is wrong with it.
    """
    try:
        os.stat(path)
    except OSError as error:
        return _trouble(path, error)
    if not os.path.isfile(path):
        return _NO_FILE
    if _is_music(path.name):
        return None
    try:
        probe(path)
    except DecodeError as error:
        return _NO_SOUND if os.access(path, os.R_OK) else error.reason
    return None


def _walk(folder: Path, visited: set[str], left_out: LeftOut) -> Iterator[Path]:
    """Depth first, without recursion: the user's folders may be deeper than Python's stack."""
    root = os.path.realpath(folder)
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        real = os.path.realpath(path)
        if path != folder and os.path.islink(path):
            if _is_within(os.path.realpath(path.parent), real):
                left_out.refused.append((str(path), _LOOP))
                continue
            if _is_within(real, root):
                continue
        if real not in visited:
            visited.add(real)
            waiting.extend(reversed(_entries(path, left_out)))


def _is_within(path: str, folder: str) -> bool:
    return os.path.join(path, "").startswith(os.path.join(folder, ""))


def _entries(folder: Path, left_out: LeftOut) -> list[tuple[Path, bool]]:
    """What is right in ``folder``, sorted by name: sound files (False) and folders (True)."""
    kept: list[tuple[Path, bool]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = folder / entry.name
                if is_junk(entry.name):
                    left_out.num_junk += 1
                elif (kind := _kind(entry, left_out)) is not None:
                    kept.append((path, kind))
    except OSError as error:
        left_out.refused.append((str(folder), _trouble(folder, error)))
    return sorted(kept)


def _kind(entry: os.DirEntry[str], left_out: LeftOut) -> bool | None:
    """True for a folder, False for a sound file, None for what is neither."""
    path = Path(entry.path)
    try:
        if entry.is_dir():
            return True
        if entry.is_file():
            return False if _is_music(entry.name) else None
        os.stat(path)
    except OSError as error:
        left_out.refused.append((str(path), _trouble(path, error)))
        return None
    if _is_music(entry.name):
        left_out.refused.append((str(path), _NO_FILE))
    return None


def _is_music(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in AUDIO_SUFFIXES | VIDEO_SUFFIXES


def _trouble(path: Path, error: OSError) -> str:
    """Why ``path`` cannot be looked at."""
    if error.errno == errno.ELOOP:
        return _LOOP
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        if os.path.islink(path):
            target = _shown(Path(os.readlink(path)))
            return f"it is a link to {target}, which is not there; mend or delete it."
        return "it has vanished while music was looked for."
    if isinstance(error, PermissionError):
        return "it may not be read; give yourself permission to read it."
    return f"it cannot be read ({error.strerror}); check the disk."


def _shown(path: Path) -> str:
    """The path as it can be printed, whatever bytes its name holds."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
