"""On which drive a file lies and where there, as Traktor and Serato name files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """``volume`` is the drive's name ("C:", "Macintosh HD"; empty for the system's own, where it
    has none); ``parts`` the folders from its root and the file's name.
    """

    volume: str
    parts: tuple[str, ...]


def place_of(path: Path) -> Place:
    """Where the absolute ``path`` lies."""
    root, name = _root(path.parent)
    return Place(name, path.relative_to(root).parts)


@lru_cache(maxsize=4096)
def _root(folder: Path) -> tuple[Path, str]:
    """The root of the drive that holds ``folder``, and its name."""
    if folder.drive:
        return Path(folder.anchor), folder.drive
    if sys.platform == "darwin":
        if folder.parts[1:2] == ("Volumes",) and len(folder.parts) > 2:
            return Path(*folder.parts[:3]), folder.parts[2]
        return Path("/"), _boot_volume()
    root = next(each for each in (folder, *folder.parents) if each.parent == each or _holds(each))
    return root, root.name


def _holds(folder: Path) -> bool:
    try:
        return os.path.ismount(folder)
    except OSError:
        return False


def _boot_volume() -> str:
    """macOS has a link to its own drive among the others."""
    try:
        for entry in Path("/Volumes").iterdir():
            if os.path.realpath(entry) == "/":
                return entry.name
    except OSError:
        pass
    return "Macintosh HD"
